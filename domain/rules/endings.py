"""The officer closes it, or takes it back."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain import beforehand, beside, telling
from domain.messages import CloseDispute, ClosingOutcome, Withdraw
from domain.naming import who
from domain.notices import NoticeKind
from domain.procedure.matters import Action
from domain.record import Standing
from domain.rules.rule import Rule, SpokenBy, nothing_against
from domain.rules.speakers import acted

if TYPE_CHECKING:
    from domain.dispute import Dispute

_SETTLED = {
    ClosingOutcome.RESOLVED,
    ClosingOutcome.SUFFICIENTLY_PROGRESSED,
    ClosingOutcome.PARTLY_SETTLED,
}


def _close_faults(
    dispute: "Dispute", message: CloseDispute, at: datetime
) -> Iterator[str]:
    open_actions = [one.number for one in dispute.agreed if one.is_unsettled]
    if message.outcome in _SETTLED and open_actions:
        yield (
            f"Agreed actions {open_actions} are not settled; say action_done or"
            " action_not_done for each first."
        )
    if message.outcome not in _SETTLED and message.because is None:
        yield f"because: is missing; say why it is closed as {message.outcome.value}."
    yield from beforehand.faults(
        dispute, Action.CLOSE, message.ticked, message.passed_over_because
    )


def _close(dispute: "Dispute", message: CloseDispute, at: datetime) -> None:
    dispute.settle(Standing(message.outcome.value), at)
    by = who(dispute, acted(dispute, message.by), within=True)
    says = f"Closed by {by}: {message.outcome.value.replace('-', ' ')}."
    _ended(dispute, "closed", says, message, at)


def _withdraw(dispute: "Dispute", message: Withdraw, at: datetime) -> None:
    dispute.settle(Standing.WITHDRAWN, at)
    says = f"Withdrawn by {who(dispute, acted(dispute, message.by), within=True)}."
    _ended(dispute, "withdrawn", says, message, at)


def _ended(
    dispute: "Dispute",
    kind: str,
    says: str,
    message: CloseDispute | Withdraw,
    at: datetime,
) -> None:
    """Write down what it leaves open, of which the letters name nothing."""
    still = "; ".join(beside.left_open(dispute))
    recorded = f"{says} It leaves open: {still}." if still else says
    dispute.write(at, kind, recorded, message=message)
    told = f"{says} {beside.GOES_ON}" if _others_know(dispute) else says
    by = acted(dispute, message.by)
    telling.everybody(dispute, NoticeKind.CLOSED, told, at, but={by})


def _others_know(dispute: "Dispute") -> bool:
    return bool(beside.left_open(dispute, privileged=False))


RULES = (
    Rule(CloseDispute, SpokenBy.OFFICER, _close_faults, _close),
    Rule(Withdraw, SpokenBy.OFFICER, nothing_against, _withdraw),
)
