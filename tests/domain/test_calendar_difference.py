"""How two calendars differ, in words."""

from datetime import date

import pytest

from domain.calendar import Closure, WorkingCalendar
from domain.calendar.difference import difference, in_a_sentence
from tests.domain.changing_calendars import (
    with_days_off,
)


def test_days_that_differ_are_told_in_order_and_in_words(
    calendar: WorkingCalendar,
) -> None:
    other = calendar.model_copy(
        update={
            "working_after_all": (date(2026, 5, 4),),
            "closures": (Closure(on=date(2026, 4, 2), reason="Staff conference"),),
        }
    )

    assert [one.says() for one in difference(calendar, other)] == [
        "Thu 2 Apr 2026 is now a day off (Staff conference)",
        "Mon 4 May 2026 is now a working day (it was Early May bank holiday)",
    ]


def test_days_beyond_what_both_calendars_know_are_no_difference(
    calendar: WorkingCalendar,
) -> None:
    short = calendar.between(date(2026, 1, 1), date(2026, 12, 31))

    assert difference(calendar, short) == []


def test_many_changed_days_are_counted_rather_than_listed(
    calendar: WorkingCalendar,
) -> None:
    busy = with_days_off(calendar, *(date(2026, 6, day) for day in range(1, 6)))

    assert in_a_sentence(difference(calendar, busy)).endswith("; 2 more.")


def test_a_closure_that_is_given_up_is_a_difference_too(
    calendar: WorkingCalendar,
) -> None:
    shut = (Closure(on=date(2026, 4, 2), reason="Staff conference"),)
    other = calendar.model_copy(update={"closures": shut})

    assert in_a_sentence(difference(other, calendar)) == (
        "Thu 2 Apr 2026 is now a working day (it was Staff conference)."
    )


def test_the_first_and_the_last_day_are_looked_at(calendar: WorkingCalendar) -> None:
    first, last = date(2026, 6, 1), date(2026, 6, 5)
    busy = with_days_off(calendar, first, date(2026, 6, 3), last)

    def days(first: date, last: date) -> list[int]:
        return [one.on.day for one in difference(calendar, busy, first, last)]

    assert days(first, last) == [1, 3, 5]
    assert days(date(2026, 6, 2), last) == [3, 5]
    assert days(first, date(2026, 6, 4)) == [1, 3]


def test_what_only_one_of_two_calendars_knows_is_no_difference(
    calendar: WorkingCalendar,
) -> None:
    late = calendar.between(date(2026, 6, 3), date(2026, 12, 31))
    busy = with_days_off(calendar, date(2026, 6, 2), date(2026, 6, 4))

    assert [one.on.day for one in difference(late, busy)] == [4]
    assert [one.on.day for one in difference(busy, late)] == [4]


@pytest.mark.parametrize(("days", "ends"), [(3, "Day)."), (4, "; 1 more.")])
def test_three_changed_days_are_named_and_more_are_counted(
    calendar: WorkingCalendar, days: int, ends: str
) -> None:
    off = (date(2026, 6, 1 + number) for number in range(days))
    said = in_a_sentence(difference(calendar, with_days_off(calendar, *off)))

    assert said.count("is now a day off") == 3
    assert said.endswith(ends)


def test_where_nothing_differs_that_is_said(calendar: WorkingCalendar) -> None:
    assert in_a_sentence(difference(calendar, calendar)) == (
        "No day that matters here is different."
    )
