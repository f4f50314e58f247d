"""Serves a small web application on loopback, beside everything else in our loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp
from uvicorn import Config, Server

from embedded.ports import HOST


class _Beside(Server):
    """A uvicorn that leaves Ctrl-C to the program around it, and says when it is up."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@asynccontextmanager
async def serving(app: ASGIApp, port: int) -> AsyncIterator[str]:
    """Serve `app` at `port` of this machine's loopback address; yield its URL.

    Args:
        app: A Starlette or other ASGI application.
        port: 0 for any free one.

    Raises:
        OSError: The port is taken.
    """
    listener = socket.create_server((HOST, port), backlog=64)
    server = _Beside(
        Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    task = asyncio.create_task(server.serve([listener]))
    try:
        up = asyncio.create_task(server.up.wait())
        await asyncio.wait({task, up}, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if task.done():
            task.result()
        yield f"http://{HOST}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
