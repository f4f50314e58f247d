"""Many at once, a limited number of them in flight."""

import asyncio
from collections.abc import Awaitable, Callable

IN_FLIGHT = 50


async def each(count: int, do: Callable[[int], Awaitable[object]]) -> None:
    """Do something for each number below `count`, fifty in flight."""
    numbers = iter(range(count))

    async def one_lane() -> None:
        for number in numbers:
            await do(number)

    async with asyncio.TaskGroup() as lanes:
        for _ in range(min(IN_FLIGHT, count)):
            lanes.create_task(one_lane())
