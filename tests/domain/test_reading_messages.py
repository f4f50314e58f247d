"""What comes in is read whole, or refused with one sentence for each fault.

A refusal is mailed and labelled: no word of a foreign program stands in it.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from domain.calendar import WorkingCalendar
from domain.errors import DisputeRefused, RaiseRefused
from domain.messages import faults_of, read_message, read_raised
from domain.messages.said import LONGEST_TEXT
from tests.situations import raising

CHILD = {"reference": "C-1138", "kind": "looked-after"}
SEVERAL_UNITS = {"working_days": 5, "elapsed_hours": 24}


def faults_of_raising(data: object) -> list[str]:
    with pytest.raises(RaiseRefused) as refusal:
        read_raised(data)
    return refusal.value.faults


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (None, "A dispute is raised with one JSON object, as in docs/contract.md."),
        (raising(issue=" "), "issue: is empty; write something."),
        (
            raising(issue="x" * (LONGEST_TEXT + 1)),
            "issue: is too long; at most 20,000 characters.",
        ),
        (
            raising(reference="1" * 65),
            "reference: is too long; at most 64 characters.",
        ),
        (
            raising(child={**CHILD, "reference": "Marigold"}),
            (
                "child.reference: is no reference: letters, digits, `.`, `_` and `-`, with"
                " at least one digit; never a name."
            ),
        ),
        (
            raising(child={**CHILD, "kind": "Marigold"}),
            (
                "child.kind: is no code: small letters and digits, with single hyphens"
                " between."
            ),
        ),
        (raising(team="Marigold & Co"), "team: is not written as it must be."),
        (
            raising(themes=["other", "other"]),
            "themes: names a code twice; name each once.",
        ),
        (
            raising(raised_at="2026-03-30T10:00:00"),
            "raised_at: needs an offset, as in 2026-03-30T10:00:00+01:00.",
        ),
        (
            raising(issue_within=SEVERAL_UNITS),
            (
                "issue_within: name exactly one unit: working_days, working_hours,"
                " elapsed_hours or calendar_days, as in `{working_days: 5}`."
            ),
        ),
        (
            raising(respond_within_working_days={"1": 0}),
            "respond_within_working_days.1: input should be greater than or equal to 1.",
        ),
        (
            raising(respond_within_working_days={"Marigold": 3}),
            (
                "respond_within_working_days: input should be a valid integer, unable to"
                " parse string as an integer."
            ),
        ),
        (
            raising(isue="x"),
            "the whole: a key in it is not known; did you mean issue?",
        ),
        (
            raising(child={**CHILD, "Marigold": "x"}),
            "child: a key in it is not known; look for a misspelling.",
        ),
        (
            raising(child={**CHILD, "issue": "x"}),
            "child.issue: does not belong here; leave it out.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write_instead(
    data: object, fault: str
) -> None:
    assert faults_of_raising(data) == [fault]


def test_every_fault_stands_on_a_line_of_its_own() -> None:
    with pytest.raises(RaiseRefused) as refusal:
        read_raised(raising(issue="", impact=""))

    assert str(refusal.value) == (
        "issue: is empty; write something.\nimpact: is empty; write something."
    )


@pytest.mark.parametrize(
    ("hours", "fault"),
    [
        ("Marigold 09:00-17:00", "calendar: is not written as it must be."),
        (
            "Mon-Fri 09:00-17:00; Mon 10:00-12:00",
            (
                "calendar: office hours name Mon twice; write its hours once, as in"
                " `Fri 08:45-12:30,13:30-16:45`."
            ),
        ),
    ],
)
def test_a_sentence_of_ours_is_sent_only_where_it_repeats_no_word_that_came(
    calendar: WorkingCalendar, hours: str, fault: str
) -> None:
    changed = {**calendar.model_dump(mode="json"), "office_hours": hours}

    with pytest.raises(DisputeRefused) as refusal:
        read_message(
            "change_calendar",
            {
                "message_id": "m-1",
                "by": {"post": "operator", "reference": "OP-1"},
                "calendar": changed,
                "version": "frogs-1",
                "because": "Frogs.",
            },
        )

    assert str(refusal.value) == fault


def test_what_is_kept_of_a_message_is_the_json_that_came() -> None:
    said = {
        "message_id": "m-1",
        "by": {"post": "iro", "reference": "IRO-7"},
        "received_at": "2026-03-30T09:00:00Z",
        "until": "2026-04-02",
        "because": "Snow.",
    }

    assert read_message("place_on_hold", said).as_written() == said


def test_days_and_moments_are_read_as_a_yaml_file_gives_them() -> None:
    moment = datetime(2026, 3, 27, 10, tzinfo=UTC)

    request = read_raised(raising(raised_at=moment, timescale=date(2026, 4, 30)))

    assert (request.raised_at, request.timescale) == (moment, "2026-04-30")


# --- of any model ---------------------------------------------------------------------


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    guests: tuple[str, ...] = ()

    @field_validator("guests")
    @classmethod
    def _nobody_comes_uninvited(cls, guests: tuple[str, ...]) -> tuple[str, ...]:
        raise ValueError(f"{guests[0]} is not invited.")


class Breakfast(BaseModel):
    tables: dict[str, Table]


def faults(data: object, known: Collection[str] = ()) -> list[str]:
    with pytest.raises(ValidationError) as found:
        Breakfast.model_validate(data)
    return faults_of(found.value, known)


@pytest.mark.parametrize(
    ("table", "mailed", "in_a_file"),
    [
        (
            {"guests": ["Pemberton"]},
            "tables.guests: is not written as it must be.",
            "tables.Marigold.guests: pemberton is not invited.",
        ),
        (
            {"Pemberton": "x"},
            "tables: a key in it is not known; look for a misspelling.",
            "tables.Marigold.Pemberton: is not a known key; look for a misspelling.",
        ),
        (
            {"tables": "x"},
            "tables.tables: does not belong here; leave it out.",
            "tables.Marigold.tables: is not a known key; look for a misspelling.",
        ),
    ],
)
def test_foreign_words_are_left_out_of_what_is_mailed_and_named_in_a_file_of_our_own(
    table: dict[str, Any], mailed: str, in_a_file: str
) -> None:
    data = {"tables": {"Marigold": table}}

    assert faults(data, known={"tables", "guests"}) == [mailed]
    assert faults(data) == [in_a_file]
