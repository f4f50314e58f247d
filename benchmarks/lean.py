"""The leanest workflow that climbs stages: one timer and one activity a stage.

No sandbox, no record, no codec, no messages, no calendar: what Temporal itself costs, and
so the measure of what the rest costs.
"""

import asyncio
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

TASK_QUEUE = "lean"


@activity.defn
async def pass_on(stage: int) -> int:
    """Stand for whatever is done when a stage is over."""
    return stage


@workflow.defn
class Lean:
    """Waits for each of some moments, and runs one activity at each."""

    @workflow.run
    async def run(self, moments: list[float]) -> None:
        """Wait for each of `moments`, in seconds since 1970."""
        for stage, moment in enumerate(moments, start=1):
            if (seconds := moment - workflow.time()) > 0:
                await asyncio.sleep(seconds)
            await workflow.execute_activity(
                pass_on, stage, start_to_close_timeout=timedelta(minutes=1)
            )


def lean_worker(client: Client, task_queue: str = TASK_QUEUE) -> Worker:
    """Return a worker for the leanest workflow."""
    return Worker(
        client,
        task_queue=task_queue,
        workflows=[Lean],
        activities=[pass_on],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
