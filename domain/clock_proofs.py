"""Every date of a record reached again, from the record alone."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import ValidationError

from domain.calendar import london, london_closing
from domain.clock_record import WHOLE_PROCESS, RecordedClock
from domain.errors import CalendarError
from domain.record import Entry, Written


class Proof(Written):
    """A date of the record, and the same date reached again.

    Attributes:
        entry: Number of the entry.
        of: Whose date, in words: `Stage 1`, `the whole process`.
        told: The date in words, as it was recorded.
        again: The date in words as it is reached again, or why it is not.
        agrees: Whether they are the same.
        how: How it is reached, a line a step; empty where that is told elsewhere.
    """

    entry: int
    of: str
    told: str
    again: str
    agrees: bool
    how: tuple[str, ...] = ()


def proofs(entries: list[Entry]) -> Iterator[Proof]:
    """Reach every date of a record again, from the record alone.

    Args:
        entries: Of one dispute, oldest first.

    Yields:
        One proof for each date that an entry tells and each limit that passed. A date
        whose entry bears no clock, or one that cannot be read, does not agree.
    """
    running: RecordedClock | None = None
    for entry in entries:
        clocks, unread = _clocks_of(entry)
        yield from unread
        yield from (_reached_again(entry, clock) for clock in clocks)
        of_stage = [clock for clock in clocks if clock.name != WHOLE_PROCESS]
        if entry.kind == "stage-begun":
            running = of_stage[-1] if of_stage else None
            yield from _as_told(entry, running)
        elif of_stage:
            running = of_stage[-1]
        if entry.kind == "limit-passed":
            yield _passed(entry, running)


def _clocks_of(entry: Entry) -> tuple[list[RecordedClock], list[Proof]]:
    clocks, unread = [], []
    for said in entry.details.get("clocks", ()):
        try:
            clocks.append(RecordedClock.model_validate(said))
        except ValidationError as error:
            fault = error.errors()[0]["msg"]
            unread.append(_missing(entry, "a clock", f"cannot be read: {fault}"))
    return clocks, unread


def _reached_again(entry: Entry, clock: RecordedClock) -> Proof:
    told = london_closing(clock.due_at)
    try:
        due_at, how = clock.ledger.would_be_due(), clock.ledger.explain()
    except CalendarError as error:
        return _missing(entry, clock.name, f"cannot be reached: {error}", told)
    return Proof(
        entry=entry.number,
        of=clock.name,
        told=told,
        again=london_closing(due_at),
        agrees=due_at == clock.due_at,
        how=how,
    )


def _as_told(entry: Entry, clock: RecordedClock | None) -> Iterator[Proof]:
    """Hold what was told at the beginning of a stage against the clock it came with."""
    written = entry.details.get("due_at")
    if written is None:
        return
    due_at = datetime.fromisoformat(written)
    of, told = f"stage {entry.stage}, as told", london_closing(due_at)
    if clock is None:
        yield _missing(entry, of, "cannot be reached: the entry bears no clock", told)
        return
    yield Proof(
        entry=entry.number,
        of=of,
        told=told,
        again=london_closing(clock.due_at),
        agrees=due_at == clock.due_at and london(due_at) in entry.says,
    )


def _passed(entry: Entry, running: RecordedClock | None) -> Proof:
    of, told = f"stage {entry.stage}, limit passed", london(entry.at)
    if running is None:
        return _missing(entry, of, "cannot be reached: no clock was recorded", told)
    return Proof(
        entry=entry.number,
        of=of,
        told=told,
        again=f"not before {london_closing(running.due_at)}",
        agrees=not running.held and entry.at >= running.due_at,
    )


def _missing(entry: Entry, of: str, why: str, told: str = "a date") -> Proof:
    return Proof(entry=entry.number, of=of, told=told, again=why, agrees=False)
