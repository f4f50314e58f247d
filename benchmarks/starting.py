"""Budget: how fast disputes can be started while one worker opens them."""

import time
from dataclasses import dataclass

from benchmarks.crowds import each
from benchmarks.findings import Budget, Figure, Finding
from benchmarks.place import fresh_place
from benchmarks.progress import Bar
from benchmarks.sides import Side, Starter
from benchmarks.size import Size
from benchmarks.workers import worker_process

NAME = "starting"
TITLE = "Starting disputes"
AT_LEAST = Budget("at least 0.75 of its rate", least=0.75)
SIDES = (Side.LEANEST, Side.DISPUTE, Side.FAKED)
WARM_UP = 10


@dataclass(frozen=True)
class Pass:
    """One pass of one side.

    Attributes:
        started: Starts that the server took, a second.
        opened: Disputes whose first stage had begun and was told, a second; 0 for the
            leanest, which has nothing to open.
        processor_ms: Worker's processor time for each, in milliseconds.
    """

    started: float
    opened: float
    processor_ms: float


async def measure(size: Size, bar: Bar) -> Finding:
    """Let the sides take turns."""
    bar.expect(size.rounds * len(SIDES))
    passes: dict[Side, list[Pass]] = {side: [] for side in SIDES}
    for _ in range(size.rounds):
        for side in SIDES:
            passes[side].append(await _pass(side, size.starts))
            bar.step()
    return _finding(passes, size)


async def _pass(side: Side, count: int) -> Pass:
    async with fresh_place() as place, worker_process(side, place) as worker:
        starter = Starter(side, await place.connect(side))
        await each(WARM_UP, starter.start)
        before = await worker.until(WARM_UP * side.laps_to_open)
        began = time.perf_counter()
        await each(count, lambda number: starter.start(WARM_UP + number))
        started = time.perf_counter() - began
        after = await worker.until((WARM_UP + count) * side.laps_to_open)
        opened = time.perf_counter() - began
    used = after.processor_seconds - before.processor_seconds
    return Pass(
        started=count / started,
        opened=count / opened if side.laps_to_open else 0.0,
        processor_ms=used / count * 1000,
    )


def _finding(passes: dict[Side, list[Pass]], size: Size) -> Finding:
    lean, ours, faked = (passes[side] for side in SIDES)
    return Finding(
        name=NAME,
        title=f"{size.starts} disputes started, fifty in flight",
        beside="the leanest workflow, which waits for its timer at once",
        figures=[
            Figure(
                "starts taken by the server",
                "a second",
                [one.started for one in ours],
                [one.started for one in lean],
                AT_LEAST,
                on_ratio=True,
            ),
            Figure(
                "the same, record and mail faked",
                "a second",
                [one.started for one in faked],
                [one.started for one in lean],
            ),
            Figure(
                "opened, recorded, everybody told",
                "a second",
                [one.opened for one in ours],
            ),
            Figure(
                "opened, record and mail faked",
                "a second",
                [one.opened for one in faked],
            ),
            Figure(
                "worker's processor time for each",
                "ms",
                [one.processor_ms for one in ours],
                [one.processor_ms for one in faked],
            ),
        ],
        notes=(
            (
                "A start is safe once the server has taken it; the worker opens it as"
                " soon as it gets to it. The last line stands beside the product with"
                " record and mail faked, not beside the leanest."
            ),
        ),
    )
