"""A mail server that delivers to nobody: it keeps what it is given, to be read here.

It can be told to behave as badly as real mail servers do, to show that no dispute waits
for a mail and that no notice is lost.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

from embedded.mailbox import Mailbox
from embedded.ports import HOST


class Behaviour(StrEnum):
    """How the mail server treats whoever sends to it.

    `works` takes every mail; `slow` takes it after a while; `busy` says 451, come back
    later; `refusing` says 550, never; `forgetful` takes it and breaks off before saying
    so, which leaves the sender unsure; `down` does not answer at all.
    """

    WORKS = "works"
    SLOW = "slow"
    BUSY = "busy"
    REFUSING = "refusing"
    FORGETFUL = "forgetful"
    DOWN = "down"


class _Conversation(SMTP):
    """One connection, which can be cut."""

    def __init__(self, catcher: "Catcher", going_on: set["_Conversation"]) -> None:
        self._going_on = going_on
        super().__init__(
            catcher,
            hostname="localhost",
            ident="disputes mail catcher",
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._going_on.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._going_on.discard(self)
        super().connection_lost(error)

    def cut(self) -> None:
        """Break off without a word."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()


@dataclass
class Catcher:
    """The mail server; use it as an async context.

    Attributes:
        mailbox: Where mails are kept.
        port: Where it listens on loopback; 0 becomes the port that was free.
        behaviour: How it behaves now; change it with `behave`.
        slow_seconds: What `slow` means.
        unknown_addresses: Addresses refused with 550 whatever the behaviour, in lower
            case: those of people who have left.
    """

    mailbox: Mailbox
    port: int = 0
    behaviour: Behaviour = Behaviour.WORKS
    slow_seconds: float = 5
    unknown_addresses: set[str] = field(default_factory=set)
    _listener: asyncio.Server | None = field(default=None, repr=False)
    _going_on: set[_Conversation] = field(default_factory=set, repr=False)

    async def __aenter__(self) -> Self:
        # aiosmtpd would write every address it hears into our log.
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        await self._listen()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stop_listening()

    async def behave(self, behaviour: Behaviour) -> None:
        """Behave like this from now on."""
        self.behaviour = behaviour
        if behaviour is Behaviour.DOWN:
            await self._stop_listening()
        else:
            await self._listen()

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self,
        server: SMTP,  # noqa: ARG002 (aiosmtpd passes it)
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take or refuse one recipient; called by aiosmtpd."""
        if self.behaviour is Behaviour.BUSY:
            return "451 4.3.2 Busy for the moment; try again later"
        if self.behaviour is Behaviour.REFUSING:
            return "550 5.7.1 No mail is taken here"
        if address.lower() in self.unknown_addresses:
            return "550 5.1.1 Nobody of that address here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self,
        server: _Conversation,
        session: Session,  # noqa: ARG002 (aiosmtpd passes it)
        envelope: Envelope,
    ) -> str:
        """Keep one mail; called by aiosmtpd."""
        if self.behaviour is Behaviour.SLOW:
            await asyncio.sleep(self.slow_seconds)
        number = self.mailbox.keep(
            envelope.original_content or b"",
            sender=envelope.mail_from or "",
            recipients=[str(address) for address in envelope.rcpt_tos],
            at=datetime.now(UTC),
        )
        if self.behaviour is Behaviour.FORGETFUL:
            server.cut()
            await asyncio.Event().wait()  # until the lost connection cancels us
        return f"250 Kept as mail {number}"

    async def _listen(self) -> None:
        if self._listener is not None:
            return
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            lambda: _Conversation(self, self._going_on), HOST, self.port
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _stop_listening(self) -> None:
        if self._listener is None:
            return
        self._listener.close()
        for conversation in list(self._going_on):
            conversation.cut()
        await self._listener.wait_closed()
        self._listener = None
