"""A list is taken in, looked at, and brought to open disputes, as an operator does it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calendars.reader import ENGLAND_AND_WALES, read_calendar
from calendars.versions import Versions
from tests.starter.conftest import Whole, disputes

TUE_7_APR = "2026-04-07"
THE_DAY = {TUE_7_APR: "Marmalade Day bank holiday"}

ListFile = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, in which nothing runs."""
    monkeypatch.setenv("DISPUTES_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def versions(home: Path) -> Versions:
    return Versions(home / "calendars")


# --- taking in a list ------------------------------------------------------------------


def test_an_imported_list_is_kept_under_its_hash_with_where_it_came_from(
    home: Path, list_file: ListFile
) -> None:
    file = list_file(add=THE_DAY)

    answer = disputes(
        *("calendar", "import", str(file), "--because", "It was proclaimed."),
        *("--as", "operator/OP-7", "--json"),
    )

    facts = json.loads(answer.stdout)
    kept = versions(home).imported()
    assert [(one.version, one.source, one.by, one.because) for one in kept] == [
        (facts["version"], file.name, "operator / OP-7", "It was proclaimed.")
    ]
    assert facts["changes"] == [
        {"on": TUE_7_APR, "was": None, "now": "Marmalade Day bank holiday"}
    ]
    newer = versions(home).current()
    assert newer is not None
    assert newer.calendar.version == facts["version"]
    assert newer.since == kept[0].imported_at


def test_the_list_in_force_imported_again_changes_nothing(
    home: Path, list_file: ListFile
) -> None:
    file = str(list_file(add=THE_DAY))
    disputes("calendar", "import", file)

    again = disputes("calendar", "import", file)

    assert again.exit_code == 0
    assert "is in force already" in again.stdout
    assert len(versions(home).imported()) == 1


def test_a_mistake_is_undone_by_importing_what_was_before(
    home: Path, list_file: ListFile
) -> None:
    disputes("calendar", "import", str(ENGLAND_AND_WALES))
    disputes("calendar", "import", str(list_file(add=THE_DAY)))

    disputes("calendar", "import", str(ENGLAND_AND_WALES))

    first, second, third = versions(home).imported()
    assert (third.version, third.supersedes) == (first.version, second.version)


def test_the_list_as_gov_uk_publishes_it_loses_no_year_that_was_known(
    home: Path, tmp_path: Path
) -> None:
    ours = json.loads(ENGLAND_AND_WALES.read_text(encoding="utf-8"))
    few = [one for one in ours["events"] if "2024" <= one["date"] < "2029"]
    published = {"division": "england-and-wales", "events": few}
    file = tmp_path / "bank-holidays.json"
    file.write_text(json.dumps({"england-and-wales": published, "scotland": {}}))

    answer = disputes("calendar", "import", str(file))

    assert answer.exit_code == 0, answer.stderr
    newer = versions(home).current()
    assert newer is not None
    assert newer.calendar.version == read_calendar().version


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"add": {"2027-07-17": "Frog Day"}},
            "Sat 17 Jul 2027, Frog Day, is a weekend",
        ),
        (
            {"add": {"2027-04-02": "Good Friday"}, "remove": ("2027-03-26",)},
            "Fri 2 Apr 2027 is listed as Good Friday, which is Fri 26 Mar 2027",
        ),
        (
            {"remove": ("2027-03-26", "2027-03-29", "2027-05-03")},
            "3 days off would become working days: Fri 26 Mar 2027, Mon 29 Mar 2027",
        ),
        (
            {
                "coverage": {
                    "from": "1995-01-01",
                    "official_until": "2027-01-01",
                    "until": "2030-12-31",
                }
            },
            "The list is older than the calendar in force",
        ),
        (
            {"add": {f"2027-02-{day:02}": "Frog" for day in (1, 2, 3, 4, 5, 8, 9, 10)}},
            "The list names 16 bank holidays in 2027",
        ),
    ],
)
def test_an_implausible_list_is_refused_and_nothing_is_kept(
    home: Path, list_file: ListFile, changes: dict[str, Any], says: str
) -> None:
    answer = disputes("calendar", "import", str(list_file(**changes)))

    assert answer.exit_code == 1
    assert says in answer.stderr
    assert versions(home).imported() == []


def test_many_removals_are_taken_once_a_person_confirms_them(
    home: Path, list_file: ListFile
) -> None:
    file = list_file(remove=("2027-03-26", "2027-03-29", "2027-05-03"))

    answer = disputes("calendar", "import", str(file), "--confirm-removals")

    assert answer.exit_code == 0
    assert len(versions(home).imported()) == 1


def test_a_version_that_somebody_edited_is_not_used(
    home: Path, list_file: ListFile
) -> None:
    disputes("calendar", "import", str(list_file(add=THE_DAY)))
    path = next((home / "calendars" / "versions").iterdir())
    path.write_text(path.read_text().replace("Marmalade", "Pickle"))

    answer = disputes("calendar", "diff", "shipped", "current")

    assert answer.exit_code == 1
    assert "has been edited since it was imported" in answer.stderr


