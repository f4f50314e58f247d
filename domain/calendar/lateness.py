"""How far apart two moments are, in working days: for reminders, records and reports."""

from datetime import date, datetime

from domain.calendar.days import WorkingCalendar
from domain.calendar.london import due_day, london_day


def working_days_between(
    first: date, last: date, calendar: WorkingCalendar, skip_closures: bool
) -> int:
    """Return how many working days there are after `first`, up to and with `last`.

    Args:
        first: London date, not counted.
        last: London date, counted if worked; before `first`, the result is negative.
        calendar: Must know both days.
        skip_closures: True: a closure day is not a working day.

    Raises:
        BeyondCoverage: The calendar does not know one of the days.
    """
    calendar.must_cover(first)
    calendar.must_cover(last)
    count = calendar.day_count(skip_closures)
    return count.number(last.toordinal()) - count.number(first.toordinal())


def days_late(
    due_at: datetime, at: datetime, calendar: WorkingCalendar, skip_closures: bool
) -> int:
    """Return by how many working days something came late, or early if negative.

    0 on the due day, at whatever hour: whether it was in time is `at <= due_at`. What
    comes on a non-working day after the due day is as late as on the next working day.

    Args:
        due_at: When it was due, aware.
        at: When it came, aware.
        calendar: Must know both days.
        skip_closures: True: a closure day is not a working day.

    Raises:
        BeyondCoverage: The calendar does not know one of the days.
    """
    due, came = due_day(due_at), london_day(at)
    apart = working_days_between(due, came, calendar, skip_closures)
    if came > due and not calendar.is_working_day(came, skip_closures):
        return apart + 1
    return apart
