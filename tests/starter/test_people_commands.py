"""`disputes people`: who holds which post, who is away, who would be told."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from activities.people import FileDirectory
from activities.storage import Store, migrate
from directory.book import Book
from directory.facts import Absence, Holding, Role
from domain.notices import DeliveryStatus, Notice, NoticeKind, Outcome, Post
from domain.record import Situation, Standing
from embedded.running import running
from encryption.keyring import KeyRing
from procedures.shelf import SHIPPED
from settings import Settings
from starter.people_hand_over import HandOver, hand_overs
from tests.starter.conftest import disputes

PEOPLE = """\
post,team,role,reference,address,from,until,above
practice-manager,north,,PM-1,pm1@anyshire.example,,2026-06-01,group-manager
practice-manager,north,,PM-2,pm2@anyshire.example,2026-06-01,,group-manager
practice-manager,north,deputy,PM-3,pm3@anyshire.example,,,
group-manager,,,GM-1,gm1@anyshire.example,,,
officer,,,IRO-7,iro7@anyshire.example,,,group-manager
"""
SIX_FACTS = [
    "+ PM-1 holds practice-manager in north until Mon 1 Jun 2026.",
    "+ practice-manager reports to group-manager.",
    "+ PM-2 holds practice-manager in north from Mon 1 Jun 2026.",
    "+ PM-3 deputises for practice-manager in north.",
    "+ GM-1 holds group-manager.",
    "+ IRO-7 is an officer, under group-manager.",
]


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home of the test's own, with a key ring and one council."""
    home, shelf = tmp_path / "home", tmp_path / "procedures"
    shelf.mkdir()
    name = "anyshire-2026-01.yaml"
    (shelf / name).write_bytes((SHIPPED / name).read_bytes())
    monkeypatch.delenv("DISPUTES_PEOPLE_FILE", raising=False)
    monkeypatch.delenv("DISPUTES_DATABASE_URL", raising=False)
    monkeypatch.setenv("DISPUTES_HOME", str(home))
    monkeypatch.setenv("DISPUTES_PROCEDURES_FOLDER", str(shelf))
    settings = Settings.from_environment()
    KeyRing.create(settings.keys_file)
    assert running(home) is None
    return settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The directory above, in a file."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def people(*words: object) -> Result:
    """Run `disputes people` with these words."""
    return disputes("people", *map(str, words))


def lines(*words: object) -> list[str]:
    """Return what a command that succeeds prints."""
    result = people(*words)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def as_json(*words: object, exit_code: int = 0) -> Any:
    """Return what a command answers in JSON."""
    result = people(*words, "--json")
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


# --- import ------------------------------------------------------------------------------


def test_an_import_says_what_begins_and_what_to_do_next(file: Path) -> None:
    assert lines("import", file) == [
        *SIX_FACTS,
        "6 facts begin, 0 end.",
        "Tell open disputes with: disputes people hand-over",
    ]


def test_an_import_told_to_a_program_holds_no_address(file: Path) -> None:
    begun = people("import", file, "--json").stdout
    file.write_text(PEOPLE.replace("GM-1,gm1", "GM-2,gm2"), encoding="utf-8")
    changed = people("import", file, "--json").stdout

    assert "GM-1" in begun
    assert "GM-1" in changed
    assert "@" not in begun + changed


def test_the_same_import_changes_nothing(file: Path) -> None:
    lines("import", file)

    assert lines("import", file) == ["0 facts begin, 0 end."]
    assert len(as_json("show", "--changes")) == 6


def test_a_dry_run_changes_nothing(file: Path) -> None:
    assert lines("import", file, "--dry-run")[-1] == "6 facts would begin, 0 end."
    assert as_json("show") == []
    assert as_json("show", "--changes") == []


