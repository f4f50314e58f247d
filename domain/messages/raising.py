"""A dispute as it is raised."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from domain.messages.reaching import PersonCode
from domain.messages.said import Code, Reference, Said, Text
from domain.procedure.time import Span


class RaisedBy(Said):
    """The officer who raises it.

    Attributes:
        role: Key of a role of the procedure, `iro`.
        reference: `IRO-7`; never a name.
    """

    role: Code
    reference: Reference


class Child(Said):
    """The child, by reference only.

    Attributes:
        reference: The case system's own; never a name.
        kind: Key of a kind of child of the procedure, `looked-after`.
    """

    reference: Reference
    kind: Code


class Rehearsal(Said):
    """A dispute that does not count, on a clock of its own.

    Attributes:
        pretend_it_is: The moment that its clock shows when it starts.
    """

    pretend_it_is: AwareDatetime | None = None


class RaiseDispute(Said):
    """Everything needed to raise a dispute: the one argument of the workflow `Dispute`.

    Attributes:
        schema_version: 1.
        authority: Short name of the council, `west-sussex`.
        reference: The council's own for this dispute; makes the workflow id.
        raised_by: The officer.
        child: By reference.
        team: The child's team, as the people file knows it.
        themes: Keys of issue types of the procedure, or `other`.
        issue: The issue of concern.
        impact: Its impact on the child.
        resolution_sought: What the officer recommends.
        timescale: By when the officer wants it, in words.
        tried: What has been tried.
        child_views: What the child says, or why it is not known.
        concerns: Keys of concerns of the procedure, such as `immediate-safety`.
        parties: References of people who are parties to the matter; where one of them
            holds a post that is asked, the post above is asked instead.
        in_proceedings: True in care proceedings.
        start_stage: Where it starts; none means the usual first stage.
        start_because: Why it starts elsewhere.
        procedure: A procedure by name; none means the one in force.
        ladder: A ladder by name; none means the one chosen for this dispute.
        respond_within_working_days: Limits the officer sets, by stage number, where
            the procedure lets the officer choose.
        issue_within: The limit that the officer picks, where the issue type gives a
            range: `{elapsed_hours: 24}`.
        raised_at: When it was raised, if it is entered afterwards.
        entered_late_because: Needed with `raised_at` on an earlier day.
        follows_on: Reference of the dispute that this one goes on from, where one
            procedure hands over to another.
        rehearsal: Present for a rehearsal only.
    """

    schema_version: int = Field(default=1, ge=1, le=1)
    authority: Code
    reference: Reference
    raised_by: RaisedBy
    child: Child
    team: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$", max_length=60)]
    themes: tuple[Code, ...] = Field(min_length=1, max_length=10)
    issue: Text
    impact: Text
    resolution_sought: Text
    timescale: Text | None = None
    tried: Text | None = None
    child_views: Text | None = None
    concerns: tuple[Code, ...] = ()
    parties: tuple[PersonCode, ...] = Field(default=(), max_length=20)
    in_proceedings: bool = False
    start_stage: int | None = Field(default=None, ge=0, le=99)
    start_because: Text | None = None
    procedure: Code | None = None
    ladder: Code | None = None
    respond_within_working_days: dict[int, Annotated[int, Field(ge=1, le=100)]] = Field(
        default={}
    )
    issue_within: Span | None = None
    raised_at: AwareDatetime | None = None
    entered_late_because: Text | None = None
    follows_on: Reference | None = None
    rehearsal: Rehearsal | None = None

    @field_validator("themes", "concerns")
    @classmethod
    def _no_code_twice(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(codes)) != len(codes):
            raise ValueError("names a code twice; name each once")
        return codes

    @property
    def workflow_id(self) -> str:
        """The id of the workflow that runs this dispute."""
        return dispute_id(self.authority, self.reference)


def dispute_id(authority: str, reference: str) -> str:
    """Return the workflow id: `dispute-west-sussex-WSX-2026-0042`."""
    return f"dispute-{authority}-{reference}"
