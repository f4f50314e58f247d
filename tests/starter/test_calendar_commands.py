"""What a person or a spreadsheet asks of the calendar is answered, or refused plainly."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from calendars.reader import ENGLAND_AND_WALES, read_calendar
from domain.calendar import LONDON, due_at
from domain.limits import Limit, Unit
from starter.calendar_commands import calendar_app


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, in which no calendar has been imported yet."""
    monkeypatch.setenv("DISPUTES_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


HEADER = "id,start,amount,unit,rule,office_hours,closure_days,bank_holidays"


def run(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(calendar_app, list(words), input=typed)


def due(*words: str) -> Result:
    return run("due", *words)


def batch(*rows: str) -> Result:
    return run("due", "--batch", "-", typed="\n".join((HEADER, *rows)) + "\n")


def table(result: Result) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(result.stdout))
    return {row["id"]: (row["due"], row["due_utc"]) for row in rows}


# --- one question ----------------------------------------------------------------------


def test_a_due_time_comes_with_the_days_that_led_there() -> None:
    answer = due("--from", "2026-03-30", "--amount", "5", "--unit", "working_days")

    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[0] == "Wed 8 Apr 2026 17:00"
    assert "  Fri 3 Apr 2026: Good Friday, not counted" in answer.stdout.splitlines()


def test_everything_about_an_answer_can_be_had_as_json() -> None:
    answer = due(
        *("--from", "2028-12-20T10:00Z", "--amount", "10"),
        *("--unit", "working_days", "--rule", "deemed", "--json"),
    )

    facts = json.loads(answer.stdout)
    assert facts["due"] == "2029-01-08T17:00:00+00:00"
    assert facts["due_utc"] == "2029-01-08T17:00:00+00:00"
    assert facts["limit"] == "10 working days"
    assert facts["projected"] is True
    assert facts["calendar"] == read_calendar().version
    assert facts["steps"][-1] == "Mon 8 Jan 2029 17:00: due"


def test_a_projected_answer_says_so() -> None:
    answer = due("--from", "2029-05-01", "--amount", "5", "--unit", "working_days")

    assert "Projected" in answer.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rule", "inclusive"), "Tue 7 Apr 2026 17:00"),
        (("--closures", "2026-04-07,2026-04-08"), "Fri 10 Apr 2026 17:00"),
        (("--without", "2026-04-03,2026-04-06"), "Mon 6 Apr 2026 17:00"),
        (("--with", "2026-04-08"), "Thu 9 Apr 2026 17:00"),
        (("--office-hours", "Mon-Fri 08:00-24:00"), "Wed 8 Apr 2026 24:00"),
    ],
)
def test_the_options_change_the_answer(words: tuple[str, ...], told: str) -> None:
    asked = ("--from", "2026-03-30T10:00", "--amount", "5", "--unit", "working_days")

    assert due(*asked, *words).stdout.splitlines()[0] == told


@pytest.mark.parametrize(
    ("roll", "told"),
    [("none", "Sat 4 Apr 2026 17:00"), ("forward", "Tue 7 Apr 2026 17:00")],
)
def test_calendar_days_roll_when_asked_to(roll: str, told: str) -> None:
    asked = ("--from", "2026-03-30", "--amount", "5", "--unit", "calendar_days")

    assert due(*asked, "--roll", roll).stdout.splitlines()[0] == told


