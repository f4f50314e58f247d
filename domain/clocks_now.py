"""The clocks of a dispute as plain data: what a calendar could move, and who was told."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import AwareDatetime

from domain.calendar import OfficeHours
from domain.clock_record import WHOLE_PROCESS, RecordedClock, recorded
from domain.ledger import Ledger, OnCalendarChange
from domain.procedure.people import OFFICER
from domain.record import Standing, Written

if TYPE_CHECKING:
    from domain.dispute import Dispute

OVERALL_TOLD = "the whole process, "
"""How the lines of the diary begin that tell when the whole process is to end."""


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
        ahead_by: By how much its clock is ahead of everybody's; a rehearsal's may be.
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
    ahead_by: timedelta = timedelta(0)
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
        overall_told=tuple(overall_told(dispute)),
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


def overall_told(dispute: "Dispute") -> Iterator[str]:
    """Yield the posts that were told when the whole process is to end, or that it did."""
    rule = dispute.ladder.overall
    if rule is not None and any(
        name.startswith(OVERALL_TOLD) for name in dispute.diary_written
    ):
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
