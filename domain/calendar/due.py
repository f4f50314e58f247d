"""When a limit runs out. Days end at the office's closing time; hours end on the minute.

In time is whatever comes up to and including the due time. Nothing is looked up: the
calendar is handed in, and the moment the clock starts is told.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from domain.calendar.days import WorkingCalendar
from domain.calendar.london import at_london, due_day, london_day
from domain.errors import BeyondCoverage
from domain.limits import Counting, Limit, Roll, Unit


def due_at(limit: Limit, started_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return when `limit`, started at `started_at`, runs out.

    `reckon` gives the same time with every step that led there.

    Args:
        limit: How long, and by which rule.
        started_at: Aware, in any zone.
        calendar: Which days are worked, and until when.

    Returns:
        Aware, UTC.

    Raises:
        ValueError: `started_at` is naive.
        BeyondCoverage: The calendar does not reach from the start to the due day.
            Elapsed hours, and calendar days that are not rolled, ask no calendar.
    """
    must_be_aware(started_at)
    calendar = calendar.for_limit(limit)
    try:
        match limit.unit:
            case Unit.WORKING_DAYS:
                return calendar.close_of(last_working_day(limit, started_at, calendar))
            case Unit.WORKING_HOURS:
                time = timedelta(hours=limit.amount)
                skip = limit.skip_closures
                return after_office_time(time, started_at, calendar, skip)
            case Unit.ELAPSED_HOURS:
                return started_at.astimezone(UTC) + timedelta(hours=limit.amount)
            case Unit.CALENDAR_DAYS:
                return calendar.close_of(last_calendar_day(limit, started_at, calendar))
    except OverflowError:
        raise BeyondCoverage(
            f"{limit.says()} from {started_at.isoformat()} leave the dates there are;"
            " write a nearer start."
        ) from None


def must_be_aware(at: datetime) -> None:
    """Do nothing for a time that says where it is.

    Raises:
        ValueError: It has no UTC offset.
    """
    if at.utcoffset() is None:
        raise ValueError(
            f"{at.isoformat()} has no UTC offset; write {at.isoformat()}+00:00, or the"
            " offset it was meant in."
        )


def day_nought(limit: Limit, started_at: datetime, calendar: WorkingCalendar) -> date:
    """Return the day on which the trigger is taken to have come.

    Its London date; under `deemed`, what comes after the cut-off, which is closing time
    unless the limit names another, or on a non-working day is taken to have come on the
    next working day.
    """
    day = london_day(started_at)
    if limit.counting is not Counting.DEEMED:
        return day
    worked = calendar.is_working_day(day, limit.skip_closures)
    if worked and started_at <= _last_moment(limit, day, calendar):
        return day
    return calendar.working_day(day, 1, limit.skip_closures)


def own_day_counts(
    limit: Limit, started_at: datetime, calendar: WorkingCalendar
) -> bool:
    """True where the day of the trigger may be day 1: under `inclusive`, before it ends."""
    in_time = started_at < calendar.close_of(london_day(started_at))
    return limit.counting is Counting.INCLUSIVE and in_time


def _last_moment(limit: Limit, day: date, calendar: WorkingCalendar) -> datetime:
    if limit.cut_off is None:
        return calendar.close_of(day)
    return at_london(day, limit.cut_off.hour * 60 + limit.cut_off.minute)


def last_working_day(
    limit: Limit, started_at: datetime, calendar: WorkingCalendar
) -> date:
    """Return the last day counted of a limit in working days."""
    day = day_nought(limit, started_at, calendar)
    steps = limit.amount
    if own_day_counts(limit, started_at, calendar):
        steps -= calendar.is_working_day(day, limit.skip_closures)
    return calendar.working_day(day, steps, limit.skip_closures)


def last_calendar_day(
    limit: Limit, started_at: datetime, calendar: WorkingCalendar
) -> date:
    """Return the last day counted of a limit in calendar days, after any roll."""
    day = unrolled_day(limit, started_at, calendar)
    if limit.roll is Roll.NONE or calendar.is_working_day(day, limit.skip_closures):
        return day
    return calendar.working_day(day, 1, limit.skip_closures)


def unrolled_day(limit: Limit, started_at: datetime, calendar: WorkingCalendar) -> date:
    """Return the last day counted of a limit in calendar days, before any roll."""
    steps = limit.amount - own_day_counts(limit, started_at, calendar)
    return day_nought(limit, started_at, calendar) + timedelta(days=steps)


def office_time(
    since: datetime, calendar: WorkingCalendar, skip_closures: bool
) -> Iterator[tuple[date, datetime, datetime]]:
    """Yield each stretch of office time from `since` on, without end.

    Yields:
        Its day, its beginning and its end, aware UTC. A stretch that `since` falls in
        begins there. Wall-clock spans over a clock change have their true length.

    Raises:
        BeyondCoverage: The calendar does not know the next day.
    """
    day = london_day(since)
    if not calendar.is_working_day(day, skip_closures):
        day = calendar.working_day(day, 1, skip_closures)
    while True:
        for opens, closes in calendar.office_hours.week[day.weekday()]:
            ends_at = at_london(day, closes)
            begins_at = max(at_london(day, opens), since)
            if begins_at < ends_at:
                yield day, begins_at.astimezone(UTC), ends_at
        day = calendar.working_day(day, 1, skip_closures)


def after_office_time(
    time: timedelta, since: datetime, calendar: WorkingCalendar, skip_closures: bool
) -> datetime:
    """Return when as much office time has passed, counted from `since`, aware UTC.

    Time that is used up exactly at closing ends at closing, not at the next opening.

    Raises:
        BeyondCoverage: The calendar ends before.
    """
    stretches = office_time(since, calendar, skip_closures)
    _, begins_at, ends_at = next(stretches)
    while time > ends_at - begins_at:
        time -= ends_at - begins_at
        _, begins_at, ends_at = next(stretches)
    return begins_at + time


def before_office_time(
    time: timedelta, until: datetime, calendar: WorkingCalendar, skip_closures: bool
) -> datetime:
    """Return the moment from which as much office time passes up to `until`, aware UTC.

    Time that is used up exactly at opening begins at opening, not at the last closing.

    Args:
        time: How much.
        until: Aware UTC.
        calendar: Which days are worked, and when.
        skip_closures: True: a closure day is not worked.

    Raises:
        BeyondCoverage: The calendar begins after that moment.
    """
    stretches = _office_time_back(until, calendar, skip_closures)
    begins_at, ends_at = next(stretches)
    while time > ends_at - begins_at:
        time -= ends_at - begins_at
        begins_at, ends_at = next(stretches)
    return ends_at - time


def _office_time_back(
    until: datetime, calendar: WorkingCalendar, skip_closures: bool
) -> Iterator[tuple[datetime, datetime]]:
    """Yield each stretch of office time before `until`, the last one first."""
    day = calendar.working_day(due_day(until), 0, skip_closures)
    while True:
        for opens, closes in reversed(calendar.office_hours.week[day.weekday()]):
            begins_at, ends_at = (
                at_london(day, opens),
                min(at_london(day, closes), until),
            )
            if begins_at < ends_at:
                yield begins_at, ends_at
        day = calendar.working_day(day, -1, skip_closures)
