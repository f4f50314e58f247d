"""`disputes setup check`: one line a thing, and an exit code that a script can use."""

import json
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from embedded.catcher import Behaviour, Catcher
from embedded.mailbox import Mailbox
from encryption.keyring import KeyRing
from settings import Settings
from starter.setup_checks import CHECKS, Found, look_at_everything

SetUp = Callable[..., Awaitable[Any]]


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> int:
    """A port at which nobody answers, where Temporal and the mail server should be."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    monkeypatch.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{port}")
    monkeypatch.setenv("DISPUTES_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("DISPUTES_SMTP_PORT", str(port))
    return port


async def _found() -> dict[str, Found]:
    findings = await look_at_everything(Settings.from_environment())
    return {one.what: one.found for one in findings}


async def _says(what: str) -> str:
    findings = await look_at_everything(Settings.from_environment())
    return next(one.says for one in findings if one.what == what)


@pytest.mark.usefixtures("nobody")
async def test_what_does_not_answer_hides_nothing_else() -> None:
    found = await _found()

    assert found["procedures"] is Found.FINE
    assert found["calendar"] is Found.FINE
    assert found["key ring"] is Found.WRONG
    assert found["database"] is Found.WRONG
    assert found["mail"] is Found.NOT_REACHABLE
    assert found["Temporal"] is Found.NOT_REACHABLE
    assert found["list columns"] is Found.NOT_REACHABLE


@pytest.mark.usefixtures("nobody")
async def test_looking_makes_no_database(tmp_path: Path) -> None:
    assert "disputes setup database" in await _says("database")

    assert not (tmp_path / "home" / "record.db").exists()


@pytest.mark.usefixtures("nobody")
async def test_a_prepared_database_and_a_key_ring_are_fine(setup: SetUp) -> None:
    first = await setup("database")
    again = await setup("database", "--json")
    KeyRing.create(Settings.from_environment().keys_file)

    found = await _found()

    assert first.exit_code == again.exit_code == 0
    assert found["database"] is Found.FINE
    assert found["key ring"] is Found.FINE


@pytest.mark.usefixtures("nobody")
async def test_a_database_server_that_is_not_there_is_not_reachable(
    nobody: int, setup: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"postgresql://disputes:marigold@127.0.0.1:{nobody}/disputes"
    monkeypatch.setenv("DISPUTES_DATABASE_URL", url)

    prepared = await setup("database")

    assert prepared.exit_code == 3
    assert "marigold" not in prepared.output
    assert (await _found())["database"] is Found.NOT_REACHABLE
    assert "marigold" not in await _says("database")


@pytest.mark.usefixtures("nobody")
async def test_the_exit_code_is_3_while_something_is_out_of_reach(setup: SetUp) -> None:
    told = await setup("check", "--json")

    checks = json.loads(told.output)["checks"]
    assert told.exit_code == 3
    assert set(CHECKS) < {one["what"] for one in checks}


@pytest.mark.usefixtures("nobody")
async def test_a_person_is_shown_a_table(setup: SetUp) -> None:
    told = await setup("check")

    assert "Which means" in told.output
    assert "not reachable" in told.output


async def test_the_exit_code_is_0_when_all_is_fine(
    address: str, setup: SetUp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", address)
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "all-is-fine")
    KeyRing.create(Settings.from_environment().keys_file)
    await setup("namespace")
    await setup("search-attributes", "--wait-seconds", "20")
    await setup("database")

    with Mailbox(tmp_path / "mails.db") as mailbox:
        async with Catcher(mailbox) as catcher:
            monkeypatch.setenv("DISPUTES_SMTP_HOST", "127.0.0.1")
            monkeypatch.setenv("DISPUTES_SMTP_PORT", str(catcher.port))
            told = await setup("check", "--json")
            assert mailbox.count() == 0

    amiss = [one for one in json.loads(told.output)["checks"] if one["found"] != "fine"]
    assert [one["what"] for one in amiss] == ["workers"]
    assert told.exit_code == 3


async def test_a_mail_server_that_is_down_is_not_reachable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nobody: int
) -> None:
    with Mailbox(tmp_path / "mails.db") as mailbox:
        async with Catcher(mailbox) as catcher:
            monkeypatch.setenv("DISPUTES_SMTP_PORT", str(catcher.port))
            up = (await _found())["mail"]
            await catcher.behave(Behaviour.DOWN)
            down = (await _found())["mail"]

    assert up is Found.FINE
    assert down is Found.NOT_REACHABLE


@pytest.mark.usefixtures("nobody")
async def test_a_mail_server_without_the_protection_asked_for_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Mailbox(tmp_path / "mails.db") as mailbox:
        async with Catcher(mailbox) as catcher:
            monkeypatch.setenv("DISPUTES_SMTP_PORT", str(catcher.port))
            monkeypatch.setenv("DISPUTES_SMTP_SECURITY", "starttls")
            says = await _says("mail")

    assert "DISPUTES_SMTP_HOST, _PORT and _SECURITY" in says


@pytest.mark.usefixtures("nobody")
async def test_production_without_a_people_file_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPUTES_MODE", "production")
    monkeypatch.setenv("DISPUTES_SMTP_SECURITY", "starttls")

    assert "nobody real would be told" in await _says("people")


@pytest.mark.usefixtures("nobody")
async def test_an_empty_folder_of_procedures_is_wrong(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISPUTES_PROCEDURES_FOLDER", str(tmp_path))

    assert (await _found())["procedures"] is Found.WRONG
