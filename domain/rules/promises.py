"""What was agreed is done, or is not."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.agreed import ActionState, Agreed
from domain.messages import ActionDone, ActionNotDone
from domain.notices import NoticeKind
from domain.recording import speaker
from domain.rules.rule import Rule, SpokenBy
from domain.rules.speakers import is_officer
from domain.watching import comes_back

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _action_faults(
    dispute: "Dispute", message: ActionDone | ActionNotDone, at: datetime
) -> Iterator[str]:
    unsettled = [one.number for one in dispute.agreed if one.is_unsettled]
    if message.action not in unsettled:
        yield (
            "action: nothing of that number is waiting to be settled; open are"
            f" {unsettled or 'none'}."
        )


def _find(dispute: "Dispute", number: int) -> Agreed | None:
    return next((one for one in dispute.agreed if one.number == number), None)


def _done(dispute: "Dispute", message: ActionDone, at: datetime) -> None:
    one = _find(dispute, message.action)
    if one is None or not one.is_unsettled:
        dispute.write(at, "nothing-to-settle", "No such action.", message=message)
        return
    if not is_officer(dispute, message.by):
        report_done(dispute, one, at, message)
        return
    one.state = ActionState.DONE
    says = f"Agreed action {one.number} is done."
    dispute.write(at, "action-done", says, message=message)
    _look_for_more(dispute, at)


def report_done(
    dispute: "Dispute", one: Agreed, at: datetime, message: ActionDone | None = None
) -> None:
    """Something agreed is said to be done: it is watched no more, and the officer asked.

    Args:
        dispute: Whose.
        one: What was agreed.
        at: Now, aware UTC.
        message: The report; None: it follows from something else that was said.
    """
    one.state = ActionState.REPORTED_DONE
    says = f"Agreed action {one.number} is reported done; the officer is asked."
    details = None if message else {"action": one.number}
    dispute.write(at, "action-reported-done", says, message=message, details=details)
    _look_for_more(dispute, at)
    telling.ask_officer(dispute, at, says, NoticeKind.ACTION_REPORTED_DONE)


def _look_for_more(dispute: "Dispute", at: datetime) -> None:
    if not any(other.is_watched for other in dispute.agreed):
        dispute.nothing_is_watched(at)


def _not_done(dispute: "Dispute", message: ActionNotDone, at: datetime) -> None:
    one = _find(dispute, message.action)
    if one is None or not one.is_unsettled:
        dispute.write(at, "nothing-to-settle", "No such action.", message=message)
        return
    by = speaker(dispute, message)
    comes_back(dispute, one, at, by, message)


RULES = (
    Rule(ActionDone, SpokenBy.OFFICER_OR_OWNER, _action_faults, _done),
    Rule(ActionNotDone, SpokenBy.OFFICER, _action_faults, _not_done),
)
