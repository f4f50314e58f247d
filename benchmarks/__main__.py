"""`python -m benchmarks`: measure, print a table, write docs/performance.md if asked."""

import argparse
import asyncio
import importlib
import json
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from benchmarks.findings import Finding
from benchmarks.progress import Bar, bars
from benchmarks.size import FULL, USUAL, Size

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
)
MARK = "<!-- measured; everything below is written by `python -m benchmarks` -->"


def measured(names: tuple[str, ...], size: Size) -> list[Finding]:
    """Run the benchmarks of these names, one after another."""
    findings = []
    with bars() as progress:
        for name in names:
            bar = Bar(progress, name)
            measure = importlib.import_module(f"benchmarks.{name}").measure
            findings.append(asyncio.run(measure(size, bar)))
            bar.done()
    return findings


def table(findings: list[Finding]) -> str:
    """Return the findings in Markdown, budgets and verdicts beside the figures."""
    lines = [_machine(), ""]
    for finding in findings:
        lines += [f"## {finding.title}", "", f"Beside: {finding.beside}", ""]
        lines += ["| what | measured | beside | ratio | budget | |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        for one in finding.figures:
            ratio = f"{one.ratio:.2f}" if one.ratio is not None else ""
            budget = one.budget.says if one.budget else ""
            lines.append(
                f"| {one.what} | {one.says()} | {one.says(one.beside)} | {ratio} |"
                f" {budget} | {one.verdict} |"
            )
        lines += ["", *finding.notes, ""]
    return "\n".join(lines)


def _machine() -> str:
    names = ("temporalio", "pydantic", "sqlalchemy")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y}: {cpu_count()} cores,"
        f" {platform.system()} {platform.machine()}, Python {platform.python_version()},"
        f" {packages}. Medians of the rounds, with the range; ratios are of the same"
        " round."
    )


def main() -> int:
    """Measure what was asked for; 0 whatever the verdicts are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=NAMES, help="one of them")
    parser.add_argument(
        "--full", action="store_true", help="the numbers of the budgets"
    )
    parser.add_argument("--json", type=Path, help="write every round to this file")
    parser.add_argument(
        "--markdown", type=Path, help="write below the mark of this file"
    )
    asked = parser.parse_args()
    findings = measured(tuple(asked.only or NAMES), FULL if asked.full else USUAL)
    text = table(findings)
    sys.stdout.write(text + "\n")
    if asked.json:
        asked.json.write_text(json.dumps([one.as_json() for one in findings], indent=2))
    if asked.markdown:
        kept = asked.markdown.read_text(encoding="utf-8").partition(MARK)[0]
        asked.markdown.write_text(f"{kept}{MARK}\n\n{text}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
