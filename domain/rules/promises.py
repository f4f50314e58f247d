"""What was agreed is done, or is not."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import telling
from domain.agreed import ActionState, Agreed
from domain.messages import ActionDone, ActionNotDone
from domain.notices import NoticeKind
from domain.rules.rule import Rule, SpokenBy
from domain.rules.speakers import is_officer

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
    by_officer = is_officer(dispute, message.by)
    one.state = ActionState.DONE if by_officer else ActionState.REPORTED_DONE
    says = f"Agreed action {one.number} is " + (
        "done." if by_officer else "reported done; the officer is asked."
    )
    dispute.write(
        at,
        "action-done" if by_officer else "action-reported-done",
        says,
        message=message,
    )
    if not any(other.is_watched for other in dispute.agreed):
        dispute.nothing_is_watched(at)
    if not by_officer:
        telling.ask_officer(dispute, at, says, NoticeKind.ACTION_REPORTED_DONE)


def _not_done(dispute: "Dispute", message: ActionNotDone, at: datetime) -> None:
    one = _find(dispute, message.action)
    if one is None or not one.is_unsettled:
        dispute.write(at, "nothing-to-settle", "No such action.", message=message)
        return
    by = dispute.speaker(message)
    dispute.comes_back(one, at, by, message)


RULES = (
    Rule(ActionDone, SpokenBy.OFFICER_OR_OWNER, _action_faults, _done),
    Rule(ActionNotDone, SpokenBy.OFFICER, _action_faults, _not_done),
)
