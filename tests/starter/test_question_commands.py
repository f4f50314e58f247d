"""`disputes record`: what it shows of the record, and to whom."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from domain.for_child import RIGHTS
from domain.record import Entry
from starter import question_commands
from starter.cli import app

MON_30_MAR = datetime(2026, 3, 30, 9, tzinfo=UTC)
RAISED = Entry(
    number=1,
    at=MON_30_MAR,
    kind="raised",
    says="Raised by IRO-7.",
    details={"issue": "How she was held.", "restricted": True},
)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of one dispute, of which one entry is for the officer alone."""

    async def from_store(dispute: str) -> tuple[list[Entry], list[Any]]:
        return [RAISED], []

    monkeypatch.setattr(question_commands, "_from_store", from_store)


def record(*words: str) -> Result:
    return CliRunner().invoke(app, ["record", "hull/T-1", *words])


@pytest.mark.meets("LA-23")
def test_the_record_is_read_with_the_child_in_short_sentences(kept: None) -> None:
    result = record("--for-child")

    first, last = result.stdout.splitlines()
    assert first == (
        "On Monday 30 March 2026 the officer who checks your plan said that something has"
        " to be put right."
    )
    assert last == RIGHTS
    as_json = json.loads(record("--for-child", "--json").stdout)
    assert as_json == {"for_child": [first, last]}


@pytest.mark.meets("HU-71")
def test_what_is_for_the_officer_alone_is_shown_where_it_is_asked_for(
    kept: None,
) -> None:
    plain = json.loads(record("--json").stdout)
    asked_for = json.loads(record("--json", "--restricted").stdout)

    assert plain["entries"][0]["details"] == {"restricted": True}
    assert asked_for["entries"][0]["details"]["issue"] == "How she was held."
    assert "How she was held." not in record().stdout


def test_why_a_message_was_not_taken_stands_below_it_and_what_it_said_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    why = "note needs one JSON object, as in docs/contract.md; it came with a str."
    refused = Entry(
        number=2,
        at=MON_30_MAR,
        kind="message-refused",
        says="Kept but not taken: note.",
        details={"why": why, "name": "note", "said": '"How she was held."'},
    )

    async def from_store(dispute: str) -> tuple[list[Entry], list[Any]]:
        return [RAISED, refused], []

    monkeypatch.setattr(question_commands, "_from_store", from_store)

    assert record().stdout.splitlines() == [
        "  1  Mon 30 Mar 2026 10:00  Raised by IRO-7.",
        "  2  Mon 30 Mar 2026 10:00  Kept but not taken: note.",
        f"     {why}",
    ]
