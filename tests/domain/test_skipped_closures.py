"""A procedure says whether the council's own closures count; so they do, at every place.

The office is shut on Wed 4 and Mon 9 March 2026, with a weekend before the Monday.
"""

from datetime import date, datetime
from typing import Any

import pytest

from domain.calendar import LONDON, Closure, WorkingCalendar, due_at, reckon
from domain.ledger import Ledger
from domain.limits import Counting, Limit, Roll, Unit

DEEMED: dict[str, Any] = {"unit": Unit.WORKING_DAYS, "counting": Counting.DEEMED}
INCLUSIVE: dict[str, Any] = {"unit": Unit.WORKING_DAYS, "counting": Counting.INCLUSIVE}
WORKING_DAYS: dict[str, Any] = {"unit": Unit.WORKING_DAYS}
OFFICE_TIME: dict[str, Any] = {"unit": Unit.WORKING_HOURS}
ROLLED: dict[str, Any] = {"unit": Unit.CALENDAR_DAYS, "roll": Roll.FORWARD}


def at(text: str) -> datetime:
    return datetime.strptime(f"{text} 2026", "%a %d %b %H:%M %Y").replace(tzinfo=LONDON)


@pytest.fixture
def shut() -> WorkingCalendar:
    days = (date(2026, 3, 4), date(2026, 3, 9))
    return WorkingCalendar(
        closures=tuple(Closure(on=day, reason="Boiler Day") for day in days),
        covered_from=date(2026, 1, 1),
        official_until=date(2026, 12, 31),
        covered_until=date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("amount", "rule", "start", "skipped", "counted"),
    [
        pytest.param(
            *(1, DEEMED, "Wed 4 Mar 10:00", "Fri 6 Mar 17:00", "Thu 5 Mar 17:00"),
            id="what comes on a closure",
        ),
        pytest.param(
            *(1, DEEMED, "Tue 3 Mar 18:00", "Fri 6 Mar 17:00", "Thu 5 Mar 17:00"),
            id="what comes on the evening before one",
        ),
        pytest.param(
            *(2, INCLUSIVE, "Wed 4 Mar 10:00", "Fri 6 Mar 17:00", "Thu 5 Mar 17:00"),
            id="a closure as the first day",
        ),
        pytest.param(
            *(1, WORKING_DAYS, "Tue 3 Mar 10:00", "Thu 5 Mar 17:00", "Wed 4 Mar 17:00"),
            id="a closure as the last day",
        ),
        pytest.param(
            *(2, ROLLED, "Mon 2 Mar 10:00", "Thu 5 Mar 17:00", "Wed 4 Mar 17:00"),
            id="calendar days that end on a closure",
        ),
        pytest.param(
            *(5, ROLLED, "Mon 2 Mar 10:00", "Tue 10 Mar 17:00", "Mon 9 Mar 17:00"),
            id="calendar days that end on the weekend before one",
        ),
        pytest.param(
            *(1, OFFICE_TIME, "Wed 4 Mar 12:00", "Thu 5 Mar 10:00", "Wed 4 Mar 13:00"),
            id="office time from a closure on",
        ),
        pytest.param(
            *(1, OFFICE_TIME, "Sat 7 Mar 12:00", "Tue 10 Mar 10:00", "Mon 9 Mar 10:00"),
            id="office time from the weekend before one",
        ),
        pytest.param(
            *(9, OFFICE_TIME, "Tue 3 Mar 09:00", "Thu 5 Mar 10:00", "Wed 4 Mar 10:00"),
            id="office time over a closure",
        ),
    ],
)
def test_a_limit_runs_over_a_closure_or_counts_it_as_its_procedure_says(
    amount: int,
    rule: dict[str, Any],
    start: str,
    skipped: str,
    counted: str,
    shut: WorkingCalendar,
) -> None:
    for skip, due in ((True, skipped), (False, counted)):
        limit = Limit(amount=amount, skip_closures=skip, **rule)
        assert due_at(limit, at(start), shut) == at(due)


@pytest.mark.parametrize(
    ("amount", "rule", "held", "resumed", "skipped", "counted"),
    [
        pytest.param(
            *(3, WORKING_DAYS, "Tue 3 Mar 10:00", "Thu 5 Mar 10:00"),
            *("Tue 10 Mar 17:00", "Mon 9 Mar 17:00"),
            id="working days that were left, over a closure",
        ),
        pytest.param(
            *(20, OFFICE_TIME, "Tue 3 Mar 13:00", "Fri 6 Mar 12:00"),
            *("Tue 10 Mar 13:00", "Mon 9 Mar 13:00"),
            id="office time that was left, over both closures",
        ),
        pytest.param(
            *(1, ROLLED, "Mon 2 Mar 12:00", "Tue 3 Mar 12:00"),
            *("Thu 5 Mar 17:00", "Wed 4 Mar 17:00"),
            id="calendar days that end on a closure",
        ),
        pytest.param(
            *(1, ROLLED, "Mon 2 Mar 12:00", "Fri 6 Mar 12:00"),
            *("Tue 10 Mar 17:00", "Mon 9 Mar 17:00"),
            id="calendar days that end on the weekend before one",
        ),
    ],
)
def test_what_was_left_at_a_hold_is_given_back_over_closures_or_with_them(
    amount: int,
    rule: dict[str, Any],
    held: str,
    resumed: str,
    skipped: str,
    counted: str,
    shut: WorkingCalendar,
) -> None:
    for skip, due in ((True, skipped), (False, counted)):
        limit = Limit(amount=amount, skip_closures=skip, **rule)
        clock = Ledger(limit=limit, started_at=at("Mon 2 Mar 10:00"), calendar=shut)
        clock.hold(at(held)).resume(at(resumed))
        assert clock.due() == at(due)


def test_what_came_on_a_closure_that_is_skipped_is_explained_as_on_a_day_off(
    shut: WorkingCalendar,
) -> None:
    limit = Limit(amount=1, skip_closures=True, **DEEMED)

    assert reckon(limit, at("Wed 4 Mar 10:00"), shut).lines() == (
        "Wed 4 Mar 2026 10:00: came on a day off, Boiler Day",
        "Thu 5 Mar 2026: taken to have come on this working day, day 0",
        "Fri 6 Mar 2026: working day 1",
        "Fri 6 Mar 2026 17:00: due",
    )


def test_nobody_shuts_unless_it_is_said(shut: WorkingCalendar) -> None:
    tuesday, closure = date(2026, 3, 3), date(2026, 3, 4)

    assert shut.is_working_day(closure)
    assert shut.why_not_working(closure) is None
    assert shut.working_day(tuesday, 1) == closure
    assert Limit(amount=1, unit=Unit.WORKING_DAYS).skip_closures is False
