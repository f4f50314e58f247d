"""Office hours are read as people write them, and refused in sentences."""

from datetime import UTC, date, datetime

import pytest
from pydantic import BaseModel, ValidationError

from domain.calendar import LONDON, OfficeHours, WorkingCalendar, at_london, due_at
from domain.limits import Limit, Unit

SHORT_FRIDAY = "Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45"
SUN_30_MAR_2025 = date(2025, 3, 30)
SUN_26_OCT_2025 = date(2025, 10, 26)


def open_on(hours: str) -> WorkingCalendar:
    return WorkingCalendar(
        office_hours=OfficeHours.parse(hours),
        covered_from=date(2020, 1, 1),
        official_until=date(2030, 12, 31),
        covered_until=date(2030, 12, 31),
    )


def hours_of_office_time(amount: int) -> Limit:
    return Limit(amount=amount, unit=Unit.WORKING_HOURS)


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45",
        "monday - thursday 8:45 - 17:15 ; FRI 13:30-16:45, 08:45-12:30;",
        "Fri 08:45-12:30,13:30-16:45; Mon,Tues,Wed,Thu 08:45-17:15",
        "Mon\u2013Thu 08:45\u201312:00,12:00\u201317:15; Fri 08:45-12:30,13:30-16:45",
    ],
)
def test_hours_that_mean_the_same_are_the_same(text: str) -> None:
    hours = OfficeHours.parse(text)

    assert str(hours) == SHORT_FRIDAY
    assert hours == OfficeHours.parse(SHORT_FRIDAY)
    assert hash(hours) == hash(OfficeHours.parse(SHORT_FRIDAY))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "name no day"),
        ("Mon-Fri", "cannot be read"),
        ("09:00-17:00", "cannot be read"),
        ("Mon-Fri 9-5", "no times"),
        ("Mon-Fri 09:00-17:60", "past the clock"),
        ("Mon-Fri 09:00-24:01", "past the clock"),
        ("Mon-Fri 17:00-09:00", "close before they open"),
        ("Mon 09:00-09:00", "close before they open"),
        ("Mon 09:00-12:00,11:00-17:00", "overlap"),
        ("Mon 09:00-17:00; Mon-Tue 09:00-12:00", "name Mon twice"),
        ("Fri-Mon 09:00-17:00", "do not run forward"),
        ("Mo-Fr 09:00-17:00", "name 'Mo', no day"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_with_an_example(
    text: str, fault: str
) -> None:
    with pytest.raises(ValueError, match=fault) as refused:
        OfficeHours.parse(text)

    assert "write" in str(refused.value)


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="overlap") as refused:
        OfficeHours.parse("Mon 09:00-12:00,11:00-13:00; Tue 17:00-09:00; Xyz 1:00-2:00")

    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Mon 09:00-09:00",
            (
                "Office hours '09:00-09:00' close before they open; write a night as two"
                " days, as in `Mon 22:00-24:00; Tue 00:00-06:00`."
            ),
        ),
        (
            "Mon 09:00-12:00,11:00-17:00",
            (
                "Office hours '09:00-12:00,11:00-17:00' overlap; write each span after the"
                " last, as in `09:00-12:30,13:30-17:00`."
            ),
        ),
        (
            "Fri-Mon,Wed-Tue 09:00-17:00",
            (
                "Office hours 'Fri-Mon' do not run forward through the week; write first"
                " and last day, as in `Mon-Fri`.\n"
                "Office hours 'Wed-Tue' do not run forward through the week; write first"
                " and last day, as in `Mon-Fri`."
            ),
        ),
        (
            "Mon-Wed-Fri 09:00-17:00",
            (
                "Office hours 'Mon-Wed-Fri' do not run forward through the week; write"
                " first and last day, as in `Mon-Fri`."
            ),
        ),
        (
            "Mo,Fri-Mon 09:00-17:00",
            (
                "Office hours name 'Mo', no day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun.\n"
                "Office hours 'Fri-Mon' do not run forward through the week; write first"
                " and last day, as in `Mon-Fri`."
            ),
        ),
    ],
)
def test_a_fault_is_told_whole_with_what_to_write_instead(text: str, says: str) -> None:
    with pytest.raises(ValueError, match="Office hours") as refused:
        OfficeHours.parse(text)

    assert str(refused.value) == says


def test_hours_that_touch_are_one() -> None:
    assert str(OfficeHours.parse("Mon 09:00-12:00,12:00-17:00")) == "Mon 09:00-17:00"


