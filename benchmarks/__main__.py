"""`python -m benchmarks`: measure, print each finding, write it into a page if asked."""

import argparse
import asyncio
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.findings import Finding
from benchmarks.progress import Bar, bars
from benchmarks.report import section, write
from benchmarks.size import FULL, TASTE, USUAL, Size

NAMES = (
    "history",
    "due_together",
    "starting",
    "replaying",
    "memory",
    "due_dates",
    "what_if",
    "help_text",
    "sealing",
    "sending",
)
SIZES = {"taste": TASTE, "usual": USUAL, "full": FULL}


def measured(names: tuple[str, ...], size: Size) -> Iterator[tuple[str, Finding]]:
    """Run the benchmarks of these names, one after another."""
    with bars() as progress:
        for name in names:
            bar = Bar(progress, name)
            measure = importlib.import_module(f"benchmarks.{name}").measure
            yield name, asyncio.run(measure(size, bar))
            bar.done()


def main() -> int:
    """Measure what was asked for; 0 whatever the verdicts are."""
    asked = _parser().parse_args()
    names = tuple(asked.only or NAMES)
    findings = []
    for name, finding in measured(names, SIZES[asked.size]):
        findings.append(finding)
        text = section(finding)
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
        if asked.markdown:
            write(asked.markdown, name, text, NAMES)
        if asked.json:
            every = [one.as_json() for one in findings]
            asked.json.write_text(json.dumps(every, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=NAMES, help="one of them")
    parser.add_argument(
        "--size",
        choices=SIZES,
        default="usual",
        help="full: the numbers of the budgets; taste: to see that everything runs",
    )
    parser.add_argument("--json", type=Path, help="write every round to this file")
    parser.add_argument(
        "--markdown", type=Path, help="write below the mark of this file"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
