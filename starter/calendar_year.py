"""A year as a wall calendar in the terminal, days off marked by sign as well as colour."""

from calendar import Calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from domain.calendar import BankHoliday, Status, WorkingCalendar, says_day

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS_ABREAST = 3
_WEEKDAYS = "Mo Tu We Th Fr Sa Su"
_WIDTH = len(_WEEKDAYS) + 1
_HOLIDAY, _PROJECTED, _CLOSED = ("*", "bold red"), ("?", "red"), ("x", "bold yellow")
_WORKED, _WEEKEND = (" ", ""), (" ", "dim")


def year_facts(calendar: WorkingCalendar, year: int) -> dict[str, Any]:
    """Return what there is to know about a year, as plain data.

    Raises:
        BeyondCoverage: The calendar does not know the whole year.
    """
    days = _days_of(year)
    return {
        "year": year,
        "working_days": sum(calendar.is_working_day(day) for day in days),
        "working_days_without_closures": sum(
            calendar.is_working_day(day, skip_closures=True) for day in days
        ),
        "office_hours": str(calendar.office_hours),
        "bank_holidays": [
            one.model_dump(mode="json") for one in _holidays_of(calendar, year)
        ],
        "closures": [
            one.model_dump(mode="json")
            for one in calendar.closures
            if one.on.year == year
        ],
        "version": calendar.version,
    }


def draw_year(calendar: WorkingCalendar, year: int, console: Console) -> None:
    """Draw the twelve months of a year, then list its days off.

    Raises:
        BeyondCoverage: The calendar does not know the whole year; nothing is drawn.
    """
    facts = year_facts(calendar, year)
    months = Table.grid(padding=(0, 3, 1, 0))
    for first in range(1, len(_MONTHS), _MONTHS_ABREAST):
        months.add_row(
            *(
                _month(calendar, year, month)
                for month in range(first, first + _MONTHS_ABREAST)
            )
        )
    console.print(Text(f"{year}: {facts['working_days']} working days", style="bold"))
    console.print()
    console.print(months)
    console.print(Group(*_legend(calendar, year)))


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    count = date(year, 12, 31).toordinal() - first.toordinal() + 1
    return [first + timedelta(days=number) for number in range(count)]


def _holidays_of(calendar: WorkingCalendar, year: int) -> list[BankHoliday]:
    worked = calendar.working_after_all
    listed = calendar.bank_holidays
    return [one for one in listed if one.on.year == year and one.on not in worked]


def _month(calendar: WorkingCalendar, year: int, month: int) -> Text:
    text = Text(_MONTHS[month - 1].center(_WIDTH).rstrip() + "\n", style="")
    text.stylize("bold")
    text.append(_WEEKDAYS + "\n", style="dim")
    marks = _marks(calendar, year)
    for week in Calendar().monthdayscalendar(year, month):
        for number in week:
            if number == 0:
                text.append("   ")
                continue
            mark, style = marks.get(date(year, month, number)) or _usual(
                calendar, date(year, month, number)
            )
            text.append(f"{number:>2}{mark}", style=style)
        text.append("\n")
    return text


def _marks(calendar: WorkingCalendar, year: int) -> dict[date, tuple[str, str]]:
    closed = {one.on: _CLOSED for one in calendar.closures if one.on.year == year}
    holidays = {
        one.on: _PROJECTED if one.status is Status.PROJECTED else _HOLIDAY
        for one in _holidays_of(calendar, year)
    }
    return closed | holidays


def _usual(calendar: WorkingCalendar, day: date) -> tuple[str, str]:
    return _WORKED if calendar.office_hours.week[day.weekday()] else _WEEKEND


def _legend(calendar: WorkingCalendar, year: int) -> Iterator[Text]:
    for one in _holidays_of(calendar, year):
        projected = one.status is Status.PROJECTED
        mark, style = _PROJECTED if projected else _HOLIDAY
        note = ", projected: not yet published" if projected else ""
        yield Text.assemble((mark, style), f" {says_day(one.on):<16} {one.title}{note}")
    for closure in calendar.closures:
        if closure.on.year == year:
            yield Text.assemble(
                _CLOSED, f" {says_day(closure.on):<16} closed: {closure.reason}"
            )
