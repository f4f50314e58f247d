"""Calendar files are read, and everything wrong with one is said at once."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calendars.reader import read_calendar, read_closures
from domain.calendar import OfficeHours, Status
from domain.errors import CalendarError

CLOSURES = """\
closures:
  - on: 2026-12-29
    reason: Christmas closure
  - on: "2026-12-30"
    reason: Christmas closure
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "closures.yaml").write_text(CLOSURES, encoding="utf-8")
    return tmp_path


def written(directory: Path, data: Any) -> Path:
    path = directory / "list.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_list_that_comes_with_the_program_needs_no_name() -> None:
    calendar = read_calendar()

    assert calendar.why_not_working(date(2026, 4, 3)) == "Good Friday"
    assert str(calendar.office_hours) == "Mon-Fri 09:00-17:00"


def test_closures_and_office_hours_come_with_the_list(directory: Path) -> None:
    hours = OfficeHours.parse("Mon-Thu 08:45-17:15")

    calendar = read_calendar(None, directory / "closures.yaml", hours)

    why = calendar.why_not_working(date(2026, 12, 30), skip_closures=True)
    assert why == "Christmas closure"
    assert calendar.why_not_working(date(2026, 3, 20)) == "Friday"


def test_a_file_as_gov_uk_publishes_it_is_read_as_it_is(directory: Path) -> None:
    events = [
        {
            "title": "New Year",
            "date": "2027-01-01",
            "notes": "",
            "bunting": True,
        },
        {"title": "Boxing Day", "date": "2028-12-26", "notes": "", "bunting": True},
    ]
    published = {
        "england-and-wales": {"division": "england-and-wales", "events": events},
        "scotland": {"division": "scotland", "events": []},
    }

    calendar = read_calendar(written(directory, published))

    assert [one.status for one in calendar.bank_holidays] == [Status.OFFICIAL] * 2
    assert calendar.covered_from == date(2027, 1, 1)
    assert calendar.official_until == date(2028, 12, 26)
    assert calendar.covered_until == date(2028, 12, 31)


def test_everything_wrong_with_both_files_is_said_at_once(directory: Path) -> None:
    listed = {
        "division": "scotland",
        "coverage": {"from": "2026-01-01", "official_until": "soon"},
        "events": [
            {"date": "2026-13-01", "title": "Good Friday"},
            {"date": "2026-04-03"},
            {"date": "2026-04-03", "title": "Good Friday", "status": "likely"},
            "Easter",
        ],
    }
    closures = directory / "bad.yaml"
    closures.write_text(
        "closures:\n- on: 2026-12-29\n- {on: later, reason: ' '}\n", encoding="utf-8"
    )

    with pytest.raises(CalendarError) as refused:
        read_calendar(written(directory, listed), closures)

    said = str(refused.value).splitlines()
    for place in (
        "division is 'scotland'",
        "events.0.date: is '2026-13-01'",
        "events.1.title: is None",
        "events.2.status: is 'likely'",
        "events.3: is 'Easter'",
        "closures.0: is",
        "closures.1.on: is 'later'",
        "closures.1.reason: is ' '",
    ):
        assert any(place in line for line in said), place
    assert all("write" in line for line in said)


@pytest.mark.parametrize(
    ("coverage", "fault"),
    [
        ([], "write `from`"),
        ({"from": "2026-01-01", "official_until": "2026-12-31"}, "coverage.until"),
        (
            {"from": "2027-01-01", "official_until": "2026-12-31", "until": "2028-1-1"},
            "coverage.until",
        ),
        (
            {
                "from": "2027-01-01",
                "official_until": "2026-12-31",
                "until": "2028-12-31",
            },
            "not in order",
        ),
        (
            {
                "from": "2027-01-01",
                "official_until": "2027-12-31",
                "until": "2028-12-31",
            },
            "Fri 3 Apr 2026 is outside the coverage",
        ),
    ],
)
def test_a_coverage_that_makes_no_sense_is_refused(
    coverage: Any, fault: str, directory: Path
) -> None:
    events = [{"date": "2026-04-03", "title": "Good Friday"}]

    with pytest.raises(CalendarError, match=fault):
        read_calendar(written(directory, {"coverage": coverage, "events": events}))


def test_a_holiday_written_twice_is_refused(directory: Path) -> None:
    event = {"date": "2026-04-03", "title": "Good Friday"}

    with pytest.raises(CalendarError, match="Fri 3 Apr 2026 is there twice"):
        read_calendar(written(directory, {"events": [event, event]}))


@pytest.mark.parametrize("data", [{}, [], {"events": []}, 7])
def test_a_file_without_events_is_refused(data: Any, directory: Path) -> None:
    with pytest.raises(CalendarError, match="has no list of `events`"):
        read_calendar(written(directory, data))


@pytest.mark.parametrize(
    ("contents", "fault"),
    [
        (b"{", "line 1 is not JSON"),
        (b"\xff\xfe", "is not UTF-8 text"),
    ],
)
def test_a_list_that_is_no_text_is_refused(
    contents: bytes, fault: str, directory: Path
) -> None:
    path = directory / "list.json"
    path.write_bytes(contents)

    with pytest.raises(CalendarError, match=fault):
        read_calendar(path)


def test_a_file_that_is_not_there_is_refused(directory: Path) -> None:
    with pytest.raises(CalendarError, match="cannot be read"):
        read_calendar(directory / "nowhere.json")
    with pytest.raises(CalendarError, match="cannot be read"):
        read_closures(directory / "nowhere.yaml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("closures: [", "line 1 is not YAML|line 2 is not YAML"),
        ("closures: []\nclosures: []", "is not YAML"),
        ("shut: []", "write one key, `closures`"),
        ("", "write one key, `closures`"),
        ("closures: Monday", "write one key, `closures`"),
        ("closures: 7", "write one key, `closures`"),
        ("closures:\n- 2026-12-29", "closures.0: is"),
        ("closures:\n- {on: 2026-12-29T10:00:00, reason: Flood}", "no date"),
        (
            (
                "closures:\n- {on: 2026-12-29, reason: Flood}\n"
                "- {on: 2026-12-29, reason: Fire}"
            ),
            "Tue 29 Dec 2026 is there twice",
        ),
    ],
)
def test_closures_that_cannot_be_read_are_refused(
    text: str, fault: str, directory: Path
) -> None:
    path = directory / "bad.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CalendarError, match=fault):
        read_closures(path)


def test_a_council_without_closures_writes_an_empty_list(directory: Path) -> None:
    path = directory / "none.yaml"
    path.write_text("closures:\n", encoding="utf-8")

    assert read_closures(path) == ()
