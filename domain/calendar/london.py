"""London time: what the clock on the office wall says, and back again.

Instants travel and rest in UTC; dates, closing times and everything told to a person
are London time. Python's `ZoneInfo` may not be built inside a workflow file (the
sandbox refuses it), so it lives here, in a module that is passed through.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_A_MOMENT = timedelta(microseconds=1)
_HOUR = 60
_DAY = 24 * _HOUR


def london_day(at: datetime) -> date:
    """Return the London date of an instant.

    Args:
        at: Aware, in any zone.
    """
    return at.astimezone(LONDON).date()


def due_day(due_at: datetime) -> date:
    """Return the day at whose end something is due.

    An office that closes at 24:00 closes at an instant that already bears the next
    date; what is due then is still due on the day that ends.

    Args:
        due_at: Aware, in any zone.
    """
    return (due_at.astimezone(LONDON) - _A_MOMENT).date()


@lru_cache(maxsize=4096)
def london(at: datetime) -> str:
    """Return an instant as a person reads it: `Wed 8 Apr 2026 17:00`, London time.

    Args:
        at: Aware, in any zone; seconds are not shown.
    """
    local = at.astimezone(LONDON)
    return f"{says_day(local.date())} {local:%H:%M}"


def london_closing(due_at: datetime) -> str:
    """Return a due time in words, midnight as 24:00 of the day that ends.

    Args:
        due_at: Aware, in any zone.
    """
    local = due_at.astimezone(LONDON)
    if local.time() == time.min:
        return f"{says_day(due_day(due_at))} 24:00"
    return london(due_at)


def says_day(day: date) -> str:
    """Return a date as a person reads it: `Wed 8 Apr 2026`."""
    # Not strftime: its names follow the machine's locale, and these are told.
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def at_london(day: date, minute: int) -> datetime:
    """Return the instant at which London clocks show a minute of a day.

    A time that comes twice, in the hour after the clocks go back, means the first; a
    time that never comes, in the hour they jump over, means the moment of the jump.

    Args:
        day: London date.
        minute: Minutes after midnight by the wall clock, 0 to 1440.

    Returns:
        Aware, UTC.
    """
    if minute == _DAY:
        day, minute = day + timedelta(days=1), 0
    hour, past = divmod(minute, _HOUR)
    wall = datetime(day.year, day.month, day.day, hour, past, tzinfo=LONDON)
    instant = wall.astimezone(UTC)
    # London clocks have gone forward at 01:00 UTC, to 02:00, every year since 1981.
    jumped = _HOUR <= minute < 2 * _HOUR and instant.astimezone(LONDON).hour != 1
    return instant.replace(minute=0) if jumped else instant


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
