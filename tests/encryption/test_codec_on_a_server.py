"""A real Temporal server stores nothing that was sealed; a stranger stops nobody.

The server's own SQLite file is searched for words that were sent, as somebody with a
stolen backup would.
"""

import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio import activity, workflow
from temporalio.api.common.v1 import Payload, Payloads, WorkflowExecution
from temporalio.api.workflowservice.v1 import SignalWorkflowExecutionRequest
from temporalio.client import Client, WorkflowHandle
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from encryption.codec import SealingCodec, came_sealed, data_converter
from encryption.keyring import KeyRing

CANARY = "Marigold"
IN_PLAIN_SIGHT = "Periwinkle"
SERVER = Path(sysconfig.get_path("scripts")) / "temporal"


@activity.defn
async def look_up(issue: str) -> str:
    """Fail, saying what was asked."""
    raise ApplicationError(f"nothing is known of {issue}", issue, type="NotKnown")


@workflow.defn(name="Tiny")
class Tiny:
    """Says the canary's name everywhere that a workflow can say anything."""

    def __init__(self) -> None:
        self.heard: list[tuple[bool, str]] = []

    @workflow.run
    async def run(self, issue: str) -> str:
        """Ask, fail, wait until told to stop, and say what was heard."""
        workflow.set_current_details(f"About {issue}")
        try:
            await workflow.execute_activity(
                look_up,
                issue,
                summary=f"Look up {issue}",
                start_to_close_timeout=timedelta(seconds=5),
                retry_policy=RetryPolicy(maximum_attempts=1),
            )
        except ActivityError as error:
            self.why = str(error.cause)
        # A timer of its own: waiting starts none if everything is there already.
        await workflow.sleep(0.001, summary=f"Waiting about {issue}")
        await workflow.wait_condition(
            lambda: any("stop" in said for _, said in self.heard)
        )
        return self.why

    @workflow.signal
    def told(self, message: RawValue) -> None:
        """Note what came, how it came, and whether it can be read."""
        try:
            said = workflow.payload_converter().from_payload(message.payload, str)
        except Exception:  # noqa: BLE001 - whatever a stranger sent.
            said = "unreadable"
        self.heard.append((came_sealed(message.payload), said))

    @workflow.query
    def what_was_heard(self) -> list[tuple[bool, str]]:
        """Everything, in order."""
        return self.heard


class Case:
    """A server with its file, a worker with our keys, and one running workflow."""

    def __init__(
        self, client: Client, handle: WorkflowHandle[Any, str], db: Path
    ) -> None:
        self.client = client
        self.handle = handle
        self._db = db

    def bytes_at_rest(self) -> bytes:
        """What a thief of the server's disk would have."""
        found = b""
        for file in sorted(self._db.parent.glob(self._db.name + "*")):
            with suppress(FileNotFoundError):  # a journal goes with its transaction
                found += file.read_bytes()
        return found

    async def signal_raw(self, payload: Payload) -> None:
        """Send a payload past our own converter, as a foreign program would."""
        await self.client.workflow_service.signal_workflow_execution(
            SignalWorkflowExecutionRequest(
                namespace=self.client.namespace,
                workflow_execution=WorkflowExecution(workflow_id=self.handle.id),
                signal_name="told",
                input=Payloads(payloads=[payload]),
            )
        )