def test_a_later_import_ends_what_is_said_no_longer_and_records_who_did_it(
    file: Path,
) -> None:
    lines("import", file, "--by", "OPERATOR-1")
    file.write_text(PEOPLE.replace("GM-1,gm1", "GM-2,gm2"), encoding="utf-8")

    changed = as_json("import", file, "--by", "OPERATOR-2")

    assert [fact["reference"] for fact in changed["begin"]] == ["GM-2"]
    assert [fact["reference"] for fact in changed["end"]] == ["GM-1"]
    last_two = as_json("show", "--changes")[-2:]
    assert [
        (one["by"], one["ended"], one["fact"]["reference"]) for one in last_two
    ] == [
        ("OPERATOR-2", True, "GM-1"),
        ("OPERATOR-2", False, "GM-2"),
    ]
    assert lines("show", "--changes")[-1].endswith(
        "OPERATOR-2  + GM-2 holds group-manager."
    )


def test_a_file_that_is_wrong_changes_nothing_and_says_everything(file: Path) -> None:
    lines("import", file)
    file.write_text(PEOPLE + "dcs\nDCS,,,x,y,,,\n", encoding="utf-8")

    result = people("import", file, "--json")

    assert result.exit_code == 1
    refused = json.loads(result.stderr)
    assert refused["error"] == "DirectoryError"
    assert len(refused["refused"]) > 2
    assert len(as_json("show")) == 6


def test_absences_outlive_an_import_of_those_who_stay(file: Path) -> None:
    lines("import", file)
    lines("absent", "PM-1", "--from", "2026-05-01", "--until", "2026-05-11")

    assert lines("import", file) == ["0 facts begin, 0 end."]


def test_absences_of_somebody_who_left_end_with_them(file: Path) -> None:
    lines("import", file)
    lines("absent", "GM-1", "--from", "2026-05-01", "--until", "2026-05-11")
    file.write_text(PEOPLE.replace("GM-1,gm1", "GM-2,gm2"), encoding="utf-8")

    said = lines("import", file)

    assert "- GM-1 is away from Fri 1 May 2026 until Mon 11 May 2026." in said


