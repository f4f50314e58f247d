"""Where a text is no YAML: the slip in a manager's words, and the line put right.

The parser says where it could not go on, in words of its own. Most often the slip is one
of a few: a colon within a sentence, a bracket or quote that is not closed, an indentation
that fits nothing. It is told with the line as it should be; the text is then read on with
that line, so that one slip hides no other.
"""

import re
from collections.abc import Callable

from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.reader import ReaderError

from procedures.fault_words import every_key
from procedures.yaml_brackets import (
    closed_too_often,
    no_colon_before_brackets,
    quote_to_the_end,
    quote_within,
    within_brackets,
)
from procedures.yaml_stop import (
    CURLY,
    ENTRY,
    Slip,
    Stop,
    at,
    indent,
    key_column,
    line_above,
    with_quotes,
)

_NEAR = 2
"""How far the dashes of one list may stand apart by mistake."""
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]"
)


def slip_in(lines: list[str], error: YAMLError) -> Slip:
    """Return the slip because of which `lines` could not be read."""
    if isinstance(error, ReaderError):
        return _unseen(lines, int(error.position))
    stop = _stop(lines, error)
    for kind, told in _KINDS:
        if kind in stop.problem:
            slip = told(stop)
            if slip is not None:
                return slip
    return no_colon_before_brackets(stop) or Slip(
        stop.line + 1,
        "cannot be read as YAML; see that it and the line above are written as"
        " `key: value`, with quotes around what holds : # [ ] { } or a quote.",
    )


def _stop(lines: list[str], error: YAMLError) -> Stop:
    here = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    before = getattr(error, "context_mark", None) or here
    problem = error.problem if isinstance(error, MarkedYAMLError) else str(error)
    line, column = _where(here, lines)
    return Stop(lines, problem or "", line, column, _where(before, lines)[0])


def _where(mark: StringMark | None, lines: list[str]) -> tuple[int, int]:
    if mark is None:
        return 0, 0
    return min(mark.line, len(lines) - 1), mark.column


def moved(stop: Stop, wanted: int) -> tuple[str, ...]:
    """Return the line indented by `wanted`, and with it those below that went too far."""
    now = indent(stop.text)
    if now < wanted:
        return (" " * wanted + stop.text.lstrip(),)
    moved = []
    for line in stop.lines[stop.line :]:
        if line.strip() and indent(line) < now:
            break
        moved.append(" " * wanted + line[now:] if line.strip() else line)
    return tuple(moved)


def _unseen(lines: list[str], position: int) -> Slip:
    line = "\n".join(lines)[:position].count("\n")
    return Slip(
        line + 1,
        "holds a character that cannot be seen, copied from elsewhere; type the line anew.",
        (_UNSEEN.sub("", lines[line]),),
    )


def _colon_too_many(stop: Stop) -> Slip | None:
    """A second colon in a line, or a key below what has a value already."""
    entry = ENTRY.match(stop.text)
    if entry is None or stop.column > entry.end("key"):
        curly = entry is not None and entry["value"][0] in CURLY
        why = (
            "curly quotes are letters here; use straight ones"
            if curly
            else "a colon within words needs quotes around the words"
        )
        return at(stop.line, why, with_quotes(stop.text))
    above = line_above(stop)
    wanted = key_column(stop.lines[above])
    return Slip(
        stop.line + 1,
        f"is indented further than line {above + 1}, which has a value already; indent"
        f" both alike, by {wanted}, or let line {above + 1} end with its colon.",
        moved(stop, wanted),
    )


def _no_colon(stop: Stop) -> Slip | None:
    line = stop.first
    close = re.match(r"^(\s*(?:-\s+)*[\w-]+):(\S.*)$", line)
    if close:
        return at(
            stop.began, "needs a space after the colon", f"{close[1]}: {close[2]}"
        )
    word = re.match(r"^(\s*(?:-\s+)*([\w-]+))(\s*=\s*|\s*)(.*)$", line)
    if word is None:
        return None
    is_key = word[2] in every_key() or word[4][:1] in {"", "{", "["} or "=" in word[3]
    if is_key:
        mended = f"{word[1]}: {word[4]}".rstrip()
        return at(stop.began, "has no colon after its key", mended)
    return Slip(
        stop.began + 1,
        f"has no colon; write `{word[2]}: {word[4]}` if that is its key, or indent it"
        " further if it goes on with the words above.",
        (f"  {line}",),
    )


def _fits_nothing(stop: Stop) -> Slip | None:
    above = line_above(stop)
    wanted = key_column(stop.lines[above])
    beside = above + 1
    if stop.text.lstrip().startswith("-"):
        dashes = [
            number
            for number, line in enumerate(stop.lines[: stop.line])
            if line.lstrip().startswith("- ")
        ]
        near = [
            one
            for one in dashes
            if abs(indent(stop.lines[one]) - indent(stop.text)) <= _NEAR
        ]
        if not near:
            return None
        beside, wanted = near[-1] + 1, indent(stop.lines[near[-1]])
    return Slip(
        stop.line + 1,
        f"is indented by {indent(stop.text)}, which fits no line above; if it belongs"
        f" beside line {beside}, indent it by {wanted}.",
        moved(stop, wanted),
    )


def _dash_among_keys(stop: Stop) -> Slip | None:
    return Slip(
        stop.line + 1,
        "begins an item of a list where keys stand; indent it below the key that the"
        " list belongs to.",
    )


def _begins_badly(stop: Stop) -> Slip | None:
    entry = ENTRY.match(stop.text)
    if entry is None:
        return None
    why = f"words that begin with `{entry['value'][0]}` need quotes"
    return at(stop.line, why, with_quotes(stop.text))


def _list_in_line(stop: Stop) -> Slip | None:
    entry = ENTRY.match(stop.text)
    if entry is None:
        return None
    item = entry["value"].removeprefix("-").strip()
    mended = f"{entry['lead']}{entry['key']}: [{item}]{entry['rest']}"
    return at(stop.line, "a list in one line stands in brackets", mended)


def _backslash(stop: Stop) -> Slip | None:
    line = stop.text
    mended = line.replace("\\", "\\\\")
    return at(stop.line, r"a backslash within double quotes is written twice", mended)


def _second_document(stop: Stop) -> Slip | None:
    return Slip(
        stop.line + 1, "`---` begins a second document; take the line away.", ("",)
    )


_KINDS: tuple[tuple[str, Callable[[Stop], Slip | None]], ...] = (
    ("mapping values are not allowed", _colon_too_many),
    ("could not find expected ':'", _no_colon),
    ("but found '<block", _fits_nothing),
    ("but found '-'", _dash_among_keys),
    ("but found '<scalar>'", quote_within),
    ("found unexpected end of stream", quote_to_the_end),
    ("<block end>, but found ']'", closed_too_often),
    ("<block end>, but found '}'", closed_too_often),
    ("expected ',' or", within_brackets),
    ("cannot start any token", _begins_badly),
    ("expected alphabetic or numeric", _begins_badly),
    ("mapping keys are not allowed", _begins_badly),
    ("expected the node content", _begins_badly),
    ("sequence entries are not allowed", _list_in_line),
    ("unknown escape character", _backslash),
    ("found another document", _second_document),
)
