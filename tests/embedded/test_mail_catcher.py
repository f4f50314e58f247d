"""What the mail server keeps, and how it misbehaves when told to."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from embedded.catcher import Behaviour, Catcher
from embedded.mailbox import Mailbox

SUN_22_NOV = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MANAGER = "practice.manager@westfordshire.example"


def a_mail(to: str = MANAGER, message_id: str = "<1@disputes.example>") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "disputes@westfordshire.example"
    mail["To"] = to
    mail["Subject"] = "ANY-2026-0007: please answer by Fri 27 Nov"
    mail["Message-ID"] = message_id
    mail["X-Dispute-Reference"] = "ANY-2026-0007"
    mail.set_content("Stage 2 has begun.\n")
    return mail


async def send(catcher: Catcher, mail: EmailMessage) -> None:
    await aiosmtplib.send(mail, hostname="127.0.0.1", port=catcher.port, timeout=5)


async def test_a_mail_is_kept_with_its_addresses_subject_and_reference(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await send(catcher, a_mail())

    [mail] = mailbox.mails()
    assert mail.recipients == (MANAGER,)
    assert mail.sender == "disputes@westfordshire.example"
    assert mail.subject == "ANY-2026-0007: please answer by Fri 27 Nov"
    assert mail.message_id == "<1@disputes.example>"
    assert mail.dispute == "ANY-2026-0007"
    assert mail.received_at.utcoffset() == timedelta(0)


async def test_mails_are_listed_newest_first(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    for number in (1, 2, 3):
        await send(catcher, a_mail(message_id=f"<{number}@x>"))

    assert [mail.message_id for mail in mailbox.mails()] == ["<3@x>", "<2@x>", "<1@x>"]


async def test_mails_are_still_there_in_the_next_run(tmp_path: Path) -> None:
    with Mailbox(tmp_path / "kept.db") as mailbox:
        async with Catcher(mailbox) as catcher:
            await send(catcher, a_mail())

    with Mailbox(tmp_path / "kept.db") as mailbox:
        assert mailbox.count() == 1
        assert mailbox.mails()[0].dispute == "ANY-2026-0007"


async def test_a_mail_sent_twice_with_one_message_id_counts_as_two_copies(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await send(catcher, a_mail())
    await send(catcher, a_mail())
    await send(catcher, a_mail(message_id="<other@x>"))

    assert [mail.copies for mail in mailbox.mails()] == [1, 2, 2]


async def test_one_mail_to_two_people_one_after_another_is_no_second_copy(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await send(catcher, a_mail(to="first@x.example"))
    await send(catcher, a_mail(to="second@x.example"))

    assert [mail.copies for mail in mailbox.mails()] == [1, 1]


async def test_mails_are_filtered_by_a_part_of_the_address_or_of_the_reference(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await send(catcher, a_mail())
    await send(catcher, a_mail(to="director@westfordshire.example"))

    assert len(mailbox.mails(recipient="DIRECTOR@")) == 1
    assert len(mailbox.mails(dispute="any-2026-0007")) == 2
    assert mailbox.mails(dispute="ANY-2026-0008") == []
    assert mailbox.mails(recipient="%") == []


async def test_a_busy_server_asks_to_come_back_and_keeps_nothing(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await catcher.behave(Behaviour.BUSY)

    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await send(catcher, a_mail())

    assert refused.value.recipients[0].code == 451
    assert mailbox.count() == 0


async def test_a_refusing_server_says_never_and_keeps_nothing(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await catcher.behave(Behaviour.REFUSING)

    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await send(catcher, a_mail())

    assert refused.value.recipients[0].code == 550
    assert mailbox.count() == 0


async def test_an_unknown_address_is_refused_while_others_are_served(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    catcher.unknown_addresses.add("left.last.year@westfordshire.example")

    with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
        await send(catcher, a_mail(to="Left.Last.Year@westfordshire.example"))
    await send(catcher, a_mail())

    assert mailbox.recipients() == [MANAGER]


async def test_a_forgetful_server_keeps_the_mail_and_leaves_the_sender_unsure(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await catcher.behave(Behaviour.FORGETFUL)

    with pytest.raises((aiosmtplib.SMTPServerDisconnected, ConnectionResetError)):
        await send(catcher, a_mail())

    assert mailbox.count() == 1


async def test_a_server_that_is_down_answers_nobody_until_it_is_well_again(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    port = catcher.port
    await catcher.behave(Behaviour.DOWN)
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await send(catcher, a_mail())

    await catcher.behave(Behaviour.WORKS)
    await send(catcher, a_mail())

    assert catcher.port == port
    assert mailbox.count() == 1


async def test_going_down_cuts_those_who_are_talking(catcher: Catcher) -> None:
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=catcher.port, timeout=5)
    await client.connect()

    await catcher.behave(Behaviour.DOWN)

    with pytest.raises((aiosmtplib.SMTPServerDisconnected, ConnectionResetError)):
        await client.ehlo()


async def test_a_slow_server_takes_the_mail_in_the_end(
    catcher: Catcher, mailbox: Mailbox
) -> None:
    await catcher.behave(Behaviour.SLOW)

    await send(catcher, a_mail())

    assert mailbox.count() == 1


def test_rubbish_is_kept_as_it_came(mailbox: Mailbox) -> None:
    rubbish = b"Subject: \xff\xfe=?utf-9?q?x?=\r\nMessage-ID: <\r\n\r\n\x00\xff"

    number = mailbox.keep(
        rubbish, sender="\udcff", recipients=["\udcff@x"], at=SUN_22_NOV
    )

    found = mailbox.mail(number)
    assert found is not None
    assert found[1] == rubbish


async def test_no_address_reaches_the_log(
    catcher: Catcher, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        await send(catcher, a_mail())

    assert MANAGER not in caplog.text
