"""The page of findings: a section each, replaced as soon as it is measured anew."""

import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from benchmarks.findings import Figure, Finding

MARK = "<!-- measured; everything below is written by `python -m benchmarks` -->"
_SECTION = re.compile(r"<!-- of (\w+) -->\n")
PACKAGES = ("temporalio", "pydantic", "sqlalchemy")


def section(finding: Finding) -> str:
    """Return one finding in Markdown, budgets and verdicts beside the figures."""
    lines = [f"## {finding.title}", ""]
    if finding.beside:
        lines += [f"Beside: {finding.beside}", ""]
    lines += ["| what | measured | beside | ratio | budget | |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    lines += [_row(one) for one in finding.figures]
    lines += ["", *finding.notes, "", _when_and_where(), ""]
    return "\n".join(lines)


def write(page: Path, name: str, text: str, order: Sequence[str]) -> None:
    """Put the section of that name into the page, in place of an earlier one.

    Args:
        page: Markdown with `MARK` in it; what stands above the mark is kept.
        name: Of the benchmark.
        text: Its section.
        order: Names of every benchmark, in the order of the page.
    """
    above, _, below = page.read_text(encoding="utf-8").partition(MARK)
    parts = _SECTION.split(below)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    sections[name] = text
    kept = [f"<!-- of {one} -->\n{sections[one]}" for one in order if one in sections]
    written = "\n".join(part.rstrip() + "\n" for part in (f"{above}{MARK}", *kept))
    page.write_text(written, encoding="utf-8")


def _row(one: Figure) -> str:
    ratio = f"{one.ratio:.2f}" if one.ratio is not None else ""
    budget = one.budget.says if one.budget else ""
    return (
        f"| {one.what} | {one.says()} | {one.says(one.beside)} | {ratio} |"
        f" {budget} | {one.verdict} |"
    )


def _when_and_where() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"*{datetime.now(UTC):%-d %B %Y}: {cpu_count()} cores,"
        f" {platform.system()} {platform.machine()}, Python {platform.python_version()},"
        f" {packages}.*"
    )
