"""At most so many letters a minute to one domain, and nobody served out of turn."""

import asyncio
import heapq
from itertools import count
from typing import Any

import pytest

from activities.envelope import MailDelayed
from activities.mail import Smtp
from activities.pace import Pace, TooSoon
from tests.activities.postoffice import (
    PostOffice,
    a_letter,
    open_post_office,
    settings_for,
)

A_DAY = 86_400.0


class FakeTime:
    """A clock that jumps to the next sleeper whenever everybody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        wakes_at = self.now + seconds
        heapq.heappush(self._sleepers, (wakes_at, next(self._order), woken))
        await woken

    async def run(self, tasks: list[asyncio.Task[Any]]) -> None:
        """Let time pass until all is done."""
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0)
            if self._sleepers:
                self.now, _, woken = heapq.heappop(self._sleepers)
                if not woken.done():
                    woken.set_result(None)
                await asyncio.sleep(0)


async def storm(
    pace: Pace, time: FakeTime, addresses: list[str]
) -> list[tuple[str, float]]:
    """Ask for a turn for each address at once; return who went when, in order."""
    went: list[tuple[str, float]] = []

    async def go(address: str) -> None:
        await pace.turn(address)
        went.append((address, time.now))

    await time.run([asyncio.create_task(go(one)) for one in addresses])
    return went


def a_pace(time: FakeTime, per_minute: int, patience: float = A_DAY) -> Pace:
    return Pace(
        per_minute, patience_seconds=patience, clock=time.clock, sleep=time.sleep
    )


async def test_no_minute_has_more_letters_to_one_domain_than_are_allowed() -> None:
    time = FakeTime()

    went = await storm(
        a_pace(time, 600), time, [f"{n}@anyshire.example" for n in range(1501)]
    )

    moments = [at for _, at in went]
    assert len(moments) == 1501
    for first, later in zip(moments, moments[600:], strict=False):
        assert later - first >= 60.0
    assert moments[-1] - moments[0] == 120.0, "and no slower than need be"


async def test_letters_go_in_the_order_in_which_they_were_asked_for() -> None:
    time = FakeTime()
    asked = [f"{n}@anyshire.example" for n in range(50)]

    went = await storm(a_pace(time, 7), time, asked)

    assert [address for address, _ in went] == asked


async def test_a_storm_to_one_domain_holds_up_no_other() -> None:
    time = FakeTime()
    asked = [f"{n}@anyshire.example" for n in range(100)]

    went = await storm(a_pace(time, 10), time, [*asked, "judge@court.example"])

    assert dict(went)["judge@court.example"] == 1000.0


async def test_capitals_make_no_other_domain() -> None:
    time = FakeTime()

    went = await storm(
        a_pace(time, 1), time, ["a@Anyshire.example", "b@anyshire.EXAMPLE"]
    )

    assert [at for _, at in went] == [1000.0, 1060.0]


async def test_whoever_would_wait_too_long_gets_no_turn_and_takes_no_place() -> None:
    time = FakeTime()
    pace = a_pace(time, 1, patience=20.0)
    await pace.turn("a@anyshire.example")
    with pytest.raises(TooSoon):
        await pace.turn("b@anyshire.example")

    time.now += 60.0
    await pace.turn("c@anyshire.example")

    assert time.now == 1060.0


async def test_without_a_limit_nobody_waits() -> None:
    time = FakeTime()

    went = await storm(a_pace(time, 0), time, ["a@anyshire.example"] * 5000)

    assert {at for _, at in went} == {1000.0}


async def test_a_turn_that_is_given_up_goes_to_the_next() -> None:
    time = FakeTime()
    pace = a_pace(time, 1)
    await pace.turn("a@anyshire.example")
    given_up = asyncio.create_task(pace.turn("b@anyshire.example"))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.sleep(0)

    went = await storm(pace, time, ["c@anyshire.example"])

    assert went == [("c@anyshire.example", 1060.0)]


async def test_a_letter_over_the_limit_is_handed_back_and_certainly_not_sent() -> None:
    time = FakeTime()
    async with open_post_office(PostOffice()) as office:
        smtp = Smtp(settings_for(office), pace=a_pace(time, 1, patience=5.0))
        await smtp.send(a_letter(1))

        with pytest.raises(MailDelayed) as delayed:
            await smtp.send(a_letter(2))
        smtp.close()

    assert "1 letter a minute" in delayed.value.said
    assert "anyshire" not in delayed.value.said
    assert len(office.taken) == 1


@pytest.mark.parametrize("allowed", [1, 3])
async def test_no_more_connections_are_opened_than_are_allowed(allowed: int) -> None:
    async with open_post_office(PostOffice()) as office:
        smtp = Smtp(settings_for(office, connections=allowed))

        await asyncio.gather(*(smtp.send(a_letter(n)) for n in range(12)))
        smtp.close()

    assert len(office.taken) == 12
    assert office.connections == allowed
