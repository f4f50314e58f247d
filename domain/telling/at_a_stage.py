"""What a stage that begins asks of somebody besides the answer: to send, meet, see to it.

Whoever is to do it hears so at the beginning, and not only when it was not done in time.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain.calendar import london
from domain.procedure.people import OFFICER
from domain.tasks import MEETING, SEND, Task, tasks_of

if TYPE_CHECKING:
    from domain.dispute import Dispute


def falls_to(dispute: "Dispute", post: str) -> str:
    """Return what the present stage asks of a post besides the answer; empty: nothing."""
    return " ".join(_asks(one) for one in _due_at_all(dispute) if one.by == post)


def by_when(dispute: "Dispute", post: str) -> datetime | None:
    """Return by when the first of it is to be done; None: there is no limit."""
    dates = (one.due_at for one in _due_at_all(dispute) if one.by == post)
    return min((one for one in dates if one is not None), default=None)


def others_with_tasks(dispute: "Dispute") -> tuple[str, ...]:
    """Posts, neither the officer nor asked to answer, to whom something falls."""
    told_already = {OFFICER, *dispute.responders()}
    posts = dict.fromkeys(one.by for one in _due_at_all(dispute))
    return tuple(post for post in posts if post not in told_already)


def _due_at_all(dispute: "Dispute") -> Iterator[Task]:
    """Yield the tasks that are to be done in every case, and from the beginning on.

    A meeting that is held only if needed, a step that is for where it applies and the
    outcome, which is to come, are not among them.
    """
    stage = dispute.stage
    if stage is None:
        return
    always = {SEND, *(one.key for one in stage.steps if one.required)}
    if stage.meeting is not None and stage.meeting.needed:
        always.add(MEETING)
    for task in tasks_of(dispute):
        if task.key in always:
            yield task


def _asks(task: Task) -> str:
    by_when = f" by {london(task.due_at)}" if task.due_at else ""
    if task.key == SEND:
        return (
            f"Please send the report to those who are asked{by_when}, and say when it is"
            " done."
        )
    if task.key == MEETING:
        return (
            f"Please see that the meeting is held{by_when}, and say when it is arranged"
            " and when it was held."
        )
    return f"Please see to this{by_when}, and say when it is done: {task.says}"
