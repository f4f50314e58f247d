"""Who holds which post, and everything wrong with a directory at once."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.people import FileDirectory, RehearsalDirectory
from directory.errors import DirectoryError
from directory.facts import (
    Absence,
    Alias,
    Digest,
    Holding,
    InUnit,
    Officer,
    Reporting,
    Role,
)
from directory.files import read_directory
from directory.resolving import Asked, Person

EXAMPLE = Path(__file__).parents[2] / "activities" / "people.example.yaml"
FRI_1_MAY = date(2026, 5, 1)


@pytest.fixture
def anyshire() -> FileDirectory:
    """Read the directory that is shipped as an example."""
    return FileDirectory.read(EXAMPLE)


async def find(
    people: FileDirectory | RehearsalDirectory, post: str, team: str, officer: str = ""
) -> Person | None:
    """Return who is told for a post on Fri 1 May 2026."""
    return (await people.find(Asked(post, team, FRI_1_MAY, officer))).person


def faults_of(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a directory of this text."""
    path = folder / "people.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DirectoryError) as refused:
        read_directory(path)
    return refused.value.faults


async def test_a_post_is_held_for_the_whole_council(anyshire: FileDirectory) -> None:
    found = await find(anyshire, "group-manager", "south")

    assert found == Person("GM-1", "gm1@anyshire.example")


@pytest.mark.parametrize("team", ["north", "North", " NORTH "])
async def test_a_team_may_have_its_own_holder_however_it_is_written(
    anyshire: FileDirectory, team: str
) -> None:
    found = await find(anyshire, "practice-manager", team)

    assert found == Person("PM-North", "pm.north@anyshire.example")


async def test_a_team_has_the_councils_holder_for_every_other_post(
    anyshire: FileDirectory,
) -> None:
    north = await find(anyshire, "group-manager", "north")

    assert north == await find(anyshire, "group-manager", "south")


async def test_a_post_without_a_reference_is_its_own_reference(
    anyshire: FileDirectory,
) -> None:
    found = await find(anyshire, "service-leader", "")

    assert found is not None
    assert found.reference == "service-leader"


async def test_the_officer_is_found_by_reference(anyshire: FileDirectory) -> None:
    found = await find(anyshire, "officer", "north", "IRO-7")

    assert found == Person("IRO-7", "iro7@anyshire.example")


async def test_the_officers_manager_is_found_through_the_officer(
    anyshire: FileDirectory,
) -> None:
    found = await find(anyshire, "officer-manager", "north", "IRO-7")

    assert found == Person("QA-1", "qa1@anyshire.example")


@pytest.mark.parametrize(
    ("post", "officer"),
    [
        ("head-of-nothing", ""),
        ("officer", ""),
        ("officer", "IRO-99"),
        ("officer-manager", "IRO-99"),
    ],
)
async def test_nobody_is_made_up(
    anyshire: FileDirectory, post: str, officer: str
) -> None:
    assert await find(anyshire, post, "north", officer) is None


