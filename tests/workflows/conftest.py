"""One server for all tests of workflows; a worker and a postman for each."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from domain.calendar import WorkingCalendar
from procedures.shelf import Shelf
from tests.workflows.postman import Postman
from tests.workflows.running import ADispute, Disputes, Works, time_skipping_server

__all__ = ["ADispute", "Disputes", "Postman", "Works"]

CACHED = int(os.getenv("DISPUTES_TEST_CACHED_WORKFLOWS", "1000"))
"""With 0 every workflow task replays its dispute from the start."""


@pytest.fixture(scope="session")
async def env() -> AsyncIterator[WorkflowEnvironment]:
    async with await time_skipping_server() as environment:
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
    return Works(env.client, shelf, calendar, postman, library_is_open, CACHED)


@pytest.fixture
def task_queue() -> str:
    """A task queue of this test's own."""
    return f"disputes-{secrets.token_hex(6)}"


@pytest.fixture
async def disputes(
    env: WorkflowEnvironment, works: Works, task_queue: str
) -> AsyncIterator[Disputes]:
    async with works(task_queue):
        yield Disputes(env, env.client, task_queue)
