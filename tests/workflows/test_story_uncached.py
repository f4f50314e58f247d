"""Every path, with each task replayed from the start as after the death of a worker."""

import asyncio
from dataclasses import replace

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.replay.paths import PATHS, Walk
from tests.workflows.postman import Postman
from tests.workflows.running import Disputes, Works

SPOKEN = (
    "not-satisfied",
    "answered-and-closed",
    "held-and-resumed",
    "early",
    "refused",
)
"""Those on which most is said; with DISPUTES_TEST_CACHED_WORKFLOWS=0 all tests run so."""


@pytest.mark.parametrize("name", SPOKEN)
async def test_a_dispute_that_is_replayed_at_every_step_takes_the_same_path(
    env: WorkflowEnvironment,
    works: Works,
    postman: Postman,
    library_is_open: asyncio.Event,
    task_queue: str,
    name: str,
) -> None:
    kinds = []
    for cached in (1000, 0):
        queue = f"{task_queue}-{cached}"
        async with replace(works, cached=cached)(queue):
            walk = Walk(Disputes(env, env.client, queue), postman, library_is_open)
            dispute = await PATHS[name](walk, f"{name}-{cached}")
            kinds.append(await dispute.kinds())

    assert kinds[0] == kinds[1]
    assert len(kinds[0]) > 3
