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

    __slots__ = ("_days", "_upto", "off", "open_weekdays")

    def __init__(self, open_weekdays: Iterable[int], off: Iterable[int]) -> None:
        self.open_weekdays = tuple(sorted(open_weekdays))
        weekly = set(self.open_weekdays)
        self.off = sorted({day for day in off if (day - 1) % _WEEK in weekly})
        self._days = len(self.open_weekdays)
        self._upto = [
            sum(day < weekday for day in self.open_weekdays) for weekday in range(_WEEK)
        ]

    def number(self, day: int) -> int:
        """Return how many working days there are up to and including `day`."""
        weeks, rest = divmod(day, _WEEK)
        return weeks * self._days + self._upto[rest] - bisect_right(self.off, day)

    def after(self, day: int, steps: int) -> int:
        """Return the working day `steps` after `day`; see `WorkingCalendar.working_day`.

        Args:
            day: Ordinal; need not be a working day.
            steps: 0 is `day` itself if worked, else the last working day before it;
                negative goes back from there.
        """
        off = self.off
        skipped = bisect_right(off, day)
        weeks, rest = divmod(day, _WEEK)
        weekly = weeks * self._days + self._upto[rest] + steps - 1
        # Each day off passed moves the end on, perhaps past another, until it settles.
        # It must start too early, or it may settle on a day off.
        passed = 0 if steps > 0 else -skipped
        while True:
            weeks, rest = divmod(weekly + passed, self._days)
            end = weeks * _WEEK + self.open_weekdays[rest] + 1
            now_passed = bisect_right(off, end) - skipped
            if now_passed == passed:
                return end
            passed = now_passed