def test_two_calendars_are_compared_by_version_name_or_file(
    home: Path, list_file: ListFile
) -> None:
    file = str(list_file(add=THE_DAY))
    disputes("calendar", "import", file)
    version = versions(home).imported()[0].version

    answers = {
        disputes("calendar", "diff", "shipped", name).stdout
        for name in ("current", version, version[:6], file)
    }

    assert answers == {
        "  Tue 7 Apr 2026 is now a day off (Marmalade Day bank holiday)\n"
    }


def test_a_version_that_is_not_there_is_refused_with_those_that_are(home: Path) -> None:
    disputes("calendar", "import", str(ENGLAND_AND_WALES))

    answer = disputes("calendar", "diff", "shipped", "beef")

    assert answer.exit_code == 1
    assert read_calendar().version in answer.stderr


def test_only_the_calendar_in_force_may_be_applied(
    home: Path, list_file: ListFile
) -> None:
    disputes("calendar", "import", str(ENGLAND_AND_WALES))

    answer = disputes("calendar", "apply", str(list_file(add=THE_DAY)))

    assert answer.exit_code == 1
    assert "Bring it into force first" in answer.stderr


# --- bringing it to open disputes ------------------------------------------------------


async def test_a_late_holiday_is_foreseen_applied_once_and_proved(
    whole: Whole, list_file: ListFile
) -> None:
    first = await whole.raised("CAL-2026-0001")
    second = await whole.raised("CAL-2026-0002")
    file = str(list_file(add=THE_DAY))

    ahead = json.loads((await whole.run("calendar", "what-if", file, "--json")).stdout)

    assert [one["dispute"] for one in ahead] == [first, second]
    assert [move["due_at"] for move in ahead[0]["moves"]] == [
        "2026-04-09T16:00:00Z",
        "2026-04-30T16:00:00Z",
    ]
    assert {"practice-manager", "officer"} <= set(ahead[0]["told"])
    now = await whole.disputes.situation(first)
    assert now.due_says == "Wed 8 Apr 2026 17:00", "looking changes nothing"

    imported = await whole.run("calendar", "import", file)
    applied = await whole.run("calendar", "apply", "current", "--json")

    assert imported.exit_code == applied.exit_code == 0, applied.stderr
    done = json.loads(applied.stdout)
    assert [(one["moves"], one["told"]) for one in done] == [
        (one["moves"], one["told"]) for one in ahead
    ]
    for dispute in (first, second):
        situation = await whole.disputes.situation(dispute)
        assert situation.due_says == "Thu 9 Apr 2026 17:00"
        entries = await whole.disputes.record(dispute)
        assert [one.kind for one in entries].count("calendar-changed") == 1

    again = await whole.run("calendar", "apply", "current", "--json")
    assert {one["state"] for one in json.loads(again.stdout)} == {"has-it"}
    assert len(await whole.disputes.record(first)) == len(entries)


async def test_a_dispute_raised_after_an_import_uses_it_without_a_new_worker(
    whole: Whole, list_file: ListFile
) -> None:
    await whole.run("calendar", "import", str(list_file(add=THE_DAY)))

    dispute = await whole.raised("CAL-2026-0003")

    situation = await whole.disputes.situation(dispute)
    assert situation.due_says == "Thu 9 Apr 2026 17:00"


async def test_every_date_is_reached_again_from_the_record_in_sql(
    whole: Whole, list_file: ListFile
) -> None:
    dispute = await whole.raised("CAL-2026-0004")
    for day in ("2026-04-07", "2026-04-08"):
        file = str(list_file(add={**THE_DAY, day: "Marmalade Day bank holiday"}))
        await whole.run("calendar", "import", file)
        await whole.run("calendar", "apply", "current")
    await _recorded(whole, dispute)

    answer = await whole.run("calendar", "verify", dispute, "--json")

    found = json.loads(answer.stdout)
    assert answer.exit_code == 0, found
    assert "Fri 10 Apr 2026 17:00" in [one["again"] for one in found]


async def test_a_calendar_undone_and_done_again_reaches_disputes_each_time(
    whole: Whole, list_file: ListFile
) -> None:
    dispute = await whole.raised("CAL-2026-0005")
    before = (await whole.disputes.clocks(dispute)).changes
    with_day = str(list_file(add={**THE_DAY, "2026-04-13": "Marmalade Monday"}))
    for file in (with_day, str(ENGLAND_AND_WALES), with_day):
        await whole.run("calendar", "import", file)
        await whole.run("calendar", "apply", "current")

    assert (await whole.disputes.clocks(dispute)).changes == before + 3


async def _recorded(whole: Whole, dispute: str) -> None:
    """Wait until the postman has written everything."""
    said = len(await whole.disputes.record(dispute))
    store = whole.parts.store
    while len(await store.entries(dispute)) < said:
        await whole.disputes.situation(dispute)
