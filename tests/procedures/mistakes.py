"""A sound file, a mistake written into it, and what is told of it."""

import re
from dataclasses import dataclass
from pathlib import Path

from domain.errors import ProcedureError
from procedures.reader import parse_procedure
from procedures.shelf import SHIPPED

ANYSHIRE = (SHIPPED / "anyshire-2026-01.yaml").read_text(encoding="utf-8")

_UNSEEN = re.compile(r"<(TAB|[0-9A-F]{2})>")


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


@dataclass(frozen=True)
class Mistake:
    """One mistake of a list that can be read aloud.

    Attributes:
        title: What was done wrong.
        edits: What stands in the example, and what is written instead.
        told: What `check` says of the file then, each as `LINE SEVERITY: sentence`.
    """

    title: str
    edits: tuple[tuple[str, str], ...]
    told: tuple[str, ...]


def listed(path: Path) -> list[Mistake]:
    """Return the mistakes of a list: after `##` the title, then a change, then the rest.

    Lines after `-` stand in the example, and are replaced by those after `+` below them.
    """
    blocks = path.read_text(encoding="utf-8").split("\n## ")[1:]
    return [_mistake(block.splitlines()) for block in blocks]


def _mistake(lines: list[str]) -> Mistake:
    edits: list[tuple[list[str], list[str]]] = []
    told: list[str] = []
    before = ""
    for line in filter(None, lines[1:]):
        kind, piece = line[:1], line[2:]
        if kind == "-" and before != "-":
            edits.append(([], []))
        if kind in {"-", "+"}:
            edits[-1]["-+".index(kind)].append(_UNSEEN.sub(_letter, piece) + "\n")
        else:
            told.append(line)
        before = kind
    joined = tuple(("".join(old), "".join(new)) for old, new in edits)
    return Mistake(lines[0], joined, tuple(told))


def _letter(named: re.Match[str]) -> str:
    """Return a letter that cannot be seen, which a list names as `<TAB>` or `<A0>`."""
    return "\t" if named[1] == "TAB" else chr(int(named[1], 16))