def test_absences_in_a_file_replace_those_that_were_set(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    held = "posts: {dcs: {reference: D-1, address: d@anyshire.example}}\n"
    file.write_text(held, encoding="utf-8")
    lines("import", file)
    lines("absent", "D-1", "--from", "2026-05-01", "--until", "2026-05-11")
    absences = "absences: [{who: D-1, from: 2026-07-01, until: 2026-07-02}]\n"
    file.write_text(held + absences, encoding="utf-8")

    assert lines("import", file)[-2] == "1 facts begin, 1 end."


def test_without_a_key_ring_it_says_how_to_make_one(
    file: Path, settings: Settings
) -> None:
    settings.keys_file.unlink()

    result = people("import", file)

    assert result.exit_code == 1
    assert "disputes keys create" in result.stderr


def test_where_workers_go_by_a_file_it_says_so(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPUTES_PEOPLE_FILE", str(file))

    note = f"Workers go by {file}: unset DISPUTES_PEOPLE_FILE."
    assert note in lines("import", file)
    assert note in lines("absent", "PM-1", "--until", "2099-05-11")


# --- show --------------------------------------------------------------------------------


def test_an_empty_directory_says_how_to_fill_it() -> None:
    assert lines("show") == ["It is empty; fill it with: disputes people import FILE"]
    assert lines("show", "--changes") == ["Nothing has ever been in it."]


def test_addresses_are_shown_only_to_who_asks_for_them(file: Path) -> None:
    lines("import", file)

    assert "@" not in people("show").stdout + people("show", "--json").stdout
    assert "@" not in people("show", "--changes", "--json").stdout
    assert "GM-1 holds group-manager. gm1@anyshire.example" in lines(
        "show", "--addresses"
    )
    assert as_json("show", "--addresses")[0]["address"] == "pm1@anyshire.example"


def test_a_file_is_shown_without_a_database(file: Path, settings: Settings) -> None:
    assert lines("show", file) == [line.removeprefix("+ ") for line in SIX_FACTS]
    assert not (settings.home / "record.db").exists()


def test_what_workers_go_by_is_what_is_shown(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPUTES_PEOPLE_FILE", str(file))

    assert len(as_json("show")) == 6


# --- who ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "who"), [("2026-05-31", "PM-1"), ("2026-06-01", "PM-2")]
)
def test_who_is_told_on_a_day(file: Path, at: str, who: str) -> None:
    asked = ("who", "practice-manager", "--team", "North", "--at", at, "--file", file)

    assert lines(*asked) == [f"{who} is told."]
    assert as_json(*asked)["reference"] == who


def test_why_somebody_else_is_told_is_said(file: Path) -> None:
    lines("import", file)
    lines("absent", "PM-1", "--from", "2026-05-01", "--until", "2026-05-11")
    asked = ("who", "practice-manager", "--team", "north", "--at", "2026-05-04")

    assert lines(*asked) == [
        "PM-1 is away until Mon 11 May 2026.",
        "PM-3 (deputy) is told, in place of PM-1.",
    ]
    assert as_json(*asked, "--party", "PM-1", "--party", "PM-2") == {
        "reference": "GM-1",
        "route": "above",
        "instead_of": "PM-1",
        "vacant": False,
        "steps": ["PM-1 is a party to the dispute and is passed over."],
    }


def test_nobody_to_be_told_is_refused_with_the_reason(file: Path) -> None:
    result = people("who", "legal", "--file", file, "--at", "2026-05-01")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Nobody holds legal on Fri 1 May 2026.",
        "Nobody would be told.",
    ]
    assert as_json("who", "legal", "--file", file, exit_code=1)["reference"] is None


def test_the_officer_and_who_is_above_are_found(file: Path) -> None:
    asked = ("--officer", "IRO-7", "--file", file)

    assert lines("who", "officer", *asked) == ["IRO-7 is told."]
    assert lines("who", "officer-manager", *asked) == ["GM-1 is told."]


@pytest.mark.parametrize(
    "words",
    [
        ("who", "dcs", "--at", "tomorrow"),
        ("absent", "PM-1", "--from", "2026-02-30", "--until", "2026-05-01"),
        ("absent", "PM-1"),
        ("who",),
        ("check", "--months", "99"),
    ],
)
def test_what_cannot_be_understood_is_a_fault_of_usage(words: tuple[str, ...]) -> None:
    assert people(*words).exit_code == 2


# --- absent ------------------------------------------------------------------------------


def test_somebody_is_away_and_comes_back(file: Path) -> None:
    lines("import", file)
    away = ("absent", "pm-1", "--until", "2099-05-11", "--by", "PA-1")

    said = as_json(*away, "--from", "2099-05-01")

    assert (said["reference"], said["set_by"]) == ("pm-1", "PA-1")
    assert lines("absent", "PM-1", "--back", "--by", "PA-2") == [
        "- pm-1 is away from Fri 1 May 2099 until Mon 11 May 2099."
    ]
    assert lines("absent", "PM-1", "--back") == ["PM-1 was not said to be away."]
    changes = as_json("show", "--changes")[-2:]
    assert [(one["by"], one["ended"]) for one in changes] == [
        ("PA-1", False),
        ("PA-2", True),
    ]


def test_an_absence_without_a_first_day_begins_today(file: Path) -> None:
    lines("import", file)

    assert lines("absent", "PM-3", "--until", "2099-01-01")[0].startswith(
        "+ PM-3 is away from "
    )
    assert as_json("absent", "PM-3", "--back")[0]["until"] == "2099-01-01"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("PM-99",), "Nobody of the reference PM-99, who is to be away"),
        (("PM-1", "--from", "2099-06-01"), "It ends before it begins"),
        (("Marigold P",), "The reference must be letters, digits"),
        (("PM-1", "--by", "Marigold P"), "--by must be letters, digits"),
        (("",), "The reference string should have at least 1"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(
    file: Path, words: tuple[str, ...], says: str
) -> None:
    lines("import", file)

    result = people("absent", *words, "--until", "2099-05-01")

    assert result.exit_code == 1
    assert says in result.stderr
    assert "Marigold" not in result.stderr
    assert len(as_json("show")) == 6


# --- check -------------------------------------------------------------------------------


def complete(file: Path, until: str = "") -> None:
    """Write a directory with somebody for every post of Anyshire."""
    from procedures.shelf import Shelf

    rows = [
        f"{post},REF-{number},ref{number}@anyshire.example,{until}"
        for number, post in enumerate(Shelf().named("anyshire-2026-01").posts)
    ]
    header = "post,reference,address,until"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def test_a_directory_in_order_is_said_to_be(file: Path) -> None:
    complete(file)

    assert lines("check", file) == ["In order for 1 procedures."]
    assert as_json("check", file) == []
    lines("import", file)
    assert lines("check") == ["In order for 1 procedures."]


def test_what_is_amiss_is_listed_and_the_exit_code_says_so(file: Path) -> None:
    found = as_json("check", file, "--months", "0", exit_code=1)

    assert found
    assert all("which anyshire-2026-01 needs" in one for one in found)
    assert people("check", file, "--months", "0").stdout.splitlines() == found


def test_only_one_councils_procedures_may_be_looked_at(file: Path) -> None:
    mine = as_json("check", file, "--authority", "anyshire", exit_code=1)

    assert mine == as_json("check", file, exit_code=1), "it is the only council here"
    assert people("check", file, "--authority", "nowhere").exit_code == 2


def test_how_far_ahead_is_looked_can_be_said(file: Path) -> None:
    today = datetime.now(UTC).date()
    complete(file, until=str(date.fromordinal(today.toordinal() + 45)))

    assert people("check", file, "--months", "1").exit_code == 0
    assert people("check", file, "--months", "2").exit_code == 1


# --- the record --------------------------------------------------------------------------

DISPUTE = "dispute-anyshire-ANY-2026-0042"
WED_4_MAR = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[Store]:
    """An empty record."""
    await migrate(settings.database_url)
    store = await Store.open(settings.database_url, KeyRing.read(settings.keys_file))
    yield store
    await store.close()


async def told(
    store: Store, number: int, who: str, to: str = "dcs", **changes: Any
) -> None:
    """Let a notice of the dispute ANY-2026-0042 have been sent."""
    situation = Situation.model_validate(
        {
            "reference": "ANY-2026-0042",
            "authority": "anyshire",
            "team": "north",
            "standing": Standing.AWAITING_RESPONSE,
            "entries": 0,
            **changes.pop("now", {}),
        }
    )
    await store.append(Post(dispute=DISPUTE, situation=situation))
    key = f"{DISPUTE}/{number}"
    notice = Notice(
        key=key,
        number=number,
        kind=NoticeKind.STAGE_BEGUN,
        to=to,
        to_title="Director",
        about=situation,
        at=WED_4_MAR,
        says="Stage 1 began.",
    )
    await store.claim(notice, DISPUTE, f"<{number}@anyshire.example>", "h")
    plain = {"key": key, "status": DeliveryStatus.SENT, "told": who, "route": "holder"}
    await store.settle(key, Outcome.model_validate({**plain, **changes}))


def holds(reference: str, post: str = "dcs", **changes: Any) -> Holding:
    """Return a holding."""
    return Holding(
        post=post, reference=reference, address="somebody@anyshire.example", **changes
    )


async def found(store: Store, *facts: Any) -> list[HandOver]:
    """Return what open disputes have to be told."""
    return [one async for one in hand_overs(store, FileDirectory(Book(facts)))]


# --- told --------------------------------------------------------------------------------


async def test_what_somebody_was_told_is_read_back_a_line_each(store: Store) -> None:
    await told(store, 1, "PM-1", "practice-manager")
    await told(store, 2, "PM-3", "practice-manager", instead_of="PM-1", unsure=True)

    shown = (await asyncio.to_thread(lines, "told", "PM-1"))[:2]

    as_manager = "anyshire-ANY-2026-0042  stage-begun as practice-manager"
    assert [line.partition("  ")[2] for line in shown] == [
        f"{as_manager}: sent",
        f"{as_manager}: sent, to PM-3 in their stead, perhaps twice",
    ]
    facts = await asyncio.to_thread(as_json, "told", "PM-1")
    assert [one["told"] for one in facts] == ["PM-1", "PM-3"]
    assert "@" not in str([one["told"] + one["said"] for one in facts])


def test_of_whom_nothing_was_told_it_says_so() -> None:
    assert lines("told", "PM-9") == ["The record has nothing that PM-9 was told."]
    assert as_json("told", "PM-9") == []


# --- hand-over ---------------------------------------------------------------------------


async def test_a_post_that_another_holds_is_handed_over(store: Store) -> None:
    await told(store, 1, "DCS-0")
    await told(store, 2, "DCS-1")

    assert await found(store, holds("DCS-2")) == [
        HandOver(DISPUTE, "dcs", "DCS-1", "DCS-2", 2)
    ]


async def test_whoever_was_told_by_a_digest_hands_over_too(store: Store) -> None:
    await told(store, 1, "DCS-1", status=DeliveryStatus.DIGESTED)

    assert [one.old for one in await found(store, holds("DCS-2"))] == ["DCS-1"]


async def test_a_hand_over_that_was_told_is_not_told_again(store: Store) -> None:
    await told(store, 1, "DCS-1")
    [first] = await found(store, holds("DCS-2"))
    [again] = await found(store, holds("DCS-2"))
    assert first.message_id == again.message_id

    await told(store, 2, "DCS-2")

    assert await found(store, holds("DCS-2")) == []
    [back] = await found(store, holds("DCS-1"))
    assert back.message_id != first.message_id


@pytest.mark.parametrize(
    "changes",
    [
        {"now": {"standing": Standing.RESOLVED}},
        {"route": "deputy"},
        {"route": "person"},
        {"status": DeliveryStatus.REFUSED},
        {"to": "officer"},
    ],
)
async def test_what_is_no_hand_over_is_left_alone(
    store: Store, changes: dict[str, Any]
) -> None:
    await told(store, 1, "DCS-1", **changes)

    assert await found(store, holds("DCS-2"), holds("DCS-2", "officer")) == []


async def test_a_deputy_for_a_while_or_a_vacancy_is_no_hand_over(store: Store) -> None:
    await told(store, 1, "DCS-1")
    away = Absence(reference="DCS-1", since=date(2020, 1, 1), until=date(2099, 1, 1))

    assert await found(store) == []
    assert await found(store, holds("DCS-3", role=Role.DEPUTY)) == []
    assert await found(store, holds("DCS-1"), away) == []


async def test_every_page_of_disputes_is_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("starter.people_hand_over._PAGE", 1)
    await told(store, 1, "DCS-1")
    await store.append(
        Post(
            dispute="dispute-anyshire-ANY-2026-0007",
            situation=Situation(
                reference="ANY-2026-0007",
                authority="anyshire",
                standing=Standing.AWAITING_RESPONSE,
            ),
        )
    )

    assert len(await found(store, holds("DCS-2"))) == 1


def test_with_nothing_to_hand_over_no_server_is_needed(file: Path) -> None:
    lines("import", file)

    assert lines("hand-over", "--dry-run") == ["0 would be told."]
    assert lines("hand-over") == ["0 told."]
    assert as_json("hand-over") == []


def test_a_hand_over_without_a_database_says_what_to_do() -> None:
    result = people("hand-over")

    assert result.exit_code == 3
    assert "disputes setup database" in result.stderr
