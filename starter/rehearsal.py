"""A rehearsal: a real dispute on a real server, with its clock moved on.

Needs a server that lets clocks be moved, as the embedded one does; no other dispute's
clock is touched. Everything it sends goes through the same doors as anybody's.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper

from activities.storage import Store, ToldNotice
from domain.calendar import WorkingCalendar, london, london_day
from domain.messages import Message, RaiseDispute, Withdraw, read_raised
from domain.procedure import Procedure
from domain.record import Situation
from domain.script import Answer, Script
from starter.client import DisputeClient
from starter.errors import NoAnswer

Say = Callable[[str], None]

_A_MOMENT = timedelta(seconds=1)
_SETTLED_WITHIN_SECONDS = 30
_LOOK_AGAIN_SECONDS = 0.05
_PATIENCE = 12
"""Working days after which a stage without a limit and without an answer is given up."""


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
        self, procedure: Procedure, script: Script, reference: str, pretend: str | None
    ) -> Situation:
        """Play the script to its end and return how it ended.

        Args:
            procedure: Which procedure is rehearsed.
            script: What is raised and answered.
            reference: Of the rehearsed dispute.
            pretend: The moment at which it pretends to start; None: now.

        Raises:
            DisputeError: It cannot be raised, or a message of the script is refused.
        """
        rehearsal = {"pretend_it_is": pretend} if pretend else {}
        data = {**script.request(procedure), "rehearsal": rehearsal}
        request = read_raised({**data, "reference": reference})
        self._say(
            f"Raising {request.authority}/{request.reference}: {procedure.title}."
        )
        if await self._disputes.raise_dispute(request) is None:
            raise NoAnswer("No worker has opened the rehearsed dispute.")
        handle = self._client.get_workflow_handle(request.workflow_id)
        await self._narrate(handle)
        self._ahead = await self._ahead_by(handle, request)
        answers = list(enumerate(script.answers, start=1))
        while (now := await self._disputes.situation(handle.id)).standing.is_open:
            await self._step(handle, request, now, answers)
        while now.waiting and now.wakes_at:  # the end is told in the morning
            await self._forward(handle, now.wakes_at + _A_MOMENT)
            now = await self._disputes.situation(handle.id)
        return now

    async def _step(
        self,
        handle: WorkflowHandle[Any, Any],
        request: RaiseDispute,
        now: Situation,
        answers: list[tuple[int, Answer]],
    ) -> None:
        """Go on to the next thing that happens: an answer, a due time, or the end."""
        began_at = await self._stage_began_at(handle)
        last = self._patience_ends(began_at)
        wakes_at = now.wakes_at or last
        if answers and answers[0][1].at_stage == now.stage:
            number, answer = answers[0]
            moment = answer.moment(began_at, self._calendar)
            if moment > wakes_at:
                await self._forward(handle, wakes_at + _A_MOMENT)
                return
            del answers[0]
            await self._forward(handle, moment + _A_MOMENT)
            today = london_day(moment)
            await self._send(handle, answer.message(number, today, self._calendar))
            return
        await self._forward(handle, min(wakes_at, last) + _A_MOMENT)
        if last <= wakes_at:
            self._say_what_was_not_sent(answers)
            await self._send(handle, _end_of(request))

    def _say_what_was_not_sent(self, answers: list[tuple[int, Answer]]) -> None:
        for number, answer in answers:
            self._say(
                f"    -> answer {number} was not sent: {answer.send} at stage"
                f" {answer.at_stage}, which never came"
            )

    async def _send(self, handle: WorkflowHandle[Any, Any], message: Message) -> None:
        self._say(f"    -> {message.by.post} sends {message.kind}")
        await self._disputes.send(handle.id, message)
        await self._narrate(handle)

    async def _forward(self, handle: WorkflowHandle[Any, Any], until: datetime) -> None:
        clock = await self._skipper.get_current_time(handle) + self._ahead
        if until > clock:
            await self._skipper.fast_forward(handle, until - clock)
        await self._narrate(handle)

    async def _ahead_by(
        self, handle: WorkflowHandle[Any, Any], request: RaiseDispute
    ) -> timedelta:
        """How far the dispute's own clock is ahead of the server's."""
        pretended = request.rehearsal and request.rehearsal.pretend_it_is
        started = (await handle.describe()).start_time
        return pretended - started if pretended else timedelta(0)

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

    async def _stage_began_at(self, handle: WorkflowHandle[Any, Any]) -> datetime:
        entries = await self._disputes.record(handle.id)
        return [one.at for one in entries if one.kind == "stage-begun"][-1]

    def _patience_ends(self, began_at: datetime) -> datetime:
        day = self._calendar.working_day(london_day(began_at), _PATIENCE)
        return self._calendar.close_of(day)


def _end_of(request: RaiseDispute) -> Message:
    by = {"post": request.raised_by.role, "reference": request.raised_by.reference}
    body = {"message_id": "rehearsal-end", "by": by, "because": "End of the rehearsal."}
    return Withdraw.model_validate(body)
