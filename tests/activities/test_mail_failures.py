"""What became of a letter is known for certain, or known to be uncertain."""

import asyncio
from pathlib import Path

import pytest

from activities.mail import (
    MailDelayed,
    MailFailure,
    MailRefused,
    MailUnsure,
    Smtp,
    SmtpSettings,
)
from tests.activities.postoffice import (
    CLOSE,
    STALL,
    PostOffice,
    a_letter,
    open_post_office,
    settings_for,
)

SHORT = 0.3


async def test_a_letter_arrives_whole_with_its_lines_of_dots() -> None:
    async with open_post_office(PostOffice()) as office:
        answer = await Smtp(settings_for(office)).send(a_letter())

    assert answer == "250 OK queued as 4F2A"
    [taken] = office.taken
    assert taken["Message-ID"] == "<1@anyshire.example>"
    assert taken.get_content().splitlines() == [
        "Your reply is wanted.",
        ".",
        "..and a line of dots",
    ]


@pytest.mark.parametrize("code", [550, 552, 554])
async def test_a_recipient_refused_for_good_is_refused(code: int) -> None:
    office = PostOffice(at_recipient=[f"{code} no such mailbox"])
    async with open_post_office(office):
        with pytest.raises(MailRefused) as refusal:
            await Smtp(settings_for(office)).send(a_letter())

    assert refusal.value.said == f"{code} no such mailbox"


async def test_a_recipient_put_off_is_only_delayed() -> None:
    office = PostOffice(at_recipient=["450 try later", "450 try later"])
    async with open_post_office(office):
        smtp = Smtp(settings_for(office))
        for _ in range(2):
            with pytest.raises(MailDelayed):
                await smtp.send(a_letter())
        await smtp.send(a_letter())

    assert len(office.taken) == 1


@pytest.mark.parametrize(
    ("answer", "becomes"),
    [("451 disk full", MailDelayed), ("554 not wanted", MailRefused)],
)
async def test_an_answer_to_the_body_is_certain(
    answer: str, becomes: type[MailFailure]
) -> None:
    office = PostOffice(at_body=[answer])
    async with open_post_office(office):
        with pytest.raises(becomes):
            await Smtp(settings_for(office)).send(a_letter())


@pytest.mark.parametrize("behaviour", [CLOSE, STALL])
async def test_silence_after_the_body_leaves_it_unsure(behaviour: str) -> None:
    office = PostOffice(at_body=[behaviour])
    async with open_post_office(office):
        smtp = Smtp(settings_for(office, timeout_seconds=SHORT))
        with pytest.raises(MailUnsure):
            await smtp.send(a_letter())
        await smtp.send(a_letter(2))

    assert [letter["Message-ID"] for letter in office.taken] == ["<2@anyshire.example>"]


@pytest.mark.parametrize("behaviour", [CLOSE, STALL])
async def test_silence_before_the_body_is_certain(behaviour: str) -> None:
    office = PostOffice(at_recipient=[behaviour])
    async with open_post_office(office):
        smtp = Smtp(settings_for(office, timeout_seconds=SHORT))
        with pytest.raises(MailDelayed):
            await smtp.send(a_letter())

    assert office.bodies == []


async def test_a_server_that_is_down_delays() -> None:
    office = PostOffice()
    async with open_post_office(office):
        settings = settings_for(office)

    with pytest.raises(MailDelayed, match="cannot be reached"):
        await Smtp(settings).send(a_letter())


async def test_who_waits_while_the_server_is_found_stalled_waits_no_longer() -> None:
    office = PostOffice(at_recipient=[STALL] * 20)
    async with open_post_office(office):
        smtp = Smtp(settings_for(office, timeout_seconds=SHORT))
        results = await asyncio.gather(
            *(smtp.send(a_letter(number)) for number in range(20)),
            return_exceptions=True,
        )

    assert {type(result) for result in results} == {MailDelayed}
    assert office.connections == 1


async def test_a_server_that_refuses_everybody_at_its_door_only_delays() -> None:
    async def closed(
        _reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(b"554 no service here\r\n")
        writer.close()

    server = await asyncio.start_server(closed, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        smtp = Smtp(SmtpSettings("127.0.0.1", port, security="none"))
        with pytest.raises(MailDelayed, match="answered 554"):
            await smtp.send(a_letter())


async def test_a_server_that_wants_a_login_only_delays() -> None:
    office = PostOffice(at_recipient=["530 5.7.0 Authentication required"])
    async with open_post_office(office):
        with pytest.raises(MailDelayed):
            await Smtp(settings_for(office)).send(a_letter())


async def test_no_failure_tells_the_address_and_each_names_the_notice() -> None:
    office = PostOffice(
        at_recipient=["550 <Marigold@anyshire.example>: no marigold\there"]
    )
    async with open_post_office(office):
        with pytest.raises(MailRefused) as refusal:
            await Smtp(settings_for(office)).send(a_letter())

    assert "marigold" not in str(refusal.value).lower()
    assert "dispute-anyshire-ANY-2026-0042/1" in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    "to",
    [
        "one@anyshire.example, two@anyshire.example",
        '"a b"@anyshire.example',
        "nobody",
        "zoë@anyshire.example",
        "Group Manager:;",
    ],
)
async def test_an_address_that_cannot_be_used_is_refused_unsent(to: str) -> None:
    async with open_post_office(PostOffice()) as office:
        with pytest.raises(MailRefused) as refusal:
            await Smtp(settings_for(office)).send(a_letter(to=to))

    assert office.connections == 0
    assert "anyshire.example" not in refusal.value.said


async def test_a_letter_given_up_midway_leaves_the_next_one_alone() -> None:
    office = PostOffice(at_body=[STALL])
    async with open_post_office(office):
        smtp = Smtp(settings_for(office))
        sending = asyncio.create_task(smtp.send(a_letter()))
        await office.body_came.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await smtp.send(a_letter(2))

    assert len(office.taken) == 1


def test_a_password_is_never_to_travel_in_plain_text() -> None:
    with pytest.raises(ValueError, match="plain text"):
        SmtpSettings("mail.anyshire.example", 25, "none", "disputes", "marzipan")


def test_a_password_does_not_show() -> None:
    settings = SmtpSettings("mail", 587, "starttls", "disputes", "marzipan")

    assert "marzipan" not in repr(settings)


def test_certificates_that_cannot_be_read_are_refused_at_the_start(
    tmp_path: Path,
) -> None:
    settings = SmtpSettings("mail", 587, ca_file=str(tmp_path / "none.pem"))

    with pytest.raises(OSError, match="No such file"):
        Smtp(settings)
