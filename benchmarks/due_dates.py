"""Budget: one due date, over a year in which the council closes on some days.

Under each counting rule. The closing time of a day is remembered once it was worked out,
as it is in a worker; both sides have that alike.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from benchmarks.findings import Budget, Figure, Finding
from benchmarks.progress import Bar
from benchmarks.size import Size
from calendars.reader import read_calendar
from domain.calendar import WorkingCalendar, at_london, due_at, london_day
from domain.limits import Counting, Limit, Unit

NAME = "due-dates"
TITLE = "Working out a due date"
UNDER = Budget("under 5 µs", most=5)
YEAR = 2026
AMOUNT = 20
CLOSE_OF_DAY = 17 * 60
SATURDAY = 5


async def measure(size: Size, bar: Bar) -> Finding:
    """Work dates out by turns: with the calendar, and day by day."""
    bar.expect(size.rounds * len(Counting) * 2)
    calendar = _calendar_with_closures()
    off = {one.on for one in calendar.bank_holidays}
    off |= {one.on for one in calendar.closures}
    starts = _starts(size.reckonings)
    return Finding(
        name=NAME,
        title=f"{AMOUNT} working days from any hour of {YEAR}, closures not counted",
        beside="a loop over days, with the days off in a set",
        figures=[
            _figure(counting, calendar, off, starts, size.rounds, bar)
            for counting in Counting
        ],
        notes=(
            "Both give the same date for every day of the year, checked here.",
            "Time of the processor.",
        ),
    )


def _figure(
    counting: Counting,
    calendar: WorkingCalendar,
    off: set[date],
    starts: list[datetime],
    rounds: int,
    bar: Bar,
) -> Figure:
    limit = Limit(
        amount=AMOUNT, unit=Unit.WORKING_DAYS, counting=counting, skip_closures=True
    )
    _refuse_if_they_differ(starts[:366], limit, calendar, off)
    ours, plain = [], []
    for _ in range(rounds):
        ours.append(_microseconds(starts, lambda at: due_at(limit, at, calendar)))
        bar.step()
        plain.append(_microseconds(starts, lambda at: _day_by_day(at, off, counting)))
        bar.step()
    what = f"one due date, {counting.value}"
    return Figure(what, "µs", ours, plain, UNDER)


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


def _day_by_day(at: datetime, off: set[date], counting: Counting) -> datetime:
    """The plain loop that anybody would write first."""
    day, left = london_day(at), AMOUNT
    worked = _worked(day, off)
    if counting is Counting.INCLUSIVE:
        left -= worked and at < at_london(day, CLOSE_OF_DAY)
    elif counting is Counting.DEEMED and not (
        worked and at <= at_london(day, CLOSE_OF_DAY)
    ):
        left += 1
    while left:
        day += timedelta(days=1)
        left -= _worked(day, off)
    return at_london(day, CLOSE_OF_DAY)


def _worked(day: date, off: set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in off


def _refuse_if_they_differ(
    starts: list[datetime], limit: Limit, calendar: WorkingCalendar, off: set[date]
) -> None:
    for at in starts:
        if due_at(limit, at, calendar) != _day_by_day(at, off, limit.counting):
            raise AssertionError(f"The two reckonings differ for {at.isoformat()}.")


def _microseconds(
    starts: list[datetime], reckon: Callable[[datetime], datetime]
) -> float:
    began = time.process_time()
    for at in starts:
        reckon(at)
    return (time.process_time() - began) / len(starts) * 1e6
