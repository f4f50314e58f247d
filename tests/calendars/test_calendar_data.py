"""The list of bank holidays agrees with the law, and with two lists not our own."""

import json
from datetime import date
from importlib.resources import files

import holidays
import pytest

from calendars import statute
from calendars.reader import ENGLAND_AND_WALES, read_calendar
from domain.calendar import BankHoliday, Status

YEARS = range(1995, 2031)


@pytest.fixture(scope="module")
def listed() -> tuple[BankHoliday, ...]:
    return read_calendar().bank_holidays


def test_the_list_is_what_the_rule_and_the_proclamations_make(
    listed: tuple[BankHoliday, ...],
) -> None:
    by_rule = {
        day: title
        for year in YEARS
        for day, title in statute.bank_holidays(year).items()
    }

    assert {one.on: one.title for one in listed} == by_rule
    text = ENGLAND_AND_WALES.read_text(encoding="utf-8")
    assert text == statute.snapshot(date(2028, 12, 26), 2030)


def test_the_list_is_the_published_one_where_that_speaks(
    listed: tuple[BankHoliday, ...],
) -> None:
    # The file is opened, not imported: its module looks at the web on construction.
    copy = files("govuk_bank_holidays").joinpath("bank-holidays.json")
    events = json.loads(copy.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    published = {date.fromisoformat(one["date"]): one["title"] for one in events}

    ours = {
        one.on: one.title
        for one in listed
        if min(published) <= one.on <= max(published)
    }

    assert ours == published
    assert max(published) == date(2028, 12, 26)


def test_the_list_has_the_weekdays_of_another_project(
    listed: tuple[BankHoliday, ...],
) -> None:
    # Without `subdiv` it leaves out Easter Monday and the August holiday.
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)

    assert {one.on for one in listed} == {day for day in theirs if day.weekday() < 5}
    assert len(listed) == 295


def test_days_after_the_published_list_are_projected(
    listed: tuple[BankHoliday, ...],
) -> None:
    calendar = read_calendar()
    projected = {one.on.year for one in listed if one.status is Status.PROJECTED}

    assert projected == {2029, 2030}
    assert calendar.covered_from == date(1995, 1, 1)
    assert calendar.official_until == date(2028, 12, 26)
    assert calendar.covered_until == date(2030, 12, 31)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2026, 4, 5), (2038, 4, 25)],
)
def test_easter_falls_where_the_tables_put_it(year: int, month: int, day: int) -> None:
    assert statute.easter_sunday(year) == date(year, month, day)
