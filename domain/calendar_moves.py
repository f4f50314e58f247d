"""What a changed calendar does to the dates of a dispute.

What would happen is worked out on copies by the same ledger that does it when it does
happen, so that what an operator is shown beforehand is what follows.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from pydantic import AwareDatetime

from domain.calendar import OfficeHours, WorkingCalendar, london_closing, one_copy
from domain.clock_record import WHOLE_PROCESS
from domain.clocks_now import ClocksNow
from domain.ledger import Ledger, OnCalendarChange
from domain.procedure.people import OFFICER
from domain.record import Written


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
        return f"{self.of[:1].upper()}{self.of[1:]}: due {was} before, now {now}."


def put_under(
    clocks: Iterable[tuple[str, Ledger]], calendar: WorkingCalendar, since: datetime
) -> Iterator[Move]:
    """Put clocks under another calendar, and yield each date that moves.

    A clock that had run out by `since` is left as it is: what was met, missed or
    escalated is never touched.

    Args:
        clocks: Running ones by their names.
        calendar: In the office hours of the clocks; see `in_hours`.
        since: When it came into force, aware.

    Raises:
        BeyondCoverage: The calendar does not know the days of a clock.
    """
    for name, clock in clocks:
        was = clock.due()
        if was is not None and was < since:
            continue
        clock.change_calendar(calendar, since)
        now = clock.due()
        if was is not None and now is not None and now != was:
            yield Move(of=name, was_due_at=was, due_at=now)


def in_hours(calendar: WorkingCalendar, hours: OfficeHours) -> WorkingCalendar:
    """Return `calendar` with these office hours, under the version it has."""
    changes = {"office_hours": hours, "cut_from": calendar.version}
    return one_copy(calendar.model_copy(update=changes))


def agreed_day(
    due_on: date, *, worked: bool, calendar: WorkingCalendar, rule: OnCalendarChange
) -> date:
    """Return the last day of something agreed, under another calendar.

    A working day that has become a day off gives way to the next working day; any other
    date stands as it was agreed.

    Raises:
        BeyondCoverage: The calendar does not know that day.
    """
    stands = not worked or rule is OnCalendarChange.FREEZE
    if stands or calendar.is_working_day(due_on):
        return due_on
    return calendar.working_day(due_on, 1)


def agreed_moves(
    now: ClocksNow, calendar: WorkingCalendar, since: datetime
) -> dict[int, tuple[date, Move]]:
    """Return the new day of each agreed action that moves, by its number."""
    moves = {}
    for one in now.agreed:
        rule = now.on_calendar_change
        day = agreed_day(one.due_on, worked=one.worked, calendar=calendar, rule=rule)
        if day != one.due_on and one.due_at >= since:
            closes = calendar.close_of(day)
            move = Move(of=one.name, was_due_at=one.due_at, due_at=closes)
            moves[one.number] = day, move
    return moves


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
    under = in_hours(calendar, now.office_hours)
    copies = [(one.name, one.ledger.model_copy()) for one in now.clocks if one.running]
    agreed = agreed_moves(now, under, since).values()
    return [*put_under(copies, under, since), *(move for _, move in agreed)]


def told_of(now: ClocksNow, moves: list[Move], since: datetime) -> list[str]:
    """Return the posts that hear of `moves`, by their keys, in the order of telling.

    Args:
        now: The clocks as they were before.
        moves: What moves, as `moves_under` gives it.
        since: When the calendar came into force, aware.
    """
    return list(dict.fromkeys(_told_of(now, moves, since)))


def _told_of(now: ClocksNow, moves: list[Move], since: datetime) -> Iterator[str]:
    """Yield who was told the date that is awaited, and whose own date it is besides."""
    if any(one.of != WHOLE_PROCESS and one.was_due_at == now.due_at for one in moves):
        for post, was in now.told.items():
            if was is not None and was >= since:
                yield post
    moved = {one.of for one in moves}
    if WHOLE_PROCESS in moved:
        yield from now.overall_told
    for agreed in now.agreed:
        if agreed.name in moved:
            yield from (agreed.owner, OFFICER)
