"""What was agreed, while it is watched, and what follows where it is not done."""

from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.agreed import ActionState, Agreed
from domain.calendar import says_day
from domain.messages import AgreedAction, EscalationReason, Message
from domain.procedure.matters import WhenNotDone
from domain.procedure.people import OFFICER

if TYPE_CHECKING:
    from domain.dispute import Dispute


ONCE_ONLY = "The procedure has it watched once only; that is advice."


def is_watched_once_too_often(dispute: "Dispute") -> bool:
    """True where something came back, something is watched again, and should not be."""
    came_back = any(one.state is ActionState.NOT_DONE for one in dispute.agreed)
    again = came_back and any(one.is_watched for one in dispute.agreed)
    return again and not dispute.procedure.monitoring.repeatable


def agreed_now(dispute: "Dispute", promised: AgreedAction, agreed_by: str) -> Agreed:
    """Return something agreed as it is watched until its date, with its number."""
    here = dispute.stage
    return Agreed(
        number=len(dispute.agreed) + 1,
        what=promised.what,
        owner=dispute.procedure.post_called(promised.owner) or OFFICER,
        due_on=promised.due_on,
        due_at=dispute.close_of(promised.due_on),
        agreed_by=agreed_by,
        told_if_undone=here.when_not_done_tell if here else (),
        looked_after_by=here.followed_up_by if here else None,
    )


def find_undone(dispute: "Dispute", at: datetime) -> None:
    """Let everything come back whose date has passed at `at`."""
    overdue = [one for one in dispute.agreed if one.is_watched and one.due_at <= at]
    for one in overdue:
        comes_back(dispute, one, at)


def comes_back(
    dispute: "Dispute",
    one: Agreed,
    at: datetime,
    by: str | None = None,
    message: Message | None = None,
) -> None:
    """Something agreed was not done: follow what the procedure says of that."""
    one.state = ActionState.NOT_DONE
    stood = dispute.accepted is not None
    says = f"Agreed action {one.number}, due {says_day(one.due_on)}, is not done."
    details = None if message else {"action": one.number}
    dispute.write(at, "action-not-done", says, message=message, details=details)
    dispute.resume(at, "What was agreed is not done; that ends the hold.")
    telling.of_undone(dispute, one, says, at)
    if not stood:  # it has come back already
        return
    dispute.reject()
    target = _stage_to_come_back_to(dispute)
    if target is not None:
        dispute.call_for(target, EscalationReason.AGREED_TASK_NOT_DONE, by)
    else:
        dispute.await_officer(at)
        telling.ask_officer(dispute, at, says)
    if dispute.procedure.cafcass.prompt_when_not_done:
        telling.ask_to_consider_cafcass(dispute, at, says)


def _stage_to_come_back_to(dispute: "Dispute") -> int | None:
    """Number of the stage that undone actions lead to; None: the officer says."""
    rule = dispute.procedure.monitoring.when_not_done
    if dispute.stage is None or rule is WhenNotDone.ASK_OFFICER:
        return None
    here = dispute.stage.number
    above = dispute.ladder.after(here)
    if rule is WhenNotDone.SAME_STAGE or above is None:
        return here
    return above.number
