"""The ladder as SVG, drawn without any library.

Rungs go up the page as the dispute does: the first stage stands at the bottom. To the left
of each rung its limit, within it who is asked, to the right who is told. Every word is in
the text as well: nothing rests on colour alone.
"""

import textwrap
from collections.abc import Iterator
from html import escape

from domain.explaining.shortly import handed_over, ladder_rows, stage_rows, watched
from domain.explaining.stages import why_onward
from domain.explaining.words import condition, in_words_of_raiser
from domain.procedure import Procedure
from domain.procedure.ladder import Ladder, Phase, Stage
from domain.procedure.people import Telling

WIDTH = 980
_LEFT, _BOX, _RIGHT = 24, 430, 530
_LINE = 18
_GAP = 44
_FILLS = {
    Phase.INFORMAL: "#eef5ee",
    Phase.PRE_FORMAL: "#f3f5e4",
    Phase.FORMAL: "#e8eff8",
    Phase.EXTERNAL: "#f6ece4",
}
_HEADING = 24
_OVER = 40
_HEADING_CHARACTERS, _PAGE_CHARACTERS = 76, 130
_TITLE_CHARACTERS, _BOX_CHARACTERS, _TOLD_CHARACTERS = 44, 54, 62
"""How many characters fit on a line at the size of letters used here."""

_STYLE = (
    "text{font:13px system-ui,'Segoe UI',Arial,sans-serif;fill:#1b2733}"
    ".title{font-size:19px;font-weight:600}.stage{font-size:15px;font-weight:600}"
    ".small{font-size:12px;fill:#41505f}"
)


def svg(procedure: Procedure) -> str:
    """Return a picture of every ladder of the procedure, as one SVG document."""
    title = f"{procedure.council}: {procedure.title}"
    parts = _heading(title, 40, "title", _HEADING)
    bottom = 40 + (len(parts) - 1) * _HEADING
    for ladder in procedure.ladders:
        drawn, bottom = _ladder(procedure, ladder, bottom + 30)
        parts += drawn
    parts.append(_text(_LEFT, bottom + 30, watched(procedure), "small"))
    height = bottom + 30 + _LINE
    name = escape(title)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}"'
        f' viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f"<style>{_STYLE}</style>"
        '<defs><marker id="up" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#5a6b7b"/>'
        "</marker></defs>"
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _ladder(procedure: Procedure, ladder: Ladder, top: int) -> tuple[list[str], int]:
    """Return what is drawn for one ladder, and where it ends."""
    parts = _heading(ladder.title, top, "stage", _LINE)
    for says in ladder_rows(procedure, ladder):
        for row in textwrap.wrap(says, _PAGE_CHARACTERS):
            parts.append(_text(_LEFT, top + len(parts) * _LINE, row, "small"))
    y = top + len(parts) * _LINE + _LINE // 2
    onward = handed_over(ladder)
    if onward is not None:
        parts += _over(onward, y)
        y += _OVER + _GAP
        parts += _way_up(y, "at its end")
    in_their_words = in_words_of_raiser(procedure, ladder)
    for stage in reversed(ladder.stages):
        rows = _in_box(in_their_words, stage)
        told = _told(procedure, stage)
        tall = len(rows) + len(_title_rows(stage))
        height = max(tall * _LINE + 22, len(told) * _LINE + 4)
        parts += _rung(stage, rows, told, y, height)
        y += height + _GAP
        if stage is not ladder.stages[0]:
            parts += _arrow(ladder, stage, y)
    return parts, y - _GAP


def _rung(
    stage: Stage, rows: list[str], told: list[str], y: int, height: int
) -> Iterator[str]:
    dashes = ' stroke-dasharray="6 4"' if stage.optional else ""
    yield (
        f'<rect x="{_LEFT}" y="{y}" width="{_BOX}" height="{height}" rx="8"'
        f' fill="{_FILLS[stage.phase]}" stroke="#5a6b7b"{dashes}/>'
    )
    titles = _title_rows(stage)
    for number, row in enumerate((*titles, *rows)):
        kind = "stage" if number < len(titles) else ""
        yield _text(_LEFT + 14, y + 24 + number * _LINE, row, kind)
    if told:
        middle = y + height // 2
        yield (
            f'<line x1="{_LEFT + _BOX}" y1="{middle}" x2="{_RIGHT - 14}" y2="{middle}"'
            ' stroke="#8795a3" stroke-dasharray="3 4"/>'
        )
    for number, row in enumerate(told):
        yield _text(_RIGHT, y + 16 + number * _LINE, row, "small")


def _arrow(ladder: Ladder, above: Stage, y: int) -> Iterator[str]:
    """Draw the way up to `above` from the stage below it, whose box begins at `y`."""
    below = next(
        stage for stage in reversed(ladder.stages) if stage.number < above.number
    )
    words = "when called for" if above.optional else why_onward(below)
    yield from _way_up(y, words)


def _way_up(y: int, words: str) -> Iterator[str]:
    """Draw an arrow that ends above the box that begins at `y`, and why it is taken."""
    x = _LEFT + 40
    yield (
        f'<line x1="{x}" y1="{y}" x2="{x}" y2="{y - _GAP + 2}" stroke="#5a6b7b"'
        ' stroke-width="1.5" marker-end="url(#up)"/>'
    )
    yield _text(x + 14, y - _GAP // 2 + 4, words, "small")


def _over(words: str, y: int) -> Iterator[str]:
    """Draw where it goes on: a rung of another procedure."""
    yield (
        f'<rect x="{_LEFT}" y="{y}" width="{_BOX}" height="{_OVER}" rx="8"'
        ' fill="#ffffff" stroke="#5a6b7b" stroke-dasharray="2 4"/>'
    )
    yield _text(_LEFT + 14, y + 24, words)


def _heading(words: str, y: int, kind: str, line: int) -> list[str]:
    """Draw words over the whole page, on as many lines as they need."""
    rows = textwrap.wrap(words, _HEADING_CHARACTERS)
    return [_text(_LEFT, y + n * line, row, kind) for n, row in enumerate(rows)]


def _title_rows(stage: Stage) -> list[str]:
    return textwrap.wrap(stage.title, _TITLE_CHARACTERS)


def _in_box(procedure: Procedure, stage: Stage) -> list[str]:
    return [
        row
        for says in stage_rows(procedure, stage)
        for row in textwrap.wrap(says, _BOX_CHARACTERS)
    ]


def _told(procedure: Procedure, stage: Stage) -> list[str]:
    rows: list[str] = []
    for telling in stage.tell:
        rows += textwrap.wrap(
            _told_line(procedure, telling), _TOLD_CHARACTERS, subsequent_indent="   "
        )
    return ["Told:", *rows] if rows else []


def _told_line(procedure: Procedure, telling: Telling) -> str:
    said = procedure.title_of(telling.post)
    if telling.sent_by is not None:
        said += f" (in the name of: {procedure.title_of(telling.sent_by)})"
    return said + condition(procedure, telling.when)


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{named} xml:space="preserve">{escape(words)}</text>'
