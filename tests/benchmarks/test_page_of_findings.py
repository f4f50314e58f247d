"""The page of findings keeps what was not measured anew."""

import subprocess
import sys
from pathlib import Path

from benchmarks.findings import Budget, Figure, Finding
from benchmarks.report import MARK, section, write

ORDER = ("toast", "marmalade")


def finding(title: str, measured: float, most: float) -> Finding:
    budget = Budget(f"under {most} g", most=most)
    figure = Figure("weight", "g", [measured], budget=budget)
    return Finding("", title, "", [figure], ["By the kitchen scales."])


def test_a_section_takes_the_place_of_its_own_earlier_one_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# What it weighs\n\n{MARK}\n\nof an older form\n")
    write(page, "marmalade", section(finding("Marmalade", 40, 50)), ORDER)
    write(page, "toast", section(finding("Toast", 90, 50)), ORDER)

    write(page, "marmalade", section(finding("Marmalade anew", 60, 50)), ORDER)

    said = page.read_text()
    assert said.startswith("# What it weighs\n")
    headings = [line for line in said.splitlines() if line.startswith("## ")]
    assert headings == ["## Toast", "## Marmalade anew"]
    assert "older form" not in said


def test_a_budget_that_is_missed_is_shown_as_missed() -> None:
    assert "| under 50 g | missed |" in section(finding("Toast", 90, 50))
    assert "| under 50 g | kept |" in section(finding("Toast", 40, 50))


def test_what_is_measured_is_printed_and_written_as_it_comes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{MARK}\n")
    words = ("--size", "taste", "--only", "due_dates", "--markdown", str(page))

    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words],
        capture_output=True,
        check=True,
        text=True,
    )

    assert "| one due date" in ended.stdout
    assert "| one due date" in page.read_text()
