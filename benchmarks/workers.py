"""Talks to a worker that runs in a process of its own; see `working`."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.place import Place
from benchmarks.sides import Side

LOOK_AGAIN_SECONDS = 0.2
PATIENCE_SECONDS = 900
IDLE_SECONDS = 0.05
"""Processor time between two looks below which a worker has nothing to do."""


class WorkerFailed(RuntimeError):
    """The worker's process said nothing more."""


@dataclass(frozen=True)
class Told:
    """How a worker is doing.

    Attributes:
        laps: Activities done that were scheduled since the moment asked about.
        workflows: Of how many workflows.
        last_scheduled: When the last of them was scheduled, seconds since 1970.
        last_done: When the last of them was done.
        processor_seconds: Used by the whole process since it began.
        heartbeats: That reached the server; 0 if they were not to be counted.
        memory_kb: Kept, after a collection of garbage; 0 if that was not asked.
    """

    laps: int
    workflows: int
    last_scheduled: float
    last_done: float
    processor_seconds: float
    heartbeats: int
    memory_kb: int = 0


class WorkerProcess:
    """A running worker."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, since: datetime | None = None, *, memory: bool = False) -> Told:
        """Ask how it is doing; `since` limits the laps that it counts."""
        question = {"since": since.timestamp() if since else 0, "memory": memory}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        return Told(**await self.hear())

    async def until(
        self, laps: int, since: datetime | None = None, *, of_workflows: bool = False
    ) -> Told:
        """Wait until so many laps are done, or laps of so many workflows.

        Raises:
            WorkerFailed: It took longer than any measurement may.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    told = await self.ask(since)
                    if (told.workflows if of_workflows else told.laps) >= laps:
                        return told
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)
        except TimeoutError:
            raise WorkerFailed(f"{told.laps} of {laps} activities are done.") from None

    async def settled(self) -> Told:
        """Wait until it has nothing to do, and weigh it."""
        used = -1.0
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS * 3)
            told = await self.ask(memory=True)
            if told.processor_seconds - used < IDLE_SECONDS:
                return told
            used = (await self.ask()).processor_seconds

    async def hear(self) -> dict[str, Any]:
        """Read one answer."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise WorkerFailed("The worker's process has ended; see what it wrote.")
        told: dict[str, Any] = json.loads(line)
        return told


@asynccontextmanager
async def worker_process(
    side: Side, place: Place, *, count_heartbeats: bool = False
) -> AsyncIterator[WorkerProcess]:
    """Run the worker of `side` beside us for as long as the context lasts."""
    log = Path(place.home) / f"{side}.log"
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "benchmarks.working",
            side.value,
            json.dumps(place.as_json()),
            "count" if count_heartbeats else "",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=out,
            cwd=Path.cwd(),
        )
        worker = WorkerProcess(process)
        try:
            await worker.hear()
            yield worker
        except WorkerFailed as failure:
            words = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise WorkerFailed(f"{failure}\n{words}") from None
        finally:
            await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(15):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
