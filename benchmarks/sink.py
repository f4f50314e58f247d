"""A mail server in a process of its own that takes every letter and keeps none."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from embedded.ports import HOST

PATIENCE_SECONDS = 20


@asynccontextmanager
async def mail_sink() -> AsyncIterator[int]:
    """Run it for as long as the context lasts; yields its port."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "ignore", "-m", "aiosmtpd", "--nosetuid"),
        *("--listen", f"{HOST}:{port}", "--class", "aiosmtpd.handlers.Sink"),
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await _open(port)
        yield port
    finally:
        process.terminate()
        await process.wait()


async def _open(port: int) -> None:
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(HOST, port)
            writer.close()
            return
        await asyncio.sleep(0.05)
