"""Taking in a list of bank holidays: is it plausible, and what does it change.

A published list knows a few years only. Outside of them the calendar in force stays as
it is, so that importing the list that GOV.UK publishes loses neither the past nor the
projected years.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from calendars.coverage import warnings
from calendars.statute import easter_sunday
from domain.calendar import BankHoliday, WorkingCalendar, says_day
from domain.calendar.difference import DayChange, difference
from domain.errors import CalendarError

FEW_REMOVALS = 2
"""So many days off may vanish without a person confirming it."""

MOST_IN_A_YEAR = 14
"""More bank holidays than that in one year are a mistake: there are eight to ten."""

_YEARS = range(1990, 2101)
_A_DAY = timedelta(days=1)
_SATURDAY = 5
_MONDAY = 0
_FRIDAY = 4


@dataclass(frozen=True)
class Import:
    """A list that may be brought into force.

    Attributes:
        calendar: As it would be in force.
        changes: Days that differ from the calendar in force now.
        notes: What is worth a second look, and stops nothing.
    """

    calendar: WorkingCalendar
    changes: list[DayChange]
    notes: list[str]


def prepared(
    listed: WorkingCalendar,
    before: WorkingCalendar,
    today: date,
    *,
    removals_confirmed: bool = False,
) -> Import:
    """Return what importing `listed` would bring into force.

    Args:
        listed: As the reader gives it: the list, and the council's closures if any.
        before: The calendar in force.
        today: London date.
        removals_confirmed: True: a person has looked at the days off that vanish.

    Raises:
        CalendarError: Everything that speaks against it, a line each.
    """
    faults = [*_range_faults(listed, before, today)]
    if faults:
        raise CalendarError("\n".join(faults))
    calendar = completed(listed, before)
    changes = difference(before, calendar)
    new = [change.on for change in changes if change.was is None]
    faults = [*_weekday_faults(listed, new), *_count_faults(listed)]
    removed = [change for change in changes if change.is_removed]
    if len(removed) > FEW_REMOVALS and not removals_confirmed:
        days = ", ".join(says_day(change.on) for change in removed)
        faults.append(
            f"{len(removed)} days off would become working days: {days}. If that is"
            " right, say --confirm-removals."
        )
    if faults:
        raise CalendarError("\n".join(faults))
    return Import(calendar, changes, [*_notes(listed, calendar, new, today)])


def completed(listed: WorkingCalendar, before: WorkingCalendar) -> WorkingCalendar:
    """Return `listed` with the days before and after it from the calendar before."""
    first, last = listed.covered_from, listed.covered_until

    def outside(day: date) -> bool:
        return not first <= day <= last

    return WorkingCalendar(
        bank_holidays=(
            *(day for day in before.bank_holidays if outside(day.on)),
            *listed.bank_holidays,
        ),
        closures=listed.closures or before.closures,
        working_after_all=tuple(
            day for day in before.working_after_all if outside(day)
        ),
        office_hours=before.office_hours,
        covered_from=min(first, before.covered_from),
        official_until=max(listed.official_until, before.official_until),
        covered_until=max(last, before.covered_until),
    )


def _range_faults(
    listed: WorkingCalendar, before: WorkingCalendar, today: date
) -> Iterator[str]:
    years = sorted({day.on.year for day in listed.bank_holidays})
    for year in years:
        if year not in _YEARS:
            yield (
                f"The list names a day in {year}; write years from {_YEARS.start} to"
                f" {_YEARS.stop - 1}."
            )
    if listed.covered_until < today:
        yield (
            f"The list ends on {says_day(listed.covered_until)}, which is past; load the"
            " one that is published now."
        )
    if listed.covered_from > before.covered_until + _A_DAY:
        yield (
            f"The list begins on {says_day(listed.covered_from)}, and the calendar in"
            f" force ends on {says_day(before.covered_until)}: nothing would be known of"
            " the days between. Load a list that begins earlier."
        )
    if listed.official_until < before.official_until <= listed.covered_until:
        yield (
            f"The list is older than the calendar in force: it is published until"
            f" {says_day(listed.official_until)}, and days are known until"
            f" {says_day(before.official_until)}. Load the newer list."
        )


def _weekday_faults(listed: WorkingCalendar, new: list[date]) -> Iterator[str]:
    for day in listed.bank_holidays:
        if day.on.weekday() >= _SATURDAY:
            yield (
                f"{says_day(day.on)}, {day.title}, is a weekend; write the weekday that"
                " is kept instead."
            )
    known = {day.on: day for day in listed.bank_holidays}
    for on in new:
        holiday = known.get(on)
        easter = _day_of_easter(holiday) if holiday else None
        if easter is not None and easter != on:
            yield (
                f"{says_day(on)} is listed as {known[on].title}, which is"
                f" {says_day(easter)} in that year; correct the date."
            )


def _day_of_easter(holiday: BankHoliday) -> date | None:
    sunday = easter_sunday(holiday.on.year)
    return {
        "good friday": sunday - 2 * _A_DAY,
        "easter monday": sunday + _A_DAY,
    }.get(holiday.title.strip().lower())


def _count_faults(listed: WorkingCalendar) -> Iterator[str]:
    years = Counter(day.on.year for day in listed.bank_holidays)
    for year, count in sorted(years.items()):
        if count > MOST_IN_A_YEAR:
            yield (
                f"The list names {count} bank holidays in {year}, where eight to ten are"
                " usual; take out what is none."
            )


def _notes(
    listed: WorkingCalendar, calendar: WorkingCalendar, new: list[date], today: date
) -> Iterator[str]:
    titles = {day.on: day.title for day in listed.bank_holidays}
    for on in new:
        if titles.get(on, "").endswith("bank holiday") and on.weekday() != _MONDAY:
            yield f"{says_day(on)}, {titles[on]}, is not a Monday; was it moved?"
        if on < today:
            yield f"{says_day(on)} is past; only dates still to come are moved."
    yield from warnings(calendar, today)
