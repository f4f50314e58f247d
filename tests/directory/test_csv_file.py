"""A directory from a spreadsheet: what it says, and everything wrong with it at once."""

from datetime import date
from pathlib import Path

import pytest

from directory.errors import DirectoryError
from directory.facts import AnyFact, Digest, Holding, InUnit, Officer, Reporting, Role
from directory.files import read_directory

HEADER = "post,team,unit,role,reference,address,from,until,above,mailbox,outside"


def written(folder: Path, *lines: str) -> Path:
    """Write a file of these lines."""
    path = folder / "people.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(folder: Path, *rows: str) -> tuple[AnyFact, ...]:
    """Return what these rows say under the whole header."""
    return read_directory(written(folder, HEADER, *rows))


def faults_of(folder: Path, *lines: str) -> list[str]:
    """Return what is wrong with a file of these lines."""
    with pytest.raises(DirectoryError) as refused:
        read_directory(written(folder, *lines))
    return [one.removeprefix("people.csv, ") for one in refused.value.faults]


def faults_of_rows(folder: Path, *rows: str) -> list[str]:
    """Return what is wrong with these rows under the whole header."""
    return faults_of(folder, HEADER, *rows)


def test_each_row_is_a_person_in_a_post(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        "pm,north,east,,PM-1,pm1@anyshire.example,,2026-05-01,gm,,",
        "pm,north,east,holder,PM-2,pm2@anyshire.example,2026-05-01,,gm,no,false",
        "pm,north,,deputy,PM-3,pm3@anyshire.example,,,,,",
        "gm,,,,GM-BOX,gm@anyshire.example,,,,yes,True",
        "officer,north,,,IRO-7,iro7@anyshire.example,,,gm,,",
        "officer,,,holder,IRO-8,iro8@anyshire.example,,,,,",
        "officer,,,duty,DUTY-1,duty@anyshire.example,,,,,",
    )

    may = date(2026, 5, 1)
    north = {"post": "pm", "team": "north"}
    assert facts == (
        Holding(**north, reference="PM-1", address="pm1@anyshire.example", until=may),
        Reporting(post="pm", above="gm"),
        InUnit(team="north", unit="east"),
        Holding(**north, reference="PM-2", address="pm2@anyshire.example", since=may),
        Holding(
            **north,
            role=Role.DEPUTY,
            reference="PM-3",
            address="pm3@anyshire.example",
        ),
        Holding(
            post="gm",
            reference="GM-BOX",
            address="gm@anyshire.example",
            mailbox=True,
            outside=True,
        ),
        Officer(reference="IRO-7", address="iro7@anyshire.example", manager="gm"),
        Officer(reference="IRO-8", address="iro8@anyshire.example"),
        Holding(
            post="officer",
            role=Role.DUTY,
            reference="DUTY-1",
            address="duty@anyshire.example",
        ),
    )


def test_columns_may_come_in_any_order_and_most_may_be_missing(tmp_path: Path) -> None:
    path = written(tmp_path, "address,post,reference", "d@anyshire.example,dcs, DCS-1 ")

    assert read_directory(path) == (
        Holding(post="dcs", reference="DCS-1", address="d@anyshire.example"),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_as_a_spreadsheet_saves_it_is_read(tmp_path: Path, end: str) -> None:
    path = tmp_path / "people.CSV"
    lines = ("post,reference,address", "dcs,DCS-1,d@anyshire.example", ",,", "")
    path.write_bytes(b"\xef\xbb\xbf" + end.join(lines).encode())

    [only] = read_directory(path)

    assert isinstance(only, Holding)
    assert only.post == "dcs"


def test_an_empty_directory_is_a_directory(tmp_path: Path) -> None:
    assert read(tmp_path) == ()


# --- the header --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("", ["line 1: the column post, reference, address is missing."]),
        (
            "post,reference,mail",
            [
                "line 1: the column address is missing.",
                "line 1: mail is not a column of the directory",
            ],
        ),
        (
            "Post,reference,address",
            ["line 1: the column post is missing.", "line 1: Post is not a column"],
        ),
        ("post,reference,address,post", ["line 1: a column is there twice."]),
        ("post,reference,address,", ["line 1: column 4 is not a column"]),
        (
            "post;reference;address",
            [
                "line 1: the column post, reference, address is missing.",
                "line 1: column 1 is not a column",
            ],
        ),
    ],
)
def test_a_wrong_header_is_refused_before_any_row(
    tmp_path: Path, header: str, says: list[str]
) -> None:
    faults = faults_of(tmp_path, header, "nonsense,nonsense,nonsense,nonsense")

    assert len(faults) == len(says)
    for fault, expected in zip(faults, says, strict=True):
        assert fault.startswith(expected)


