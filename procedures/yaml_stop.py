"""Where a text is no YAML: where the parser stopped, and a line put right."""

import re
from dataclasses import dataclass

_LONGEST_SHOWN = 90
ENTRY = re.compile(
    r"""^(?P<lead>\s*(?:-\s+)*)          # the indentation, and dashes of a list
        (?P<key>[\w.-]+(?:\ [\w.-]+)*)   # the key
        (?P<colon>:\s+)
        (?P<value>\S.*?)
        (?P<rest>\s*(?:\s\#.*)?)$        # a comment""",
    re.VERBOSE,
)
CURLY = "\u201c\u201d\u201e\u2018\u2019"


@dataclass(frozen=True)
class Slip:
    """One slip.

    Attributes:
        line: Where it stands, counted from 1.
        says: What is wrong, and what to write instead.
        mended: This line put right, and those after it that move with it; none: nobody
            can tell.
    """

    line: int
    says: str
    mended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stop:
    """Where the parser could not go on."""

    lines: list[str]
    problem: str
    line: int
    column: int
    began: int
    """Line on which began what it was reading, from 0; `line` too."""

    @property
    def text(self) -> str:
        """The line on which it stopped."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def first(self) -> str:
        """The line on which what it was reading began."""
        return self.lines[self.began]


def _write(line: str) -> str:
    """Say what to write, as it stands without its indentation."""
    shown = line.strip()
    return f"write `{shown}`." if len(shown) <= _LONGEST_SHOWN else "see README.md."


def quoted(value: str) -> str:
    """Return words in the quotes that they do not hold."""
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace('"', "'") + '"'


def with_quotes(line: str) -> str | None:
    """Return the line with its whole value in quotes, whatever quotes it has now."""
    entry = ENTRY.match(line)
    if entry is None:
        return None
    value, first = entry["value"], entry["value"][0]
    if first in CURLY:
        value = value.strip(CURLY)
    elif first in "'\"":
        value = value[1:-1] if value.endswith(first) else value.replace(first, "")
    return entry["lead"] + entry["key"] + entry["colon"] + quoted(value) + entry["rest"]


def at(line: int, why: str, mended: str | None) -> Slip | None:
    """Return the slip that is put right so; None where that cannot be done."""
    if mended is None:
        return None
    return Slip(line + 1, f"{why}; {_write(mended)}", (mended,))


def indent(line: str) -> int:
    """Return by how much a line is indented."""
    return len(line) - len(line.lstrip(" "))


def key_column(line: str) -> int:
    """Return where the key of a line begins, behind the dashes of a list."""
    return len(line) - len(line.lstrip(" -"))


def line_above(stop: Stop) -> int:
    """Return the number of the nearest line above that holds more than a comment."""
    above = stop.line - 1
    while above > 0 and (
        not stop.lines[above].strip() or stop.lines[above].lstrip().startswith("#")
    ):
        above -= 1
    return above
