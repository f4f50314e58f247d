"""How a due time was reached, day by day, for whoever asks "why then?"."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from domain.calendar import due
from domain.calendar.days import WorkingCalendar
from domain.calendar.london import due_day
from domain.calendar.steps import Step, steps
from domain.limits import Counting, Limit, Roll, Unit


class Reckoning(BaseModel):
    """A due time, and how it was reached.

    Attributes:
        due_at: Aware, UTC; what comes at that moment is still in time.
        started_at: When the clock started.
        limit: What was counted.
        steps: In order of date, from the start to the due day.
        calendar: Version of the calendar.
        projected: True when it rests on bank holidays that are not yet published.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    due_at: AwareDatetime
    started_at: AwareDatetime
    limit: Limit
    steps: tuple[Step, ...]
    calendar: str
    projected: bool

    def lines(self) -> tuple[str, ...]:
        """Return the steps as plain lines."""
        return tuple(step.says for step in self.steps)


def reckon(limit: Limit, started_at: datetime, calendar: WorkingCalendar) -> Reckoning:
    """Return when `limit`, started at `started_at`, runs out, and why then.

    Args:
        limit: How long, and by which rule.
        started_at: Aware, in any zone.
        calendar: Which days are worked, and until when.

    Raises:
        ValueError: `started_at` is naive.
        BeyondCoverage: The calendar does not reach from the start to the due day.
    """
    calendar = calendar.for_limit(limit)
    due_at = due.due_at(limit, started_at, calendar)
    return Reckoning(
        due_at=due_at,
        started_at=started_at,
        limit=limit,
        steps=tuple(steps(limit, started_at, due_at, calendar)),
        calendar=calendar.version,
        projected=_asks_calendar(limit) and due_day(due_at) > calendar.official_until,
    )


def _asks_calendar(limit: Limit) -> bool:
    if limit.unit is Unit.CALENDAR_DAYS:
        return limit.roll is Roll.FORWARD or limit.counting is Counting.DEEMED
    return limit.unit is not Unit.ELAPSED_HOURS