def test_hours_travel_as_their_text() -> None:
    class Carrier(BaseModel):
        hours: OfficeHours = OfficeHours()

    carried = Carrier.model_validate_json('{"hours": "Tue 09:00-12:00"}')

    assert carried.model_dump_json() == '{"hours":"Tue 09:00-12:00"}'
    with pytest.raises(ValidationError, match="cannot be read"):
        Carrier.model_validate({"hours": "whenever"})


def test_a_weekend_closes_when_friday_does() -> None:
    closings = OfficeHours.parse(SHORT_FRIDAY).closings

    assert [f"{minute // 60}:{minute % 60}" for minute in closings] == [
        *["17:15"] * 4,
        *["16:45"] * 3,
    ]


def test_a_day_off_before_the_first_open_day_closes_like_the_last_open_day() -> None:
    closings = OfficeHours.parse("Wed 09:00-15:00; Thu 09:00-18:00").closings

    assert closings == (1080, 1080, 900, 1080, 1080, 1080, 1080)


def test_a_lunch_break_is_not_office_time() -> None:
    fri_20_mar_noon = datetime(2026, 3, 20, 12, tzinfo=UTC)

    due = due_at(hours_of_office_time(1), fri_20_mar_noon, open_on(SHORT_FRIDAY))

    assert due == datetime(2026, 3, 20, 14, tzinfo=UTC)


def test_a_limit_that_is_used_up_at_closing_is_due_at_closing() -> None:
    thu_19_mar_nine = datetime(2026, 3, 19, 9, 15, tzinfo=UTC)

    due = due_at(hours_of_office_time(8), thu_19_mar_nine, open_on(SHORT_FRIDAY))

    assert due == datetime(2026, 3, 19, 17, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 3, 20, 16, 45, tzinfo=UTC),
        datetime(2026, 3, 20, 23, tzinfo=UTC),
        datetime(2026, 3, 22, 11, tzinfo=UTC),
        datetime(2026, 3, 23, 8, 45, tzinfo=UTC),
    ],
)
def test_a_start_outside_hours_waits_for_the_next_opening(start: datetime) -> None:
    due = due_at(hours_of_office_time(2), start, open_on(SHORT_FRIDAY))

    assert due == datetime(2026, 3, 23, 10, 45, tzinfo=UTC)


def test_an_office_that_closes_at_midnight_is_due_when_the_day_ends() -> None:
    round_the_clock = open_on("Mon-Sun 00:00-24:00")
    limit = Limit(amount=1, unit=Unit.WORKING_DAYS)
    fri_2_jan = datetime(2026, 1, 2, 15, tzinfo=UTC)

    due = due_at(limit, fri_2_jan, round_the_clock)

    assert due == datetime(2026, 1, 4, tzinfo=UTC)


def test_a_round_the_clock_office_has_a_day_of_23_hours_and_one_of_25() -> None:
    round_the_clock = open_on("Mon-Sun 00:00-24:00")
    short = datetime(2025, 3, 30, 0, tzinfo=LONDON)
    long = datetime(2025, 10, 26, 0, tzinfo=LONDON)

    after_short = due_at(hours_of_office_time(23), short, round_the_clock)
    after_long = due_at(hours_of_office_time(25), long, round_the_clock)

    assert after_short == datetime(2025, 3, 31, 0, tzinfo=LONDON)
    assert after_long == datetime(2025, 10, 27, 0, tzinfo=LONDON)


def test_a_time_the_clocks_jump_over_is_the_moment_of_the_jump() -> None:
    jump = datetime(2025, 3, 30, 1, tzinfo=UTC)

    assert at_london(SUN_30_MAR_2025, 60) == jump
    assert at_london(SUN_30_MAR_2025, 90) == jump
    assert at_london(SUN_30_MAR_2025, 119) == jump
    assert at_london(SUN_30_MAR_2025, 120) == jump
    assert at_london(SUN_30_MAR_2025, 59) == datetime(2025, 3, 30, 0, 59, tzinfo=UTC)


def test_a_time_that_comes_twice_is_the_first() -> None:
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)

    assert at_london(SUN_26_OCT_2025, 90) == first


def test_office_time_that_the_clocks_jump_over_is_not_counted_twice() -> None:
    broken_night = open_on("Sun 00:30-01:30,02:00-06:00")
    start = datetime(2025, 3, 30, 0, tzinfo=UTC)

    due = due_at(hours_of_office_time(2), start, broken_night)

    assert due == datetime(2025, 3, 30, 2, 30, tzinfo=UTC)
