"""A manager answers; the officer decides."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from domain.messages.agreed import AgreedAction
from domain.messages.said import Message, Text


class Extent(StrEnum):
    """How much of an answer it is."""

    WHOLE = "whole"
    PARTIAL = "partial"
    MORE_TIME_NEEDED = "more-time-needed"


class ManagerResponse(Message):
    """A manager answers at the present stage.

    Attributes:
        answer: What has been or will be done, in the manager's words.
        extent: The whole answer, part of it, or a plea for more time.
        proposed_actions: What the manager offers to do, by whom and when.
        collated: True when it speaks for several teams.
        stage: The stage it answers, if the sender says.
    """

    kind = "manager_response"
    describes = "A manager answers at the present stage."

    answer: Text
    extent: Extent = Extent.WHOLE
    proposed_actions: tuple[AgreedAction, ...] = ()
    collated: bool = False
    stage: int | None = None


class Outcome(StrEnum):
    """What the officer accepts."""

    RESOLVED = "resolved"
    SUFFICIENTLY_PROGRESSED = "sufficiently-progressed"
    PARTLY_SETTLED = "partly-settled"


class OfficerDecision(Message):
    """The officer says whether what was answered meets the child's needs.

    Attributes:
        satisfied: False sends it to the next stage.
        because: Why, in the officer's words.
        outcome: What is accepted, when satisfied.
        actions: What was agreed, by whom and by when.
        follow_up_on: When the officer looks again; needed for sufficiently progressed.
        respond_within_working_days: When not satisfied: how long the next stage has,
            where the procedure lets the officer set it.
    """

    kind = "officer_decision"
    describes = "The officer is satisfied with the answer, or is not."

    satisfied: bool
    because: Text
    outcome: Outcome = Outcome.RESOLVED
    actions: tuple[AgreedAction, ...] = ()
    follow_up_on: date | None = None
    respond_within_working_days: int | None = Field(default=None, ge=1, le=100)
