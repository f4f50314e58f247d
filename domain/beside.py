"""What is open beside the stages, and until when each step has time."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from domain.calendar import due_at
from domain.errors import BeyondCoverage
from domain.procedure.ladder import SideStep

if TYPE_CHECKING:
    from domain.dispute import Dispute


@dataclass(frozen=True)
class Beside:
    """One step that was opened and is not closed.

    Attributes:
        step: Which.
        opened_at: When, aware UTC.
        by: Post that sees to it: the one asked, or else the officer.
    """

    step: SideStep
    opened_at: datetime
    by: str


def due_of(dispute: "Dispute", one: Beside) -> datetime | None:
    """Return until when an open step has time; None: there is no limit to tell."""
    within = one.step.within
    if within is None:
        return None
    limit = within.limit(dispute.procedure.timing.counting)
    with suppress(BeyondCoverage):  # nobody is told a date that no calendar knows
        return due_at(limit, one.opened_at, dispute.calendar)
    return None


def left_open(dispute: "Dispute", *, for_officer: bool) -> str:
    """Return what the end of the dispute does not end, in words; empty: nothing.

    Args:
        dispute: Which dispute.
        for_officer: True to name the privileged steps too.
    """
    steps = [one.step for one in dispute.side_steps.values()]
    titles = [one.title for one in steps if for_officer or not one.privileged]
    referral = ["the referral to Cafcass"] if dispute.referred_to_cafcass else []
    return "; ".join([*referral, *titles])
