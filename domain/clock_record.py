"""A clock as the record keeps it: enough to reach its date again from the record alone.

Every entry that starts a clock or moves one bears the clock itself: its limit, when it
started, the days off on the way, and every event since. Years later the date can be
worked out again from that, without this program's lists and without Temporal.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import AwareDatetime

from domain.calendar import WorkingCalendar, due_day, london_day
from domain.ledger import Ledger
from domain.ledger_events import CalendarChanged
from domain.record import Written

if TYPE_CHECKING:
    from domain.dispute import Dispute

WHOLE_PROCESS = "the whole process"
"""Name of the clock of the limit on the whole process."""

_AFTERWARDS = timedelta(days=14)
"""Days kept after the last date, in which a closing time may have to be looked up."""


class RecordedClock(Written):
    """One clock as an entry bears it.

    Attributes:
        number: 1, 2, 3 ... in the order in which the clocks of a dispute started.
        name: Title of the stage, or `the whole process`.
        due_at: The date as it was told; while held, what it would be without the hold.
        held: True while it stands.
        ledger: What the date follows from; its calendars cut to the days that matter.
    """

    number: int
    name: str
    due_at: AwareDatetime
    held: bool
    ledger: Ledger


def recorded(number: int, name: str, ledger: Ledger) -> RecordedClock:
    """Return a clock as the record keeps it."""
    return RecordedClock(
        number=number,
        name=name,
        due_at=ledger.would_be_due(),
        held=ledger.is_held,
        ledger=cut(ledger),
    )


def cut(ledger: Ledger) -> Ledger:
    """Return the same clock with its calendars cut to the days that matter to it."""
    first = london_day(min(ledger.starts))
    moves = ledger.moves()
    last = max(
        day for move in moves for day in (due_day(move.due_at), due_day(move.at))
    )

    def part(calendar: WorkingCalendar) -> WorkingCalendar:
        return calendar.between(first, last + _AFTERWARDS)

    events = tuple(
        event.model_copy(update={"calendar": part(event.calendar)})
        if isinstance(event, CalendarChanged)
        else event
        for event in ledger.events
    )
    return ledger.model_copy(
        update={"calendar": part(ledger.calendar), "events": events}
    )


def clocks_moved(dispute: "Dispute") -> dict[str, Any]:
    """Return what an entry has to say of clocks: those moved since the last entry.

    Returns:
        `{"clocks": [...]}`, or nothing when none has moved.
    """
    seen = dispute.clocks_recorded
    moved = []
    for number, (name, ledger) in enumerate(dispute.clocks, start=1):
        if seen.get(number) != len(ledger.events):
            seen[number] = len(ledger.events)
            clock = recorded(number, name, ledger)
            # Defaults are written too: what one means today must be read years later.
            moved.append(clock.model_dump(mode="json"))
    return {"clocks": moved} if moved else {}
