"""One worker in a process of its own, which tells how it is doing when it is asked.

Started by `workers.worker_process`. Reads one JSON object a line from stdin, each a
question; answers each with one on stdout; ends when stdin does.
"""

import asyncio
import gc
import json
import os
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from temporalio.client import Client, Interceptor
from temporalio.worker import Worker

from benchmarks.forgetful import Forgetful
from benchmarks.heartbeats import Heartbeats
from benchmarks.lean import lean_worker
from benchmarks.place import Place
from benchmarks.sides import Side
from benchmarks.stopwatch import Stopwatch
from worker import dispute_worker


@asynccontextmanager
async def worker_of(side: Side, place: Place, client: Client) -> AsyncIterator[Worker]:
    """Make the worker of that side."""
    if side is Side.LEANEST:
        yield lean_worker(client)
        return
    async with dispute_worker(place.settings(), client, place.ring()) as worker:
        yield worker


def answer(question: dict[str, Any], stopwatch: Stopwatch) -> dict[str, Any]:
    """Tell how it is doing: laps since a moment, processor time, memory."""
    since = datetime.fromtimestamp(question.get("since", 0), UTC)
    laps = stopwatch.since(since)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told: dict[str, Any] = {
        "laps": len(laps),
        "workflows": len({lap.workflow for lap in laps}),
        "last_scheduled": max(
            (lap.scheduled_at.timestamp() for lap in laps), default=0
        ),
        "last_done": max((lap.done_at.timestamp() for lap in laps), default=0),
        "processor_seconds": used.ru_utime + used.ru_stime,
    }
    if question.get("memory"):
        gc.collect()
        told["memory_kb"] = memory_kb()
    return told


def memory_kb() -> int:
    """Return what this process keeps in memory, as the kernel counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


async def work(side: Side, place: Place, heartbeats: Heartbeats | None) -> None:
    """Work until stdin ends."""
    answers = quiet_stdout()
    stopwatch = Stopwatch()
    interceptors: list[Interceptor] = [stopwatch]
    if side in (Side.FAKED, Side.UNSEALED):
        interceptors.append(Forgetful())
    runtime = heartbeats.runtime if heartbeats else None
    client = await place.connect(side, interceptors=interceptors, runtime=runtime)
    async with worker_of(side, place, client) as worker, worker:
        say(answers, {"ready": True})
        while line := await asyncio.to_thread(sys.stdin.readline):
            told = answer(json.loads(line), stopwatch)
            told["heartbeats"] = heartbeats.count() if heartbeats else 0
            say(answers, told)


def quiet_stdout() -> TextIO:
    """Return stdout for answers; what the SDK writes there goes to stderr from now on."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def say(answers: TextIO, told: dict[str, Any]) -> None:
    """Write one answer."""
    answers.write(json.dumps(told) + "\n")
    answers.flush()


def main(side: str, place: str, counting: str) -> None:
    """Run one worker; the arguments come from `workers.worker_process`."""
    where = Place.from_json(json.loads(place))
    asyncio.run(work(Side(side), where, Heartbeats.if_wanted(counting)))
    os._exit(0)  # the SDK's threads may abort a process that is torn down


if __name__ == "__main__":
    main(*sys.argv[1:])
