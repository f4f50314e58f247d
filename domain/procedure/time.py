"""How long somebody has, what stops the clock, and what warns."""

from collections.abc import Iterator
from datetime import time
from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from domain.calendar import OfficeHours
from domain.ledger import OnCalendarChange, PauseEffect
from domain.limits import Counting, Limit, Roll, Unit
from domain.procedure.part import Key, Part, Source

_AMOUNT = Field(default=None, ge=1, le=400)


class Span(Part):
    """A length of time in one named unit: `{working_days: 5}`."""

    working_days: int | None = _AMOUNT
    working_hours: int | None = _AMOUNT
    elapsed_hours: int | None = _AMOUNT
    calendar_days: int | None = _AMOUNT
    counting: Counting | None = Field(
        default=None, description="Counting rule, if not the procedure's."
    )
    roll: Roll = Field(
        default=Roll.NONE, description="Calendar days that end on a non-working day."
    )
    skip_closures: bool = Field(
        default=False, description="True: council closure days are not counted."
    )

    bank_holidays_stand: bool = Field(
        default=False,
        description="True: a bank holiday worked after all is not counted either.",
    )
    cut_off: time | None = Field(
        default=None,
        description="Under `deemed`: later than this counts as the next working day.",
    )

    @model_validator(mode="after")
    def _names_one_unit(self) -> Self:
        if len(list(self._amounts())) != 1:
            raise ValueError(
                "name exactly one unit: working_days, working_hours, elapsed_hours or"
                " calendar_days, as in `{working_days: 5}`"
            )
        return self

    def _amounts(self) -> Iterator[tuple[Unit, int]]:
        for unit in Unit:
            amount = getattr(self, unit.value)
            if amount is not None:
                yield unit, amount

    @property
    def unit(self) -> Unit:
        """The unit named."""
        return next(self._amounts())[0]

    @property
    def amount(self) -> int:
        """How many of that unit."""
        return next(self._amounts())[1]

    def limit(self, counting: Counting) -> Limit:
        """Return the limit to reckon with; `counting` is the procedure's own rule."""
        unit, amount = next(self._amounts())
        return Limit(
            amount=amount,
            unit=unit,
            counting=self.counting or counting,
            roll=self.roll,
            skip_closures=self.skip_closures,
            bank_holidays_stand=self.bank_holidays_stand,
            cut_off=self.cut_off,
        )

    def says(self) -> str:
        """The same in words: `5 working days`."""
        return self.limit(Counting.NEXT_DAY).says()


class Bounds(Part):
    """A limit that the officer sets, within bounds."""

    least: Span | None = None
    most: Span | None = None
    usual: Span | None = Field(
        default=None, description="Taken when the officer names none."
    )
    as_before: bool = Field(
        default=False,
        description="Where the officer names none, the limit set last holds on.",
    )


class Within(Part):
    """How long there is: fixed, chosen by the officer, or by type of issue."""

    fixed: Span | None = Field(default=None, description="The same for every dispute.")
    officer_chooses: Bounds | None = Field(
        default=None, description="The officer sets it for this dispute."
    )
    by_issue_type: bool = Field(
        default=False, description="As the dispute's issue type says."
    )
    reading: str | None = Field(
        default=None, description="Id of the reading this line rests on."
    )
    source: Source | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [self.fixed, self.officer_chooses, self.by_issue_type or None]
        if sum(form is not None for form in forms) != 1:
            raise ValueError(
                "say exactly one of `fixed`, `officer_chooses` and `by_issue_type`"
            )
        return self


class ClockStart(StrEnum):
    """What starts a stage's clock.

    `raised` and `identified` let several stages share one limit, counted from when the
    ladder was taken; every other one starts anew at each stage. `meeting-held` runs from
    the stage's meeting, and from the last moment for it until one is held or arranged.
    """

    RAISED = "raised"
    IDENTIFIED = "identified"
    RECORDED = "recorded"
    SENT = "sent"
    ASSIGNED = "assigned"
    RECEIVED = "received"
    MEETING_HELD = "meeting-held"
    ESCALATED = "escalated"
    AGREED = "agreed"

    @property
    def is_shared(self) -> bool:
        """True where all such stages of a ladder are counted by one clock."""
        return self in (ClockStart.RAISED, ClockStart.IDENTIFIED)


class Reminder(Part):
    """Somebody reminded before or after a stage falls due."""

    before: Span | None = None
    after: Span | None = None
    to: tuple[Key, ...] = Field(
        default=(), description="Posts; empty means whoever is asked to answer."
    )

    @model_validator(mode="after")
    def _before_or_after(self) -> Self:
        if (self.before is None) == (self.after is None):
            raise ValueError("say either `before` or `after`, as `{working_days: 1}`")
        return self


class Overall(Part):
    """The limit on the whole process: it warns, and never stops an officer."""

    within: Span
    starts: "OverallStart" = Field(description="What starts it.")
    warn_before: Span | None = Field(
        default=None, description="When to warn before it is crossed."
    )
    tell: tuple[Key, ...] = Field(default=(), description="Posts told, with officer.")
    reading: str | None = None
    source: Source | None = None


class OverallStart(StrEnum):
    """What starts the limit on the whole process."""

    RAISED = "raised"
    FORMAL_START = "formal-start"


class Extension(Part):
    """More time at one stage."""

    offered: bool = Field(description="False: the document offers none.")
    at_most: Span | None = Field(
        default=None, description="Longest single extension; none means no cap."
    )
    times: int | None = Field(default=None, ge=1, description="How often at a stage.")
    needs_benefit_for_child: bool = False
    needs_further_enquiries: bool = False
    reading: str | None = None
    source: Source | None = None


class StoppedClock(StrEnum):
    """A clock that a hold may stop."""

    STAGE = "stage"
    OVERALL = "overall"


class Hold(Part):
    """A stop until an agreed date."""

    offered: bool
    at_most: Span | None = None
    stops: tuple[StoppedClock, ...] = (StoppedClock.STAGE,)
    effect: PauseEffect = PauseEffect.KEEP_REMAINDER
    reading: str | None = None
    source: Source | None = None


class Timing(Part):
    """What holds for every clock of the procedure."""

    counting: Counting = Counting.NEXT_DAY
    on_calendar_change: OnCalendarChange = OnCalendarChange.EXTEND
    office_hours: str = Field(
        default="Mon-Fri 09:00-17:00",
        description="Days end at the closing time; `Mon-Thu 09:00-17:00; Fri ...`.",
    )
    notices_sent: str | None = Field(
        default="Mon-Fri 07:00-19:00",
        description="When mail goes that can wait, on working days; empty: at any hour.",
    )
    acknowledged_for: Span = Field(
        default=Span(working_days=2),
        description="How long nobody reminds a post that said it works on it.",
    )
    start_corrected_within: Span = Field(
        default=Span(working_days=5),
        description="By how much at most the start of a running clock may be corrected.",
    )
    chase_officer_every: Span = Field(
        default=Span(working_days=5),
        description="How often the officer is asked again while we wait for them.",
    )
    source: Source | None = None
    reading: str | None = None

    @field_validator("office_hours")
    @classmethod
    def _hours_that_can_be_read(cls, text: str) -> str:
        OfficeHours.parse(text)
        return text

    @field_validator("notices_sent")
    @classmethod
    def _hours_of_mail(cls, text: str | None) -> str | None:
        return OfficeHours.parse(text).root if text and text.strip() else None