def test_everything_wrong_with_a_question_is_said_at_once() -> None:
    answer = due(
        *("--from", "Tuesday", "--amount", "0", "--unit", "days"),
        *("--office-hours", "9 to 5", "--closures", "soon", "--without", "x"),
    )

    assert answer.exit_code == 2
    assert answer.stdout == ""
    said = answer.stderr.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "--from",
        "--amount",
        "--unit",
        "--office-hours",
        "--closures",
        "--with or --without",
    ]
    assert all("write" in line for line in said)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ((), "--from: is ''"),
        (("--from", "0202-03-30"), "in the year 202"),
        (("--roll", "sideways"), "--roll: is 'sideways'; write none or forward."),
        (("--unit", "working_days", "--roll", "forward"), "--roll: is for calendar"),
        (("--unit", "calendar_days", "--rule", "deemed"), "no_roll or roll_forward"),
        (("--unit", "working_days", "--rule", "open_time"), "next_day, deemed or"),
        (("--with", "2026-05-04", "--without", "2026-05-04"), "both added and taken"),
        (("--batch", "a.csv", "--amount", "5"), "--batch: comes alone"),
        (("--batch", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("--list", "nowhere.json"), "nowhere.json: cannot be read"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    words: tuple[str, ...], fault: str
) -> None:
    answer = due(*words)

    assert answer.exit_code == 2
    assert fault in answer.stderr
    assert answer.stdout == ""


def test_a_date_past_the_list_is_refused_in_one_sentence() -> None:
    answer = due("--from", "2031-01-06", "--amount", "5", "--unit", "working_days")

    assert answer.exit_code == 2
    assert answer.stderr.startswith("The calendar ends on Tue 31 Dec 2030")
    assert len(answer.stderr.splitlines()) == 1


# --- many questions --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-03-30T10:00,5,working_days,next_day,,,official", "2026-04-08T17:00+01"),
        ("2026-03-28T10:00,1,working_days,deemed,,,official", "2026-03-31T17:00+01"),
        ("2026-03-27T10:00,1,working_days,inclusive,,,", "2026-03-27T17:00+00"),
        ("2026-03-27T16:00,2,working_hours,open_time,,,", "2026-03-30T10:00+01"),
        ("2026-03-27T09:00,8,working_hours,open_time,,,", "2026-03-27T17:00+00"),
        ("2026-03-28T12:00,24,elapsed_hours,absolute,,,", "2026-03-29T13:00+01"),
        ("2026-10-25T00:30,2,elapsed_hours,absolute,,,", "2026-10-25T01:30+00"),
        ("2026-03-30,5,calendar_days,no_roll,,,", "2026-04-04T17:00+01"),
        ("2026-03-30,5,calendar_days,roll_forward,,,", "2026-04-07T17:00+01"),
        ("2026-03-30,5,calendar_days,roll_forward,,,none", "2026-04-06T17:00+01"),
        ("2026-03-30,5,working_days,,,2026-03-31 2026-04-08,", "2026-04-10T17:00+01"),
        ("2026-03-30,5,working_days,,,,official -2026-04-06", "2026-04-07T17:00+01"),
        ("2026-03-30,5,working_days,,,,none", "2026-04-06T17:00+01"),
        ("2026-03-30,5,working_days,,,,none +2026-03-31", "2026-04-07T17:00+01"),
        ("2045-03-30,5,working_days,,,,none", "2045-04-06T17:00+01"),
        ("2026-03-31,1,working_days,,Mon-Fri 00:00-24:00,,", "2026-04-02T00:00+01"),
        (
            (
                "2026-03-26T17:00+00:00,4,working_hours,,"
                '"Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45",,'
            ),
            "2026-03-27T12:30+00",
        ),
        # A bank holiday on a Friday closes as a Friday does; a Saturday as Friday did.
        (
            (
                "2026-04-02,1,calendar_days,no_roll,"
                '"Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45",,official'
            ),
            "2026-04-03T16:45+01",
        ),
        (
            (
                "2026-04-02,2,calendar_days,no_roll,"
                '"Mon-Thu 08:45-17:15; Fri 08:45-12:30,13:30-16:45",,official'
            ),
            "2026-04-04T16:45+01",
        ),
    ],
)
def test_a_row_is_answered_in_london_time_and_in_utc(row: str, told: str) -> None:
    answer = batch(f"A-1,{row}")

    assert answer.exit_code == 0, answer.stderr
    london, utc = table(answer)["A-1"]
    assert (london[:16], london[19:]) == (told[:16], told[16:] + ":00")
    assert datetime.fromisoformat(london) == datetime.fromisoformat(utc)
    assert utc.endswith("+00:00")


