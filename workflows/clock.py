"""What time it is for one dispute: everybody's time, or for a rehearsal its own."""

from datetime import UTC, datetime, timedelta

from temporalio import workflow

_NONE = timedelta(0)
_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """The clock of one dispute.

    A rehearsal that pretends to be at some moment goes by whole minutes, as a clock on
    the wall does: what a machine takes to hand over a message is no part of what is
    rehearsed, and hours counted from a moment end at the minute that was foreseen.

    Attributes:
        ahead_by: How far it is ahead of everybody's; negative where it is behind.
    """

    def __init__(self) -> None:
        """It shows everybody's time."""
        self.ahead_by = _NONE
        self._tick = timedelta(microseconds=1)

    def pretend(self, moment: datetime) -> None:
        """Let it be `moment`, aware, now; from here it shows whole minutes."""
        self._tick = _MINUTE
        self.ahead_by = moment - workflow.now()

    def now(self) -> datetime:
        """What it shows, aware UTC."""
        return self._floored(self.exactly())

    def exactly(self) -> datetime:
        """What it would show if it went by everything that passes, aware UTC."""
        return workflow.now() + self.ahead_by

    def until(self, alarm: datetime) -> timedelta:
        """How long it takes until it shows `alarm` or later."""
        shown = -self._floored_since(-(alarm - _EPOCH))
        return _EPOCH + shown - self.exactly()

    def _floored(self, moment: datetime) -> datetime:
        return _EPOCH + self._floored_since(moment - _EPOCH)

    def _floored_since(self, since: timedelta) -> timedelta:
        return since // self._tick * self._tick
