"""How far ahead a calendar knows the days, said months before anybody runs out of them."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.calendar import Status, WorkingCalendar, says_day

AHEAD = timedelta(days=366)
"""So long before the days end it is said: an open dispute may need a year of them."""

_A_MONTH = timedelta(days=30)
_REMEDY = "load a newer list with `disputes calendar import FILE`"


def warnings(calendar: WorkingCalendar, today: date) -> Iterator[str]:
    """Yield what will run out within a year, a sentence each; nothing if all is well.

    Args:
        calendar: The one in force.
        today: London date.
    """
    known, published = calendar.covered_until, calendar.official_until
    projected = [
        one for one in calendar.bank_holidays if one.status is Status.PROJECTED
    ]
    if known - today < AHEAD:
        yield (
            f"The calendar ends on {says_day(known)}, {_how_far(known, today)}; no date"
            f" after that can be told: {_REMEDY}."
        )
    if published - today < AHEAD and projected:
        yield (
            f"Published days end on {says_day(published)}, {_how_far(published, today)};"
            f" after that the calendar is projected by the rule: {_REMEDY}."
        )


def _how_far(day: date, today: date) -> str:
    if day < today:
        return "which is past"
    months = (day - today) // _A_MONTH
    if months < 1:
        return "within a month"
    return f"in {months} month{'s' if months > 1 else ''}"
