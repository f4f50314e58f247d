"""Reads the project's own documents: sections, tables, blocks of code, links."""

import re
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

OURS = (
    DOCS / "contract.md",
    DOCS / "temporal-ui.md",
    DOCS / "data-protection.md",
    ROOT / "CHANGELOG.md",
    *sorted((DOCS / "decisions").glob("*.md")),
)


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """Everything below a heading, up to the next of the same rank or a higher one."""
    rank = len(heading) - len(heading.lstrip("#"))
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"There is no heading {heading!r}."
    return re.split(rf"^#{{1,{rank}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[tuple[str, ...]]:
    """The cells of every table row whose first cell is one thing in backticks."""
    found = []
    for line in text.splitlines():
        name, *others = (cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("| `") and name.count("`") == 2:
            found.append((name.strip("`"), *others))
    return found


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def quoted(text: str) -> set[str]:
    """Everything that stands in single backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def links(text: str) -> list[str]:
    """The targets of all links and pictures."""
    return [unquote(one) for one in re.findall(r"\]\(([^)\s]+)\)", text)]
