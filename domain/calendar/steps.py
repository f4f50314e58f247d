"""The lines of a trace: one for each day that was counted, or why it was not."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict

from domain.calendar import due
from domain.calendar.days import WorkingCalendar
from domain.calendar.london import (
    LONDON,
    due_day,
    london,
    london_closing,
    london_day,
    says_day,
)
from domain.limits import Counting, Limit, Unit

_A_DAY = timedelta(days=1)
_NOTHING = timedelta()


class Step(BaseModel):
    """One line of a trace.

    Attributes:
        on: The day it is about.
        says: The whole line, `Fri 3 Apr 2026: Good Friday, not counted`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    says: str


def steps(
    limit: Limit, started_at: datetime, due_at: datetime, calendar: WorkingCalendar
) -> Iterator[Step]:
    """Yield the lines from the start of the clock to the due time.

    Args:
        limit: What was counted.
        started_at: Aware, in any zone.
        due_at: As `domain.calendar.due.due_at` gives it for the same limit and start.
        calendar: The one it was worked out with.
    """
    match limit.unit:
        case Unit.WORKING_DAYS:
            yield from _start_of_days(limit, started_at, calendar)
            yield from _working_days(limit, started_at, calendar)
        case Unit.CALENDAR_DAYS:
            yield from _start_of_days(limit, started_at, calendar)
            yield from _calendar_days(limit, started_at, calendar)
        case Unit.WORKING_HOURS:
            yield _start(started_at, "the clock starts")
            yield from _working_hours(limit, started_at, due_at, calendar)
        case Unit.ELAPSED_HOURS:
            yield _start(started_at, "the clock starts")
            yield _elapsed_hours(limit, started_at, due_at)
    yield Step(on=due_day(due_at), says=f"{london_closing(due_at)}: due")


def _line(day: date, says: str) -> Step:
    return Step(on=day, says=f"{says_day(day)}: {says}")


def _start(started_at: datetime, says: str) -> Step:
    return Step(on=london_day(started_at), says=f"{london(started_at)}: {says}")


def _start_of_days(
    limit: Limit, started_at: datetime, calendar: WorkingCalendar
) -> Iterator[Step]:
    if limit.counting is Counting.INCLUSIVE:
        counts = due.own_day_counts(limit, started_at, calendar)
        own_day = "its own day counts" if counts else "its own day is over"
        yield _start(started_at, f"the clock starts, {own_day}")
        return
    came_on = london_day(started_at)
    day = due.day_nought(limit, started_at, calendar)
    if day == came_on:
        yield _start(started_at, "the clock starts, day 0")
        return
    reason = calendar.why_not_working(came_on, limit.skip_closures)
    late = "closing time" if limit.cut_off is None else f"{limit.cut_off:%H:%M}"
    came = f"came after {late}" if reason is None else f"came on a day off, {reason}"
    yield _start(started_at, came)
    yield _line(day, "taken to have come on this working day, day 0")


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _first_counted(
    limit: Limit, started_at: datetime, calendar: WorkingCalendar
) -> date:
    day = due.day_nought(limit, started_at, calendar)
    return day if due.own_day_counts(limit, started_at, calendar) else day + _A_DAY


def _working_days(
    limit: Limit, started_at: datetime, calendar: WorkingCalendar
) -> Iterator[Step]:
    counted = 0
    last = due.last_working_day(limit, started_at, calendar)
    for day in _days(_first_counted(limit, started_at, calendar), last):
        reason = calendar.why_not_working(day, limit.skip_closures)
        if reason is not None:
            yield _line(day, f"{reason}, not counted")
            continue
        counted += 1
        yield _line(day, f"working day {counted}{_note(day, calendar)}")


def _note(day: date, calendar: WorkingCalendar) -> str:
    """Say why a day counts that a reader may take for a day off."""
    closure = calendar.closure_on(day)
    if closure is not None:
        return f", although closed for {closure}"
    if day in calendar.working_after_all:
        return ", no bank holiday after all"
    return ""


def _calendar_days(
    limit: Limit, started_at: datetime, calendar: WorkingCalendar
) -> Iterator[Step]:
    day = due.unrolled_day(limit, started_at, calendar)
    yield _line(day, f"calendar day {limit.amount}")
    last = due.last_calendar_day(limit, started_at, calendar)
    for off in _days(day, last - _A_DAY):
        reason = calendar.why_not_working(off, limit.skip_closures)
        yield _line(off, f"{reason}, so the end moves on")
    if last > day:
        yield _line(last, "the next working day")


def _working_hours(
    limit: Limit, started_at: datetime, due_at: datetime, calendar: WorkingCalendar
) -> Iterator[Step]:
    counted: dict[date, timedelta] = {}
    for day, begins_at, ends_at in due.office_time(
        started_at, calendar, limit.skip_closures
    ):
        counted[day] = counted.get(day, _NOTHING) + min(ends_at, due_at) - begins_at
        if due_at <= ends_at:
            break
    left = timedelta(hours=limit.amount)
    for day in _days(london_day(started_at), max(counted)):
        reason = calendar.why_not_working(day, limit.skip_closures)
        if reason is not None:
            yield _line(day, f"{reason}, not counted")
            continue
        left -= counted.get(day, _NOTHING)
        spent = _length(counted.get(day, _NOTHING))
        yield _line(day, f"{spent} of office time, {_length(left)} left")


def _length(time: timedelta) -> str:
    minutes, seconds = divmod(time.total_seconds(), 60)
    hours, minutes = divmod(int(minutes), 60)
    parts = ((hours, "h"), (minutes, "min"), (round(seconds), "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 h"


def _elapsed_hours(limit: Limit, started_at: datetime, due_at: datetime) -> Step:
    before = started_at.astimezone(LONDON).tzname()
    after = due_at.astimezone(LONDON).tzname()
    change = f", over the change of the clocks from {before} to {after}"
    says = f"{limit.says()} on the clock{change if before != after else ''}"
    return _line(due_day(due_at), says)
