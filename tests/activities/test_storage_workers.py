"""Several workers on one record, and workers that are cut off."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from activities.storage import ClaimState, Sealer, Store
from domain.notices import DeliveryStatus, Notice, Outcome, Post

APost = Callable[..., Post]
ANotice = Callable[..., Notice]
Workers = tuple[Store, Store]
WSX_42 = "dispute-west-sussex-WSX-2026-0042"


async def claim(store: Store, notice: Notice) -> ClaimState:
    """Claim as the mail does, and return the state alone."""
    message_id = f"<{notice.number}@disputes.example>"
    return (await store.claim(notice, WSX_42, message_id, "otter")).state


@pytest.fixture
async def two_workers(
    database_url: str, sealer: Sealer
) -> AsyncIterator[tuple[Store, Store]]:
    """Open the same record twice."""
    one = await Store.open(database_url, sealer)
    two = await Store.open(database_url, sealer)
    yield one, two
    await asyncio.gather(one.close(), two.close())


async def test_two_workers_appending_the_same_posts_at_once_write_each_entry_once(
    two_workers: Workers, a_post: APost
) -> None:
    one, two = two_workers
    posts = [a_post(number) for number in range(1, 9)]

    await asyncio.gather(
        *(store.append(post) for post in posts for store in (one, two))
    )

    assert [entry.number for entry in await one.entries(WSX_42)] == list(range(1, 9))
    stored = await two.situation(WSX_42)
    assert stored is not None
    assert stored.entries == 8


@pytest.mark.parametrize("seals", [1, 2, 3])
async def test_an_append_that_is_cut_off_half_way_is_all_there_or_nothing(
    store: Store,
    a_post: APost,
    before_each_seal: Callable[[Callable[[], None]], None],
    seals: int,
) -> None:
    post = a_post(1, 2)
    before_each_seal(_stop_at(seals))
    cut_off = asyncio.create_task(store.append(post))
    await asyncio.wait([cut_off])
    before_each_seal(lambda: None)

    left = await store.situation(WSX_42), await store.entries(WSX_42)
    await store.append(post)

    assert cut_off.cancelled()
    # psycopg may hear of it only while it commits, too late to stop.
    assert left in [(None, []), (post.situation, list(post.entries))]
    assert await store.entries(WSX_42) == list(post.entries)


def _stop_at(seals: int) -> Callable[[], None]:
    """Cancel whoever seals for the nth time, as a worker does that shuts down."""
    calls = iter(range(1, 100))

    def stop() -> None:
        task = asyncio.current_task()
        assert task is not None
        if next(calls) == seals:
            task.cancel()

    return stop


async def test_of_many_claims_at_once_from_two_workers_exactly_one_is_new(
    two_workers: Workers, a_notice: ANotice
) -> None:
    one, two = two_workers

    states = await asyncio.gather(
        *(claim(store, a_notice()) for _ in range(10) for store in (one, two))
    )

    assert sorted(states) == [ClaimState.NEW] + [ClaimState.UNSURE] * 19


async def test_of_many_notices_claimed_at_once_only_those_first_in_turn_are_new(
    two_workers: Workers, a_notice: ANotice
) -> None:
    one, two = two_workers
    await claim(one, a_notice(1))

    states = await asyncio.gather(
        *(claim((one, two)[number % 2], a_notice(number)) for number in range(9, 1, -1))
    )

    assert states == [ClaimState.SOON] * 8


async def test_a_settlement_beside_claims_is_never_lost(
    two_workers: Workers, a_notice: ANotice
) -> None:
    one, two = two_workers
    key = a_notice().key
    await claim(one, a_notice())

    await asyncio.gather(
        *(claim(two, a_notice()) for _ in range(5)),
        one.settle(key, Outcome(key=key, status=DeliveryStatus.SENT)),
        *(claim(two, a_notice()) for _ in range(5)),
    )

    assert (await two.notices(WSX_42))[0].state == "sent"
