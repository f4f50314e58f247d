"""The clocks of a dispute as plain data, and what a changed calendar would do to them.

What would happen is worked out on copies by the same ledger that does it when it does
happen, so that what an operator is shown beforehand is what follows.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import AwareDatetime

from domain.calendar import WorkingCalendar, london_closing
from domain.clock_record import WHOLE_PROCESS, RecordedClock, recorded
from domain.ledger import Ledger, OnCalendarChange
from domain.record import Standing, Written

if TYPE_CHECKING:
    from domain.dispute import Dispute


class ClockNow(RecordedClock):
    """One clock of a dispute.

    Attributes:
        running: True while its date is still to come and somebody waits for it.
    """

    running: bool


class AgreedNow(Written):
    """A date that was agreed and is being watched.

    Attributes:
        number: Of the agreed action.
        due_on: The last day.
        due_at: Close of that day, aware UTC.
        worked: Whether it is a working day by the present calendar.
    """

    number: int
    due_on: date
    due_at: AwareDatetime
    worked: bool


class ClocksNow(Written):
    """Everything that a changed calendar could move in one dispute.

    Attributes:
        dispute: Workflow id.
        rehearsal: True for a dispute that does not count.
        standing: Where it stands.
        calendar: Version of the calendar in force.
        calendar_from: The first day that calendar knows.
        changes: How often its calendar has changed.
        on_calendar_change: What the procedure says of a change.
        due_at: When the story looks again: the date that everybody was told.
        overall_due_at: End of the whole process, if it has a limit.
        clocks: In the order in which they started.
        agreed: Dates that are being watched.
        told: The date that each post was told last, by the key of the post.
    """

    dispute: str
    rehearsal: bool
    standing: Standing
    calendar: str
    calendar_from: date
    changes: int
    on_calendar_change: OnCalendarChange
    due_at: AwareDatetime | None
    overall_due_at: AwareDatetime | None
    clocks: tuple[ClockNow, ...]
    agreed: tuple[AgreedNow, ...]
    told: dict[str, AwareDatetime | None]


class Move(Written):
    """One date that a changed calendar moves.

    Attributes:
        of: Whose date: `Stage 1`, `the whole process`, `agreed action 2`.
        was_due_at: Before.
        due_at: After.
    """

    of: str
    was_due_at: AwareDatetime
    due_at: AwareDatetime

    def says(self) -> str:
        """Return it in words."""
        was, now = london_closing(self.was_due_at), london_closing(self.due_at)
        return f"{self.of}: due {was} before, now {now}."


def clocks_now(dispute: "Dispute") -> ClocksNow:
    """Return the clocks of a dispute as plain data."""
    running = [clock for _, clock in running_clocks(dispute)]
    overall = dispute.overall.due() if dispute.overall else None
    return ClocksNow(
        dispute=dispute.request.workflow_id,
        rehearsal=dispute.request.rehearsal is not None,
        standing=dispute.standing,
        calendar=dispute.calendar.version,
        calendar_from=dispute.calendar.covered_from,
        changes=len(calendar_changes(dispute)),
        on_calendar_change=dispute.procedure.timing.on_calendar_change,
        due_at=dispute.wakes_at(),
        overall_due_at=overall,
        clocks=tuple(
            ClockNow(
                **dict(recorded(number, name, ledger)),
                running=any(ledger is one for one in running),
            )
            for number, (name, ledger) in enumerate(dispute.clocks, start=1)
        ),
        agreed=tuple(
            AgreedNow(
                number=one.number,
                due_on=one.due_on,
                due_at=one.due_at,
                worked=dispute.calendar.is_working_day(one.due_on),
            )
            for one in dispute.agreed
            if one.is_watched and dispute.standing is Standing.MONITORING
        ),
        told=dispute.told,
    )


def calendar_changes(dispute: "Dispute") -> list[datetime]:
    """Return since when each calendar was in force that came after the first."""
    return [
        datetime.fromisoformat(entry.details["in_force_since"])
        for entry in dispute.entries
        if entry.kind == "calendar-changed"
    ]


def running_clocks(dispute: "Dispute") -> Iterator[tuple[str, Ledger]]:
    """Yield the clocks that somebody still waits for, a held one too."""
    if not dispute.standing.is_open:
        return
    visit, held = dispute.visit, dispute.held
    standing = held.before if held else dispute.standing
    waits = standing is Standing.AWAITING_RESPONSE and dispute.call is None
    if visit is not None and visit.clock is not None and waits:
        yield visit.stage.title, visit.clock
    if dispute.overall is not None:
        yield WHOLE_PROCESS, dispute.overall


def put_under(
    clocks: Iterable[tuple[str, Ledger]], calendar: WorkingCalendar, since: datetime
) -> Iterator[Move]:
    """Put clocks under another calendar, and yield each date that somebody was told.

    Args:
        clocks: Running ones by their names. One that had run out by `since` is left as
            it is: what was met, missed or escalated is never touched.
        calendar: The new one; each clock keeps its own office hours.
        since: When it came into force, aware.

    Raises:
        BeyondCoverage: The calendar does not know the days of a clock.
    """
    for name, clock in clocks:
        was = clock.due()
        if was is not None and was < since:
            continue
        clock.change_calendar(in_hours_of(clock.calendar, calendar), since)
        now = clock.due()
        if was is not None and now is not None and now != was:
            yield Move(of=name, was_due_at=was, due_at=now)


def in_hours_of(present: WorkingCalendar, calendar: WorkingCalendar) -> WorkingCalendar:
    """Return `calendar` with the office hours of `present`, under its own version."""
    hours, version = present.office_hours, calendar.version
    return calendar.model_copy(update={"office_hours": hours, "cut_from": version})


def agreed_day(
    due_on: date, worked: bool, calendar: WorkingCalendar, rule: OnCalendarChange
) -> date:
    """Return the last day of something agreed, under another calendar.

    A working day that has become a day off gives way to the next working day; any other
    date stands as it was agreed.
    """
    stands = not worked or rule is OnCalendarChange.FREEZE
    if stands or calendar.is_working_day(due_on):
        return due_on
    return calendar.working_day(due_on, 1)


def moves_under(
    now: ClocksNow, calendar: WorkingCalendar, since: datetime
) -> list[Move]:
    """Return which dates would move if `calendar` came into force.

    Args:
        now: The clocks of one dispute.
        calendar: The new one, whole or in part.
        since: When it would come into force, aware.

    Raises:
        BeyondCoverage: The calendar does not know the days that are needed.
    """
    copies = [
        (one.name, one.ledger.model_copy()) for one in now.clocks if one.running
    ]
    moves = list(put_under(copies, calendar, since))
    for one in now.agreed:
        day = agreed_day(one.due_on, one.worked, calendar, now.on_calendar_change)
        if one.due_at >= since and day != one.due_on:
            closes = in_hours_of(now.clocks[0].ledger.calendar, calendar).close_of(day)
            name = f"agreed action {one.number}"
            moves.append(Move(of=name, was_due_at=one.due_at, due_at=closes))
    return moves


def told_under(now: ClocksNow, moves: list[Move], since: datetime) -> list[str]:
    """Return the keys of the posts that would be told of `moves`."""
    if not any(move.was_due_at == now.due_at for move in moves):
        return []
    return [post for post, was in now.told.items() if was is not None and was > since]
