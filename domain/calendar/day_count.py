"""Counting working days by arithmetic, without walking from day to day.

Whole weeks are multiplied out; the days off that fall on an open weekday are kept in one
sorted list and found by bisection. Twenty working days or two thousand cost the same,
and a calendar of forty years takes a few kilobytes.

Days are ordinals here, as `date.toordinal` gives them: ordinal 1 is a Monday.
"""

from bisect import bisect_right
from collections.abc import Iterable

_WEEK = 7


class DayCount:
    """Numbers the working days, so that counting them becomes adding and subtracting.

    Working day 1 is the first after ordinal 0; the number of a day is how many working
    days there are up to and including it.

    Attributes:
        open_weekdays: Weekdays on which the office works, Monday 0; at least one.
        off: Ordinals of open weekdays that are not worked, sorted.
    """

    __slots__ = ("_days", "_gaps", "_off", "_upto", "off", "open_weekdays")

    def __init__(self, open_weekdays: Iterable[int], off: Iterable[int]) -> None:
        self.open_weekdays = tuple(sorted(open_weekdays))
        weekly = set(self.open_weekdays)
        self._off = frozenset(day for day in off if (day - 1) % _WEEK in weekly)
        self.off = sorted(self._off)
        self._days = len(self.open_weekdays)
        self._upto = [
            sum(day < weekday for day in self.open_weekdays) for weekday in range(_WEEK)
        ]
        # A working day comes after the day off at a place if its number is at least
        # this: the open weekdays up to that day off, less the days off before it.
        self._gaps = [self._weekly(day) - place for place, day in enumerate(self.off)]

    def counts(self, day: int) -> bool:
        """Tell whether `day` is a working day."""
        return (day - 1) % _WEEK in self.open_weekdays and day not in self._off

    def number(self, day: int) -> int:
        """Return how many working days there are up to and including `day`."""
        return self._weekly(day) - bisect_right(self.off, day)

    def after(self, day: int, steps: int) -> int:
        """Return the working day `steps` after `day`; see `WorkingCalendar.working_day`.

        Args:
            day: Ordinal; need not be a working day.
            steps: 0 is `day` itself if worked, else the last working day before it;
                negative goes back from there.
        """
        number = self._weekly(day) - bisect_right(self.off, day) + steps
        open_days = number + bisect_right(self._gaps, number)
        weeks, rest = divmod(open_days - 1, self._days)
        return weeks * _WEEK + self.open_weekdays[rest] + 1

    def _weekly(self, day: int) -> int:
        """Return how many open weekdays there are up to and including `day`."""
        weeks, rest = divmod(day, _WEEK)
        return weeks * self._days + self._upto[rest]
