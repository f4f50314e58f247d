"""The whole embedded stack as one context: up in order, down in reverse."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from embedded.catcher import Catcher
from embedded.errors import PortLost, ServerFailed
from embedded.inbox import Inbox
from embedded.mailbox import Mailbox
from embedded.ports import ANY, HOST, USUAL, Ports, choose_ports
from embedded.running import Running, announce, sole_stack
from embedded.temporal_server import ServerOptions, TemporalServer, temporal_server
from embedded.web import serving

Beside = Callable[[Running], AbstractAsyncContextManager[object]]
"""Makes something that runs beside the stack, told where everything is."""


class Stack:
    """A Temporal server, a mail server and an inbox page, in one folder.

        async with Stack(Path(".disputes"), codec=serve_codec) as stack:
            print(stack.running.ui, *stack.running.notes)
            failure = await stack.ended()

    Args:
        home: Folder that everything is kept in; made if it is not there.
        time_skipping: Let a dispute's clock be moved on, for demonstrations.
        binary: The `temporal` program; None to look for it.
        prefer: Wished ports; `embedded.ports.ANY` for free ones.
        insist: Ports that a person asked for by number.
        codec: Makes the codec endpoint, which is to listen at `running.codec`; the
            Temporal UI is told of it. None for no codec endpoint.
        beside: What else to start, in this order, once all of the above runs.
        first_step: The command that an empty inbox advises.

    Attributes:
        running: Where everything is, once it runs.
        server: The Temporal server.
        catcher: The mail server, which can be told to misbehave.
        mailbox: Every mail caught.
    """

    running: Running
    server: TemporalServer
    catcher: Catcher
    mailbox: Mailbox

    def __init__(
        self,
        home: Path,
        *,
        time_skipping: bool = False,
        binary: Path | None = None,
        prefer: Mapping[str, int] = USUAL,
        insist: Mapping[str, int] | None = None,
        codec: Beside | None = None,
        beside: Sequence[Beside] = (),
        first_step: str = "disputes --help",
    ) -> None:
        self._home = home.expanduser().absolute()
        self._time_skipping = time_skipping
        self._binary = binary
        self._prefer = prefer if codec else {**prefer, "codec": 0}
        self._insist = insist
        self._codec = codec
        self._beside = beside
        self._first_step = first_step
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Start everything; if one thing fails, what was started is stopped again.

        Raises:
            EmbeddedError: With the sentence to show; see `embedded.errors`.
        """
        for prefer in (self._prefer, ANY):
            with suppress(PortLost):
                return await self._started(prefer)
        return await self._started(ANY)

    async def _started(self, prefer: Mapping[str, int]) -> Self:
        async with AsyncExitStack() as starting:
            await self._start(starting, prefer)
            self._open = starting.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._open.aclose()

    async def ended(self) -> ServerFailed:
        """Wait until the Temporal server stops by itself; return what to say then."""
        return await self.server.ended()

    async def _start(self, parts: AsyncExitStack, prefer: Mapping[str, int]) -> None:
        parts.enter_context(sole_stack(self._home))
        ports = choose_ports(prefer, insist=self._insist)
        self.mailbox = parts.enter_context(Mailbox(self._home / "mails.db"))
        self.catcher = await parts.enter_async_context(
            Catcher(self.mailbox, port=ports.smtp)
        )
        inbox = Inbox(self.mailbox, self.catcher, self._first_step)
        await parts.enter_async_context(serving(inbox.app(), ports.inbox))
        self.server = await parts.enter_async_context(
            temporal_server(self._home, self._server_options(ports))
        )
        self.running = self._where(ports)
        for part in (self._codec, *self._beside):
            if part is not None:
                await parts.enter_async_context(part(self.running))
        announce(self.running)

    def _server_options(self, ports: Ports) -> ServerOptions:
        return ServerOptions(
            port=ports.temporal,
            ui_port=ports.ui,
            codec_url=self._codec_url(ports),
            time_skipping=self._time_skipping,
            binary=self._binary,
        )

    def _codec_url(self, ports: Ports) -> str:
        return f"http://{HOST}:{ports.codec}" if self._codec else ""

    def _where(self, ports: Ports) -> Running:
        return Running(
            pid=os.getpid(),
            home=str(self._home),
            address=self.server.address,
            namespace=self.server.namespace,
            ui=self.server.ui,
            inbox=f"http://{HOST}:{ports.inbox}",
            codec=self._codec_url(ports),
            smtp_host=HOST,
            smtp_port=ports.smtp,
            time_skipping=self._time_skipping,
            log=str(self.server.process.log),
            notes=ports.notes,
        )
