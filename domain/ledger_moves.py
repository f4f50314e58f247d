"""What an extension or the end of a hold does to a due time.

None of these brings a due time nearer: who was told a date keeps at least that.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from domain.calendar import (
    LONDON,
    WorkingCalendar,
    due_at,
    due_day,
    london_day,
    working_days_between,
)
from domain.calendar.due import after_office_time, office_time
from domain.limits import Counting, Limit, Roll, Unit

_A_MOMENT = timedelta(microseconds=1)
_NOTHING = timedelta()


class PauseEffect(StrEnum):
    """What a hold gives back when it ends.

    `add_working_days` as many working days as it lasted; `add_calendar_days` as many
    days of any kind; `keep_remainder` what was left when it began is left when it ends;
    `restart` the whole limit anew.
    """

    ADD_WORKING_DAYS = "add_working_days"
    ADD_CALENDAR_DAYS = "add_calendar_days"
    KEEP_REMAINDER = "keep_remainder"
    RESTART = "restart"


@dataclass(frozen=True)
class Pause:
    """A hold from its beginning to its end.

    Attributes:
        held_at: When the clock was stopped, aware.
        resumed_at: When it was started again, aware.
    """

    held_at: datetime
    resumed_at: datetime

    @property
    def held_on(self) -> date:
        """London date of the beginning."""
        return london_day(self.held_at)

    @property
    def resumed_on(self) -> date:
        """London date of the end."""
        return london_day(self.resumed_at)


def more_time(due: datetime, by: Limit, calendar: WorkingCalendar) -> datetime:
    """Return `due` extended by `by`, counted from the due day as day 0.

    Args:
        due: Present due time, aware.
        by: How much more; hours are counted on from the due time itself.
        calendar: The one in force.

    Returns:
        Aware, UTC; later than `due`, for there is at least one more day or hour.

    Raises:
        BeyondCoverage: The calendar does not reach so far.
    """
    # What is due at 24:00 is due on the day that ends, not on the date it bears.
    in_hours = by.unit in (Unit.WORKING_HOURS, Unit.ELAPSED_HOURS)
    since = due if in_hours else due - _A_MOMENT
    plain = by.model_copy(update={"counting": Counting.NEXT_DAY})
    return due_at(plain, since, calendar)


def resumed(
    due: datetime,
    pause: Pause,
    limit: Limit,
    effect: PauseEffect,
    calendar: WorkingCalendar,
) -> datetime:
    """Return the due time of a clock that was stopped for a while.

    A clock that had run out before it was stopped gets nothing back. One that had not
    has not run out when it starts again either: if the rule gives back too little, it
    is due at the next closing time.

    Args:
        due: Due time as it was without the hold.
        pause: The hold.
        limit: The clock's own; its unit is what is given back.
        effect: By which rule.
        calendar: The one in force when the hold ended.

    Returns:
        Aware, UTC, never before `due`.

    Raises:
        BeyondCoverage: The calendar does not reach so far.
    """
    if pause.held_at > due or pause.resumed_at <= pause.held_at:
        return due
    calendar = calendar.for_limit(limit)
    match effect:
        case PauseEffect.ADD_WORKING_DAYS:
            moved = _plus_working_days(due, pause, limit, calendar)
        case PauseEffect.ADD_CALENDAR_DAYS:
            moved = _plus_calendar_days(due, pause, limit, calendar)
        case PauseEffect.KEEP_REMAINDER:
            moved = _remainder(due, pause, limit, calendar)
        case PauseEffect.RESTART:
            moved = due_at(limit, pause.resumed_at, calendar)
    moved = max(due, moved)
    if moved >= pause.resumed_at:
        return moved
    return _next_closing(pause.resumed_at, limit, calendar)


def _plus_working_days(
    due: datetime, pause: Pause, limit: Limit, calendar: WorkingCalendar
) -> datetime:
    skip = limit.skip_closures
    lasted = working_days_between(pause.held_on, pause.resumed_on, calendar, skip)
    if lasted == 0:
        return due
    return _same_time_on(
        calendar.working_day(due_day(due), lasted, skip), due, limit, calendar
    )


def _plus_calendar_days(
    due: datetime, pause: Pause, limit: Limit, calendar: WorkingCalendar
) -> datetime:
    lasted = pause.resumed_on - pause.held_on
    if lasted == _NOTHING:
        return due
    day = _rolled(due_day(due) + lasted, limit, calendar)
    return _same_time_on(day, due, limit, calendar)


def _remainder(
    due: datetime, pause: Pause, limit: Limit, calendar: WorkingCalendar
) -> datetime:
    skip = limit.skip_closures
    match limit.unit:
        case Unit.ELAPSED_HOURS:
            return pause.resumed_at.astimezone(UTC) + (due - pause.held_at)
        case Unit.WORKING_HOURS:
            time = _office_time_between(pause.held_at, due, limit, calendar)
            return after_office_time(time, pause.resumed_at, calendar, skip)
        case Unit.CALENDAR_DAYS:
            day = pause.resumed_on + (due_day(due) - pause.held_on)
            return calendar.close_of(_rolled(day, limit, calendar))
        case Unit.WORKING_DAYS:
            left = working_days_between(pause.held_on, due_day(due), calendar, skip)
            return calendar.close_of(calendar.working_day(pause.resumed_on, left, skip))


def _same_time_on(
    day: date, due: datetime, limit: Limit, calendar: WorkingCalendar
) -> datetime:
    """Return closing time of `day`, or for hours the due time's own on that day."""
    if limit.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        return calendar.close_of(day)
    wall = due.astimezone(LONDON) + (day - due_day(due))
    same = wall.astimezone(UTC)
    if limit.unit is Unit.ELAPSED_HOURS:
        return same
    return min(same, calendar.close_of(day))


def _rolled(day: date, limit: Limit, calendar: WorkingCalendar) -> date:
    """Return `day`, or the next working day where the limit may not end on it."""
    stays = limit.unit is Unit.ELAPSED_HOURS or (
        limit.unit is Unit.CALENDAR_DAYS and limit.roll is Roll.NONE
    )
    if stays or calendar.is_working_day(day, limit.skip_closures):
        return day
    return calendar.working_day(day, 1, limit.skip_closures)


def _office_time_between(
    first: datetime, last: datetime, limit: Limit, calendar: WorkingCalendar
) -> timedelta:
    parts = office_time(first, calendar, limit.skip_closures)
    before = takewhile(lambda part: part[1] < last, parts)
    return sum((min(ends_at, last) - begins for _, begins, ends_at in before), _NOTHING)


def _next_closing(at: datetime, limit: Limit, calendar: WorkingCalendar) -> datetime:
    day = london_day(at)
    worked = calendar.is_working_day(day, limit.skip_closures)
    if worked and at <= calendar.close_of(day):
        return calendar.close_of(day)
    return calendar.close_of(calendar.working_day(day, 1, limit.skip_closures))
