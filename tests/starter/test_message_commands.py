"""There is a command for every message, and each sends what its options say."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from domain.messages import MESSAGES, Message
from domain.record import Situation, Standing
from starter.cli import app
from starter.message_commands import COMMANDS, saying

ROOT = Path(__file__).parents[2]
SENT_BY_OPERATORS = {"change_calendar", "delivery_failed", "post_handed_over"}
"""Sent to open disputes by `disputes calendar`, `mail` and `people`."""

OFFICER = ("--as", "iro/IRO-7")
WHY = ("--because", "Marmalade.")
SPOKEN = {
    "respond": ("--answer", "Marmalade.", "--action", "team-manager:2026-05-01:Buy it"),
    "acknowledge": ("--text", "Marmalade."),
    "decide": (*WHY, "--not-satisfied", "--within", "4"),
    "escalate": (*WHY, "--reason", "no-response", "--to", "3", "--within", "2"),
    "switch-ladder": ("urgent", *WHY, "--to", "1"),
    "extend": (*WHY, "--working-days", "3", "--benefit-for-child", "Breakfast."),
    "hold": (*WHY, "--until", "2026-05-01"),
    "resume": (),
    "correct-start": (*WHY, "--started-at", "2026-03-27T15:30:00+00:00"),
    "act-done": ("1", "--evidence", "The jar."),
    "act-not-done": ("1", *WHY),
    "meeting-arranged": ("--at", "2026-04-02T14:00:00+01:00"),
    "meeting-held": ("--on", "2026-04-02", "--outcome", "Toast.", "--attended", "cook"),
    "task-done": ("write-up",),
    "inform-child": ("--child-told", "--how-or-why-not", "Aloud.", "--complaint-made"),
    "stay": (*WHY, "--breached"),
    "report-event": ("media", *WHY),
    "exchange-with-court": ("--received", "--what", "The recipe."),
    "open-side-step": ("mediation", *WHY, "--conflict", "--consulted", "cook"),
    "close-side-step": ("mediation", "--outcome", "Toast."),
    "hand-over": ("--to", "head-of-service", *WHY),
    "consider-cafcass": ("--not-refer", *WHY),
    "refer-to-cafcass": (*WHY, "--ticked", "helpline-considered"),
    "hear-from-cafcass": ("--news", "progress", "--text", "They have read it."),
    "note": ("--text", "Marmalade."),
    "good-practice": ("--text", "Marmalade."),
    "confirm-checks": ("manager-advised", "team-told", *WHY),
    "correct": ("4", "--text", "Jam, not marmalade."),
    "close": (
        *("--outcome", "resolved", "--impact", "Breakfast is certain."),
        *("--child-not-told", "--how-or-why-not", "Asleep."),
        *("--ticked", "workflow-completed", "--passed-over-because", "No letter."),
    ),
    "withdraw": WHY,
}
"""What an officer says with each command."""


class Listener:
    """Takes every message, and remembers it with the dispute it is for."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Message]] = []

    async def send(self, dispute: str, message: Message) -> Situation:
        self.heard.append((dispute, message))
        return await self.situation(dispute)

    async def situation(self, dispute: str) -> Situation:
        return Situation(
            reference="T-1", authority="hull", standing=Standing.AWAITING_OFFICER
        )


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    listens = Listener()

    def connected(ask: Callable[[Listener], Awaitable[Any]]) -> Any:
        async def session() -> Any:
            return await ask(listens)

        return asyncio.run(session())

    monkeypatch.setattr(saying, "with_client", connected)
    return listens


def say(command: str, *words: str) -> Result:
    return CliRunner().invoke(app, [command, "hull/T-1", *words])


def test_there_is_a_command_for_every_message(listener: Listener) -> None:
    for command, words in SPOKEN.items():
        result = say(command, *words, *OFFICER)
        assert result.exit_code == 0, (command, result.stderr)

    sent = {message.kind for _, message in listener.heard}
    assert sent == set(MESSAGES) - SENT_BY_OPERATORS
    assert {dispute for dispute, _ in listener.heard} == {"dispute-hull-T-1"}


