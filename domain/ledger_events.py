"""What can happen to a running clock. Plain data, so that it can be carried."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from domain.calendar import WorkingCalendar, london, london_closing
from domain.calendar.difference import DayChange, in_a_sentence
from domain.limits import Limit


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    at: AwareDatetime


class Extended(_Event):
    """More time was given."""

    kind: Literal["extended"] = "extended"
    by: Limit


class Held(_Event):
    """The clock was stopped."""

    kind: Literal["held"] = "held"


class Resumed(_Event):
    """The clock was started again."""

    kind: Literal["resumed"] = "resumed"


class CalendarChanged(_Event):
    """Another calendar came into force."""

    kind: Literal["calendar-changed"] = "calendar-changed"
    calendar: WorkingCalendar


class StartCorrected(_Event):
    """It was found that the clock had started at another time."""

    kind: Literal["start-corrected"] = "start-corrected"
    started_at: AwareDatetime


class StartsWithMeeting(_Event):
    """The meeting that the clock runs from was held, or is arranged for a time."""

    kind: Literal["starts-with-meeting"] = "starts-with-meeting"
    started_at: AwareDatetime
    held: bool


StartMoved = StartCorrected | StartsWithMeeting
"""Whatever makes a clock run from another time than was written down at first."""

Event = Annotated[
    Extended | Held | Resumed | CalendarChanged | StartMoved,
    Field(discriminator="kind"),
]


def says(event: Event, was: datetime, now: datetime, changes: list[DayChange]) -> str:
    """Return what an event did to the date, in one sentence.

    Args:
        event: What happened.
        was: Due time before, aware.
        now: Due time after, aware; while held, what it would be without the hold.
        changes: Which days a changed calendar made different.
    """
    match event:
        case Extended(by=by):
            what = f"extended by {by.says()}"
        case Held():
            return f"held; it was due {london_closing(was)}."
        case Resumed():
            what = "resumed"
        case CalendarChanged():
            what = "the calendar changed"
            if changes:
                what += f" ({in_a_sentence(changes).removesuffix('.')})"
        case StartCorrected(started_at=started_at):
            what = f"start corrected: it started {london(started_at)}"
        case StartsWithMeeting(started_at=started_at, held=held):
            meeting = "was held" if held else "is arranged"
            what = f"the meeting {meeting}: it runs from {london(started_at)}"
    if was == now:
        return f"{what}; still due {london_closing(now)}."
    return f"{what}; due {london_closing(was)} before, now {london_closing(now)}."
