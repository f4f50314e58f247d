"""The officer takes it to another stage."""

from enum import StrEnum

from pydantic import Field

from domain.messages.said import Code, Message, Text


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
        respond_within_working_days: How long they have there, where the procedure lets
            the officer set it.
    """

    kind = "escalate"
    describes = "The officer takes it to the next stage, or to any other, now."

    reason: EscalationReason
    because: Text
    to_stage: int | None = Field(default=None, ge=0, le=99)
    respond_within_working_days: int | None = Field(default=None, ge=1, le=100)


class SwitchLadder(Message):
    """The officer takes it to another ladder of the procedure, such as the urgent one.

    Attributes:
        ladder: Key of the ladder.
        to_stage: Its stage; none means its first.
        because: Why, in the officer's words.
    """

    kind = "switch_ladder"
    describes = "The officer takes it to another ladder, such as the urgent one."

    ladder: Code
    because: Text
    to_stage: int | None = Field(default=None, ge=0, le=99)
