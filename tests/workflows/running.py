"""Disputes on a real server with time skipping, with the verbs of a test."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from domain.calendar import WorkingCalendar
from domain.messages import dispute_id
from domain.record import Entry, Situation
from procedures.shelf import Shelf
from tests.conftest import TEMPORAL
from tests.sandbox import sandbox
from tests.situations import OFFICER, raising
from tests.workflows.postman import PATIENCE_SECONDS, Librarian, Postman
from workflows.dispute import DisputeWorkflow
from workflows.doorkeeper import Doorkeeper
from workflows.window import SEARCH_ATTRIBUTES


async def time_skipping_server() -> WorkflowEnvironment:
    """Start the real server, with a clock for each workflow that skips idle time."""
    return await WorkflowEnvironment.start_time_skipping_v2(
        data_converter=pydantic_data_converter,
        identity="a program of the council",
        dev_server_existing_path=str(TEMPORAL),
        dev_server_log_level="error",
        search_attributes=list(SEARCH_ATTRIBUTES),
        dev_server_extra_args=[
            "--dynamic-config-value",
            "frontend.WorkflowTimeSkippingEnabled=true",
            "--dynamic-config-value",
            'history.timerProcessorMaxTimeShift="1ms"',
        ],
    )


@dataclass
class Works:
    """Workers to be started and stopped by a test itself.

    Attributes:
        client: Connected to the server.
        shelf: Where procedures are found.
        calendar: Handed out to disputes.
        postman: Delivers for every worker.
        library_is_open: Cleared, it holds up every opening.
        cached: Disputes kept in memory; with 0 every task replays its dispute.
    """

    client: Client
    shelf: Shelf
    calendar: WorkingCalendar
    postman: Postman
    library_is_open: asyncio.Event
    cached: int = 1000

    @asynccontextmanager
    async def __call__(
        self,
        task_queue: str,
        *,
        client: Client | None = None,
        require_encrypted: bool = False,
    ) -> AsyncIterator[Worker]:
        """Run a worker on `task_queue` while the context lasts."""
        opening = Librarian(
            self.shelf,
            self.calendar,
            require_encrypted=require_encrypted,
            allow_rehearsals=True,
        )
        opening.is_open = self.library_is_open
        worker = Worker(
            client or self.client,
            task_queue=task_queue,
            identity="a worker",
            workflows=[DisputeWorkflow],
            activities=[opening.look_up, opening.look_again, self.postman.deliver],
            interceptors=[Doorkeeper()],
            max_cached_workflows=self.cached,
            workflow_runner=sandbox(),
        )
        await worker.__aenter__()
        try:
            yield worker
        finally:
            # One that had come to its end was seen to be held by the SDK's core for ever
            # (`finalize_shutdown`); by then everything that a test is about has happened.
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await worker.__aexit__(sys.exc_info()[0])


class Disputes:
    """Raises disputes on the test server, with the verbs of a test."""

    def __init__(self, env: WorkflowEnvironment, client: Client, queue: str) -> None:
        self.env = env
        self.client = client
        self.task_queue = queue

    async def started(self, **changes: Any) -> "ADispute":
        """A dispute whose workflow has only just been started."""
        data = a_raising(**changes)
        name = dispute_id(data["authority"], data["reference"])
        return await self.started_with(data, name=name)

    async def started_with(self, *arguments: Any, name: str = "") -> "ADispute":
        """A workflow started with whatever a foreign program sends."""
        with self.env.with_time_skipping_disabled():
            handle = await self.client.start_workflow(
                "Dispute",
                args=arguments,
                id=name or f"dispute-west-sussex-{secrets.token_hex(6)}",
                task_queue=self.task_queue,
            )
        return ADispute(self.env, handle)

    async def raised(self, **changes: Any) -> "ADispute":
        """A dispute of a reference of its own; its clock shows Mon 30 Mar 2026 10:00."""
        dispute = await self.started(**changes)
        await dispute.pass_time(timedelta(seconds=1))
        return dispute


def a_raising(**changes: Any) -> dict[str, Any]:
    """A rehearsal with a reference of its own."""
    reference = f"T-{secrets.token_hex(6)}-1"
    pretend = {"pretend_it_is": "2026-03-30T10:00:00+01:00"}
    return raising(**{"reference": reference, "rehearsal": pretend, **changes})


class ADispute:
    """One running dispute, with the verbs of a test."""

    def __init__(
        self, env: WorkflowEnvironment, handle: WorkflowHandle[Any, Any]
    ) -> None:
        self.env = env
        self.handle = handle
        self.sent = 0

    @property
    def id(self) -> str:
        """Its workflow id."""
        return self.handle.id

    async def pass_time(self, time: timedelta) -> None:
        await self.env.fast_forward(self.handle, time)

    async def pass_until(self, moment: datetime) -> None:
        """Let its own clock run until `moment`."""
        began = (await self.record())[0].at
        started = (await self.handle.describe()).start_time
        now = await self.env.get_current_time(self.handle)
        await self.pass_time(moment - began - (now - started))

    async def say(
        self, kind: str, by: dict[str, str] | None = None, **said: Any
    ) -> Situation:
        """Send a message as an update; returns where it stands after it."""
        body = self.worded(by, **said)
        async with asyncio.timeout(PATIENCE_SECONDS):
            answer: Situation = await self.handle.execute_update(
                kind, body, id=body["message_id"], result_type=Situation
            )
        return answer

    async def signal(
        self, kind: str, by: dict[str, str] | None = None, **said: Any
    ) -> None:
        """Send a message as a signal."""
        await self.handle.signal(kind, self.worded(by, **said))

    def worded(self, by: dict[str, str] | None = None, **said: Any) -> dict[str, Any]:
        """A message with an id of its own, as another program would send it."""
        self.sent += 1
        return {"message_id": f"m-{self.sent}", "by": by or OFFICER, **said}

    async def situation(self) -> Situation:
        answer: Situation = await self.handle.query("situation", result_type=Situation)
        return answer

    async def record(self) -> list[Entry]:
        answer: list[Entry] = await self.handle.query("record", result_type=list[Entry])
        return answer

    async def kinds(self) -> list[str]:
        """Kinds of its entries, in order."""
        return [entry.kind for entry in await self.record()]

    async def entries(self, kind: str) -> list[Entry]:
        """Its entries of one kind, in order."""
        return [entry for entry in await self.record() if entry.kind == kind]

    async def begun(self) -> list[int | None]:
        """Numbers of the stages that have begun, in order."""
        return [entry.stage for entry in await self.entries("stage-begun")]