@asynccontextmanager
async def _a_case(ring: KeyRing, folder: Path) -> AsyncIterator[Case]:
    db = folder / "server.db"
    async with await WorkflowEnvironment.start_local(
        data_converter=data_converter(ring),
        dev_server_existing_path=str(SERVER),
        dev_server_extra_args=["--db-filename", str(db)],
    ) as env:
        queue = "tiny"
        async with Worker(
            env.client,
            task_queue=queue,
            workflows=[Tiny],
            activities=[look_up],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            handle = await env.client.start_workflow(
                Tiny.run,
                CANARY,
                id="tiny",
                task_queue=queue,
                static_summary=f"About {CANARY}",
                static_details=f"All about {CANARY}",
                memo={"about": CANARY},
            )
            yield Case(env.client, handle, db)


@pytest.fixture
async def case(ring: KeyRing, tmp_path: Path) -> AsyncIterator[Case]:
    """A server, a worker and a workflow, all ended with the test."""
    async with _a_case(ring, tmp_path) as case:
        yield case


def _plain(said: str, **more: bytes) -> Payload:
    metadata = {"encoding": b"json/plain", **more}
    return Payload(metadata=metadata, data=f'"{said}"'.encode())


async def test_the_server_stores_no_word_that_was_sealed(case: Case) -> None:
    await case.signal_raw(_plain(IN_PLAIN_SIGHT))
    await case.handle.signal("told", f"stop, {CANARY}")
    why = await case.handle.result()

    at_rest = case.bytes_at_rest()
    assert CANARY.encode() not in at_rest
    assert IN_PLAIN_SIGHT.encode() in at_rest, "what is plain must be found"
    assert b"nothing is known of" not in at_rest
    assert b"NotKnown" in at_rest, "the type of a failure is never sealed"
    assert why == f"NotKnown: nothing is known of {CANARY}"


async def test_whoever_holds_the_keys_reads_the_whole_history(case: Case) -> None:
    await case.handle.signal("told", "stop")
    await case.handle.result()

    description = await case.handle.describe()
    assert await description.static_summary() == f"About {CANARY}"
    assert await description.static_details() == f"All about {CANARY}"
    assert await description.memo() == {"about": CANARY}
    events = (await case.handle.fetch_history()).events
    converter = case.client.data_converter
    [failed] = [
        event.activity_task_failed_event_attributes.failure
        for event in events
        if event.HasField("activity_task_failed_event_attributes")
    ]
    assert CANARY in str(await converter.decode_failure(failed))
    summaries = [
        await converter.decode([event.user_metadata.summary])
        for event in events
        if event.user_metadata.HasField("summary")
    ]
    assert summaries == [
        [f"About {CANARY}"],
        [f"Look up {CANARY}"],
        [f"Waiting about {CANARY}"],
    ]


async def test_signals_that_cannot_be_opened_do_not_stop_a_workflow(
    case: Case, ring: KeyRing, strangers_ring: KeyRing
) -> None:
    stranger = SealingCodec(strangers_ring)
    spoilt = SealingCodec(ring).seal(_plain("spoilt"))
    spoilt.data = spoilt.data[:-1] + bytes([spoilt.data[-1] ^ 1])

    await case.signal_raw(stranger.seal(_plain("psst")))
    await case.signal_raw(spoilt)
    await case.signal_raw(Payload(metadata={"encoding": b"binary/sealed"}))
    await case.handle.signal("told", "stop")

    await case.handle.result()
    assert await case.handle.query(Tiny.what_was_heard) == [
        (False, "unreadable"),
        (False, "unreadable"),
        (False, "unreadable"),
        (True, "stop"),
    ]


async def test_a_workflow_can_tell_what_came_plain_also_when_it_pretends(
    case: Case,
) -> None:
    await case.signal_raw(_plain("openly"))
    await case.signal_raw(_plain("slyly", came=b"sealed"))
    await case.handle.signal("told", "stop")

    await case.handle.result()
    assert await case.handle.query(Tiny.what_was_heard) == [
        (False, "openly"),
        (False, "slyly"),
        (True, "stop"),
    ]


async def test_a_message_sealed_after_a_rotation_reaches_a_worker_that_was_running(
    case: Case, keys_file: Path
) -> None:
    KeyRing.rotate(keys_file)
    rotated = SealingCodec(KeyRing.read(keys_file))

    await case.signal_raw(rotated.seal(_plain("stop")))

    await case.handle.result()
    assert await case.handle.query(Tiny.what_was_heard) == [(True, "stop")]
