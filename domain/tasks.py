"""Tasks that a stage sets besides the answer: to send, to meet, to write up, and steps.

They are reminded of and recorded; whether they are done never moves a stage.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from domain.procedure.ladder import Step, StepStart
from domain.procedure.time import Within
from domain.stage_rules import due_if_known
from domain.visit import WRITE_UP

if TYPE_CHECKING:
    from domain.dispute import Dispute
    from domain.visit import Visit

SEND = "send"
MEETING = "meeting"


@dataclass(frozen=True)
class Task:
    """One task of the present stage, or one that outlasts the stage that set it.

    Attributes:
        key: `send`, `meeting`, `write-up` or a step's own.
        says: What is to be done.
        by: Post that is to do it.
        due_at: By when, aware UTC; None: without a limit.
        visit: Number of the visit that set it.
        outlasts: True where it is still to be done once that stage is over.
    """

    key: str
    says: str
    by: str
    due_at: datetime | None
    visit: int
    outlasts: bool = False


def tasks_of(dispute: "Dispute") -> Iterator[Task]:
    """Every task of the present stage, done or not."""
    visit = dispute.visit
    if visit is None:
        return
    stage, number = visit.stage, visit.number
    if stage.send is not None:
        says = f"{stage.title}: send the report to those who are asked."
        by_when = _due(dispute, stage.send, visit.began_at)
        yield Task(SEND, says, stage.escalated_by, by_when, number)
    if stage.meeting is not None:
        meeting = stage.meeting
        yield Task(
            MEETING,
            f"{stage.title}: hold the meeting.",
            meeting.organiser,
            # Where it is held only if needed, nobody is reminded of it.
            _due(dispute, meeting.within, visit.began_at) if meeting.needed else None,
            number,
        )
    yield from _steps_of(dispute, visit)
    if stage.write_up is not None:
        says = f"{stage.title}: write up the outcome."
        since = visit.outcome_at  # before, there is no outcome to write up
        by_when = _due(dispute, stage.write_up, since) if since else None
        yield Task(WRITE_UP, says, stage.recorded_by, by_when, number)


def _steps_of(dispute: "Dispute", visit: "Visit") -> Iterator[Task]:
    for step in visit.stage.steps:
        since = _counted_from(dispute, visit, step)
        by_when = _due(dispute, step.within, since)
        set_by, outlasts = visit.number, step.outlasts_stage
        yield Task(step.key, step.says, step.by, by_when, set_by, outlasts)


def open_tasks(dispute: "Dispute") -> list[Task]:
    """Tasks that nobody has reported done: of the present stage, or outlasting another."""
    done = dispute.visit.done if dispute.visit else []
    here = [task for task in tasks_of(dispute) if task.key not in done]
    return here + [
        task
        for visit in dispute.left
        for task in _steps_of(dispute, visit)
        if task.outlasts and task.key not in visit.done
    ]


def write_up_due(dispute: "Dispute") -> datetime | None:
    """By when the outcome of the present stage is to be written up, if by any time."""
    return next((t.due_at for t in tasks_of(dispute) if t.key == WRITE_UP), None)


def tasks_now(dispute: "Dispute") -> list[Task]:
    """Those of the open tasks that there is still a reason to do.

    What somebody has answered has been sent. Once an answer is accepted only its outcome
    is left to be written up, and what outlasts the stage.
    """
    here = open_tasks(dispute)
    if dispute.accepted is not None:
        return [one for one in here if one.key == WRITE_UP or one.outlasts]
    answered = dispute.visit is not None and dispute.visit.was_answered
    return [one for one in here if one.key != SEND or not answered]


def _counted_from(dispute: "Dispute", visit: "Visit", step: Step) -> datetime:
    """When the limit of a step starts: with its stage, or after the meeting.

    Where it follows the meeting, and that was neither held nor arranged, it follows the
    last moment at which the meeting was to be held: nothing waits without an end.
    """
    if step.starts is not StepStart.MEETING_HELD:
        return visit.began_at
    meeting = visit.stage.meeting
    to_meet = _due(dispute, meeting.within if meeting else None, visit.began_at)
    return visit.meeting_at or to_meet or visit.began_at


def _due(dispute: "Dispute", within: Within | None, since: datetime) -> datetime | None:
    return due_if_known(dispute, within.fixed if within else None, since)
