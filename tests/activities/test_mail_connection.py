"""One connection serves a burst, and is what the settings say, or nothing."""

import asyncio
from pathlib import Path

import pytest

from activities.mail import MailDelayed, Smtp
from tests.activities.postoffice import (
    PostOffice,
    a_letter,
    login_as,
    open_post_office,
    own_certificate,
    settings_for,
)


async def test_a_burst_of_letters_shares_one_connection() -> None:
    async with open_post_office(PostOffice()) as office:
        smtp = Smtp(settings_for(office))
        for number in range(5):
            await smtp.send(a_letter(number))
        smtp.close()

    assert len(office.taken) == 5
    assert office.connections == 1


async def test_a_connection_closed_between_letters_is_opened_again() -> None:
    async with open_post_office(PostOffice()) as office:
        smtp = Smtp(settings_for(office))
        await smtp.send(a_letter(1))
        await office.hang_up()
        await smtp.send(a_letter(2))

    assert len(office.taken) == 2
    assert office.connections == 2


async def test_a_server_closing_down_for_idleness_is_called_again() -> None:
    office = PostOffice()
    async with open_post_office(office):
        smtp = Smtp(settings_for(office))
        await smtp.send(a_letter(1))
        office.at_recipient.append("421 idle for too long")
        await smtp.send(a_letter(2))

    assert len(office.taken) == 2
    assert office.connections == 2


async def test_a_server_that_closes_again_on_the_new_connection_delays() -> None:
    office = PostOffice()
    async with open_post_office(office):
        smtp = Smtp(settings_for(office))
        await smtp.send(a_letter(1))
        office.at_recipient.extend(["421 closing", "421 closing", "421 closing"])
        with pytest.raises(MailDelayed):
            await smtp.send(a_letter(2))

    assert office.connections == 2


async def test_an_idle_connection_is_closed() -> None:
    async with open_post_office(PostOffice()) as office:
        smtp = Smtp(settings_for(office, idle_seconds=0.0))
        await smtp.send(a_letter(1))
        async with asyncio.timeout(2):
            await office.client_left.wait()
        await smtp.send(a_letter(2))
        smtp.close()

    assert office.connections == 2


async def test_a_letter_goes_by_starttls_to_a_server_that_is_trusted(
    tmp_path: Path,
) -> None:
    server, trusted = own_certificate(tmp_path)
    office = PostOffice()
    async with open_post_office(office, tls_context=server, require_starttls=True):
        smtp = Smtp(settings_for(office, "starttls", ca_file=str(trusted)))
        await smtp.send(a_letter())
        smtp.close()

    assert len(office.taken) == 1


async def test_a_letter_goes_by_tls_to_a_server_that_is_trusted(tmp_path: Path) -> None:
    server, trusted = own_certificate(tmp_path)
    office = PostOffice()
    async with open_post_office(office, tls=server):
        smtp = Smtp(settings_for(office, "tls", ca_file=str(trusted)))
        await smtp.send(a_letter())
        smtp.close()

    assert len(office.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_nobody_vouches_for_is_not_accepted(
    tmp_path: Path, security: str
) -> None:
    server, _ = own_certificate(tmp_path)
    office = PostOffice()
    tls = server if security == "tls" else None
    async with open_post_office(office, tls=tls, tls_context=server):
        smtp = Smtp(settings_for(office, "starttls" if tls is None else "tls"))
        with pytest.raises(MailDelayed, match=r"certificate .* not accepted"):
            await smtp.send(a_letter())

    assert office.bodies == []


async def test_a_server_without_starttls_gets_nothing() -> None:
    async with open_post_office(PostOffice()) as office:
        smtp = Smtp(settings_for(office, "starttls"))
        with pytest.raises(MailDelayed, match="STARTTLS"):
            await smtp.send(a_letter())

    assert office.bodies == []


async def test_a_login_that_is_right_is_let_in(tmp_path: Path) -> None:
    server, trusted = own_certificate(tmp_path)
    office = PostOffice()
    async with open_post_office(
        office,
        tls_context=server,
        auth_required=True,
        authenticator=login_as("disputes", "marzipan"),
    ):
        login = {"username": "disputes", "password": "marzipan"}
        smtp = Smtp(settings_for(office, "starttls", ca_file=str(trusted), **login))
        await smtp.send(a_letter())
        smtp.close()

    assert len(office.taken) == 1


async def test_a_login_that_is_wrong_delays_and_does_not_tell_the_password(
    tmp_path: Path,
) -> None:
    server, trusted = own_certificate(tmp_path)
    office = PostOffice()
    async with open_post_office(
        office,
        tls_context=server,
        auth_required=True,
        authenticator=login_as("disputes", "marzipan"),
    ):
        login = {"username": "disputes", "password": "nougat"}
        smtp = Smtp(settings_for(office, "starttls", ca_file=str(trusted), **login))
        with pytest.raises(MailDelayed, match="did not accept the login") as delay:
            await smtp.send(a_letter())

    assert "nougat" not in str(delay.value)
    assert office.bodies == []
