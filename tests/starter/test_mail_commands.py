"""`disputes mail`: what came back reaches its dispute, and news its readers, once."""

import asyncio
import json
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from activities.preview import example
from activities.storage import Store
from activities.storage.told import Sent
from domain.errors import DisputeRefused
from domain.messages import DeliveryFailed, Message
from domain.notices import DeliveryStatus, NoticeKind, Outcome
from settings import Settings
from starter.cli import app
from starter.connection import open_ring
from starter.errors import NoSuchDispute
from starter.mail_bounced import CameBack, read_one, tell

SENT = Sent(dispute="dispute-anyshire-ANY-2026-0042", number=12, told="PM-3")
CAME_BACK = CameBack("a.eml", "It is undeliverable (5.1.1).", (SENT,))
REPORT = """\
Content-Type: multipart/report; report-type=delivery-status; boundary=part

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.anyshire.example

Action: {action}
Status: 5.1.1

--part
Content-Type: text/rfc822-headers

Message-ID: <n12@anyshire.example>
--part--
"""


class Listener:
    """Takes every signal, and remembers it with its dispute."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Message]] = []

    async def signal(self, dispute: str, message: Message) -> None:
        """Take it."""
        self.heard.append((dispute, message))


async def test_a_dispute_hears_which_notice_came_back_and_from_whom() -> None:
    listener = Listener()

    handed = await tell(listener, CAME_BACK, "OPS-4")  # type: ignore[arg-type]

    [(dispute, message)] = listener.heard
    assert isinstance(message, DeliveryFailed)
    assert dispute == SENT.dispute
    assert (message.notice, message.told_reference) == (12, "PM-3")
    assert message.message_id == "bounced-12", "a report handed in twice is heard once"
    assert "5.1.1" in message.said
    assert handed.taken
    assert "notice 12 to PM-3" in handed.says


async def test_a_digest_that_came_back_is_heard_by_each_of_its_disputes() -> None:
    class Record:
        async def in_digest(self, key: str) -> list[Sent]:
            assert key == "digest/DCS-1/2026-03-05"
            other = SENT.model_copy(
                update={"dispute": "dispute-anyshire-ANY-2026-0043"}
            )
            return [SENT, other]

    header = "Message-ID: <n12@anyshire.example>"
    ours = f"{header}\nX-Dispute-Notice: digest/DCS-1/2026-03-05"
    report = REPORT.format(action="failed").replace(header, ours).encode()
    listener = Listener()

    read = await read_one(Record(), "a.eml", report)  # type: ignore[arg-type]
    assert isinstance(read, CameBack)
    handed = await tell(listener, read, "OPS-4")  # type: ignore[arg-type]

    assert handed.taken
    assert [dispute[-4:] for dispute, _ in listener.heard] == ["0042", "0043"]


@pytest.mark.parametrize("gone", [DisputeRefused, NoSuchDispute])
async def test_a_report_about_a_dispute_that_has_ended_stops_no_other(
    gone: type[Exception],
) -> None:
    class Ended(Listener):
        async def signal(self, dispute: str, message: Message) -> None:
            raise gone(f"{dispute} is not there.")

    handed = await tell(Ended(), CAME_BACK, "OPS-4")  # type: ignore[arg-type]

    assert not handed.taken
    assert handed.says == "passed over: dispute-anyshire-ANY-2026-0042 has ended."


@pytest.mark.parametrize(
    ("action", "known", "says"),
    [
        ("failed", False, "passed over: it is not about a letter of ours."),
        ("delayed", True, "passed over: it is still tried."),
        ("failed", True, "The receiving mail server reports it undeliverable (5.1.1)."),
    ],
)
async def test_what_is_no_bounce_of_ours_is_passed_over_and_said_so(
    action: str, known: bool, says: str
) -> None:
    class Record:
        async def sent(self, message_id: str) -> Sent | None:
            assert message_id == "<n12@anyshire.example>"
            return SENT if known else None

    read = await read_one(Record(), "a.eml", REPORT.format(action=action).encode())  # type: ignore[arg-type]

    assert read.says == says


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


def test_what_is_new_in_a_mailbox_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = prepared(tmp_path / "home", monkeypatch)
    box = Maildir(tmp_path / "box")
    reply = EmailMessage()
    reply.set_content("I am away until Monday.")
    box.add(bytes(reply))

    first = runner.invoke(app, ["mail", "bounced", "--mailbox", str(tmp_path / "box")])
    again = runner.invoke(app, ["mail", "bounced", "--mailbox", str(tmp_path / "box")])

    assert first.exit_code == 1, "it was no report, and nobody's matter but a reader's"
    assert "passed over: it is no delivery status report" in first.output
    assert (again.exit_code, again.output) == (0, "The mailbox has nothing new.\n")
    [kept] = box
    assert (kept.get_subdir(), kept.get_flags()) == ("cur", "S")


def test_a_mailbox_stays_unread_while_the_record_cannot_be_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = prepared(tmp_path / "home", monkeypatch)
    monkeypatch.setenv("DISPUTES_DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere.db")
    box = Maildir(tmp_path / "box")
    box.add(b"Subject: anything\n\nat all\n")

    result = runner.invoke(app, ["mail", "bounced", "--mailbox", str(tmp_path / "box")])

    assert result.exit_code == 3
    [kept] = box
    assert kept.get_subdir() == "new"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "name report files, or a --mailbox; one of them."),
        (["a.eml", "--mailbox", "."], "name report files, or a --mailbox"),
        (["--mailbox", "nowhere"], "nowhere is no mailbox of the kind Maildir"),
    ],
)
def test_a_mailbox_that_is_none_is_said_so(words: list[str], says: str) -> None:
    result = CliRunner().invoke(app, ["mail", "bounced", *words])

    assert result.exit_code == 2
    assert says in " ".join(result.output.split())


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
