"""Changing the key under which the record rests."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text

from activities.storage import Sealer, Store, resealing
from activities.storage.engine import make_engine
from domain.notices import Post

WSX_42 = "dispute-west-sussex-WSX-2026-0042"
APost = Callable[..., Post]


async def test_everything_under_an_old_key_is_sealed_anew(
    store: Store, a_post: APost, change_key: Callable[[], None], database_url: str
) -> None:
    await store.append(a_post(1, 2))
    change_key()
    await store.append(a_post(3))
    before = await store.entries(WSX_42)

    resealed = await store.reseal(lambda _looked_at, _resealed: None)

    assert resealed == 2  # the situation was written under the new key already
    assert {bytes(sealed[:1]) for sealed in await _sealed(database_url)} == {b"2"}
    assert await store.entries(WSX_42) == before


async def test_sealing_anew_twice_finds_nothing_left_to_do(
    store: Store, a_post: APost, change_key: Callable[[], None], database_url: str
) -> None:
    await store.append(a_post(1, 2))
    change_key()
    await store.reseal(lambda _looked_at, _resealed: None)
    before = await _sealed(database_url)

    assert await store.reseal(lambda _looked_at, _resealed: None) == 0
    assert await _sealed(database_url) == before


@pytest.mark.parametrize("batch", [1, 2, 3, 4, 200])
async def test_no_row_is_left_out_at_the_edge_of_a_batch(
    store: Store,
    a_post: APost,
    change_key: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
) -> None:
    monkeypatch.setattr(resealing, "BATCH", batch)
    await store.append(a_post(1, 2, 3))
    await store.append(a_post(1, dispute="dispute-hull-HULL-7", reference="HULL-7"))
    change_key()
    told: list[tuple[int, int]] = []

    resealed = await store.reseal(lambda *counts: told.append(counts))

    assert resealed == 6
    assert told[-1] == (6, 6)
    assert told == sorted(told)


@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
async def test_a_situation_written_meanwhile_is_not_undone(
    store: Store,
    a_post: APost,
    sealer: Sealer,
    database_url: str,
    change_key: Callable[[], None],
    before_each_seal: Callable[[Callable[[], None]], None],
) -> None:
    """On SQLite there is no meanwhile: whoever writes has the file to himself."""

    async def write() -> None:
        worker = await Store.open(database_url, sealer)
        await worker.append(a_post(entries=1, undelivered=7))
        await worker.close()

    def write_once() -> None:
        before_each_seal(lambda: None)
        worker = threading.Thread(target=asyncio.run, args=(write(),))
        worker.start()
        worker.join()

    await store.append(a_post(entries=1))
    change_key()
    before_each_seal(write_once)

    assert await store.reseal(lambda _looked_at, _resealed: None) == 0

    stored = await store.situation(WSX_42)
    assert stored is not None
    assert stored.undelivered == 7


async def _sealed(url: str) -> list[bytes]:
    engine = make_engine(url)
    async with engine.connect() as connection:
        found = await connection.scalars(
            text("SELECT sealed FROM entries UNION ALL SELECT sealed FROM situations")
        )
        sealed = [bytes(each) for each in found]
    await engine.dispose()
    return sealed
