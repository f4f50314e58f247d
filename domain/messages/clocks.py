"""More time, a clock that is stopped, a start that was not as thought."""

from datetime import date

from pydantic import AwareDatetime, Field

from domain.messages.said import Message, Text


class ExtendDeadline(Message):
    """More time at the present stage.

    Attributes:
        working_days: How many to add.
        because: Why.
        benefit_for_child: What the child gains by it.
        further_enquiries: What is still to be found out.
    """

    kind = "extend_deadline"
    describes = "More working days at the present stage."

    working_days: int = Field(ge=1, le=100)
    because: Text
    benefit_for_child: Text | None = None
    further_enquiries: Text | None = None


class PlaceOnHold(Message):
    """The clock stops until an agreed date.

    Attributes:
        until: Day on which it runs again by itself, at the start of office hours.
        because: Why.
    """

    kind = "place_on_hold"
    describes = "The clock stops until an agreed date."

    until: date
    because: Text


class Resume(Message):
    """The clock runs again before the agreed date.

    Attributes:
        because: Why.
    """

    kind = "resume"
    describes = "The clock runs again before the agreed date."

    because: Text | None = None


class CorrectStart(Message):
    """The clock of the present stage had started at another time than was thought.

    Attributes:
        started_at: When it did start, with an offset.
        because: How that is known.
    """

    kind = "correct_start"
    describes = "The present clock had started at another time than thought."

    started_at: AwareDatetime
    because: Text
