"""One dispute that nobody answers, climbing as fast as a moved clock lets it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.testing import TimeSkipper

from benchmarks.sides import raising
from domain.messages import dispute_id
from domain.record import Situation

MON_30_MAR = "2026-03-30T10:00:00+01:00"
LOOK_AGAIN_SECONDS = 0.05
A_MOMENT = timedelta(seconds=1)
NOT_OURS = (
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
)
"""Events that only the moved clock makes."""


@dataclass(frozen=True)
class Climber:
    """A dispute and the means to move its clock.

    Attributes:
        handle: Of the workflow.
        skipper: Moves its clock.
        ahead: How far its own clock is ahead of the server's.
    """

    handle: WorkflowHandle[Any, Any]
    skipper: TimeSkipper
    ahead: timedelta

    @classmethod
    async def begin(cls, client: Client) -> "Climber":
        """Raise it; its clock shows Mon 30 Mar 2026 10:00."""
        data = raising(1, rehearsal={"pretend_it_is": MON_30_MAR})
        name = dispute_id(data["authority"], data["reference"])
        handle = await client.start_workflow(
            "Dispute", data, id=name, task_queue="disputes"
        )
        started_at = (await handle.describe()).start_time
        ahead = datetime.fromisoformat(MON_30_MAR) - started_at
        climber = cls(handle, TimeSkipper(client), ahead)
        await climber.rest()
        return climber

    async def situation(self) -> Situation:
        """Where it stands."""
        now: Situation = await self.handle.query("situation", result_type=Situation)
        return now

    async def to_next_moment(self) -> Situation:
        """Move its clock to where it looks again by itself, and let it do what it does."""
        wakes_at = (await self.situation()).wakes_at
        assert wakes_at is not None, "an open dispute always wakes"
        clock = await self.skipper.get_current_time(self.handle) + self.ahead
        await self.skipper.fast_forward(
            self.handle, max(wakes_at - clock, timedelta(0)) + A_MOMENT
        )
        await self.rest()
        return await self.situation()

    async def rest(self) -> None:
        """Wait until no activity and no workflow task is under way."""
        while True:
            raw = (await self.handle.describe()).raw_description
            waits = raw.HasField("pending_workflow_task") or raw.pending_activities
            events = await self.events()
            if not waits and any(
                event.event_type == EventType.EVENT_TYPE_TIMER_STARTED
                for event in events
            ):
                return
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def history(self) -> WorkflowHistory:
        """Everything in its history."""
        return await self.handle.fetch_history()

    async def events(self) -> Sequence[HistoryEvent]:
        """Its history, without what only the moved clock makes."""
        events = (await self.history()).events
        return [one for one in events if one.event_type not in NOT_OURS]