def test_bad_rows_are_named_and_the_others_answered() -> None:
    answer = batch(
        "good,2026-03-30,5,working_days,next_day,,,official",
        "unit,2026-03-30,5,days,next_day,,,official",
        "",
        "rule,2026-03-30,5,working_hours,next_day,,,official",
        "both,tomorrow,five,working_days,next_day,,,perhaps",
        "far,2040-03-30,5,working_days,next_day,,,official",
        "cells,2026-03-30,5,working_days,,Fri 08:45-12:30,13:30-16:45,,",
        "sign,2026-03-30,5,working_days,,,,official 2026-05-04",
        ",2026-03-30,5,working_days,next_day,,,official",
        "short,2026-03-30,5",
        "fine,2026-03-31,1,working_days",
    )

    assert answer.exit_code == 2
    assert list(table(answer)) == ["good", "fine"]
    said = [line.split(": ")[0] for line in answer.stderr.splitlines()]
    assert said == [
        "Row 3, id unit",
        "Row 5, id rule",
        *["Row 6, id both"] * 3,
        "Row 7, id far",
        "Row 8, id cells",
        "Row 9, id sign",
        "Row 10, id empty",
        "Row 11, id short",
    ]
    assert all(
        any(f"{verb} " in line for verb in ("write", "load", "put"))
        for line in answer.stderr.splitlines()
    )


def test_a_file_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.csv"
    text = "ID,Start,Amount,Unit,Note\r\nA-1,2026-03-30,5,working_days,hello\r\n"
    path.write_bytes(text.encode("utf-8-sig"))

    answer = run("due", "--batch", str(path))

    assert answer.exit_code == 0
    assert table(answer)["A-1"][0] == "2026-04-08T17:00:00+01:00"
    assert answer.stderr == "Column 'note' is not used.\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "has no column id, start, amount, unit"),
        ("id,start,amount\n1,2,3\n", "has no column unit"),
    ],
)
def test_a_file_without_the_columns_is_refused(text: str, fault: str) -> None:
    answer = run("due", "--batch", "-", typed=text)

    assert answer.exit_code == 2
    assert fault in answer.stderr
    assert answer.stdout == ""


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.csv"
    path.write_bytes(f"{HEADER}\nA\xa3,2026-03-30\n".encode("latin-1"))

    answer = run("due", "--batch", str(path))

    assert answer.exit_code == 2
    assert "not UTF-8" in answer.stderr


def test_a_batch_answers_in_json_too() -> None:
    rows = f"{HEADER}\nA,2026-03-30,5,working_days\nB,2026-03-30,5,days\n"

    answer = run("due", "--batch", "-", "--json", typed=rows)

    assert answer.exit_code == 2
    assert json.loads(answer.stdout) == [
        {
            "id": "A",
            "due": "2026-04-08T17:00:00+01:00",
            "due_utc": "2026-04-08T16:00:00+00:00",
            "calendar": read_calendar().version,
        }
    ]


def test_thousands_of_rows_get_the_dates_they_get_one_by_one() -> None:
    official = read_calendar()
    units = list(Unit)
    rows, expected = [], {}
    for number in range(3000):
        # Strides that share no factor with a day or a week: every hour, every weekday.
        start = datetime(2012, 1, 1, tzinfo=UTC) + timedelta(minutes=number * 2593)
        unit, amount = units[number % len(units)], number % 37 + 1
        rows.append(f"R{number},{start.isoformat()},{amount},{unit.value}")
        limit = Limit(amount=amount, unit=unit)
        told = due_at(limit, start, official)
        expected[f"R{number}"] = (told.astimezone(LONDON).isoformat(), told.isoformat())

    answer = batch(*rows)

    assert answer.exit_code == 0
    assert table(answer) == expected


# --- a year ----------------------------------------------------------------------------


def test_a_year_shows_its_days_off(tmp_path: Path) -> None:
    closures = tmp_path / "closures.yaml"
    closures.write_text(
        "closures:\n- {on: 2027-12-29, reason: Christmas closure}\n", encoding="utf-8"
    )

    shown = run("year", "2027", "--closures-file", str(closures))

    assert shown.exit_code == 0
    assert "2027: 253 working days" in shown.stdout
    assert "27*28*29x30 31" in shown.stdout
    assert "* Fri 26 Mar 2027  Good Friday" in shown.stdout
    assert "x Wed 29 Dec 2027  closed: Christmas closure" in shown.stdout


def test_a_projected_holiday_bears_another_mark() -> None:
    shown = run("year", "2029")

    assert "? Fri 30 Mar 2029  Good Friday, projected" in shown.stdout


