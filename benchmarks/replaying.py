"""Budget: replaying a long history, as a worker does that has lost its cache."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from temporalio.client import WorkflowHistory
from temporalio.testing import TimeSkipper
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from benchmarks.climbing import Climber
from benchmarks.findings import Budget, Figure, Finding
from benchmarks.lean import TASK_QUEUE, Lean
from benchmarks.place import Place, fresh_place
from benchmarks.progress import Bar
from benchmarks.sides import Side
from benchmarks.size import Size
from benchmarks.workers import worker_process
from encryption.codec import data_converter
from workflows.dispute import DisputeWorkflow
from workflows.doorkeeper import Doorkeeper

NAME = "replaying"
TITLE = "Replaying a long history"
AT_MOST = Budget("at most 2 times", most=2)
TURNS = 5
"""Turns of each side in a round: short ones, so that both meet the same weather."""

DAYS_AT_A_TIME = 5
MANY_DAYS = 60


async def measure(size: Size, bar: Bar) -> Finding:
    """Make one history of each side, and replay them by turns."""
    turns = size.rounds * TURNS
    each_time = max(1, size.replays // TURNS)
    bar.expect(turns * 2 + 2)
    async with fresh_place(time_skipping=True) as place:
        ours = await _of_a_dispute(place, size.history_events)
        bar.step()
        plain = await _of_the_leanest(place, size.history_events)
        bar.step()
        dispute, leanest = _replayers(place)
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(turns):
            for number, (replayer, history) in enumerate(
                ((dispute, ours), (leanest, plain))
            ):
                seconds = await _replay(replayer, history, each_time)
                per_event = seconds / each_time / len(history.events)
                times[number].append(per_event * size.history_events * 1000)
                bar.step()
    return Finding(
        name=NAME,
        title=f"A history of {size.history_events} events",
        beside="the leanest workflow's replay of as many",
        figures=[
            Figure(
                f"one replay of {size.history_events} events, of the processor",
                "ms", *times, AT_MOST, on_ratio=True,
            ),
        ],
        notes=(
            (
                f"{len(ours.events)} events of a dispute that climbs and waits for its"
                f" officer, sealed; {len(plain.events)} of the leanest."
            ),
        ),
    )  # fmt: skip


async def _of_a_dispute(place: Place, events: int) -> WorkflowHistory:
    client = await place.connect(Side.FAKED)
    async with worker_process(Side.FAKED, place):
        climber = await Climber.begin(client)
        while len(await climber.events()) < events:
            await climber.to_next_moment()
        return await climber.history()


async def _of_the_leanest(place: Place, events: int) -> WorkflowHistory:
    client = await place.connect(Side.LEANEST)
    async with worker_process(Side.LEANEST, place):
        now = datetime.now(UTC)
        days = [(now + timedelta(days=n + 1)).timestamp() for n in range(MANY_DAYS)]
        handle = await client.start_workflow(
            Lean.run, days, id="leanest", task_queue=TASK_QUEUE
        )
        skipper = TimeSkipper(client)
        while len((history := await handle.fetch_history()).events) < events:
            await skipper.fast_forward(handle, timedelta(days=DAYS_AT_A_TIME))
        return history


def _replayers(place: Place) -> tuple[Replayer, Replayer]:
    dispute = Replayer(
        workflows=[DisputeWorkflow],
        data_converter=data_converter(place.ring()),
        interceptors=[Doorkeeper()],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    leanest = Replayer(workflows=[Lean], workflow_runner=UnsandboxedWorkflowRunner())
    return dispute, leanest


async def _replay(replayer: Replayer, history: WorkflowHistory, times: int) -> float:
    """Return the seconds of the processor that it took to replay `history` so often."""

    async def copies() -> AsyncIterator[WorkflowHistory]:
        for _ in range(times):
            yield history

    began = time.process_time()
    await replayer.replay_workflows(copies())
    return time.process_time() - began
