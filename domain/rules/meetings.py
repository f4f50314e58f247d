"""Meetings and tasks of the present stage: recorded, and never a reason to move."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.calendar import london, london_day, says_day
from domain.messages import MeetingArranged, MeetingHeld, TaskDone
from domain.notices import NoticeKind
from domain.procedure.people import OFFICER
from domain.rules.rule import Rule, SpokenBy
from domain.tasks import MEETING, open_tasks

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _arranged_faults(
    dispute: "Dispute", message: MeetingArranged, at: datetime
) -> Iterator[str]:
    if message.takes_place_at <= at:
        yield "takes_place_at has passed; send meeting_held for a meeting that was."
    if message.takes_place_at > dispute.close_of(dispute.calendar.covered_until):
        last = says_day(dispute.calendar.covered_until)
        yield f"takes_place_at is after {last}, where the calendar ends."


def _arranged(dispute: "Dispute", message: MeetingArranged, at: datetime) -> None:
    says, meets_at = "A meeting is arranged.", None
    if not list(_arranged_faults(dispute, message, at)):
        meets_at = message.takes_place_at
        says = f"A meeting takes place {london(meets_at)}."
        if dispute.visit is not None:
            dispute.visit.meeting_at = meets_at
    dispute.write(at, "meeting-arranged", says, message=message)
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
    dispute.write(at, "meeting-held", says, message=message)
    visit = dispute.visit
    in_order = not _is_to_come(message, at)
    if visit is not None and in_order and MEETING not in visit.done:
        # One that was held beforehand counts from when the stage began.
        visit.meeting_at = max(visit.began_at, dispute.close_of(message.held_on))
    dispute.report_task_done(MEETING)


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
