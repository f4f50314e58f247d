"""Whether people are reached: seen, bounced, handed over to somebody else."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.messages.said import Message, Text

PersonCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)
]
"""What the directory calls somebody: `PM-3`; no spaces, so no name."""


class Acknowledge(Message):
    """Somebody who was asked has seen it and works on it; every clock runs on.

    Attributes:
        text: What they say about it.
    """

    kind = "acknowledge"
    describes = "Somebody who was asked has seen it; every clock runs on."

    text: Text | None = None


class DeliveryFailed(Message):
    """A notice came back that a mail server had taken at first.

    Attributes:
        notice: Its number within the dispute.
        told_reference: Whom it did not reach.
        said: What the report says.
    """

    kind = "delivery_failed"
    describes = "A notice came back undelivered after a mail server had taken it."

    notice: int = Field(ge=1)
    told_reference: PersonCode
    said: Text


class PostHandedOver(Message):
    """Another person holds a post now.

    Attributes:
        post: Key of the post.
        from_reference: Who held it.
        to_reference: Who holds it now.
    """

    kind = "post_handed_over"
    describes = "Another person holds a post now; every clock runs on."

    post: str = Field(min_length=1, max_length=80)
    from_reference: PersonCode
    to_reference: PersonCode