def test_a_file_says_every_kind_of_fact(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text(
        """\
posts:
  dcs:
    - {reference: DCS-1, address: d1@anyshire.example, until: 2026-06-01}
    - address: d2@anyshire.example
      from: 2026-06-01
      deputy: {address: deputy@anyshire.example}
      duty: {reference: DUTY-1, address: duty@anyshire.example}
teams:
  north:
    advocate: {address: a@voice.example, mailbox: true, outside: true}
units: {east: [north]}
officers: {IRO-7: {address: i@anyshire.example, manager: dcs}}
reporting: {advocate: dcs}
aliases: {Director of Children's Services: dcs}
absences: [{who: DCS-1, from: 2026-05-01, until: 2026-05-11, set_by: PA-1}]
""",
        encoding="utf-8",
    )

    june = date(2026, 6, 1)
    d2, duty = "d2@anyshire.example", "duty@anyshire.example"
    assert read_directory(path) == (
        Holding(
            post="dcs", reference="DCS-1", address="d1@anyshire.example", until=june
        ),
        Holding(post="dcs", reference="dcs", address=d2, since=june),
        Holding(
            post="dcs",
            role=Role.DEPUTY,
            reference="dcs.deputy",
            address="deputy@anyshire.example",
            since=june,
        ),
        Holding(
            post="dcs", role=Role.DUTY, reference="DUTY-1", address=duty, since=june
        ),
        Holding(
            post="advocate",
            team="north",
            reference="advocate.north",
            address="a@voice.example",
            mailbox=True,
            outside=True,
        ),
        InUnit(team="north", unit="east"),
        Officer(reference="IRO-7", address="i@anyshire.example", manager="dcs"),
        Reporting(post="advocate", above="dcs"),
        Alias(words="Director of Children's Services", post="dcs"),
        Absence(
            reference="DCS-1",
            since=FRI_1_MAY,
            until=date(2026, 5, 11),
            set_by="PA-1",
        ),
    )


def test_everything_wrong_is_said_at_once_each_with_its_line(tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path,
        """\
posts:
  Practice Manager:
    address: pm@anyshire.example
  group-manager:
    reference: 7
    adress: gm@anyshire.example
teams:
  north:
    practice-manager: pm@anyshire.example
  North: {}
officers:
  IRO-7:
    address: iro7 at anyshire
    manager: qa-manager
phone: none
""",
    )

    assert [fault.removeprefix("people.yaml, ") for fault in faults] == [
        (
            "line 2: posts.Practice Manager must be small letters, digits and "
            "hyphens, as in practice-manager."
        ),
        "line 4: posts.group-manager.address is missing.",
        (
            "line 5: posts.group-manager.reference must be text; put it in quotes "
            "if it looks like a number."
        ),
        (
            "line 6: posts.group-manager.adress is not a key of the directory; it "
            "knows address, reference, from, until, mailbox, outside, digest, deputy "
            "and duty."
        ),
        (
            "line 9: teams.north.practice-manager must be a mapping, with keys "
            "below it such as address."
        ),
        "line 10: teams.North is the same as north; capitals do not count.",
        (
            "line 13: officers.IRO-7.address is not one plain address; write it as "
            "pm3@anyshire.example."
        ),
        (
            "line 14: officers.IRO-7.manager names no post of this file; write one "
            "of its posts."
        ),
        (
            "line 15: phone is not a key of the directory; it knows posts, teams, "
            "units, officers, reporting, aliases and absences."
        ),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "pm@anyshire.example\\nBcc: everybody@anyshire.example",
        "pm@anyshire.example\\r\\n",
        "pm@anyshire.example\\0",
        "pm @anyshire.example",
        "Marigold <pm@anyshire.example>",
        "pm@anyshire.example, gm@anyshire.example",
        "pm@anyshire",
        "pm@-anyshire.example",
        "pm..x@anyshire.example",
        "pm@anyshire.example.",
        "zoë@anyshire.example",
        "@anyshire.example",
        "",
        "x" * 255 + "@anyshire.example",
    ],
)
def test_an_address_that_is_not_one_plain_address_is_refused_and_not_repeated(
    tmp_path: Path, address: str
) -> None:
    faults = faults_of(tmp_path, f'posts: {{dcs: {{address: "{address}"}}}}')

    assert len(faults) == 1
    assert "posts.dcs.address is not one plain address" in faults[0]
    assert "anyshire.example\\n" not in faults[0]


@pytest.mark.parametrize(
    "reference", ["D\\nX", "Marigold Pemberton-Vole", "d@anyshire.example", "-1", "ü"]
)
def test_a_reference_is_a_code_and_no_name_or_address(
    tmp_path: Path, reference: str
) -> None:
    text = f'posts: {{dcs: {{address: d@anyshire.example, reference: "{reference}"}}}}'

    [fault] = faults_of(tmp_path, text)

    assert "must be letters, digits, dots, hyphens and underscores" in fault
    assert reference not in fault


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-05-01 10:00:00", "20260501", "0", "soon", "1 May 2026"]
)
def test_what_is_no_day_is_refused_with_its_line(tmp_path: Path, day: str) -> None:
    text = f"posts:\n  dcs:\n    address: d@anyshire.example\n    until: {day}\n"

    [fault] = faults_of(tmp_path, text)

    assert fault.startswith("people.yaml, line 4: ")
    assert "day" in fault
    assert "2026-05-01" in fault


