"""Who holds which post, and everything wrong with a directory at once."""

from pathlib import Path

import pytest

from activities.people import Directory, Person, RehearsalDirectory
from activities.people_file import DirectoryError

EXAMPLE = Path(__file__).parents[2] / "activities" / "people.example.yaml"


@pytest.fixture
def anyshire() -> Directory:
    """Read the directory that is shipped as an example."""
    return Directory.read(EXAMPLE)


def faults_of(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a directory of this text."""
    path = folder / "people.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DirectoryError) as refused:
        Directory.read(path)
    return refused.value.faults


def test_a_post_is_held_for_the_whole_council(anyshire: Directory) -> None:
    found = anyshire.find("group-manager", "south", None)

    assert found == Person("GM-1", "gm1@anyshire.example")


@pytest.mark.parametrize("team", ["north", "North", " NORTH "])
def test_a_team_may_have_its_own_holder_however_it_is_written(
    anyshire: Directory, team: str
) -> None:
    found = anyshire.find("practice-manager", team, None)

    assert found == Person("PM-North", "pm.north@anyshire.example")


def test_a_team_has_the_councils_holder_for_every_other_post(
    anyshire: Directory,
) -> None:
    assert anyshire.find("group-manager", "north", None) == anyshire.find(
        "group-manager", "south", None
    )


def test_a_post_without_a_reference_is_its_own_reference(anyshire: Directory) -> None:
    found = anyshire.find("service-leader", "", None)

    assert found is not None
    assert found.reference == "service-leader"


def test_the_officer_is_found_by_reference(anyshire: Directory) -> None:
    found = anyshire.find("officer", "north", "IRO-7")

    assert found == Person("IRO-7", "iro7@anyshire.example")


def test_the_officers_manager_is_found_through_the_officer(
    anyshire: Directory,
) -> None:
    found = anyshire.find("officer-manager", "north", "IRO-7")

    assert found == Person("QA-1", "qa1@anyshire.example")


@pytest.mark.parametrize(
    ("post", "officer"),
    [
        ("head-of-nothing", None),
        ("officer", None),
        ("officer", "IRO-99"),
        ("officer-manager", "IRO-99"),
    ],
)
def test_nobody_is_made_up(anyshire: Directory, post: str, officer: str | None) -> None:
    assert anyshire.find(post, "north", officer) is None


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
            "knows address, reference and, of officers, manager."
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
            "line 15: phone is not a key of the directory; it knows posts, teams "
            "and officers."
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


def test_a_reference_keeps_to_one_line(tmp_path: Path) -> None:
    text = 'posts: {dcs: {address: d@anyshire.example, reference: "D\\nX"}}'

    assert "must be one line" in faults_of(tmp_path, text)[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names nobody"),
        ("- dcs", "names nobody"),
        ("posts: [", "line 1: this is not YAML"),
        ("posts: {}\nposts: {}", "line 2: a key is there twice"),
        ("posts: \x01", "is not YAML"),
        ("posts: yes", "posts must be a mapping"),
    ],
)
def test_a_file_that_is_no_directory_is_refused_in_a_sentence(
    tmp_path: Path, text: str, says: str
) -> None:
    [fault] = faults_of(tmp_path, text)

    assert says in fault


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match="cannot be read: No such file"):
        Directory.read(tmp_path / "people.yaml")


def test_a_file_in_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_bytes("posts: {} # Zoë".encode("latin-1"))

    with pytest.raises(DirectoryError, match="not UTF-8"):
        Directory.read(path)


def test_sections_may_be_left_empty(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text("posts:\nteams:\n  north:\nofficers:\n", encoding="utf-8")

    assert Directory.read(path).find("dcs", "north", None) is None


def test_a_rehearsal_finds_somebody_for_every_post() -> None:
    rehearsal = RehearsalDirectory("rehearsal.example")

    assert rehearsal.find("practice-manager", "north", None) == Person(
        "practice-manager", "practice-manager@rehearsal.example"
    )
    assert rehearsal.find("officer", "north", "IRO-7") == Person(
        "IRO-7", "iro-7@rehearsal.example"
    )
    assert rehearsal.find("Ünlikely\r\nPost", "", None) == Person(
        "Ünlikely\r\nPost", "nlikely-post@rehearsal.example"
    )
