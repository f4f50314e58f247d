"""Drawn calendars: each clock of a dispute, day by day, as one SVG picture.

Every shade has its word beside it, since not everybody sees colours; a screen reader
hears the title and a description that says all that matters.
"""

import textwrap
from collections.abc import Iterator
from html import escape

from starter.strip_days import Cell, Ground, Strip

_CELL, _HEIGHT, _MARGIN = 122, 92, 24
_WIDTH = 7 * _CELL + 2 * _MARGIN
_TITLE, _HEAD, _LINE, _GAP = 52, 24, 19, 28
_LEGEND = 40
_LETTERS, _NOTE_LETTERS, _MOST_LINES = 18, 122, 4
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip

_SHADES = {
    Ground.OUTSIDE: "#ffffff",
    Ground.WORKED: "#ffffff",
    Ground.WEEKEND: "#e9e9e6",
    Ground.HOLIDAY: "#f7d9c4",
    Ground.CLOSURE: "#f5ecc2",
    Ground.HELD: "url(#held)",
}
_WORDS = (
    (Ground.WORKED, "counted"),
    (Ground.WEEKEND, "weekend"),
    (Ground.HOLIDAY, "bank holiday"),
    (Ground.CLOSURE, "council closed"),
    (Ground.HELD, "on hold"),
)
_STYLE = """
text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1c1c1c }
.title { font-size: 21px; font-weight: 600 } .head { fill: #555; font-weight: 600 }
.day { fill: #555 } .number { font-size: 24px; font-weight: 600; fill: #0b4a75 }
.note { font-size: 11.5px; fill: #444 } .mark { font-weight: 600; font-size: 12px }
.due { fill: #ffffff } .cell { stroke: #c9c9c4 } .gone { fill: #a9a9a4 }
"""
_HATCH = (
    '<pattern id="held" width="8" height="8" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="8" height="8" fill="#eef3f8"/>'
    '<rect width="3" height="8" fill="#c4d4e4"/></pattern>'
)


def drawing(title: str, strips: list[Strip]) -> str:
    """Return the picture as SVG text.

    Args:
        title: Heading of the whole, `west-sussex/WSX-2026-0042`.
        strips: What to draw, one below another.
    """
    parts: list[str] = []
    top = _MARGIN + _TITLE
    for one in strips:
        parts += _strip(one, top)
        top += _height_of(one)
    parts += _legend(top)
    described = " ".join(f"{one.title}: {' '.join(one.notes)}" for one in strips)
    size = f'width="{_WIDTH}" height="{top + _LEGEND}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}',
            f'  viewBox="0 0 {_WIDTH} {top + _LEGEND}" aria-labelledby="title desc">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(described)}</desc>',
            f"<style>{_STYLE}</style><defs>{_HATCH}</defs>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            _text(_MARGIN, _MARGIN + 22, title, "title"),
            *parts,
            "</svg>\n",
        ]
    )


def _height_of(one: Strip) -> int:
    notes = sum(len(_wrapped(note)) for note in one.notes)
    weeks = _HEAD + len(one.weeks) * _HEIGHT
    return _TITLE + weeks + notes * _LINE + _GAP


def _strip(one: Strip, top: int) -> Iterator[str]:
    yield _text(_MARGIN, top + 14, one.title, "title")
    yield _text(_MARGIN, top + 38, one.says)
    top += _TITLE
    for number, weekday in enumerate(_WEEKDAYS):
        yield _text(_MARGIN + number * _CELL + 6, top + 16, weekday, "head")
    top += _HEAD
    for week in one.weeks:
        for number, cell in enumerate(week):
            yield from _cell(cell, _MARGIN + number * _CELL, top)
        top += _HEIGHT
    for note in one.notes:
        for line in _wrapped(note):
            top += _LINE
            yield _text(_MARGIN, top, line)


def _cell(cell: Cell, left: int, top: int) -> Iterator[str]:
    yield (
        f'<rect class="cell" x="{left}" y="{top}" width="{_CELL}" height="{_HEIGHT}"'
        f' fill="{_SHADES[cell.ground]}"/>'
    )
    outside = cell.ground is Ground.OUTSIDE
    day = f"{cell.on.day} {_MONTHS[cell.on.month - 1]}"
    yield _text(left + 6, top + 17, day, "gone" if outside else "day")
    if cell.number is not None:
        edge = left + _CELL - 8
        yield _text(edge, top + 26, str(cell.number), "number", "end")
    most = _MOST_LINES - len(cell.marks)
    lines = textwrap.wrap(cell.note, _LETTERS, max_lines=most, placeholder=" …")
    room = _HEIGHT - 10 - 17 * len(cell.marks)
    below = top + max(33, room - 14 * (len(lines) - 1))
    for number, line in enumerate(lines):
        yield _text(left + 6, below + 14 * number, line, "note")
    for number, mark in enumerate(reversed(cell.marks)):
        yield from _mark(mark, left, top + _HEIGHT - 8 - 17 * number)


def _mark(says: str, left: int, base: int) -> Iterator[str]:
    is_due = says.startswith("Due")
    if is_due:
        yield (
            f'<rect x="{left + 1}" y="{base - 14}" width="{_CELL - 2}" height="21"'
            ' fill="#a3142e"/>'
        )
    yield _text(left + 6, base, says, "mark due" if is_due else "mark")


def _legend(top: int) -> Iterator[str]:
    left = _MARGIN
    for ground, word in _WORDS:
        yield (
            f'<rect class="cell" x="{left}" y="{top}" width="18" height="18"'
            f' fill="{_SHADES[ground]}"/>'
        )
        yield _text(left + 25, top + 14, word)
        left += 140
    yield _text(left, top + 15, "3", "number")
    yield _text(left + 22, top + 14, "third day counted")


def _text(
    left: int, base: int, says: str, kind: str = "", anchor: str = "start"
) -> str:
    named = f' class="{kind}"' if kind else ""
    ends = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{left}" y="{base}"{named}{ends}>{escape(says)}</text>'


def _wrapped(note: str) -> list[str]:
    return textwrap.wrap(note, _NOTE_LETTERS, subsequent_indent="    ")