def test_an_absence_without_an_end_is_refused_and_told_what_to_write(
    tmp_path: Path,
) -> None:
    text = (
        "posts: {dcs: {address: d@anyshire.example}}\n"
        "absences:\n- {who: dcs, from: 2026-05-01}\n"
    )

    assert faults_of(tmp_path, text) == [
        (
            "people.yaml, line 3: absences.0.until is missing; write the first day back,"
            " and change it if need be."
        )
    ]


def test_two_who_hold_a_post_at_once_are_refused(tmp_path: Path) -> None:
    text = """\
posts:
  dcs:
    - {reference: D-1, address: d1@anyshire.example, until: 2026-05-02}
    - {reference: D-2, address: d2@anyshire.example, from: 2026-05-01}
"""

    [fault] = faults_of(tmp_path, text)

    assert fault == (
        "Two at once: D-1 holds dcs until Sat 2 May 2026. D-2 holds dcs from Fri 1 May"
        " 2026. End the first on the day the second begins."
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names nobody"),
        ("- dcs", "names nobody"),
        ("posts: [", "line 1: this is not YAML"),
        ("posts: {}\nposts: {}", "line 2: a key is there twice"),
        ("posts: \x01", "is not YAML"),
        ("posts: yes", "posts must be a mapping"),
        ("x: &x [*x]", "x is not a key of the directory"),
        ("posts: {? [a, b] : 1}", "must be text"),
        ("x: " + "[" * 3000, "nested too deeply"),
        ("posts: {dcs: {address: !!int d}}", "line 1: there is no such day or number"),
    ],
)
def test_a_file_that_is_no_directory_is_refused_in_a_sentence(
    tmp_path: Path, text: str, says: str
) -> None:
    assert says in "\n".join(faults_of(tmp_path, text))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match="cannot be read: No such file"):
        read_directory(tmp_path / "people.yaml")


def test_a_file_in_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_bytes("posts: {} # Zoë".encode("latin-1"))

    with pytest.raises(DirectoryError, match="not UTF-8"):
        read_directory(path)


def test_a_file_of_another_kind_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match=r"neither \.yaml nor \.csv; name it so"):
        read_directory(tmp_path / "people.xlsx")


async def test_sections_may_be_left_empty(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text("posts:\nteams:\n  north:\nofficers:\n", encoding="utf-8")

    assert await find(FileDirectory.read(path), "dcs", "north") is None


@given(
    text=st.text(
        st.sampled_from("pots: dcf-a{}[],&*!|>\n\t'\"@.example0126?%"), max_size=60
    )
)
def test_whatever_is_written_is_read_or_refused_in_sentences(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "anything.yaml"
    path.write_text(text, encoding="utf-8")

    faults = ["Nothing is wrong."]
    try:
        read_directory(path)
    except DirectoryError as refused:
        faults = refused.faults

    assert faults
    assert all(fault.endswith(".") for fault in faults)


async def test_a_rehearsal_finds_somebody_for_every_post() -> None:
    rehearsal = RehearsalDirectory("rehearsal.example")

    assert await find(rehearsal, "practice-manager", "north") == Person(
        "practice-manager", "practice-manager@rehearsal.example"
    )
    assert await find(rehearsal, "officer", "north", "IRO-7") == Person(
        "IRO-7", "iro-7@rehearsal.example"
    )
    assert await find(rehearsal, "Ünlikely\r\nPost", "") == Person(
        "Ünlikely\r\nPost", "nlikely-post@rehearsal.example"
    )


def test_a_post_whose_news_is_gathered_is_gathered_for_whoever_stands_in(
    tmp_path: Path,
) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(
        "posts:\n  dcs: {address: d@anyshire.example, digest: daily,"
        " deputy: {address: e@anyshire.example}}\n",
        "utf-8",
    )

    found = [fact for fact in read_directory(file) if isinstance(fact, Holding)]

    assert [one.digest for one in found] == [Digest.DAILY, Digest.DAILY]
