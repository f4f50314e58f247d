"""What every message has: who speaks, an id, references and texts that are in order."""

from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

LONGEST_TEXT = 20_000

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
]
CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Code = Annotated[str, StringConstraints(pattern=CODE)]
REFERENCE = r"^([A-Za-z][A-Za-z._-]*)?[0-9][A-Za-z0-9._-]*$"

Reference = Annotated[
    str,
    StringConstraints(pattern=REFERENCE, max_length=64),
    Field(
        description="Letters, digits, `.`, `_` and `-`, with at least one digit, so that"
        " a name is not taken for a reference."
    ),
]


class Said(BaseModel):
    """Base of what comes in at the door: no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Speaker(Said):
    """Who speaks, and for whom.

    Attributes:
        post: Key, title or alias of a post of the procedure, or `officer`.
        reference: The speaker's own reference, `IRO-7`; never a name.
        on_behalf_of: Reference or post of whom they stand in for.
    """

    post: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    reference: Reference
    on_behalf_of: str | None = Field(default=None, max_length=200)


class Message(Said):
    """What every message has.

    Attributes:
        message_id: Chosen by the sender; the same id sent twice is applied once.
        by: Who speaks.
        received_at: When the sender's app took it, where it knows; lateness is judged
            from this. An answer without it that is read while its stage still waits
            counts as in time.
    """

    kind: ClassVar[str]
    describes: ClassVar[str]

    message_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    by: Speaker
    received_at: AwareDatetime | None = None

    def as_written(self) -> dict[str, Any]:
        """The whole message as JSON, for the record."""
        return self.model_dump(mode="json", exclude_none=True)
