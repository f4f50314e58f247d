"""What disputes are about, and the duties that go with them."""

from enum import StrEnum

from pydantic import Field

from domain.procedure.part import Key, Part, Source, Words
from domain.procedure.people import OFFICER, Ability, Condition, Needed, Telling
from domain.procedure.time import Span, Within


class IssueType(Part):
    """One subject of the council's list."""

    key: Key
    title: Words
    kinds: tuple[Key, ...] = Field(default=(), description="`practice`, `delay` ...")
    start_stage: int | None = Field(default=None, description="Where it starts; advice")
    or_stage: int | None = Field(
        default=None, description="The other level the document names for it; advice."
    )
    or_stage_when: Words | None = Field(
        default=None, description="When the document says to take that other level."
    )
    responders: tuple[Key, ...] = Field(
        default=(), description="Asked where it starts, in place of the stage's own."
    )
    needed: Needed = Needed.ANY
    within: Span | None = Field(default=None, description="Its own limit.")
    within_at_most: Span | None = Field(
        default=None, description="Upper end, where the document gives a range."
    )
    stay: bool = Field(default=False, description="Action is halted meanwhile.")
    restricted: bool = Field(
        default=False, description="Personnel matters are kept apart."
    )
    reading: str | None = None
    source: Source | None = None


class IssueGroup(Part):
    """A heading of the council's list with its subjects."""

    title: Words
    issues: tuple[IssueType, ...]
    source: Source | None = None


class Weight(StrEnum):
    """How strongly a precondition is meant."""

    REQUIRED = "required"
    ADVISED = "advised"


class Check(Part):
    """A precondition, brought to the officer's mind, and a line to tick.

    A required one may be passed over with a reason: nobody stands in the officer's way.
    """

    key: Key
    before: "Action"
    says: Words
    weight: Weight = Weight.ADVISED
    reading: str | None = None
    source: Source | None = None


class Action(StrEnum):
    """What a precondition stands before."""

    RAISE = "raise"
    FORMAL_START = "formal-start"
    ESCALATE = "escalate"
    BYPASS = "bypass"
    CAFCASS = "refer-to-cafcass"
    LEGAL_ADVICE = "legal-advice"
    CLOSE = "close"


class CafcassNews(StrEnum):
    """What is heard after a referral."""

    PROGRESS = "progress"
    WITHDRAWAL_ASKED = "withdrawal-asked"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"


class Cafcass(Part):
    """Referral to Cafcass: the officer's own power; what the document adds is advice."""

    needs: Ability = Ability.REFER_TO_CAFCASS
    children: tuple[Key, ...] = Field(
        default=(), description="Kinds of child with the power; none means all."
    )
    tell: tuple[Telling, ...] = ()
    tell_of_news: dict[CafcassNews, tuple[Telling, ...]] = Field(
        default={}, description="Who is told of what is heard from Cafcass, by kind."
    )
    consult: tuple[Key, ...] = Field(default=(), description="Posts to be consulted.")
    documents: tuple[Words, ...] = ()
    afterwards: tuple["Duty", ...] = Field(
        default=(), description="What is to be seen to once a referral is made."
    )
    prompt_when_overall_passed: bool = True
    prompt_when_not_done: bool = Field(
        default=False, description="True: brought to mind when it comes back undone."
    )
    reading: str | None = None
    source: Source | None = None


class WhenNotDone(StrEnum):
    """What follows when something agreed is not done by its date."""

    NEXT_STAGE = "next-stage"
    SAME_STAGE = "same-stage"
    ASK_OFFICER = "ask-officer"


class Monitoring(Part):
    """How what was agreed is watched."""

    when_not_done: WhenNotDone = WhenNotDone.NEXT_STAGE
    meeting_within: Within | None = None
    meet: tuple[Key, ...] = ()
    recorded_by: Key = "officer"
    repeatable: bool = True
    follow_up_needed: bool = Field(
        default=True,
        description="Sufficiently progressed needs a date on which it is looked at.",
    )
    reading: str | None = None
    source: Source | None = None


class Duty(Part):
    """A duty of the document that is shown and recorded: to the child, of record ..."""

    key: Key
    says: Words
    by: Key = Field(default=OFFICER, description="Whose duty it is.")
    when: Condition | None = Field(default=None, description="Only if this holds.")
    reading: str | None = None
    source: Source | None = None


class OverrideEvent(Part):
    """An event of which some are told at once by whoever first knows."""

    key: Key
    title: Words
    tell: tuple[Telling, ...] = Field(min_length=1)
    source: Source | None = None


class Report(Part):
    """A report made from the records."""

    key: Key
    title: Words
    every: "Period"
    audience: tuple[Words, ...] = Field(min_length=1)
    made_by: Key | None = Field(default=None, description="Post that makes it.")
    contains: tuple[Words, ...] = Field(
        default=(), description="What the document says is in it."
    )
    counts_informal: bool = False
    source: Source | None = None


class Period(StrEnum):
    """How often."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    REGULARLY = "regularly"


class GoodPractice(Part):
    """Good practice, recorded without a clock."""

    recorded: bool
    copied_to: tuple[Key, ...] = ()
    source: Source | None = None


class Stay(Part):
    """No action prejudicial to the child until resolution."""

    always: bool = False
    says: Words
    source: Source | None = None


class Reading(Part):
    """Where the document is silent or contradicts itself: what we took it to mean."""

    id: str = Field(pattern=r"^[A-Z]{2,4}-A\d+$")
    point: Words = Field(description="What is unclear.")
    reading: Words = Field(description="What this procedure does.")
