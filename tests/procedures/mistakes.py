"""A sound file, a mistake written into it, and what is told of it."""

from pathlib import Path

from domain.errors import ProcedureError
from procedures.reader import parse_procedure
from procedures.shelf import SHIPPED

ANYSHIRE = (SHIPPED / "anyshire-2026-01.yaml").read_text(encoding="utf-8")


def written(*mistakes: tuple[str, str], text: str = ANYSHIRE) -> str:
    """Return `text` with each `(as it is, as it is written by mistake)` in its place."""
    for old, new in mistakes:
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        text = text.replace(old, new)
    return text


def line_of(piece: str, text: str) -> int:
    """Return the line on which `piece`, which stands once in `text`, begins."""
    assert text.count(piece) == 1, f"{text.count(piece)} times: {piece}"
    return text[: text.index(piece)].count("\n") + 1


def faults_of(text: str) -> list[str]:
    """Return every fault of a file as `LINE: sentence`."""
    try:
        parse_procedure(text, Path("f"))
    except ProcedureError as refused:
        return [fault.removeprefix("f:") for fault in refused.faults]
    return []
