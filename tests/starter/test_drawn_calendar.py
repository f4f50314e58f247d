"""A clock drawn as a calendar says, to eyes and to a screen reader, how it is reached."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.calendar import WorkingCalendar
from domain.clock_record import recorded
from domain.ledger import Ledger, PauseEffect
from domain.limits import Counting, Limit, Roll, Unit
from starter.strip_days import Cell, Ground, strip
from starter.strip_drawing import drawing
from tests.starter.conftest import Whole

SVG = "{http://www.w3.org/2000/svg}"
MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)
WED_1_APR_LATE = datetime(2026, 4, 1, 17, 30, tzinfo=UTC)
TUE_31_MAR = datetime(2026, 3, 31, 9, tzinfo=UTC)
WED_8_APR = datetime(2026, 4, 8, 8, tzinfo=UTC)


@pytest.fixture
def five_days(calendar: WorkingCalendar) -> Ledger:
    """Five working days from Mon 30 Mar 2026, over Easter: due Wed 8 Apr."""
    limit = Limit(amount=5, unit=Unit.WORKING_DAYS)
    return Ledger(limit=limit, started_at=MON_30_MAR, calendar=calendar)


def cells(ledger: Ledger) -> dict[date, Cell]:
    days = strip(recorded(1, "Stage 1", ledger)).weeks
    return {cell.on: cell for week in days for cell in week}


def numbered(ledger: Ledger) -> dict[int, date]:
    return {cell.number: on for on, cell in cells(ledger).items() if cell.number}


def test_working_days_are_numbered_and_the_last_number_is_on_the_due_day(
    five_days: Ledger,
) -> None:
    days = cells(five_days)

    assert list(numbered(five_days)) == [1, 2, 3, 4, 5]
    assert numbered(five_days)[5] == date(2026, 4, 8)
    assert days[date(2026, 4, 8)].marks == ("Due 17:00",)
    assert days[date(2026, 3, 30)].marks == ("Start",)
    friday = days[date(2026, 4, 3)]
    assert (friday.ground, friday.note, friday.number) == (
        Ground.HOLIDAY,
        "Good Friday",
        None,
    )


def test_a_clock_that_follows_its_meeting_is_drawn_from_the_meeting(
    five_days: Ledger,
) -> None:
    five_days.start_with_meeting(WED_1_APR_LATE, TUE_31_MAR, held=False)
    five_days.start_with_meeting(WED_1_APR_LATE, WED_8_APR, held=True)

    days = cells(five_days)

    assert days[date(2026, 3, 31)].ground is Ground.OUTSIDE
    assert days[date(2026, 4, 1)].marks == ("Start",)
    assert days[date(2026, 4, 8)].marks == ("Meeting held",)
    assert numbered(five_days)[5] == date(2026, 4, 10)


def test_the_numbers_stand_still_during_a_hold_and_end_on_the_due_day(
    five_days: Ledger,
) -> None:
    five_days.hold(TUE_31_MAR).resume(WED_8_APR)

    due = date(2026, 4, 14)
    assert numbered(five_days) == {
        1: date(2026, 3, 31),
        2: date(2026, 4, 9),
        3: date(2026, 4, 10),
        4: date(2026, 4, 13),
        5: due,
    }
    assert cells(five_days)[date(2026, 4, 2)].ground is Ground.HELD
    assert cells(five_days)[due].is_due


def test_an_extension_goes_on_counting(five_days: Ledger) -> None:
    five_days.extend(Limit(amount=2, unit=Unit.WORKING_DAYS), TUE_31_MAR)

    assert numbered(five_days)[7] == date(2026, 4, 10)
    assert cells(five_days)[date(2026, 3, 31)].marks == ("+2 working days",)


def test_a_held_clock_has_no_due_day(five_days: Ledger) -> None:
    five_days.hold(TUE_31_MAR)

    assert not any(cell.is_due for cell in cells(five_days).values())
    assert "on hold" in strip(recorded(1, "Stage 1", five_days)).says


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (Limit(amount=3, unit=Unit.WORKING_DAYS, counting=Counting.DEEMED), (3, 9)),
        (Limit(amount=3, unit=Unit.WORKING_DAYS, counting=Counting.INCLUSIVE), (3, 8)),
        (Limit(amount=11, unit=Unit.CALENDAR_DAYS, roll=Roll.FORWARD), (11, 12)),
    ],
)
def test_each_way_of_counting_is_numbered_as_it_counts(
    calendar: WorkingCalendar, limit: Limit, last: tuple[int, int]
) -> None:
    ledger = Ledger(limit=limit, started_at=WED_1_APR_LATE, calendar=calendar)

    number, day = last
    assert max(numbered(ledger)) == number
    assert numbered(ledger)[number] == date(2026, 4, day)


def test_where_numbers_would_not_tell_the_truth_there_are_none(
    calendar: WorkingCalendar, five_days: Ledger
) -> None:
    hours = Limit(amount=24, unit=Unit.ELAPSED_HOURS)
    by_hours = Ledger(limit=hours, started_at=MON_30_MAR, calendar=calendar)
    restarted = five_days.model_copy(update={"pause_effect": PauseEffect.RESTART})
    restarted.hold(TUE_31_MAR).resume(WED_8_APR)

    assert numbered(by_hours) == numbered(restarted) == {}


def test_a_screen_reader_hears_a_title_and_what_happened(five_days: Ledger) -> None:
    clock = recorded(1, "the whole process", five_days)

    picture = ET.fromstring(drawing("Merton <1>", [strip(clock)]))

    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "Merton <1>"
    described = picture.findtext(f"{SVG}desc") or ""
    assert "clock of 5 working days started, due Wed 8 Apr 2026 17:00" in described
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"The whole process", "Good Friday", "Due 17:00", "weekend"} <= set(texts)


async def test_a_running_dispute_is_drawn_into_a_file(
    whole: Whole, tmp_path: Path
) -> None:
    dispute = await whole.raised("SVG-2026-0001")

    drawn = await whole.run("explain", dispute, "--svg", str(tmp_path / "dates.svg"))
    refused = await whole.run("explain", dispute, "--svg", str(tmp_path / "no" / "d"))

    assert drawn.exit_code == 0
    picture = ET.parse(tmp_path / "dates.svg").getroot()
    assert "west-sussex-SVG-2026-0001" in (picture.findtext(f"{SVG}title") or "")
    assert (refused.exit_code, "--svg:" in refused.stderr) == (1, True)
