"""Told dates: every one worked out by hand from a wall calendar, and never regenerated.

A change here means that somebody was told another date. Find out why before you touch it.
"""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from calendars.reader import read_calendar
from domain.calendar import LONDON, WorkingCalendar, due_at, london
from domain.limits import Counting, Limit, Unit
from starter.calendar_commands import calendar_app


@pytest.fixture(scope="module")
def official() -> WorkingCalendar:
    return read_calendar()


def working_days(amount: int, counting: Counting = Counting.NEXT_DAY) -> Limit:
    return Limit(amount=amount, unit=Unit.WORKING_DAYS, counting=counting)


# Each stage starts when the one before runs out.
LADDERS = [
    pytest.param(
        "2026-03-30",
        {5: "Wed 8 Apr 2026", 10: "Wed 15 Apr 2026", 15: "Wed 22 Apr 2026"},
        [5, 5, 5, 5],
        ["Wed 8 Apr 2026", "Wed 15 Apr 2026", "Wed 22 Apr 2026", "Wed 29 Apr 2026"],
        id="four stages of five over Easter",
    ),
    pytest.param(
        "2025-12-19",
        {20: "Wed 21 Jan 2026"},
        [1, 4, 5, 5, 5, 1, 1],
        [
            "Mon 22 Dec 2025",
            "Tue 30 Dec 2025",
            "Wed 7 Jan 2026",
            "Wed 14 Jan 2026",
            "Wed 21 Jan 2026",
            "Thu 22 Jan 2026",
            "Fri 23 Jan 2026",
        ],
        id="seven stages over Christmas, past the twentieth day before the sixth",
    ),
    pytest.param(
        "2025-12-19",
        {5: "Tue 30 Dec 2025"},
        [4, 5, 5, 1, 1],
        [
            "Mon 29 Dec 2025",
            "Tue 6 Jan 2026",
            "Tue 13 Jan 2026",
            "Wed 14 Jan 2026",
            "Thu 15 Jan 2026",
        ],
        id="five stages over Christmas",
    ),
    pytest.param(
        "2026-05-01",
        {},
        [4, 4, 4, 4, 4],
        [
            "Fri 8 May 2026",
            "Thu 14 May 2026",
            "Wed 20 May 2026",
            "Wed 27 May 2026",
            "Tue 2 Jun 2026",
        ],
        id="five stages of four over both May holidays",
    ),
]


@pytest.mark.parametrize(("start", "overall", "limits", "told"), LADDERS)
def test_stages_left_to_run_out_fall_due_as_told(
    start: str,
    overall: dict[int, str],
    limits: list[int],
    told: list[str],
    official: WorkingCalendar,
) -> None:
    started_at = datetime.fromisoformat(start).replace(hour=10, tzinfo=LONDON)
    at, dues = started_at, []

    for amount in limits:
        at = due_at(working_days(amount), at, official)
        dues.append(london(at))

    assert dues == [f"{day} 17:00" for day in told]
    for amount, day in overall.items():
        overall_due = london(due_at(working_days(amount), started_at, official))
        assert overall_due == f"{day} 17:00"


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2025-12-19", 5, "2025-12-30"),
        ("2026-05-02", 4, "2026-05-08"),  # a Saturday: as if on the Friday
        ("2026-12-18", 5, "2026-12-29"),  # Boxing Day is kept on the Monday
        ("2025-04-16", 10, "2025-05-02"),
        ("2022-09-16", 1, "2022-09-20"),  # the State Funeral, nine days' notice
        ("2022-06-01", 2, "2022-06-07"),  # spring holiday moved, jubilee added
        ("2023-05-05", 1, "2023-05-09"),  # the coronation
        ("2020-05-01", 1, "2020-05-04"),  # early May moved to the Friday:
        ("2020-05-07", 1, "2020-05-11"),  # VE day
        ("1999-12-30", 1, "2000-01-04"),  # the millennium, then New Year kept Monday
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-28", 2, "2024-03-01"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2028-02-28", 2, "2028-03-01"),
    ],
)
def test_working_days_end_on_the_day_told(
    start: str, amount: int, due: str, official: WorkingCalendar
) -> None:
    started_at = datetime.fromisoformat(start).replace(hour=9, tzinfo=UTC)

    told = due_at(working_days(amount), started_at, official)

    assert told == datetime.fromisoformat(due).replace(hour=17, tzinfo=LONDON)


YEAR_ENDS = {
    2012: "2013-01-02",
    2013: "2014-01-02",
    2014: "2015-01-02",
    2015: "2016-01-04",
    2016: "2017-01-04",
    2017: "2018-01-03",
    2018: "2019-01-02",
    2019: "2020-01-02",
    2020: "2021-01-04",
    2021: "2022-01-04",
    2022: "2023-01-04",
    2023: "2024-01-03",
    2024: "2025-01-02",
    2025: "2026-01-02",
    2026: "2027-01-04",
    2027: "2028-01-04",
    2028: "2029-01-03",
}
"""Five working days from 23 December, whichever weekday that is."""


@pytest.mark.parametrize(("year", "due"), YEAR_ENDS.items())
def test_five_working_days_from_23_december_end_as_told(
    year: int, due: str, official: WorkingCalendar
) -> None:
    started_at = datetime(year, 12, 23, 10, tzinfo=UTC)

    told = due_at(working_days(5), started_at, official)

    assert told == datetime.fromisoformat(due).replace(hour=17, tzinfo=UTC)


