"""Meetings and tasks of the present stage: recorded, and never a reason to move."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.agreed import MONITORING_MEETING, Agreed
from domain.calendar import london, london_day, says_day
from domain.calendar_moves import Move
from domain.clocks_now import clocks_now, running_clocks
from domain.errors import BeyondCoverage
from domain.ledger import Ledger
from domain.messages import MeetingArranged, MeetingHeld, TaskDone
from domain.notices import NoticeKind
from domain.procedure.people import OFFICER
from domain.procedure.time import ClockStart
from domain.rules.moved_dates import tell_moves
from domain.rules.promises import report_done
from domain.rules.rule import Rule, SpokenBy
from domain.tasks import MEETING, open_tasks

if TYPE_CHECKING:
    from domain.dispute import Dispute

THE_DATE_STANDS = "By that the limit would have passed; the date that was told stands."


def _arranged_faults(
    dispute: "Dispute", message: MeetingArranged, at: datetime
) -> Iterator[str]:
    if message.takes_place_at <= at:
        yield "takes_place_at has passed; send meeting_held for a meeting that was."
    if message.takes_place_at > dispute.close_of(dispute.calendar.covered_until):
        last = says_day(dispute.calendar.covered_until)
        yield f"takes_place_at is after {last}, where the calendar ends."
        return
    clock = _clock_that_follows(dispute)
    if clock is not None:
        try:
            _as_from(clock, message.takes_place_at, at, held=False)
        except BeyondCoverage as error:
            yield f"takes_place_at: {error}"


def _arranged(dispute: "Dispute", message: MeetingArranged, at: datetime) -> None:
    says, meets_at = "A meeting is arranged.", None
    if not list(_arranged_faults(dispute, message, at)):
        meets_at = message.takes_place_at
        says = f"A meeting takes place {london(meets_at)}."
    _write(dispute, message, says, meets_at, at)
    meeting = dispute.stage.meeting if dispute.stage else None
    attend = meeting.attend if meeting else ()
    for post in dict.fromkeys((OFFICER, *dispute.responders(), *attend)):
        telling.tell(dispute, NoticeKind.NOTED, post, says, at, meets_at=meets_at)


def _held_faults(
    dispute: "Dispute", message: MeetingHeld, at: datetime
) -> Iterator[str]:
    if _is_to_come(message, at):
        yield "held_on is in the future; send meeting_arranged for a meeting to come."


def _is_to_come(message: MeetingHeld, at: datetime) -> bool:
    return message.held_on > london_day(at)


def _held(dispute: "Dispute", message: MeetingHeld, at: datetime) -> None:
    says = f"A meeting was held on {says_day(message.held_on)}."
    in_order = not _is_to_come(message, at)
    watched = _monitoring_meeting(dispute, message.held_on)
    if watched is not None and in_order:
        dispute.write(at, "meeting-held", says, message=message)
        report_done(dispute, watched, at)
        return
    met_at = _met_at(dispute, message.held_on) if in_order else None
    _write(dispute, message, says, met_at, at)
    if dispute.visit is not None and in_order:
        dispute.visit.has_met = True
    dispute.report_task_done(MEETING)


def _monitoring_meeting(dispute: "Dispute", held_on: date) -> Agreed | None:
    """The agreed meeting that one held on a day after the agreement was, if any."""
    accepted_at = dispute.visit.outcome_at if dispute.visit else None
    if accepted_at is None or held_on <= london_day(accepted_at):
        return None
    meetings = (one for one in dispute.agreed if one.what == MONITORING_MEETING)
    return next((one for one in meetings if one.is_watched), None)


def _met_at(dispute: "Dispute", held_on: date) -> datetime | None:
    """When a meeting was held: the hour for which it was arranged, or the day's end."""
    visit = dispute.visit
    if visit is None:
        return None
    arranged = visit.meeting_at
    if arranged is not None and london_day(arranged) == held_on:
        return arranged
    # One that was held beforehand counts from when the stage began.
    return max(visit.began_at, dispute.close_of(held_on))


def _write(
    dispute: "Dispute",
    message: MeetingArranged | MeetingHeld,
    says: str,
    meets_at: datetime | None,
    at: datetime,
) -> None:
    """Write down a meeting; a clock that runs from it follows, and its date is told.

    Of the meetings of a stage the first that was held counts.
    """
    kind = "meeting-held" if isinstance(message, MeetingHeld) else "meeting-arranged"
    visit = dispute.visit
    if visit is None or visit.has_met or meets_at is None:
        dispute.write(at, kind, says, message=message)
        return
    visit.meeting_at = meets_at
    before = clocks_now(dispute)
    held = isinstance(message, MeetingHeld)
    stands, moves = _follow(dispute, meets_at, at, held=held)
    also = f" {THE_DATE_STANDS}" if stands else ""
    dispute.write(at, kind, says + also, message=message)
    if moves:
        why = f"{says} The time to answer runs from it."
        tell_moves(dispute, before, moves, why, at, at)


def _follow(
    dispute: "Dispute", meets_at: datetime, at: datetime, *, held: bool
) -> tuple[bool, list[Move]]:
    """Let the clock follow the meeting; return whether its date stands, and its move."""
    clock, stage = _clock_that_follows(dispute), dispute.stage
    if clock is None or stage is None:
        return False, []
    try:
        anew = _as_from(clock, meets_at, at, held=held)
    except BeyondCoverage:  # `check` has refused it; a replay must not fail
        return False, []
    was, now = clock.would_be_due(), anew.would_be_due()
    if not clock.is_held and (was < at or now <= at):
        return True, []
    clock.events = anew.events
    if clock.is_held or was == now:  # while held nobody awaits a date
        return False, []
    return False, [Move(of=stage.title, was_due_at=was, due_at=now)]


def _as_from(clock: Ledger, meets_at: datetime, at: datetime, *, held: bool) -> Ledger:
    return clock.model_copy().start_with_meeting(meets_at, at, held=held)


def _clock_that_follows(dispute: "Dispute") -> Ledger | None:
    """The clock of the present stage, where it runs and does so from the meeting."""
    visit = dispute.visit
    if visit is None or visit.has_met:
        return None
    if visit.stage.clock_starts is not ClockStart.MEETING_HELD:
        return None
    running = (clock for _, clock in running_clocks(dispute))
    return next((clock for clock in running if clock is visit.clock), None)


def _task_faults(dispute: "Dispute", message: TaskDone, at: datetime) -> Iterator[str]:
    keys = [task.key for task in open_tasks(dispute)]
    if message.task not in keys:
        yield f"task: no such task is open; open are {', '.join(keys) or 'none'}."


def _task_done(dispute: "Dispute", message: TaskDone, at: datetime) -> None:
    known = message.task in {task.key for task in open_tasks(dispute)}
    name = message.task if known else "of no known name"
    dispute.write(at, "task-done", f"The task {name} is done.", message=message)
    dispute.report_task_done(message.task)


RULES = (
    Rule(MeetingArranged, SpokenBy.ANYBODY, _arranged_faults, _arranged),
    Rule(MeetingHeld, SpokenBy.ANYBODY, _held_faults, _held),
    Rule(TaskDone, SpokenBy.ANYBODY, _task_faults, _task_done),
)
