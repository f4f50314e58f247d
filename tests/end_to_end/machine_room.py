"""A machine room whose worker and server can be killed: real processes, lasting files."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Self

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import (
    DescribeWorkflowExecutionResponse,
    ResetStickyTaskQueueRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError

from embedded.catcher import Catcher
from embedded.errors import PortLost
from embedded.mailbox import Mailbox
from embedded.ports import choose_ports
from embedded.temporal_server import ServerOptions, TemporalServer, temporal_server
from encryption.keyring import KeyRing
from settings import Settings
from starter.connection import connect

ROOT = Path(__file__).parents[2]

_PORTS = itertools.count(20_000 + os.getpid() % 400 * 30)
"""Below those that the system gives to outgoing connections: a port must be free again
when the server that was killed comes back to it."""

_ONE_AT_A_TIME = asyncio.Lock()
"""Servers that start at once may pick the same free port for their inner services."""


class MachineRoom:
    """A server, a worker and a mail catcher, each of which can come and go.

    The server and the worker are processes of their own, started as an operator starts
    them; what they know lies in `home`.

    Attributes:
        home: Where everything lasts.
        catcher: The mail server, here in this process, so that it can be told things.
        mailbox: What it caught.
        client: Connected, sealing; made anew by `start_server`.
    """

    client: Client

    def __init__(self, home: Path, catcher: Catcher) -> None:
        self.home = home
        self.catcher = catcher
        self.mailbox = catcher.mailbox
        self._settings = Settings(home=home)
        self._ring = KeyRing.create(home / "keys.json")
        ports = choose_ports({"temporal": next(_PORTS), "ui": next(_PORTS)})
        self._options = ServerOptions(ports.temporal, ports.ui, time_skipping=True)
        self._address = f"127.0.0.1:{ports.temporal}"
        self._server: TemporalServer
        self._running = AsyncExitStack()
        self._worker: asyncio.subprocess.Process | None = None
        self._log = (home / "worker.log").open("ab")

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, home: Path, catcher: Callable[[Mailbox], Catcher] = Catcher
    ) -> AsyncIterator[Self]:
        """Bring everything up; at the end all of it is stopped.

        Args:
            home: Where everything lasts; not there yet.
            catcher: Makes the mail server.
        """
        home.mkdir(parents=True)  # noqa: ASYNC240 (a moment)
        with Mailbox(home / "mails.db") as mailbox:
            async with catcher(mailbox) as listening:
                room = cls(home, listening)
                try:
                    await room.start_server()
                    await room.start_worker()
                    yield room
                finally:
                    await room.kill_worker()
                    await room._running.aclose()
                    room._log.close()

    async def start_server(self) -> None:
        """Start the server on the ports and the database it had before."""
        async with _ONE_AT_A_TIME:
            self._server = await self._started(attempts=3)
        os.environ["TEMPORAL_ADDRESS"] = self._address
        self.client = await connect(self._settings, self._ring)

    async def _started(self, attempts: int) -> TemporalServer:
        """Start it; again, if another program took a port of its inner services."""
        starting = temporal_server(self.home, self._options)
        try:
            return await self._running.enter_async_context(starting)
        except PortLost:
            if attempts == 1:
                raise
        return await self._started(attempts - 1)

    async def kill_server(self) -> None:
        """SIGKILL the server and whoever holds its leash, as a power cut would."""
        os.killpg(self._server.process.pid, signal.SIGKILL)
        await self._server.ended()
        await self._running.aclose()

    async def start_worker(self) -> None:
        """Start `python worker.py`; it takes its work when it is ready."""
        self._worker = await asyncio.create_subprocess_exec(
            *(sys.executable, str(ROOT / "worker.py")),
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env={
                "PATH": os.defpath,
                "TEMPORAL_ADDRESS": self._address,
                "DISPUTES_HOME": str(self.home),
                "DISPUTES_SMTP_HOST": "127.0.0.1",
                "DISPUTES_SMTP_PORT": str(self.catcher.port),
            },
        )

    async def kill_worker(self) -> None:
        """SIGKILL the worker, if it is there."""
        if self._worker is not None:
            with suppress(ProcessLookupError):
                self._worker.kill()
            await self._worker.wait()
        self._worker = None

    async def is_quiet(self, dispute: str) -> None:
        """Wait until no worker has anything of a dispute in hand, if it is there yet.

        A worker that is killed with a notice in hand is missed after 15 seconds, by its
        heartbeat, and with a decision in hand after 10; the tests that want to wait for
        that say so.
        """
        handle = self.client.get_workflow_handle(dispute)
        with suppress(RPCError):
            while _is_busy((await handle.describe()).raw_description):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def forget_the_dead(self, dispute: str) -> None:
        """Let no task of a dispute wait for the worker that had it last.

        By itself the server does so ten seconds after that worker was last heard of,
        which is long for a test.
        """
        with suppress(RPCError):  # nobody has raised it yet
            await self.client.workflow_service.reset_sticky_task_queue(
                ResetStickyTaskQueueRequest(
                    namespace=self.client.namespace,
                    execution=WorkflowExecution(workflow_id=dispute),
                )
            )


def _is_busy(now: DescribeWorkflowExecutionResponse) -> bool:
    return bool(now.pending_activities) or now.HasField("pending_workflow_task")
