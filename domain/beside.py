"""What is open beside the stages, and until when each step has time."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from domain.procedure.ladder import SideStep
from domain.stage_rules import due_if_known

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
    return due_if_known(dispute, one.step.within, one.opened_at)


GOES_ON = "What is open beside it does not end with the dispute; the record names it."
"""Told instead of the names, which may be those of steps for the officer alone."""


def left_open(dispute: "Dispute", *, privileged: bool = True) -> list[str]:
    """Return what the end of the dispute does not end, in words.

    Whoever carries a dispute carries it to its end, and no longer.

    Args:
        dispute: Which dispute.
        privileged: False to leave out the steps that are for the officer alone.
    """
    steps = [one.step for one in dispute.side_steps.values()]
    titles = [
        one.title
        for one in steps
        if not one.carries_it and (privileged or not one.privileged)
    ]
    referral = ["the referral to Cafcass"] if dispute.referred_to_cafcass else []
    return [*referral, *titles]
