"""Budget: how long `disputes --help` makes somebody wait."""

import asyncio
import os
import sys
import time
from dataclasses import dataclass

from benchmarks.findings import Budget, Figure, Finding
from benchmarks.progress import Bar
from benchmarks.size import Size

NAME = "help"
TITLE = "disputes --help"
UNDER = Budget("under 0.3 s", most=0.3)
OURS = (sys.executable, "-m", "starter.cli", "--help")
FRAME = (sys.executable, "-c", "import typer")
NOTHING = (sys.executable, "-c", "pass")


@dataclass(frozen=True)
class Run:
    """One run of a command, in seconds: by the wall, and of the processor."""

    wall: float
    processor: float


async def measure(size: Size, bar: Bar) -> Finding:
    """Run the commands by turns."""
    bar.expect(size.commands * 3)
    ours: list[Run] = []
    frame: list[Run] = []
    nothing: list[Run] = []
    for _ in range(size.commands):
        for command, runs in ((OURS, ours), (FRAME, frame), (NOTHING, nothing)):
            runs.append(await asyncio.to_thread(_run, command))
            bar.step()
    return Finding(
        name=NAME,
        title="The help of the command",
        beside="Python importing Typer, and nothing else",
        figures=[
            Figure(
                "by the wall",
                "s",
                [one.wall for one in ours],
                [one.wall for one in frame],
                UNDER,
            ),
            Figure(
                "of the processor",
                "s",
                [one.processor for one in ours],
                [one.processor for one in frame],
            ),
            Figure("Python alone, by the wall", "s", [one.wall for one in nothing]),
        ],
        notes=(f"{size.commands} runs of each, by turns.",),
    )


def _run(command: tuple[str, ...]) -> Run:
    began = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    os.close(null)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {status}.")
    return Run(wall, used.ru_utime + used.ru_stime)
