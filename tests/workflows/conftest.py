"""A real Temporal server with time skipping, and a worker with a postman that remembers."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.opening import LookUp, OpeningActivities
from domain.calendar import WorkingCalendar
from domain.messages import dispute_id
from domain.notices import Delivered, DeliveryStatus, Notice, Outcome, Post
from domain.opening import Basis
from domain.record import Entry, Situation
from procedures.shelf import Shelf
from tests.conftest import TEMPORAL
from tests.situations import OFFICER, raising
from worker import sandbox
from workflows.dispute import DisputeWorkflow
from workflows.doorkeeper import Doorkeeper
from workflows.window import SEARCH_ATTRIBUTES

CACHED = int(os.environ.get("DISPUTES_TEST_CACHED_WORKFLOWS", "1000"))
"""With 0 every workflow task replays its dispute from the start."""

Works = Callable[..., AbstractAsyncContextManager[Worker]]
"""What `works` hands out: `async with works(task_queue, client=..., ...)`."""


class Postman:
    """Takes every post and remembers it.

    Attributes:
        refuse: Posts that cannot be told, and what becomes of their notices.
        held_up: Posts whose mail server takes its time, until the event is set.
    """

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.refuse: dict[str, DeliveryStatus] = {}
        self.held_up: dict[str, asyncio.Event] = {}

    @activity.defn(name="deliver")
    async def deliver(self, post: Post) -> Delivered:
        self.posts.append(post)
        for one in post.notices:
            if one.to in self.held_up:
                await self.held_up[one.to].wait()
        return Delivered(
            outcomes=tuple(
                Outcome(
                    key=one.key,
                    status=self.refuse.get(one.to, DeliveryStatus.SENT),
                )
                for one in post.notices
            )
        )

    def notices(self, dispute: str) -> list[Notice]:
        """Every notice of a dispute that was handed over, in order."""
        mine = (post for post in self.posts if post.dispute == dispute)
        return [notice for post in mine for notice in post.notices]

    def told(self, dispute: str, kind: str) -> list[str]:
        """Posts that were told something of that kind, in order."""
        return [one.to for one in self.notices(dispute) if one.kind == kind]


class Librarian(OpeningActivities):
    """Looks things up as the real one does, but only once the library is open."""

    library_is_open: asyncio.Event

    @activity.defn(name="look_up")
    async def look_up(self, wanted: LookUp) -> Basis:
        await self.library_is_open.wait()
        return await super().look_up(wanted)


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
                id=name or f"dispute-west-sussex-{uuid.uuid4()}",
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
    reference = f"T-{uuid.uuid4().hex[:12]}-1"
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


@pytest.fixture(scope="session")
async def env() -> AsyncIterator[WorkflowEnvironment]:
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        data_converter=pydantic_data_converter,
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
    async with environment:
        yield environment


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def library_is_open() -> asyncio.Event:
    """Set: what a dispute is opened with can be looked up. Clear it to hold it up."""
    is_open = asyncio.Event()
    is_open.set()
    return is_open


@pytest.fixture
def works(
    env: WorkflowEnvironment,
    postman: Postman,
    library_is_open: asyncio.Event,
    calendar: WorkingCalendar,
    shelf: Shelf,
) -> Works:
    """Workers to be started and stopped by the test itself."""

    @asynccontextmanager
    async def working(
        task_queue: str,
        *,
        client: Client | None = None,
        require_encrypted: bool = False,
        cached: int = CACHED,
    ) -> AsyncIterator[Worker]:
        opening = Librarian(
            shelf,
            calendar,
            require_encrypted=require_encrypted,
            allow_rehearsals=True,
        )
        opening.library_is_open = library_is_open
        async with Worker(
            client or env.client,
            task_queue=task_queue,
            workflows=[DisputeWorkflow],
            activities=[opening.look_up, postman.deliver],
            interceptors=[Doorkeeper()],
            max_cached_workflows=cached,
            workflow_runner=sandbox(),
        ) as worker:
            yield worker

    return working


@pytest.fixture
def task_queue() -> str:
    """A task queue of this test's own."""
    return f"disputes-{uuid.uuid4()}"


@pytest.fixture
async def disputes(
    env: WorkflowEnvironment, works: Works, task_queue: str
) -> AsyncIterator[Disputes]:
    async with works(task_queue):
        yield Disputes(env, env.client, task_queue)
