"""A rehearsal: a real dispute on a real server, with its clock moved on.

Needs a server that lets clocks be moved, as the embedded one does; no other dispute's
clock is touched. Everything it sends goes through the same doors as anybody's.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper

from activities.storage import Store, ToldNotice
from domain.calendar import WorkingCalendar, london, london_day
from domain.messages import Message, RaiseDispute, Withdraw, read_raised
from domain.procedure import Procedure
from domain.record import Entry, Situation
from domain.script import Answer, Script, why_not_sent
from domain.standstill import stands_still, why_it_ends
from starter.client import DisputeClient
from starter.errors import NoAnswer

Say = Callable[[str], None]

_A_MOMENT = timedelta(seconds=1)
"""Farther on than its alarm: a rehearsal's clock goes by minutes, and shows none of it."""

_SETTLED_WITHIN_SECONDS = 30
_LOOK_AGAIN_SECONDS = 0.05


class Rehearsal:
    """One run of a procedure.

    Args:
        client: Connected to a server that lets clocks be moved.
        task_queue: Where the workers take from.
        store: The record, for who was told.
        calendar: For working days of the script.
        say: Takes each line of the narration.
        pause: Seconds between steps, so that a person can follow.
    """

    def __init__(
        self,
        client: Client,
        task_queue: str,
        store: Store,
        calendar: WorkingCalendar,
        say: Say,
        pause: float = 0.0,
    ) -> None:
        self._client = client
        self._disputes = DisputeClient(client, task_queue)
        self._skipper = TimeSkipper(client)
        self._store = store
        self._calendar = calendar
        self._say = say
        self._pause = pause
        self._ahead = timedelta(0)
        self._entries_told = 0
        self._notices_told: set[str] = set()

    async def play(
        self, procedure: Procedure, script: Script, reference: str, start: datetime
    ) -> None:
        """Play to where nothing more happens by itself, and say how it ended.

        A dispute that is still open then is withdrawn without a word, so that nobody is
        asked again about a rehearsal.

        Args:
            procedure: Which procedure is rehearsed.
            script: What is raised and answered.
            reference: Of the rehearsed dispute.
            start: The minute at which it pretends to start, aware UTC.

        Raises:
            DisputeError: It cannot be raised, or a message of the script is refused.
        """
        data = {**script.request(procedure), "reference": reference}
        rehearsal = {"pretend_it_is": start.isoformat()}
        request = read_raised({**data, "rehearsal": rehearsal})
        self._say(
            f"Raising {request.authority}/{request.reference}: {procedure.title}."
        )
        if await self._disputes.raise_dispute(request) is None:
            raise NoAnswer("No worker has opened the rehearsed dispute.")
        handle = self._client.get_workflow_handle(request.workflow_id)
        self._ahead = (await self._disputes.clocks(handle.id)).ahead_by
        self._shown = start
        await self._narrate(handle)
        answers = list(enumerate(script.answers, start=1))
        while await self._goes_on(handle, answers):
            pass
        self._say_what_was_not_sent(answers)
        await self._end(handle, request)

    async def _end(
        self, handle: WorkflowHandle[Any, Any], request: RaiseDispute
    ) -> None:
        """Say how it ended; nothing is left open, and what waits for the morning goes."""
        now, entries = await self._stands(handle)
        if not now.standing.is_open:
            await self._until_the_morning(handle)
            await self._narrate(handle)
            self._say(
                f"The rehearsal has ended: {now.standing.value.replace('-', ' ')}."
            )
            return
        ends = why_it_ends(now, entries)
        self._say(
            f"The rehearsal has ended. {ends} Here it is withdrawn, so that nobody is asked"
            " about a rehearsal."
        )
        await self._disputes.send(handle.id, _end_of(request))
        await self._until_the_morning(handle)
        await self._delivered(handle.id)

    async def _until_the_morning(self, handle: WorkflowHandle[Any, Any]) -> None:
        """Move its clock on for as long as something that was written still waits."""
        while True:
            now = await self._disputes.situation(handle.id)
            if not now.waiting or now.wakes_at is None:
                return
            await self._move(handle, now.wakes_at)

    async def _goes_on(
        self, handle: WorkflowHandle[Any, Any], answers: list[tuple[int, Answer]]
    ) -> bool:
        """Go on to the next thing: an answer, or what happens by itself; False: none."""
        now, entries = await self._stands(handle)
        if not now.standing.is_open or now.wakes_at is None:
            return False
        due = self._next_answer(now, entries, answers)
        if due is not None and due <= now.wakes_at:
            number, answer = answers.pop(0)
            await self._forward(handle, due)
            today = london_day(max(due, entries[-1].at))
            await self._send(handle, answer.message(number, today, self._calendar))
            return True
        if due is None and stands_still(now, entries, self._shown):
            return False
        await self._forward(handle, now.wakes_at)
        return True

    def _next_answer(
        self,
        now: Situation,
        entries: Sequence[Entry],
        answers: list[tuple[int, Answer]],
    ) -> datetime | None:
        """When the next answer is to be sent, if it is for the present stage."""
        if not answers or answers[0][1].at_stage != now.stage:
            return None
        began_at = [one.at for one in entries if one.kind == "stage-begun"][-1]
        return answers[0][1].moment(began_at, self._calendar)

    async def _stands(
        self, handle: WorkflowHandle[Any, Any]
    ) -> tuple[Situation, Sequence[Entry]]:
        now = await self._disputes.situation(handle.id)
        return now, await self._disputes.record(handle.id)

    def _say_what_was_not_sent(self, answers: list[tuple[int, Answer]]) -> None:
        for place, (number, answer) in enumerate(answers):
            self._say(
                f"    -> answer {number}, {answer.send} at stage {answer.at_stage}, was"
                f" not sent: {why_not_sent(place)}."
            )

    async def _send(self, handle: WorkflowHandle[Any, Any], message: Message) -> None:
        self._say(f"    -> {message.by.post} sends {message.kind}")
        await self._disputes.send(handle.id, message)
        await self._narrate(handle)

    async def _forward(self, handle: WorkflowHandle[Any, Any], until: datetime) -> None:
        await self._move(handle, until)
        await self._narrate(handle)

    async def _move(self, handle: WorkflowHandle[Any, Any], until: datetime) -> None:
        """Move its clock on, so far that it surely shows `until`."""
        clock = await self._skipper.get_current_time(handle) + self._ahead
        aim = until + _A_MOMENT
        if aim > clock:
            await self._skipper.fast_forward(handle, aim - clock)
        self._shown = max(self._shown, until)

    async def _narrate(self, handle: WorkflowHandle[Any, Any]) -> None:
        """Tell what has happened since, and who was told of it."""
        await self._delivered(handle.id)
        entries = await self._disputes.record(handle.id)
        for entry in entries[self._entries_told :]:
            self._say(f"{london(entry.at):>22}  {entry.says}")
        every = await self._told(handle.id)
        told = [one for one in every if one.key not in self._notices_told]
        if told:
            names = ", ".join(f"{one.to} ({one.kind})" for one in told)
            self._say(f"{'':>22}  told: {names}")
        self._entries_told = len(entries)
        self._notices_told |= {one.key for one in told}
        await asyncio.sleep(self._pause)

    async def _delivered(self, dispute: str) -> None:
        """Wait until the postman has been: all but what waits for the morning."""
        now = await self._disputes.situation(dispute)
        written = now.notices - now.waiting
        async with asyncio.timeout(_SETTLED_WITHIN_SECONDS):
            while (  # noqa: ASYNC110 (another process settles them)
                sum(one.settled_at is not None for one in await self._told(dispute))
                < written
            ):
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    async def _told(self, dispute: str) -> list[ToldNotice]:
        return await self._store.notices(dispute)


def _end_of(request: RaiseDispute) -> Message:
    by = {"post": request.raised_by.role, "reference": request.raised_by.reference}
    body = {"message_id": "rehearsal-end", "by": by, "because": "End of the rehearsal."}
    return Withdraw.model_validate(body)
