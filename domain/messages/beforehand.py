"""What the procedure asks to be seen to beforehand: met, or passed over."""

from pydantic import Field

from domain.messages.said import Code, Message, Text


class ConfirmChecks(Message):
    """What the procedure asks beforehand is met.

    Attributes:
        ticked: Keys of the checks of the procedure that are met.
        because: How one can tell, or what was said.
    """

    kind = "confirm_checks"
    describes = "What the procedure asks beforehand is met."

    ticked: tuple[Code, ...] = Field(min_length=1, max_length=50)
    because: Text | None = None
