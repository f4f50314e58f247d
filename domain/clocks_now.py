"""The clocks of a dispute as plain data, and what a changed calendar would do to them.

What would happen is worked out on copies by the same ledger that does it when it does
happen, so that what an operator is shown beforehand is what follows.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import AwareDatetime

from domain.calendar import OfficeHours, WorkingCalendar, london_closing
from domain.clock_record import WHOLE_PROCESS, RecordedClock, recorded
from domain.ledger import Ledger, OnCalendarChange
from domain.procedure.people import OFFICER
from domain.record import Standing, Written

if TYPE_CHECKING:
    from domain.dispute import Dispute

OVERALL_WARNED = "the whole process, warning"
"""Line of the diary that tells when the whole process is to end."""


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
        owner: Key of the post that is to do it.
        due_on: The last day.
        due_at: Close of that day, aware UTC.
        worked: Whether it is a working day by the present calendar.
    """

    number: int
    owner: str
    due_on: date
    due_at: AwareDatetime
    worked: bool

    @property
    def name(self) -> str:
        """Whose date it is, in words."""
        return f"agreed action {self.number}"


class ClocksNow(Written):
    """Everything that a changed calendar could move in one dispute.

    Attributes:
        dispute: Workflow id.
        rehearsal: True for a dispute that does not count.
        standing: Where it stands.
        calendar: Version of the calendar in force.
        calendar_from: The first day that calendar knows.
        office_hours: The procedure's, which every calendar is given.
        changes: How often its calendar has changed.
        on_calendar_change: What the procedure says of a change.
        due_at: When the story looks again: the date that everybody was told.
        overall_due_at: End of the whole process, if it has a limit.
        clocks: In the order in which they started.
        agreed: Dates that are being watched.
        told: The date that each post was told last, by the key of the post.
        overall_told: Posts that were told when the whole process is to end.
    """

    dispute: str
    rehearsal: bool
    standing: Standing
    calendar: str
    calendar_from: date
    office_hours: OfficeHours
    changes: int
    on_calendar_change: OnCalendarChange
    due_at: AwareDatetime | None
    overall_due_at: AwareDatetime | None
    clocks: tuple[ClockNow, ...]
    agreed: tuple[AgreedNow, ...]
    told: dict[str, AwareDatetime | None]
    overall_told: tuple[str, ...]


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
    return ClocksNow(
        dispute=dispute.request.workflow_id,
        rehearsal=dispute.request.rehearsal is not None,
        standing=dispute.standing,
        calendar=dispute.calendar.version,
        calendar_from=dispute.calendar.covered_from,
        office_hours=dispute.calendar.office_hours,
        changes=len(calendar_changes(dispute)),
        on_calendar_change=dispute.procedure.timing.on_calendar_change,
        due_at=dispute.wakes_at(),
        overall_due_at=dispute.overall.due() if dispute.overall else None,
        clocks=tuple(
            ClockNow(
                **dict(recorded(number, name, ledger)),
                running=any(ledger is one for one in running),
            )
            for number, (name, ledger) in enumerate(dispute.clocks, start=1)
        ),
        agreed=tuple(_watched(dispute)),
        told=dispute.told,
        overall_told=tuple(_overall_told(dispute)),
    )


def _watched(dispute: "Dispute") -> Iterator[AgreedNow]:
    if dispute.standing is not Standing.MONITORING:
        return
    calendar = dispute.calendar
    for one in dispute.agreed:
        if one.is_watched:
            known = calendar.covered_from <= one.due_on <= calendar.covered_until
            yield AgreedNow(
                number=one.number,
                owner=one.owner,
                due_on=one.due_on,
                due_at=one.due_at,
                worked=known and calendar.is_working_day(one.due_on),
            )


def _overall_told(dispute: "Dispute") -> Iterator[str]:
    rule = dispute.ladder.overall
    if rule is not None and OVERALL_WARNED in dispute.diary_written:
        yield from dict.fromkeys((OFFICER, *rule.tell))


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
    return calendar.model_copy(update=changes)


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
    told: list[str] = []
    if now.due_at is not None and _due_after(now, moves) != now.due_at:
        told += [
            post for post, was in now.told.items() if was is not None and was > since
        ]
    moved = {move.of for move in moves}
    if WHOLE_PROCESS in moved:
        told += now.overall_told
    for one in now.agreed:
        if one.name in moved:
            told += (one.owner, OFFICER)
    return list(dict.fromkeys(told))


def _due_after(now: ClocksNow, moves: list[Move]) -> datetime | None:
    moved = {move.of: move.due_at for move in moves}
    if now.standing is Standing.MONITORING:
        return min((moved.get(one.name, one.due_at) for one in now.agreed), default=None)
    stage = [
        move.due_at
        for move in moves
        if move.of != WHOLE_PROCESS and move.was_due_at == now.due_at
    ]
    return stage[0] if stage else now.due_at
