"""Budget: what a worker keeps in memory for each open dispute in its cache."""

from benchmarks.crowds import each
from benchmarks.findings import Budget, Figure, Finding
from benchmarks.place import fresh_place
from benchmarks.progress import Bar
from benchmarks.sides import Side, Starter
from benchmarks.size import Size
from benchmarks.workers import worker_process

NAME = "memory"
TITLE = "Memory of a cached dispute"
UNDER = Budget("under 150 KB", most=150)
SIDES = (Side.LEANEST, Side.FAKED)
MOST_ROUNDS = 2
WARM_UP = 60
"""Opened before, so that code, templates and buffers are there."""


async def measure(size: Size, bar: Bar) -> Finding:
    """Open many disputes and weigh the worker before and after."""
    rounds = min(size.rounds, MOST_ROUNDS)
    bar.expect(rounds * len(SIDES))
    weights: dict[Side, list[float]] = {side: [] for side in SIDES}
    for _ in range(rounds):
        for side in SIDES:
            weights[side].append(await _weight(side, size.cached))
            bar.step()
    return Finding(
        name=NAME,
        title=f"{size.cached} open disputes in one worker's cache",
        beside="the leanest workflow, waiting for its timer",
        figures=[
            Figure(
                "resident memory for each",
                "KB",
                weights[Side.FAKED],
                weights[Side.LEANEST],
                UNDER,
            ),
        ],
        notes=(
            (
                f"Resident memory after a collection of garbage, less what it was with"
                f" {min(WARM_UP, size.cached)} open. Each waits at its first stage,"
                " after its first round of notices."
            ),
        ),
    )


async def _weight(side: Side, count: int) -> float:
    """Return kilobytes for each of `count` workflows of one side."""
    warm_up = min(WARM_UP, count)
    async with fresh_place() as place, worker_process(side, place) as worker:
        starter = Starter(side, await place.connect(side))
        await each(warm_up, starter.start)
        await worker.until(warm_up * side.laps_to_open)
        empty = (await worker.settled()).memory_kb
        await each(count, lambda number: starter.start(warm_up + number))
        await worker.until((warm_up + count) * side.laps_to_open)
        full = (await worker.settled()).memory_kb
    return (full - empty) / count
