"""The stages, in their order, and what is done at each."""

from enum import StrEnum

from pydantic import Field

from domain.notices import NoticeKind
from domain.procedure.matters import Action
from domain.procedure.part import Key, Part, Source, Words
from domain.procedure.people import OFFICER, Condition, Needed, Responders, Telling
from domain.procedure.time import ClockStart, Overall, Reminder, Span, Within


class Phase(StrEnum):
    """What kind of stage it is."""

    INFORMAL = "informal"
    PRE_FORMAL = "pre-formal"
    FORMAL = "formal"
    EXTERNAL = "external"

    @property
    def begins_formally(self) -> bool:
        """True where a dispute that comes to such a stage has begun formally."""
        return self in (Phase.FORMAL, Phase.EXTERNAL)


class WhenUnanswered(StrEnum):
    """What follows when a stage's limit passes and nobody answered."""

    ESCALATE = "escalate"
    ASK_OFFICER = "ask-officer"


class Meeting(Part):
    """A meeting that belongs to a stage."""

    needed: bool = Field(default=False, description="True: it must be held.")
    organiser: Key = OFFICER
    attend: tuple[Key, ...] = ()
    within: Within | None = None
    reading: str | None = None
    source: Source | None = None


class Acceptance(Part):
    """Who must be satisfied before a stage counts as resolved.

    Of `any` the first to speak speaks for all; of `all` one who is not satisfied is
    enough to send it on.
    """

    posts: tuple[Key, ...] = (OFFICER,)
    needed: Needed = Needed.ALL


class StepStart(StrEnum):
    """What the limit of a step is counted from."""

    STAGE_BEGUN = "stage-begun"
    MEETING_HELD = "meeting-held"


class Step(Part):
    """Something to be done at a stage by somebody, with its own limit or without."""

    key: Key
    says: Words
    by: Key = OFFICER
    within: Within | None = None
    starts: StepStart = Field(
        default=StepStart.STAGE_BEGUN,
        description="What its limit is counted from; a meeting that was not held yet"
        " counts from when it is arranged for, or from when it is to be held at latest.",
    )
    required: bool = False
    outlasts_stage: bool = Field(
        default=False,
        description="True: still to be done once an answer is accepted, or at another"
        " stage.",
    )
    reading: str | None = None
    source: Source | None = None


class Stage(Part):
    """One stage of a ladder.

    `number` is the council's own: numbering may begin at 0 for an informal stage, and
    may run across informal and formal stages.
    """

    number: int = Field(ge=0, le=99)
    title: Words = Field(description="The council's words: `Stage 1`.")
    phase: Phase = Phase.FORMAL
    responders: Responders | None = Field(
        default=None, description="Absent: the stage only informs."
    )
    respond: Within | None = Field(
        default=None, description="How long they have; absent: no limit."
    )
    clock_starts: ClockStart = ClockStart.SENT
    when_unanswered: WhenUnanswered = WhenUnanswered.ESCALATE
    when_unsatisfactory: WhenUnanswered = Field(
        default=WhenUnanswered.ESCALATE,
        description="What follows when the officer is not satisfied with the answer.",
    )
    tell: tuple[Telling, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    steps: tuple[Step, ...] = ()
    send: Within | None = Field(default=None, description="For the officer to send.")
    write_up: Within | None = Field(
        default=None, description="To record the outcome, from its acceptance."
    )
    meeting: Meeting | None = None
    escalated_by: Key = OFFICER
    accepted_by: Acceptance = Acceptance()
    recorded_by: Key = OFFICER
    followed_up_by: Key | None = Field(
        default=None, description="Looks after what was agreed here, with its owners."
    )
    when_not_done_tell: tuple[Key, ...] = Field(
        default=(), description="Told, if what was agreed here is not done."
    )
    monitoring_meeting: bool = Field(
        default=True, description="False: none follows what was agreed here."
    )
    optional: bool = Field(default=False, description="Passed over unless called for.")
    may_repeat: bool = Field(default=False, description="May be called again.")
    not_for: tuple[Key, ...] = Field(
        default=(), description="Concerns for which it must not be the start."
    )
    entered_when: tuple[Words, ...] = Field(
        default=(), description="Conditions the document names; shown, never a block."
    )
    consider_cafcass: bool = Field(
        default=False, description="The officer is asked to consider a referral."
    )
    wording: dict[NoticeKind, Words] = Field(
        default={}, description="A sentence of the council's added to a notice."
    )
    reading: str | None = None
    source: Source | None = None


class Choice(Part):
    """When a ladder is taken by itself; the officer may always choose another."""

    officers: tuple[Key, ...] = ()
    children: tuple[Key, ...] = ()
    issue_types: tuple[Key, ...] = ()
    severities: tuple[Key, ...] = ()


class Ladder(Part):
    """Stages in order, climbed one by one unless somebody calls for another."""

    name: Key = "usual"
    title: Words = "The usual ladder"
    chosen_for: Choice | None = Field(
        default=None, description="Absent: the ladder for everything else."
    )
    overall: Overall | None = None
    stages: tuple[Stage, ...] = Field(min_length=1)
    hands_over_to: str | None = Field(
        default=None, description="Procedure that takes over at the end, with history."
    )
    reverse: bool = Field(
        default=False, description="True: the service against the officer."
    )
    chase_officer_every: Span | None = Field(
        default=None,
        description="After which a waiting officer is asked again on this ladder.",
    )
    reading: str | None = None
    source: Source | None = None

    def stage(self, number: int) -> Stage | None:
        """Return the stage of that number, or None."""
        return next((stage for stage in self.stages if stage.number == number), None)

    def after(self, number: int) -> Stage | None:
        """Return the next stage that is not passed over, or None at the end."""
        rest = (stage for stage in self.stages if stage.number > number)
        return next((stage for stage in rest if not stage.optional), None)


class PromptWhen(StrEnum):
    """When the officer is reminded that a step beside the stages may be due."""

    RAISED = "raised"
    AGREED = "agreed"


class SideStep(Part):
    """Something beside the ladder: mediation, legal advice, a professionals' meeting."""

    key: Key
    title: Words
    asked_of: Key | None = None
    when: Condition | None = Field(
        default=None, description="Only if this holds; advice, never a block."
    )
    prompt_when: PromptWhen | None = Field(
        default=None, description="When it is brought to the officer's mind."
    )
    not_before_stage: int | None = Field(
        default=None, description="Advice, shown and recorded; never a block."
    )
    action: Action | None = Field(
        default=None,
        description="What it is among the actions that checks stand before.",
    )
    agreed_with: tuple[Key, ...] = Field(
        default=(), description="Posts with whom the officer settles it first."
    )
    if_conflicted: Key | None = Field(
        default=None, description="Asked instead, where the first has a conflict."
    )
    carries_it: bool = Field(
        default=False,
        description="Takes the dispute forward in the officer's place.",
    )
    within: Span | None = None
    privileged: bool = Field(
        default=False, description="What is received only the officer may read."
    )
    reading: str | None = None
    source: Source | None = None
