"""How many working days a length in another unit may hold: a least and a most.

It depends on the day on which the length begins: a week holds five, and what is left over
may fall on a weekend, or not. Bank holidays are left aside.
"""

from domain.limits import Unit
from domain.procedure.time import Span

_WEEK, _WORKING, _HOURS = 7, 5, 24


def in_working_days(span: Span) -> tuple[int, int] | None:
    """Return its least and most working days; None for hours of office time."""
    match span.unit:
        case Unit.WORKING_DAYS:
            return span.amount, span.amount
        case Unit.CALENDAR_DAYS:
            return _least(span.amount), _most(span.amount)
        case Unit.ELAPSED_HOURS:
            return _least(span.amount // _HOURS), _most(-(-span.amount // _HOURS))
        case Unit.WORKING_HOURS:
            return None


def is_longer(one: Span, other: Span) -> bool | None:
    """True or False where that is certain; None where it depends, or cannot be told."""
    if one.unit is other.unit:
        return one.amount > other.amount
    here, there = in_working_days(one), in_working_days(other)
    if here is None or there is None:
        return None
    if here[1] <= there[0]:
        return False
    return True if here[0] > there[1] else None


def _least(days: int) -> int:
    weeks, over = divmod(days, _WEEK)
    return weeks * _WORKING + max(0, over - (_WEEK - _WORKING))


def _most(days: int) -> int:
    weeks, over = divmod(days, _WEEK)
    return weeks * _WORKING + min(over, _WORKING)