def test_a_year_can_be_had_as_json() -> None:
    facts = json.loads(run("year", "2026", "--json").stdout)

    assert facts["working_days"] == 253
    assert len(facts["bank_holidays"]) == 8
    assert facts["bank_holidays"][1] == {
        "on": "2026-04-03",
        "title": "Good Friday",
        "status": "official",
    }


@pytest.mark.parametrize("number", ["1994", "2031", "0", "10000"])
def test_a_year_that_is_not_known_is_refused(number: str) -> None:
    shown = run("year", number)

    assert shown.exit_code == 2
    assert "write" in shown.stderr or "load" in shown.stderr
    assert shown.stdout == ""


# --- the calendar in force -------------------------------------------------------------

A_FROG_DAY = {"2026-04-01": "Frog Day bank holiday"}
FIVE_DAYS = ("--from", "2026-03-30T10:00", "--amount", "5", "--unit", "working_days")


@pytest.fixture
def in_force(home: Path, list_file: Callable[..., Path], tmp_path: Path) -> str:
    """Version of a calendar that was imported, with a day more and a closure."""
    closures = tmp_path / "closures.yaml"
    closures.write_text("closures:\n- {on: 2026-04-02, reason: Frogs}\n", "utf-8")
    listed = str(list_file(add=A_FROG_DAY))
    taken = run("import", listed, "--closures", str(closures), "--json")
    version: str = json.loads(taken.stdout)["version"]
    return version


def test_a_due_time_is_worked_out_by_the_calendar_in_force_and_says_which(
    in_force: str,
) -> None:
    said = due(*FIVE_DAYS).stdout.splitlines()
    facts = json.loads(due(*FIVE_DAYS, "--json").stdout)

    assert said[0] == "Thu 9 Apr 2026 17:00"
    assert "  Wed 1 Apr 2026: Frog Day bank holiday, not counted" in said
    assert said[-1].startswith(f"Calendar {in_force}, in force since ")
    assert facts["due"] == "2026-04-09T17:00:00+01:00"
    assert facts["calendar"] == in_force


def test_a_batch_is_worked_out_by_the_calendar_in_force_and_says_which(
    in_force: str,
) -> None:
    rows = (
        "A,2026-03-30T10:00,5,working_days,,,,official",
        "B,2026-03-30T10:00,5,working_days,,,,none",
    )

    answer = batch(*rows)

    assert table(answer)["A"][0] == "2026-04-09T17:00:00+01:00"
    assert answer.stderr.startswith(f"Calendar {in_force}, in force since ")
    asked = run("due", "--batch", "-", "--json", typed="\n".join((HEADER, *rows)))
    calendars = [one["calendar"] for one in json.loads(asked.stdout)]
    assert calendars == [in_force, None]


def test_a_list_that_is_named_goes_before_the_calendar_in_force(in_force: str) -> None:
    said = due(*FIVE_DAYS, "--list", str(ENGLAND_AND_WALES)).stdout.splitlines()

    assert said[0] == "Wed 8 Apr 2026 17:00"
    assert said[-1].endswith("from england-and-wales.json.")


def test_a_year_shows_the_calendar_in_force_with_its_closures(
    in_force: str, tmp_path: Path
) -> None:
    shown = run("year", "2026").stdout
    facts = json.loads(run("year", "2026", "--json").stdout)

    assert "* Wed 1 Apr 2026   Frog Day bank holiday" in shown
    assert "x Thu 2 Apr 2026   closed: Frogs" in shown
    assert f"Calendar {in_force}, in force since " in shown
    assert facts["version"] == in_force
    others = tmp_path / "others.yaml"
    others.write_text("closures:\n- {on: 2026-12-29, reason: Toads}\n", "utf-8")
    shown = run("year", "2026", "--closures-file", str(others)).stdout
    assert "Frog Day" in shown
    assert "closed: Toads" in shown
    assert "closed: Frogs" not in shown


def test_settings_that_cannot_be_understood_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPUTES_MODE", "frog")

    answer = due(*FIVE_DAYS)

    assert answer.exit_code == 2
    assert "DISPUTES_MODE" in answer.stderr