CLOCK_CHANGES = {
    2012: ((3, 25), (10, 28)),
    2013: ((3, 31), (10, 27)),
    2014: ((3, 30), (10, 26)),
    2015: ((3, 29), (10, 25)),
    2016: ((3, 27), (10, 30)),
    2017: ((3, 26), (10, 29)),
    2018: ((3, 25), (10, 28)),
    2019: ((3, 31), (10, 27)),
    2020: ((3, 29), (10, 25)),
    2021: ((3, 28), (10, 31)),
    2022: ((3, 27), (10, 30)),
    2023: ((3, 26), (10, 29)),
    2024: ((3, 31), (10, 27)),
    2025: ((3, 30), (10, 26)),
    2026: ((3, 29), (10, 25)),
    2027: ((3, 28), (10, 31)),
    2028: ((3, 26), (10, 29)),
}
SPRINGS = [date(year, *spring) for year, (spring, _) in CLOCK_CHANGES.items()]
AUTUMNS = [date(year, *autumn) for year, (_, autumn) in CLOCK_CHANGES.items()]


@pytest.mark.parametrize("sunday", SPRINGS)
def test_a_day_of_hours_ends_an_hour_later_by_the_wall_in_spring(
    sunday: date, official: WorkingCalendar
) -> None:
    noon_before = datetime(sunday.year, 3, sunday.day - 1, 12, tzinfo=LONDON)
    limit = Limit(amount=24, unit=Unit.ELAPSED_HOURS)

    told = due_at(limit, noon_before, official)

    assert told == datetime(sunday.year, 3, sunday.day, 12, tzinfo=UTC)
    assert told.astimezone(LONDON).hour == 13


@pytest.mark.parametrize("sunday", AUTUMNS)
def test_a_day_of_hours_ends_an_hour_earlier_by_the_wall_in_autumn(
    sunday: date, official: WorkingCalendar
) -> None:
    noon_before = datetime(sunday.year, 10, sunday.day - 1, 12, tzinfo=LONDON)
    limit = Limit(amount=24, unit=Unit.ELAPSED_HOURS)

    told = due_at(limit, noon_before, official)

    assert told.astimezone(LONDON).hour == 11


@pytest.mark.parametrize("sunday", [*SPRINGS, *AUTUMNS])
def test_working_days_close_at_five_by_the_wall_on_either_side_of_a_clock_change(
    sunday: date, official: WorkingCalendar
) -> None:
    friday = datetime(sunday.year, sunday.month, sunday.day - 2, 10, tzinfo=LONDON)

    before = official.close_of(friday.date())
    after = due_at(working_days(3), friday, official)

    assert (before.hour, after.hour) == ((17, 16) if sunday.month == 3 else (16, 17))
    assert after.astimezone(LONDON).hour == 17


@pytest.mark.parametrize(
    ("counting", "start", "due"),
    [
        (Counting.NEXT_DAY, "2026-03-27T18:00", "Mon 30 Mar 2026 17:00"),
        (Counting.DEEMED, "2026-03-27T18:00", "Tue 31 Mar 2026 17:00"),
        (Counting.INCLUSIVE, "2026-03-27T16:59", "Fri 27 Mar 2026 17:00"),
        (Counting.INCLUSIVE, "2026-03-27T17:00", "Mon 30 Mar 2026 17:00"),
        (Counting.INCLUSIVE, "2026-03-27T18:00", "Mon 30 Mar 2026 17:00"),
        (Counting.NEXT_DAY, "2026-03-28T11:00", "Mon 30 Mar 2026 17:00"),
        (Counting.DEEMED, "2026-03-28T11:00", "Tue 31 Mar 2026 17:00"),
        (Counting.INCLUSIVE, "2026-03-28T11:00", "Mon 30 Mar 2026 17:00"),
        (Counting.NEXT_DAY, "2026-04-03T11:00", "Tue 7 Apr 2026 17:00"),
        (Counting.DEEMED, "2026-04-03T11:00", "Wed 8 Apr 2026 17:00"),
        (Counting.INCLUSIVE, "2026-04-03T11:00", "Tue 7 Apr 2026 17:00"),
    ],
)
def test_one_working_day_ends_as_its_counting_rule_says(
    counting: Counting, start: str, due: str, official: WorkingCalendar
) -> None:
    started_at = datetime.fromisoformat(start).replace(tzinfo=LONDON)

    assert london(due_at(working_days(1, counting), started_at, official)) == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-03-27T16:59", "Sat 28 Mar 2026 17:00"),
        ("2026-03-27T17:00", "Sun 29 Mar 2026 17:00"),
        ("2026-03-28T11:00", "Sun 29 Mar 2026 17:00"),
    ],
)
def test_of_days_of_any_kind_too_one_that_is_over_does_not_count(
    start: str, due: str, official: WorkingCalendar
) -> None:
    started_at = datetime.fromisoformat(start).replace(tzinfo=LONDON)
    two = Limit(amount=2, unit=Unit.CALENDAR_DAYS, counting=Counting.INCLUSIVE)

    assert london(due_at(two, started_at, official)) == due


TOLD = Path(__file__).with_name("told") / "clock-changes-and-year-ends.csv"
"""Every clock change, the end of every year and of every February from 2012 to 2028.

Reached by walking from day to day and from minute to minute, not by this program.
"""


def test_dates_about_every_clock_change_and_year_end_are_those_told() -> None:
    answer = CliRunner().invoke(calendar_app, ["due", "--batch", str(TOLD)])

    with TOLD.open(encoding="utf-8", newline="") as file:
        told = {row["id"]: row["due"] for row in csv.DictReader(file)}
    reached = {row["id"]: row["due"] for row in csv.DictReader(StringIO(answer.stdout))}
    assert reached == told
    assert {name[:4] for name in told} == {str(year) for year in range(2012, 2029)}
