"""Bringing a calendar to every open dispute, and seeing beforehand what it would do.

What would happen is worked out from each dispute's own clocks by the rules that the
dispute itself follows. Bringing it to them may be broken off and begun again: a dispute
that has the calendar is passed over, and one message is applied once.
"""

import asyncio
from collections import deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
)
from contextlib import aclosing
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from domain.calendar import OfficeHours, WorkingCalendar
from domain.calendar_moves import Move, in_hours, moves_under, told_of
from domain.clocks_now import ClocksNow
from domain.errors import BeyondCoverage, DisputeRefused
from domain.messages import ChangeCalendar, Speaker
from domain.record import Written
from starter.client import DisputeClient
from starter.errors import NoAnswer, NoSuchDispute

Tick = Callable[[int, int], None]
"""Told after each dispute: how many are done, of how many."""

_AT_ONCE = 8
"""Disputes asked at the same time where nothing is changed: two a core of a worker."""

_PATIENCE = 3
"""So many disputes without an answer, and none with one: then no worker is running."""


class State(StrEnum):
    """What becomes of one dispute.

    `changed` the calendar came, or would come, into force; `has-it` it has it already;
    `refused` it may not be taken as things stand; `ended` it has ended meanwhile;
    `unreached` no worker answered for it.
    """

    CHANGED = "changed"
    HAS_IT = "has-it"
    REFUSED = "refused"
    ENDED = "ended"
    UNREACHED = "unreached"


class Effect(Written):
    """What a calendar does to one dispute.

    Attributes:
        dispute: Workflow id.
        state: See `State`.
        moves: Dates that move.
        told: Keys of the posts that hear of it.
        why: Why it was refused or not reached; else empty.
    """

    dispute: str
    state: State
    moves: tuple[Move, ...] = ()
    told: tuple[str, ...] = ()
    why: str = ""


_Asks = Callable[[str], Coroutine[Any, Any, Effect]]


def foreseen(now: ClocksNow, calendar: WorkingCalendar, since: datetime) -> Effect:
    """Return what `calendar` would do to a dispute with these clocks.

    Args:
        now: The clocks.
        calendar: Whole, under its version.
        since: When it would come into force, aware.
    """
    if now.calendar == calendar.version:
        return Effect(dispute=now.dispute, state=State.HAS_IT)
    try:
        moves = moves_under(now, calendar, since)
    except BeyondCoverage as error:
        return Effect(dispute=now.dispute, state=State.REFUSED, why=str(error))
    return Effect(
        dispute=now.dispute,
        state=State.CHANGED,
        moves=tuple(moves),
        told=tuple(told_of(now, moves, since)),
    )


class Rollout:
    """One calendar, and every open dispute."""

    def __init__(
        self, client: DisputeClient, calendar: WorkingCalendar, tick: Tick
    ) -> None:
        """Take the disputes from `client`, and tell `tick` how far it has come."""
        self._client = client
        self._calendar = calendar
        self._under: dict[OfficeHours, WorkingCalendar] = {}
        self._tick = tick

    async def what_if(self) -> AsyncIterator[Effect]:
        """Yield what the calendar would do to each open dispute; nothing is changed.

        Raises:
            NoAnswer: No worker answers.
        """
        async for effect in self._each(self._foreseen, at_once=_AT_ONCE):
            yield effect

    async def apply(
        self, by: Speaker, because: str, pause_seconds: float
    ) -> AsyncIterator[Effect]:
        """Bring the calendar into force in each open dispute; yield what it did.

        Args:
            by: The operator.
            because: Why, for the record.
            pause_seconds: Between two disputes, so that mail and workers keep up.

        Raises:
            NoAnswer: No worker answers; what was done stays done.
        """

        async def one(dispute: str) -> Effect:
            effect = await self._brought(dispute, by, because)
            if effect.state is State.CHANGED:
                await asyncio.sleep(pause_seconds)
            return effect

        async for effect in self._each(one, at_once=1):
            yield effect

    async def _each(self, ask: _Asks, at_once: int) -> AsyncIterator[Effect]:
        disputes = [dispute async for dispute in self._client.open_disputes()]
        unreached, reached, done = 0, False, 0
        asking = _in_order(ask, sorted(disputes), at_once)
        async with aclosing(asking) as answers:
            async for dispute, answer in answers:
                try:
                    effect, reached = await answer, True
                except NoSuchDispute:
                    effect = Effect(dispute=dispute, state=State.ENDED)
                except NoAnswer as error:
                    unreached += 1
                    if unreached == min(_PATIENCE, len(disputes)) and not reached:
                        raise
                    state, why = State.UNREACHED, str(error)
                    effect = Effect(dispute=dispute, state=state, why=why)
                done += 1
                self._tick(done, len(disputes))
                yield effect

    async def _foreseen(self, dispute: str) -> Effect:
        now = await self._client.clocks(dispute)
        return foreseen(now, self._in_hours_of(now), _moment(now))

    def _in_hours_of(self, now: ClocksNow) -> WorkingCalendar:
        """The calendar in the office hours of a dispute, made once for them all."""
        hours = now.office_hours
        if hours not in self._under:
            self._under[hours] = in_hours(self._calendar, hours)
        return self._under[hours]

    async def _brought(self, dispute: str, by: Speaker, because: str) -> Effect:
        now = await self._client.clocks(dispute)
        effect = foreseen(now, self._in_hours_of(now), _moment(now))
        if effect.state is State.HAS_IT:
            return effect
        message = self._message(now, by, because)
        try:
            await self._client.send(dispute, message)
        except DisputeRefused as refusal:
            return Effect(dispute=dispute, state=State.REFUSED, why=str(refusal))
        return effect

    def _message(self, now: ClocksNow, by: Speaker, because: str) -> ChangeCalendar:
        """Say it under an id of its own: this version, after so many changes before it.

        So it is taken once however often it is sent, and a calendar that comes back
        after another one is taken again.
        """
        whole = self._calendar
        first = max(now.calendar_from, whole.covered_from)
        return ChangeCalendar(
            message_id=f"calendar-{whole.version}-{now.changes}",
            by=by,
            # A rehearsal's clock may have been moved on by who knows how much.
            received_at=None if now.rehearsal else _moment(now),
            calendar=whole.between(first, whole.covered_until),
            version=whole.version,
            because=because,
        )


async def _in_order(
    ask: _Asks, disputes: Iterable[str], at_once: int
) -> AsyncGenerator[tuple[str, Awaitable[Effect]], None]:
    """Ask for each dispute, so many at once; yield them in the order given."""
    waiting: deque[tuple[str, asyncio.Task[Effect]]] = deque()
    try:
        for dispute in disputes:
            waiting.append((dispute, asyncio.ensure_future(ask(dispute))))
            if len(waiting) == at_once:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _, asked in waiting:
            asked.cancel()
        await asyncio.gather(*(asked for _, asked in waiting), return_exceptions=True)


def _moment(now: ClocksNow) -> datetime:
    """Now, by the dispute's own clock; a rehearsal's may show another time."""
    return datetime.now(UTC) + now.ahead_by
