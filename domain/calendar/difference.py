"""What differs between two calendars: which days became days off, or working days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendar.days import WorkingCalendar
from domain.calendar.london import says_day

_FEW = 3


@dataclass(frozen=True)
class DayChange:
    """One day that is not the same under two calendars.

    Attributes:
        on: London date.
        was: Why it was not worked, `Good Friday`; None where it was worked.
        now: Why it is not worked now; None where it is.
    """

    on: date
    was: str | None
    now: str | None

    @property
    def is_added(self) -> bool:
        """True for a working day that has become a day off."""
        return self.was is None

    @property
    def is_removed(self) -> bool:
        """True for a day off that has become a working day."""
        return self.now is None

    def says(self) -> str:
        """Return it in words: `Mon 19 Sep 2022 is now a day off (...)`."""
        day = says_day(self.on)
        if self.is_added:
            return f"{day} is now a day off ({self.now})"
        if self.is_removed:
            return f"{day} is now a working day (it was {self.was})"
        return f"{day} is now {self.now} (it was {self.was})"


def difference(
    old: WorkingCalendar,
    new: WorkingCalendar,
    first: date = date.min,
    last: date = date.max,
) -> list[DayChange]:
    """Return the days that differ, in order; office hours are not compared.

    Args:
        old: The calendar before.
        new: The calendar after.
        first: First day looked at.
        last: Last day looked at.

    Returns:
        Changes among the days that both know; closures count as days off.
    """
    first = max(first, old.covered_from, new.covered_from)
    last = min(last, old.covered_until, new.covered_until)
    return [
        DayChange(day, was, now)
        for day in sorted({*_named(old), *_named(new)})
        if first <= day <= last
        and (was := old.why_not_working(day, skip_closures=True))
        != (now := new.why_not_working(day, skip_closures=True))
    ]


def in_a_sentence(changes: list[DayChange]) -> str:
    """Return changes as one sentence; after a few, only how many more there are."""
    if not changes:
        return "No day that matters here is different."
    said = [change.says() for change in changes[:_FEW]]
    more = len(changes) - _FEW
    return "; ".join([*said, *([f"{more} more"] if more > 0 else [])]) + "."


def _named(calendar: WorkingCalendar) -> Iterator[date]:
    yield from (one.on for one in calendar.bank_holidays)
    yield from (one.on for one in calendar.closures)
