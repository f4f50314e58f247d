"""Budget: one due date, over a year in which the council closes on some days."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from benchmarks.findings import Budget, Figure, Finding
from benchmarks.progress import Bar
from benchmarks.size import Size
from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar, at_london, due_at, london_day
from domain.limits import Limit, Unit

NAME = "due-dates"
TITLE = "Working out a due date"
UNDER = Budget("under 5 µs", most=5)
YEAR = 2026
AMOUNT = 5
CLOSE_OF_DAY = 17 * 60
SATURDAY = 5


async def measure(size: Size, bar: Bar) -> Finding:
    """Work dates out by turns: with the calendar, and day by day."""
    bar.expect(size.rounds * 2)
    calendar = _calendar_with_closures()
    limit = Limit(amount=AMOUNT, unit=Unit.WORKING_DAYS, skip_closures=True)
    off = {one.on for one in calendar.bank_holidays}
    off |= {one.on for one in calendar.closures}
    starts = _starts(size.reckonings)
    _refuse_if_they_differ(starts[:366], limit, calendar, off)
    ours, plain = [], []
    for _ in range(size.rounds):
        ours.append(_microseconds(starts, lambda at: due_at(limit, at, calendar)))
        bar.step()
        plain.append(_microseconds(starts, lambda at: _day_by_day(at, off)))
        bar.step()
    return Finding(
        name=NAME,
        title=f"{AMOUNT} working days from any hour of {YEAR}, closures not counted",
        beside="a loop over days, with the days off in a set",
        figures=[Figure("one due date", "µs", ours, plain, UNDER)],
        notes=("Both give the same date for every day of the year, checked here.",),
    )


def _calendar_with_closures() -> WorkingCalendar:
    """The shipped calendar, and a council that closes one Wednesday a month."""
    closures = [
        {"on": _second_wednesday(month), "reason": "Training day"}
        for month in range(1, 13)
    ]
    return read_calendar().model_copy(update={"closures": closures})


def _second_wednesday(month: int) -> date:
    first = date(YEAR, month, 1)
    return first + timedelta(days=(2 - first.weekday()) % 7 + 7)


def _starts(count: int) -> list[datetime]:
    first = datetime(YEAR, 1, 1, 9, tzinfo=UTC)
    return [first + timedelta(days=n % 365, hours=n % 9) for n in range(count)]


def _day_by_day(at: datetime, off: set[date]) -> datetime:
    """The plain loop that anybody would write first."""
    day, left = london_day(at), AMOUNT
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY and day not in off
    return at_london(day, CLOSE_OF_DAY)


def _refuse_if_they_differ(
    starts: list[datetime], limit: Limit, calendar: WorkingCalendar, off: set[date]
) -> None:
    for at in starts:
        if due_at(limit, at, calendar) != _day_by_day(at, off):
            raise AssertionError(f"The two reckonings differ for {at.isoformat()}.")


def _microseconds(
    starts: list[datetime], reckon: Callable[[datetime], datetime]
) -> float:
    began = time.perf_counter()
    for at in starts:
        reckon(at)
    return (time.perf_counter() - began) / len(starts) * 1e6
