"""`disputes mail`: what came back reaches its dispute, and news its readers, once."""

import asyncio
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from activities.bounces import Bounce
from activities.preview import example
from activities.storage import Store
from activities.storage.told import Sent
from domain.messages import DeliveryFailed, Message
from domain.notices import DeliveryStatus, NoticeKind, Outcome
from settings import Settings
from starter import mail_commands
from starter.cli import app
from starter.connection import open_ring

SENT = Sent(dispute="dispute-anyshire-ANY-2026-0042", number=12, told="PM-3")
FOR_GOOD = Bounce("<n12@anyshire.example>", "", "5.1.1", for_good=True)


class Listener:
    """Takes every signal, and remembers it with its dispute."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Message]] = []

    async def signal(self, dispute: str, message: Message) -> None:
        """Take it."""
        self.heard.append((dispute, message))


async def test_a_dispute_hears_which_notice_came_back_and_from_whom() -> None:
    listener = Listener()

    says = await mail_commands._tell(listener, FOR_GOOD, SENT, "OPS-4")

    [(dispute, message)] = listener.heard
    assert isinstance(message, DeliveryFailed)
    assert dispute == SENT.dispute
    assert (message.notice, message.told_reference) == (12, "PM-3")
    assert message.message_id == "bounced-12", "a report handed in twice is heard once"
    assert "5.1.1" in message.said
    assert "notice 12 to PM-3" in says


@pytest.mark.parametrize(
    ("bounce", "sent", "says"),
    [
        (None, None, "no delivery status report"),
        (FOR_GOOD, None, "not about a notice of ours"),
        (Bounce("<x@y.example>", "", "4.4.1", for_good=False), SENT, "still tried"),
    ],
)
def test_what_is_no_bounce_of_ours_is_passed_over_and_said_so(
    bounce: Any, sent: Any, says: str
) -> None:
    assert says in str(mail_commands._not_taken(bounce, sent))


def test_a_mail_that_is_no_report_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPUTES_HOME", str(tmp_path))
    runner = CliRunner()
    assert runner.invoke(app, ["keys", "create"]).exit_code == 0
    assert runner.invoke(app, ["people", "show"]).exit_code == 0  # makes the database
    mail = EmailMessage()
    mail.set_content("I am away until Monday.")
    path = tmp_path / "reply.eml"
    path.write_bytes(bytes(mail))

    result = runner.invoke(app, ["mail", "bounced", str(path)])

    assert result.exit_code == 1
    assert "passed over: it is no delivery status report" in result.output


def prepared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A home with a key ring and an empty record."""
    monkeypatch.setenv("DISPUTES_HOME", str(folder))
    runner = CliRunner()
    assert runner.invoke(app, ["keys", "create"]).exit_code == 0
    assert runner.invoke(app, ["people", "show"]).exit_code == 0  # makes the database
    return runner


def test_without_news_there_is_no_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = prepared(tmp_path, monkeypatch)

    result = runner.invoke(app, ["mail", "digest", "--dry-run"])

    assert result.exit_code == 0
    assert result.stdout == "There is no news for any digest.\n"


def test_a_mail_server_that_is_away_leaves_the_news_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = prepared(tmp_path, monkeypatch)
    monkeypatch.setenv("DISPUTES_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("DISPUTES_SMTP_PORT", "9")  # nobody listens there
    asyncio.run(some_news())

    looked = runner.invoke(app, ["mail", "digest", "--dry-run", "--json"])
    sent = runner.invoke(app, ["mail", "digest", "--json"])
    again = runner.invoke(app, ["mail", "digest", "--dry-run", "--json"])

    [found] = json.loads(looked.stdout)
    assert (found["told"], found["state"]) == ("DCS-1", "would-be-sent")
    assert sent.exit_code == 1
    assert json.loads(sent.stdout)[0]["state"] == "delayed"
    assert again.stdout == looked.stdout
    assert "@" not in sent.output + looked.output


async def some_news() -> None:
    """One notice that waits for the director's digest."""
    settings = Settings.from_environment()
    store = await Store.open(settings.database_url, open_ring(settings))
    notice = example(NoticeKind.NOTED).model_copy(update={"to": "dcs"})
    await store.claim(notice, SENT.dispute, "<1@anyshire.example>", "a-hash")
    digested = Outcome(key=notice.key, status=DeliveryStatus.DIGESTED, told="DCS-1")
    await store.settle(notice.key, digested)
    await store.close()
