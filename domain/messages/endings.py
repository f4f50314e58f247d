"""The officer closes it, or takes it back."""

from enum import StrEnum

from domain.messages.said import Code, Message, Said, Text


class ClosingOutcome(StrEnum):
    """How a dispute ends when the officer closes it."""

    RESOLVED = "resolved"
    SUFFICIENTLY_PROGRESSED = "sufficiently-progressed"
    PARTLY_SETTLED = "partly-settled"
    NOT_RESOLVED = "not-resolved"
    REFERRED_OUT = "referred-out"
    SUPERSEDED = "superseded"
    CLOSED_BY_EVENTS = "closed-by-events"


class ChildTold(Said):
    """What the child was told, or why not.

    Attributes:
        told: Whether.
        how_or_why_not: How and when, or why it was not right to.
    """

    told: bool
    how_or_why_not: Text


class CloseDispute(Message):
    """The officer closes it.

    Attributes:
        outcome: How it ended.
        impact: What it changed for the child.
        child_told: What the child was told, or why not.
        because: Needed when it is closed without having been resolved.
        ticked: Keys of the checks before closing that are met.
        passed_over_because: Why required checks that are not ticked are passed over.
    """

    kind = "close_dispute"
    describes = "The officer closes it: outcome, impact, what the child was told."

    outcome: ClosingOutcome
    impact: Text
    child_told: ChildTold
    because: Text | None = None
    ticked: tuple[Code, ...] = ()
    passed_over_because: Text | None = None


class Withdraw(Message):
    """The officer takes the dispute back.

    Attributes:
        because: Why.
    """

    kind = "withdraw"
    describes = "The officer takes the dispute back."

    because: Text
