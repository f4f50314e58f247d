"""One dispute, played the same way again and again while something else breaks."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from temporalio.client import WorkflowHandle
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from activities.storage import Store, ToldNotice
from domain.messages import dispute_id
from domain.record import Entry, Situation
from embedded.catcher import Catcher
from embedded.mailbox import Mail, Mailbox
from encryption.keyring import KeyRing
from settings import Settings
from tests.end_to_end.machine_room import MachineRoom
from tests.situations import MON_30_MAR, OFFICER, raising

Doing = Callable[[], Awaitable[Any]]
Trouble = Callable[[MachineRoom, Doing], Awaitable[None]]

REFERENCE = "WSX-2026-0042"
DISPUTE = dispute_id("west-sussex", REFERENCE)
PATIENCE_SECONDS = 150
_A_MOMENT_SECONDS = 0.02
_NOT_THERE = {
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.UNKNOWN,  # it broke off
    RPCStatusCode.CANCELLED,
    RPCStatusCode.DEADLINE_EXCEEDED,
}

WED_8_APR = datetime(2026, 4, 8, 16, 30, tzinfo=UTC)
TUE_21_APR = datetime(2026, 4, 21, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Ended:
    """What a dispute has left behind.

    Attributes:
        entries: Of the record, in order.
        mails: As they came, the first first.
        told: What the record says became of each notice.
    """

    entries: list[Entry]
    mails: list[Mail]
    told: list[ToldNotice]

    def story(self) -> list[tuple[object, ...]]:
        """What happened, without the seconds in between."""
        return [(e.number, e.kind, e.stage, e.by, e.says) for e in self.entries]

    def letters(self) -> set[tuple[str, str]]:
        """Every letter by its Message-ID, and who got it."""
        return {(mail.message_id, mail.recipients[0]) for mail in self.mails}

    def sent_twice(self) -> list[Mail]:
        """Mails that came again under the Message-ID of an earlier one."""
        first: dict[str, Mail] = {}
        return [m for m in self.mails if first.setdefault(m.message_id, m) is not m]


class Player:
    """Somebody who does one thing after another, and does it again if told nothing.

    Args:
        room: Where the dispute runs.
        trouble: What happens while each thing is done.
    """

    def __init__(self, room: MachineRoom, trouble: Trouble) -> None:
        self._room = room
        self._trouble = trouble
        self._said = 0

    async def play(self) -> None:
        """Raise the dispute and take it to its end.

        There is trouble when it is raised, when its limit passes and when it is
        answered, which are the three ways in which it is ever moved.
        """
        await self.begin()
        await self.forward(WED_8_APR)
        manager = {"post": "group-manager", "reference": "GM-4"}
        await self.say("manager_response", manager, answer="Marmalade on Monday.")
        self._trouble = nothing
        action = {"what": "x", "owner": "group-manager", "due_on": "2026-04-20"}
        accepted = {"satisfied": True, "because": "It will do.", "actions": [action]}
        await self.say("officer_decision", OFFICER, **accepted)
        await self.forward(TUE_21_APR)
        await self.say("withdraw", OFFICER, because="He likes jam now.")
        await self.handle.result()

    @property
    def handle(self) -> WorkflowHandle[Any, Any]:
        """The dispute, asked through whatever connection there is now."""
        return self._room.client.get_workflow_handle(DISPUTE)

    async def begin(self) -> None:
        """Raise the dispute; its clock shows Mon 30 Mar 2026 10:00."""
        await self._do(self._raise)

    async def say(self, kind: str, by: dict[str, str], **said: Any) -> None:
        """Send one message as an update."""
        self._said += 1
        body = {"message_id": f"m-{self._said}", "by": by, **said}
        sent_as = body["message_id"]
        await self._do(lambda: self.handle.execute_update(kind, body, id=sent_as))

    async def forward(self, until: datetime) -> None:
        """Move the dispute's clock on to a moment."""
        await self._do(lambda: self._forward(until))

    async def situation(self) -> Situation:
        """Where it stands."""
        now: Situation = await self.handle.query("situation", result_type=Situation)
        return now

    async def record(self) -> list[Entry]:
        """Everything that happened."""
        found: list[Entry] = await self.handle.query("record", result_type=list[Entry])
        return found

    async def _do(self, doing: Doing) -> None:
        await self._trouble(self._room, lambda: _until_answered(doing))

    async def _raise(self) -> None:
        pretend = {"pretend_it_is": MON_30_MAR.isoformat()}
        try:
            await self._room.client.start_workflow(
                "Dispute",
                raising(reference=REFERENCE, rehearsal=pretend),
                id=DISPUTE,
                task_queue="disputes",
            )
        except WorkflowAlreadyStartedError:
            return

    async def _forward(self, until: datetime) -> None:
        """Move the dispute's clock on to a moment; moved already, it stays."""
        skipper = TimeSkipper(self._room.client)
        started = (await self.handle.describe()).start_time
        now = await skipper.get_current_time(self.handle)
        remaining = until - MON_30_MAR - (now - started)
        if remaining > timedelta(0):
            await skipper.fast_forward(self.handle, remaining)


