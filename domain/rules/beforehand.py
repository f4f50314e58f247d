"""The officer says that what the procedure asks beforehand is met."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from domain.messages import ConfirmChecks
from domain.rules.rule import Rule, SpokenBy

if TYPE_CHECKING:
    from domain.dispute import Dispute


def _faults(dispute: "Dispute", message: ConfirmChecks, at: datetime) -> Iterator[str]:
    known = [check.key for check in dispute.procedure.checks]
    if set(message.ticked) - {*known}:
        which = f"write some of {', '.join(known)}" if known else "it has none"
        yield f"ticked: names a check that the procedure does not have; {which}."


def _confirm(dispute: "Dispute", message: ConfirmChecks, at: datetime) -> None:
    known = [check.key for check in dispute.procedure.checks]
    met = [key for key in known if key in message.ticked]
    dispute.ticked.update(met)
    says = (
        f"Seen to beforehand: {', '.join(met) or 'nothing that the procedure names'}."
    )
    dispute.write(at, "checks-confirmed", says, message=message)


RULES = (Rule(ConfirmChecks, SpokenBy.OFFICER, _faults, _confirm),)
