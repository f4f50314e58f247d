"""What every part of a procedure has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Part(BaseModel):
    """A part of a procedure: never changed, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Key = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60),
    Field(description="Small letters, digits and hyphens: `practice-manager`."),
]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)
]
Source = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    Field(description="Paragraph of the council's document, and requirement number."),
]
