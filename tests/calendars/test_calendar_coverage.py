"""That a calendar will run out is said months before it does."""

from datetime import date

import pytest

from calendars.coverage import warnings
from domain.calendar import WorkingCalendar


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2027, 12, 25), []),
        (date(2027, 12, 27), ["Published days end on Tue 26 Dec 2028, in 12 months"]),
        (date(2028, 12, 20), ["Published days end on Tue 26 Dec 2028, within a month"]),
        (date(2029, 6, 1), ["Published days end on Tue 26 Dec 2028, which is past"]),
        (
            date(2030, 5, 1),
            [
                "The calendar ends on Tue 31 Dec 2030, in 8 months",
                "Published days end on Tue 26 Dec 2028, which is past",
            ],
        ),
        (
            date(2031, 1, 1),
            [
                "The calendar ends on Tue 31 Dec 2030, which is past",
                "Published days end on Tue 26 Dec 2028, which is past",
            ],
        ),
    ],
)
def test_what_will_run_out_within_a_year_is_said(
    calendar: WorkingCalendar, today: date, says: list[str]
) -> None:
    found = list(warnings(calendar, today))

    assert [one.split(";")[0] for one in found] == says
    assert all("disputes calendar import FILE" in one for one in found)


def test_days_that_nobody_projects_are_warned_of_once(
    calendar: WorkingCalendar,
) -> None:
    whole = calendar.between(date(2020, 1, 1), date(2028, 12, 26))

    [warning] = warnings(whole, date(2028, 6, 1))

    assert warning.startswith("The calendar ends on Tue 26 Dec 2028, in 6 months;")