async def _until_answered(doing: Doing) -> None:
    """Do it again until somebody answers, as a program that is meant to arrive does."""
    while True:
        try:
            await doing()
        except RPCError as error:
            if error.status not in _NOT_THERE:
                raise
            await asyncio.sleep(_A_MOMENT_SECONDS)
        else:
            return


# --- what may happen ------------------------------------------------------------------


async def nothing(room: MachineRoom, doing: Doing) -> None:
    """Nothing happens."""
    await doing()


async def the_worker_is_killed(room: MachineRoom, doing: Doing) -> None:
    """It is asked while no worker runs; one comes up meanwhile."""
    await room.is_quiet(DISPUTE)
    await room.kill_worker()
    await room.forget_the_dead(DISPUTE)
    asked = asyncio.ensure_future(doing())
    await asyncio.sleep(_A_MOMENT_SECONDS)
    await room.start_worker()
    await asked


async def the_server_is_killed(room: MachineRoom, doing: Doing) -> None:
    """The server goes while it is being asked, and comes up again."""
    asked = asyncio.ensure_future(doing())
    await asyncio.sleep(_A_MOMENT_SECONDS)
    await room.kill_server()
    await room.start_server()
    await asked


async def both_are_killed(room: MachineRoom, doing: Doing) -> None:
    """The power goes while it is being done, and comes back."""
    await room.is_quiet(DISPUTE)
    asked = asyncio.ensure_future(doing())
    await asyncio.sleep(0)
    await asyncio.gather(room.kill_server(), room.kill_worker())
    await room.start_server()
    await room.forget_the_dead(DISPUTE)
    await room.start_worker()
    await asked


@dataclass
class HoldingCatcher(Catcher):
    """Stops in the middle of the second mail until whoever sends it is gone.

    Attributes:
        keeps_it: Whether it keeps that mail before it stops.
        holds: Set when it has stopped.
    """

    keeps_it: bool = False
    holds: asyncio.Event = field(default_factory=asyncio.Event)
    _count: int = 0

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take one mail, or stop at it."""
        self._count += 1
        if self._count == 2 and not self.keeps_it:
            self.holds.set()
            await asyncio.Event().wait()  # until the lost connection cancels us
        answer = await super().handle_DATA(server, session, envelope)  # type: ignore[arg-type]
        if self._count == 2:
            self.holds.set()
            await asyncio.Event().wait()
        return answer


async def killed_at_the_second_mail(room: MachineRoom, doing: Doing) -> None:
    """The worker dies while it hands over its second mail, once."""
    await doing()
    catcher = room.catcher
    assert isinstance(catcher, HoldingCatcher)
    if not catcher.holds.is_set():
        await catcher.holds.wait()
        await room.kill_worker()
        await room.start_worker()


# --- the whole ------------------------------------------------------------------------


async def played(
    home: Path, trouble: Trouble, catcher: Callable[[Mailbox], Catcher] = Catcher
) -> Ended:
    """Play the dispute in a home of its own; return what it has left behind."""
    async with MachineRoom.opened(home, catcher) as room:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await Player(room, trouble).play()
        mails = room.mailbox.mails(limit=1000)[::-1]
    store = await Store.open(
        Settings(home=home).database_url, KeyRing.read(home / "keys.json")
    )
    try:
        entries, told = await store.entries(DISPUTE), await store.notices(DISPUTE)
        return Ended(entries, mails, told)
    finally:
        await store.close()
