"""How fast mail goes to one domain: at most so many letters a minute, in order of asking.

Each domain has its own pace: a storm of mail to one holds up nobody who writes to
another. A turn is reserved when it is asked for, so that nobody who asks later is served
earlier. Whoever would have to wait too long gets no turn, and takes up no place.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from time import monotonic

A_MINUTE = 60.0
PATIENCE_SECONDS = 20.0
"""Longest wait for a turn. A round of post has some ten letters and ten minutes."""


class TooSoon(Exception):
    """The turn comes too late to be waited for.

    Attributes:
        seconds: How long it would have been.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the turn comes in {seconds:.0f} seconds")


class Pace:
    """Turns of letters, by the domain they go to.

    Attributes:
        per_minute: Letters to one domain within any minute; 0 for no limit.
    """

    def __init__(
        self,
        per_minute: int,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the limit.

        Args:
            per_minute: Letters to one domain within any minute; 0 for no limit.
            patience_seconds: Longest wait for a turn.
            clock: Seconds that only ever grow.
            sleep: Waits so many of them.
        """
        self.per_minute = per_minute
        self._patience = patience_seconds
        self._clock = clock
        self._sleep = sleep
        self._turns: dict[str, deque[float]] = defaultdict(deque)

    async def turn(self, address: str) -> None:
        """Wait until a letter to `address` may go.

        Raises:
            TooSoon: That would take longer than `patience_seconds`.
        """
        if not self.per_minute:
            return
        turns, now = self._turns[address.rpartition("@")[2].lower()], self._clock()
        while turns and turns[0] <= now - 2 * A_MINUTE:
            turns.popleft()
        full = len(turns) >= self.per_minute
        at = max(now, turns[-self.per_minute] + A_MINUTE) if full else now
        if at - now > self._patience:
            raise TooSoon(at - now)
        turns.append(at)
        if at > now:
            await self._wait(at, turns)

    async def _wait(self, at: float, turns: deque[float]) -> None:
        try:
            await self._sleep(at - self._clock())
        except asyncio.CancelledError:
            turns.remove(at)  # somebody else may have it
            raise