def test_the_columns_that_are_known_are_said(tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path, "post,reference,address,phone")

    assert fault == (
        "line 1: phone is not a column of the directory; it knows post, reference,"
        " address, team, unit, role, from, until, above, mailbox, outside,"
        " digest."
    )


def test_a_missing_first_line_shows_nobodys_address(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, "dcs,DCS-1,marigold@anyshire.example")

    assert "marigold" not in " ".join(faults)
    assert "column 3" in faults[1]


# --- the rows ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("dcs,,,,D-1,d@anyshire.example,,,,,,", "more or fewer fields"),
        ("dcs,,,,D-1,d@anyshire.example", "more or fewer fields"),
        ("dcs,,,,D-1,,,,,,", "address is empty."),
        ("dcs,,,,,d@anyshire.example,,,,,", "reference is empty."),
        (",,,,D-1,d@anyshire.example,,,,,", "post is empty."),
        ("DCS,,,,D-1,d@anyshire.example,,,,,", "post must be small letters"),
        ("dcs,,,,M P,d@anyshire.example,,,,,", "reference must be letters, digits"),
        ("dcs,the north,,,D-1,d@anyshire.example,,,,,", "team must be letters"),
        ("dcs,north,a b,,D-1,d@anyshire.example,,,,,", "unit must be letters"),
        ("dcs,,,boss,D-1,d@anyshire.example,,,,,", "role must be holder, deputy or"),
        ("dcs,,,,D-1,d@anyshire.example,,,The Chief,,", "above must be small"),
        ("dcs,,,,D-1,d@anyshire.example,,,,perhaps,", "mailbox must be yes or no."),
        ("dcs,,,,D-1,d@anyshire.example,,,,,perhaps", "outside must be yes or no."),
        ("officer,,,,I-1,i@anyshire.example,,,The Chief,,", "above must be small"),
        ("officer,,,,I-1,i@anyshire.example,,2026-05-01,,,", "until is not for an off"),
        (f"dcs,,,,{'D' * 81},d@anyshire.example,,,,,", "reference is too long"),
    ],
)
def test_one_wrong_field_is_one_sentence_with_its_line(
    tmp_path: Path, row: str, says: str
) -> None:
    [fault] = faults_of_rows(tmp_path, "gm,,,,GM-1,gm@anyshire.example,,,,,", row)

    assert fault.startswith(f"line 3: {says}") or says in fault
    assert fault.startswith("line 3: ")


@pytest.mark.parametrize(
    "day", ["1/5/2026", "2026-02-30", "0", "46143", "20260501", "2026-05-01T10:00"]
)
@pytest.mark.parametrize("column", ["from", "until"])
def test_what_is_no_day_is_refused(tmp_path: Path, column: str, day: str) -> None:
    days = f"{day}," if column == "from" else f",{day}"

    assert faults_of_rows(tmp_path, f"dcs,,,,D-1,d@anyshire.example,{days},,,") == [
        f"line 2: {column} must be a day, as in 2026-05-01."
    ]


