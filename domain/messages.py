"""What people and programs say to a dispute: one model for each thing.

A model here is the JSON that other programs send, as a signal and as an update of the
same name. They change only by adding optional keys, and what they accept is never made
narrower, because every message in a running dispute's history is read again at replay;
a new refusal belongs in the rules (`domain/rules`), never here.
"""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)

from domain.errors import DisputeRefused, RaiseRefused

LONGEST_TEXT = 20_000

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
]
_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Code = Annotated[str, StringConstraints(pattern=_CODE)]
_REFERENCE = r"^([A-Za-z][A-Za-z._-]*)?[0-9][A-Za-z0-9._-]*$"
_PATTERNS_SAY = {
    _REFERENCE: "is no reference: letters, digits, `.`, `_` and `-`, with at least one"
    " digit; never a name",
    _CODE: "is no code: small letters and digits, with single hyphens between",
}
Reference = Annotated[
    str,
    StringConstraints(pattern=_REFERENCE, max_length=64),
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
            from this, and otherwise from when the dispute read it.
    """

    kind: ClassVar[str]
    describes: ClassVar[str]

    message_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    by: Speaker
    received_at: AwareDatetime | None = None


class Extent(StrEnum):
    """How much of an answer it is."""

    WHOLE = "whole"
    PARTIAL = "partial"
    MORE_TIME_NEEDED = "more-time-needed"


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
    """

    kind = "officer_decision"
    describes = "The officer is satisfied with the answer, or is not."

    satisfied: bool
    because: Text
    outcome: Outcome = Outcome.RESOLVED
    actions: tuple[AgreedAction, ...] = ()
    follow_up_on: date | None = None


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


class ClosingOutcome(StrEnum):
    """How a dispute ends when the officer closes it."""

    RESOLVED = "resolved"
    SUFFICIENTLY_PROGRESSED = "sufficiently-progressed"
    PARTLY_SETTLED = "partly-settled"
    NOT_RESOLVED = "not-resolved"
    REFERRED_OUT = "referred-out"
    SUPERSEDED = "superseded"
    CLOSED_BY_EVENTS = "closed-by-events"


class ChildTold(Said):
    """What the child was told, or why not.

    Attributes:
        told: Whether.
        how_or_why_not: How and when, or why it was not right to.
    """

    told: bool
    how_or_why_not: Text


class CloseDispute(Message):
    """The officer closes it.

    Attributes:
        outcome: How it ended.
        impact: What it changed for the child.
        child_told: What the child was told, or why not.
        because: Needed when it is closed without having been resolved.
    """

    kind = "close_dispute"
    describes = "The officer closes it: outcome, impact, what the child was told."

    outcome: ClosingOutcome
    impact: Text
    child_told: ChildTold
    because: Text | None = None


class Withdraw(Message):
    """The officer takes the dispute back.

    Attributes:
        because: Why.
    """

    kind = "withdraw"
    describes = "The officer takes the dispute back."

    because: Text


class ConsiderCafcass(Message):
    """The officer has thought about a referral to Cafcass, and says what came of it.

    Attributes:
        refer: Whether the officer intends to refer.
        because: Why, or why not.
        consulted: Posts consulted.
    """

    kind = "consider_cafcass"
    describes = "The officer has considered a referral to Cafcass."

    refer: bool
    because: Text
    consulted: tuple[str, ...] = ()


class ReferToCafcass(Message):
    """The officer refers the child's case to Cafcass; the ladder goes on beside it.

    Attributes:
        because: Why.
        consulted: Posts consulted.
        ticked: Keys of the preconditions that are met.
        passed_over_because: Why required preconditions that are not ticked are passed
            over; section 25B(3) of the Children Act 1989 knows none.
    """

    kind = "refer_to_cafcass"
    describes = "The officer refers the case to Cafcass; the ladder goes on."

    because: Text
    consulted: tuple[str, ...] = ()
    ticked: tuple[Code, ...] = ()
    passed_over_because: Text | None = None


class Note(Message):
    """Something to be kept with the dispute that changes nothing.

    Attributes:
        text: What is to be kept.
    """

    kind = "note"
    describes = "Something to be kept with the dispute that changes nothing."

    text: Text


MESSAGES: dict[str, type[Message]] = {
    model.kind: model
    for model in (
        ManagerResponse,
        OfficerDecision,
        Escalate,
        ExtendDeadline,
        PlaceOnHold,
        Resume,
        ActionDone,
        ActionNotDone,
        CloseDispute,
        Withdraw,
        ConsiderCafcass,
        ReferToCafcass,
        Note,
    )
}
"""Every message by its name on the wire."""


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
        in_proceedings: True in care proceedings.
        start_stage: Where it starts; none means the usual first stage.
        start_because: Why it starts elsewhere.
        procedure: A procedure by name; none means the one in force.
        ladder: A ladder by name; none means the one chosen for this dispute.
        respond_within_working_days: Limits the officer sets, by stage number, where
            the procedure lets the officer choose.
        raised_at: When it was raised, if it is entered afterwards.
        entered_late_because: Needed with `raised_at` on an earlier day.
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
    in_proceedings: bool = False
    start_stage: int | None = Field(default=None, ge=0, le=99)
    start_because: Text | None = None
    procedure: str | None = Field(default=None, max_length=100)
    ladder: Code | None = None
    respond_within_working_days: dict[int, Annotated[int, Field(ge=1, le=100)]] = {}
    raised_at: AwareDatetime | None = None
    entered_late_because: Text | None = None
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


def read_message(kind: str, data: object) -> Message:
    """Return the message of that kind which `data` (decoded JSON) holds.

    Raises:
        DisputeRefused: No such kind, or something is wrong with it; every fault is
            named, and nothing of what was written is repeated.
    """
    model = MESSAGES.get(kind)
    if model is None:
        raise DisputeRefused(
            f"There is no message of that name; send one of {', '.join(MESSAGES)}."
        )
    if not isinstance(data, dict):
        raise DisputeRefused(
            f"{kind} needs one JSON object, as in docs/contract.md; it came with"
            f" {'nothing' if data is None else f'a {type(data).__name__}'}."
        )
    try:
        return model.model_validate_json(_as_json(data))
    except ValidationError as error:
        raise DisputeRefused(" ".join(faults_of(error))) from None


def read_raised(data: object) -> RaiseDispute:
    """Return the dispute to be raised which `data` (decoded JSON) holds.

    Raises:
        RaiseRefused: Something is wrong with it; every fault is named.
    """
    if not isinstance(data, dict):
        raise RaiseRefused(
            ["A dispute is raised with one JSON object, as in docs/contract.md."]
        )
    try:
        return RaiseDispute.model_validate_json(_as_json(data))
    except ValidationError as error:
        raise RaiseRefused(faults_of(error)) from None


def _as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, default=_plain).encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def faults_of(error: ValidationError) -> list[str]:
    """Return one sentence for each fault, without the value, which may be personal."""
    return [
        f"{'.'.join(str(part) for part in fault['loc']) or 'the whole'}:"
        f" {_in_plain_words(fault['type'], fault['msg'], fault.get('ctx', {}))}."
        for fault in error.errors(include_input=False, include_url=False)
    ]


def _in_plain_words(kind: str, said: str, about: dict[str, Any]) -> str:
    plain = {
        "string_pattern_mismatch": _PATTERNS_SAY.get(
            about.get("pattern", ""), "is not written as it must be"
        ),
        "missing": "is missing; it is needed",
        "extra_forbidden": "is not a known key; look for a misspelling",
        "string_too_short": "is empty; write something",
        "string_too_long": f"is too long; at most {LONGEST_TEXT:,} characters",
        "timezone_aware": "needs an offset, as in 2026-03-30T10:00:00+01:00",
    }
    return plain.get(kind, said[:1].lower() + said[1:].removesuffix("."))
