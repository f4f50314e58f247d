"""A stopwatch for activities: when each was scheduled, and when it was done."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from temporalio import activity
from temporalio.client import Interceptor as ClientInterceptor
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
)
from temporalio.worker import Interceptor as WorkerInterceptor


@dataclass(frozen=True)
class Lap:
    """One activity that succeeded.

    Attributes:
        workflow: Id of the workflow that asked for it.
        name: Of the activity.
        scheduled_at: When the server wrote it into the history, aware UTC: by then
            the workflow has moved on, whatever happens to the worker.
        done_at: When it returned, aware UTC.
    """

    workflow: str
    name: str
    scheduled_at: datetime
    done_at: datetime


class Stopwatch(ClientInterceptor, WorkerInterceptor):
    """Give it to a client; the workers made with that client carry it too."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self.laps: list[Lap] = []

    def since(self, moment: datetime) -> list[Lap]:
        """Return the laps of what was scheduled at `moment` or later."""
        return [lap for lap in self.laps if lap.scheduled_at >= moment]

    def intercept_activity(
        self, next: ActivityInboundInterceptor
    ) -> ActivityInboundInterceptor:
        """Stand before each activity."""
        return _Timed(next, self.laps)


class _Timed(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, laps: list[Lap]) -> None:
        super().__init__(next)
        self._laps = laps

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        result = await super().execute_activity(input)
        info = activity.info()
        if info.is_local:  # part of a workflow task, and nothing is scheduled
            return result
        self._laps.append(
            Lap(
                workflow=info.workflow_id or "",
                name=info.activity_type,
                scheduled_at=info.scheduled_time,
                done_at=datetime.now(UTC),
            )
        )
        return result