@pytest.mark.parametrize(
    "address",
    [
        '"marigold@anyshire.example\nBcc: all@anyshire.example"',
        '"marigold@anyshire.example\r\nBcc: all@anyshire.example"',
        "marigold@anyshire",
        "marigold @anyshire.example",
        '"marigold@anyshire.example, all@anyshire.example"',
        "Marigold <marigold@anyshire.example>",
        "marigold@anyshire.example\u2028x",
        "marigold@anyshire.example\0",
    ],
)
def test_an_address_that_is_not_one_plain_address_is_refused_and_not_repeated(
    tmp_path: Path, address: str
) -> None:
    [fault] = faults_of_rows(tmp_path, f"dcs,,,,D-1,{address},,,,,")

    assert "address is not one plain address; write it as pm3@" in fault
    assert "arigold" not in fault


def test_everything_wrong_is_said_at_once_each_with_its_line(tmp_path: Path) -> None:
    assert faults_of_rows(
        tmp_path,
        "DCS,,,boss,D-1,marigold,soon,,,perhaps,perhaps",
        "gm,,,,GM-1,gm@anyshire.example,,,,,",
        "pm,the north,,,PM-1,pm@anyshire.example,,,The Chief,,",
        "too,few",
    ) == [
        (
            "line 2: post must be small letters, digits and hyphens, as in"
            " practice-manager."
        ),
        "line 2: role must be holder, deputy or duty.",
        "line 2: address is not one plain address; write it as pm3@anyshire.example.",
        "line 2: from must be a day, as in 2026-05-01.",
        "line 2: mailbox must be yes or no.",
        "line 2: outside must be yes or no.",
        (
            "line 4: team must be letters, digits, dots, hyphens and underscores, as in"
            " PM-3; a name has no place in the record."
        ),
        (
            "line 4: above must be small letters, digits and hyphens, as in"
            " practice-manager."
        ),
        "line 5: it has more or fewer fields than the first line has columns.",
    ]


def test_two_holders_at_once_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError) as refused:
        read(
            tmp_path,
            "dcs,,,,D-1,d1@anyshire.example,,2026-05-02,,,",
            "dcs,,,,D-2,d2@anyshire.example,2026-05-01,,,,",
        )

    assert refused.value.faults == [
        (
            "Two at once: D-1 holds dcs until Sat 2 May 2026. D-2 holds dcs from Fri 1 May"
            " 2026. End the first on the day the second begins."
        )
    ]


# --- files that are none -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (['post,reference,"address'], "line 1: "),
        (['"post"x,reference,address'], "line 1: "),
        ([HEADER, 'dcs,,,,D-1,"d@anyshire.example'], "line 2: "),
        ([HEADER, 'dcs,"a"b,,,D-1,d@anyshire.example,,,,,'], "line 2: "),
        (["post,reference,address" + "x" * 200_000], "line 1: "),
    ],
)
def test_quotes_gone_astray_are_refused_in_a_sentence(
    tmp_path: Path, lines: list[str], says: str
) -> None:
    faults = faults_of(tmp_path, *lines)

    assert faults[0].startswith(says)
    assert faults[0].endswith("look at its quotes.")
    assert "anyshire" not in faults[0]


def test_a_file_in_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("post,reference,address\ndcs,Zoë,x".encode("latin-1"))

    with pytest.raises(DirectoryError, match="save it as `CSV UTF-8`"):
        read_directory(path)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match="cannot be read: No such file"):
        read_directory(tmp_path / "people.csv")


def test_a_post_may_have_its_news_gathered(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "post,reference,address,digest\ndcs,D-1,d@anyshire.example,daily\n", "utf-8"
    )

    [fact] = read_directory(file)

    assert isinstance(fact, Holding)
    assert fact.digest is Digest.DAILY
    assert fact.says() == "D-1 holds dcs; news goes in a daily digest."


def test_a_digest_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "post,reference,address,digest\ndcs,D-1,d@anyshire.example,hourly\n", "utf-8"
    )

    with pytest.raises(DirectoryError, match="line 2: digest must be daily"):
        read_directory(file)
