"""What is agreed, and whether it was done."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.messages.said import Message, Said, Text


class AgreedAction(Said):
    """Something somebody is to do by a date.

    Attributes:
        what: What is to be done.
        owner: Post that is to do it.
        due_on: The last day on which it counts as done in time.
    """

    what: Text
    owner: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    due_on: date


class ActionDone(Message):
    """Something agreed has been done.

    Said by its owner it is a report, and the officer is asked; said by the officer it
    is settled.

    Attributes:
        action: Number of the action, from 1.
        evidence: How one can tell.
    """

    kind = "action_done"
    describes = "Something agreed has been done."

    action: int = Field(ge=1)
    evidence: Text | None = None


class ActionNotDone(Message):
    """The officer finds that something agreed has not been done: it comes back.

    Attributes:
        action: Number of the action, from 1.
        because: What is missing.
    """

    kind = "action_not_done"
    describes = "Something agreed has not been done: the dispute comes back."

    action: int = Field(ge=1)
    because: Text
