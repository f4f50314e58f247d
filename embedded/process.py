"""A child process that logs to a file and never outlives us."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_LEASH = Path(__file__).with_name("leash.py")


class ChildProcess:
    """A running child; `child_process` makes one.

    Attributes:
        command: What was run.
        log: Where everything it writes goes.
    """

    def __init__(
        self, process: asyncio.subprocess.Process, command: Sequence[str], log: Path
    ) -> None:
        self._process = process
        self.command = tuple(command)
        self.log = log

    @property
    def pid(self) -> int:
        """The process that holds its leash, which leads its group."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self._process.returncode

    async def ended(self) -> int:
        """Wait until it ends, by itself or by us; return its exit code."""
        return await self._process.wait()

    def last_words(self, lines: int = 8) -> str:
        """Return the end of its log, indented, for an error message."""
        try:
            text = self.log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        kept = [line[:400] for line in text.splitlines() if line.strip()]
        return "\n".join(f"    {line}" for line in kept[-lines:])

    async def stop(self, patience_seconds: float) -> None:
        """End it and wait; what has not ended after `patience_seconds` is killed."""
        if self._process.stdin is not None:
            self._process.stdin.close()  # the leash hears this, see leash.py
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_seconds):
                await self._process.wait()
                return
        # Not reaped yet, so the number is still ours: our own child and its own child.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()


@asynccontextmanager
async def child_process(
    command: Sequence[str], *, log: Path, grace_seconds: float = 8
) -> AsyncIterator[ChildProcess]:
    """Run `command` for as long as the context lasts.

    It runs in a session of its own, so that Ctrl-C in the terminal reaches us only and
    we end it in its turn. If we are killed, it is ended all the same. The log of the
    run before is kept once, as `<name>.previous`.

    Args:
        command: Program and arguments.
        log: File for everything it writes.
        grace_seconds: Time to end by itself before it is made to.
    """
    with _fresh(log) as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", str(_LEASH), str(grace_seconds), *command),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=_environment(),
        )
    child = ChildProcess(process, command, log)
    try:
        yield child
    finally:
        await child.stop(grace_seconds + 2)


def _fresh(log: Path) -> BinaryIO:
    if log.exists():
        log.replace(log.with_name(f"{log.name}.previous"))
    return log.open("xb")


def _environment() -> dict[str, str]:
    """Return ours without what is meant for Temporal clients, such as an address."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("TEMPORAL_")
    }
