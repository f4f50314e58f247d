"""The officer takes it to another stage."""

from enum import StrEnum

from pydantic import Field

from domain.messages.said import Message, Text


class EscalationReason(StrEnum):
    """Why a dispute goes up."""

    NO_RESPONSE = "no-response"
    UNSATISFACTORY = "unsatisfactory"
    AGREED_TASK_NOT_DONE = "agreed-task-not-done"
    OFFICERS_JUDGEMENT = "officers-judgement"
    SERIOUS_SAFEGUARDING = "serious-safeguarding"


class Escalate(Message):
    """The officer takes it to the next stage, or to any other, now.

    Attributes:
        reason: One of five.
        because: Why, in the officer's words.
        to_stage: Which stage; none means the next. Any stage may be named, because an
            officer may bypass any of them (IRO Handbook 6.2).
    """

    kind = "escalate"
    describes = "The officer takes it to the next stage, or to any other, now."

    reason: EscalationReason
    because: Text
    to_stage: int | None = Field(default=None, ge=0, le=99)
