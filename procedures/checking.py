"""Everything to be told of a procedure file: its faults, and what is odd about it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from domain.explaining.words import listed
from domain.procedure.places import Place, in_words
from domain.proofreading import proofread
from procedures.inspection import Inspected
from procedures.marked_yaml import MarkedDocument
from procedures.reader import examine
from procedures.shelf import misnamed
from procedures.text_files import UnreadableFile, text_of

_A_STAGE = 4
"""Steps to a stage: `("ladders", 0, "stages", 2)`."""


class Kind(StrEnum):
    """What kind of thing is told."""

    FAULT = "fault"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Told:
    """One thing told of a file.

    Attributes:
        line: Where it stands, counted from 1.
        severity: `fault`, `warning`, or `note` of what could not be looked at.
        where: Which part, in words; empty: the file.
        says: What is wrong or odd, and what to write instead.
    """

    line: int
    severity: Kind
    where: str
    says: str

    def sentence(self) -> str:
        """Return it with the part it speaks of: `stage 1, tell: ...`."""
        return f"{self.where}: {self.says}" if self.where else self.says


def check_file(path: Path, on: date, others: Collection[str]) -> list[Told]:
    """Return everything to be told of a file, by line.

    Args:
        path: The file.
        on: The day on which it is looked at.
        others: Names of procedures elsewhere that it may hand over to; those in files
            beside it are known.
    """
    try:
        text = text_of(path)
    except UnreadableFile as refused:
        one = refused.fault
        return [Told(one.line, Kind.FAULT, one.where, one.says)]
    beside = {one.stem for one in path.parent.glob("*.yaml")}
    return check_text(text, path, on, beside.union(others))


def check_text(
    text: str, path: Path, on: date, others: Collection[str] | None = None
) -> list[Told]:
    """Return everything to be told of a text that is, or is to be, the file `path`."""
    examined = examine(text)
    told = [Told(one.line, Kind.FAULT, one.where, one.says) for one in examined.faults]
    if examined.document.cut_off:
        line = examined.faults[-1].line
        says = "nothing else in the file is looked at until this line can be read."
        told.append(Told(line, Kind.NOTE, "", says))
    if examined.inspected is None:
        return told
    told += _odd(examined.document, examined.inspected, path, on, others)
    told += _not_looked_at(examined.document, examined.inspected)
    return sorted(dict.fromkeys(told), key=lambda one: one.line)


def _odd(
    document: MarkedDocument,
    inspected: Inspected,
    path: Path,
    on: date,
    others: Collection[str] | None,
) -> Iterator[Told]:
    """Yield what is odd about what can be read, and does not follow from a fault."""
    if inspected.procedure is None:
        return
    if inspected.data.reads(("name",)) and inspected.data.reads(("authority",)):
        line = document.line_of(("name",))
        for says in misnamed(path, inspected.procedure):
            yield Told(line, Kind.FAULT, "name", says)
    for one in proofread(inspected.procedure, on, others):
        at = inspected.as_written(one.at)
        if inspected.data.reads(one.rests_on) and at not in inspected.told_at:
            kind = Kind(one.severity.value)
            yield Told(document.line_of(at), kind, one.where, one.says)


def _not_looked_at(document: MarkedDocument, inspected: Inspected) -> Iterator[Told]:
    """Yield what nothing can be said of until the faults are mended."""
    if inspected.procedure is None:
        yield Told(
            1,
            Kind.NOTE,
            "",
            "whether what is named exists, and what is odd, is looked at once these"
            " faults are mended.",
        )
        return
    if ("ladders",) in inspected.data.put_aside:
        says = "the stages are looked at once these faults are mended."
        yield Told(document.line_of(("ladders",)), Kind.NOTE, "", says)
    gaps = sorted(_stages_with_gaps(inspected), key=document.line_of)
    if gaps:
        stages = listed(in_words(document.data, place) for place in gaps)
        says = (
            f"what is odd about {stages}, and about the sum of the limits, is looked at"
        )
        waits = f"{says} once these faults are mended."
        yield Told(document.line_of(gaps[0]), Kind.NOTE, "", waits)


def _stages_with_gaps(inspected: Inspected) -> set[Place]:
    return {
        place[:_A_STAGE]
        for place in inspected.data.put_aside
        if len(place) >= _A_STAGE and place[2] == "stages"
    }