def test_every_key_of_a_message_has_an_option(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A key that is added to a message needs an option as well."""
    given: dict[str, set[str]] = {}

    def remember(kind: str, said: dict[str, Any], **_: Any) -> None:
        given[kind] = set(said)

    monkeypatch.setattr(saying, "_say", remember)
    for command, words in SPOKEN.items():
        say(command, *words, *OFFICER)

    shared = {"message_id", "by", "received_at"}
    for kind, keys in given.items():
        assert keys == set(MESSAGES[kind].model_fields) - shared, kind


def test_the_front_page_names_every_command() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"`{name}`" not in table] == []


def test_what_every_message_has_is_sent_with_it(listener: Listener) -> None:
    words = ("--for", "IRO-8", "--message-id", "m-1", "--text", "Marmalade.")
    received = ("--received-at", "2026-04-08T16:30:00+01:00")

    say("note", *OFFICER, *words, *received)

    [(_, message)] = listener.heard
    assert message.model_dump(mode="json") == {
        "message_id": "m-1",
        "by": {"post": "iro", "reference": "IRO-7", "on_behalf_of": "IRO-8"},
        "received_at": "2026-04-08T16:30:00+01:00",
        "text": "Marmalade.",
    }


def test_a_text_may_come_from_a_file(listener: Listener, tmp_path: Path) -> None:
    file = tmp_path / "why.txt"
    file.write_text("It is a long story.", encoding="utf-8")

    say("stay", *OFFICER, "--because", f"@{file}")

    assert listener.heard[0][1].model_dump()["because"] == "It is a long story."


def test_a_message_that_is_not_in_order_is_refused_and_not_sent(
    listener: Listener,
) -> None:
    result = say("hold", *OFFICER, *WHY, "--until", "whenever")

    assert result.exit_code == 1
    assert "until:" in result.stderr
    assert listener.heard == []


def test_a_speaker_without_a_reference_is_a_matter_of_usage(
    listener: Listener,
) -> None:
    result = say("note", "--as", "iro", "--text", "Marmalade.")

    assert result.exit_code == 2
    assert "write POST/REFERENCE" in result.stderr
    assert listener.heard == []


@pytest.mark.parametrize("command", COMMANDS)
def test_its_help_names_its_own_options_and_those_of_every_message(
    command: str,
) -> None:
    helped = CliRunner().invoke(app, [command, "--help"]).stdout

    shared = ("DISPUTE", "--as", "--for", "--received-at", "--message-id", "--json")
    own = [word for word in SPOKEN[command] if word.startswith("--")]
    assert [word for word in (*shared, *own) if word not in helped] == []


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("2026-04-08T16:30", "2026-04-08T16:30:00+01:00"),
        ("2026-12-08 16:30", "2026-12-08T16:30:00+00:00"),
        ("2026-10-24T16:30:05", "2026-10-24T16:30:05+01:00"),
        ("2026-10-25T01:30", "2026-10-25T01:30:00+01:00"),  # which comes twice
        ("2026-10-25T16:30", "2026-10-25T16:30:00+00:00"),
        ("2026-04-08T16:30:00+00:00", "2026-04-08T16:30:00+00:00"),
        ("2026-04-08T16:30Z", "2026-04-08T16:30:00+00:00"),
    ],
)
def test_a_time_without_an_offset_is_londons(
    listener: Listener, written: str, sent: str
) -> None:
    say("meeting-arranged", *OFFICER, "--at", written, "--received-at", written)
    say("correct-start", *OFFICER, *WHY, "--started-at", written)

    arranged, corrected = (message.model_dump() for _, message in listener.heard)
    assert arranged["takes_place_at"].isoformat() == sent
    assert arranged["received_at"].isoformat() == sent
    assert corrected["started_at"].isoformat() == sent


@pytest.mark.parametrize("written", ["2026-04-08", "2026-13-08T16:30", "tomorrow"])
def test_what_is_no_day_and_time_is_refused(listener: Listener, written: str) -> None:
    result = say("meeting-arranged", *OFFICER, "--at", written)

    assert result.exit_code == 1
    assert result.stderr.startswith("takes_place_at: ")
    assert listener.heard == []
