"""The sides of a comparison: what is started, by which worker it is run.

`dispute` is the product as it is shipped: sealed, recorded in SQLite, mailed by SMTP.
`faked` is the same with a postman who forgets; `unsealed` is that without the codec.
`leanest` is the workflow of `lean`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from temporalio.client import Client

from benchmarks import lean
from domain.calendar import LONDON
from domain.messages import dispute_id

FAR = timedelta(days=400)
"""A moment that no measurement reaches."""


class Side(StrEnum):
    """Who takes part."""

    DISPUTE = "dispute"
    FAKED = "faked"
    UNSEALED = "unsealed"
    LEANEST = "leanest"

    @property
    def laps_to_open(self) -> int:
        """How many activities run before the first stage waits."""
        return 0 if self is Side.LEANEST else 2


@dataclass(frozen=True)
class Starter:
    """Starts workflows of one side.

    Attributes:
        side: Which.
        client: Connected as that side is.
        first_due_at: When their first stage falls due, aware UTC; None: far away.
    """

    side: Side
    client: Client
    first_due_at: datetime | None = None

    async def start(self, number: int) -> str:
        """Start the workflow of that number; return its id."""
        if self.side is Side.LEANEST:
            return await self._start_leanest(number)
        data = raising(number)
        name = dispute_id(data["authority"], data["reference"])
        await self.client.start_workflow(
            "Dispute", data, id=name, task_queue="disputes"
        )
        return name

    async def _start_leanest(self, number: int) -> str:
        far = (datetime.now(LONDON) + FAR).timestamp()
        first = [self.first_due_at.timestamp()] if self.first_due_at else []
        name = f"leanest-{number}"
        await self.client.start_workflow(
            lean.Lean.run, [*first, far], id=name, task_queue=lean.TASK_QUEUE
        )
        return name


def raising(number: int, **changes: Any) -> dict[str, Any]:
    """A dispute to be raised, of ordinary length, as another program would send it."""
    plain = {
        "authority": "west-sussex",
        "reference": f"BENCH-{number}",
        "raised_by": {"role": "iro", "reference": "IRO-7"},
        "child": {"reference": f"C-{number}", "kind": "looked-after"},
        "team": "north",
        "themes": ["care-plan-not-implemented"],
        "issue": "The marmalade plan was agreed in May and never put into practice.",
        "impact": "Breakfast is uncertain, and so is everybody who comes to it.",
        "resolution_sought": "Marmalade on three mornings a week, with dates.",
        "start_stage": 1,
        "start_because": "Talking changed nothing.",
    }
    return {**plain, **changes}
