"""The log is guarded by the database itself, against every program."""

from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from activities.storage import Store
from activities.storage.engine import make_engine
from domain.notices import Post

REPLACE = (
    "INSERT OR REPLACE INTO entries SELECT dispute, number, at, 'forged', stage, "
    '"by", message_id, says, sealed FROM entries'
)


@pytest.fixture
async def engine(
    store: Store, a_post: Callable[..., Post], database_url: str
) -> AsyncIterator[AsyncEngine]:
    """Give a way round the store, to a log of two entries."""
    await store.append(a_post(1, 2))
    engine = make_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entries WHERE number = 2",
        "UPDATE entries SET says = 'Nothing happened.'",
        "UPDATE entries SET number = 3 WHERE number = 2",
        "UPDATE entries SET dispute = 'another'",
        "UPDATE entries SET at = '2020-01-01 00:00:00'",
        "UPDATE entries SET kind = 'forged'",
        "UPDATE entries SET stage = 5",
        "UPDATE entries SET \"by\" = 'nobody'",
        "UPDATE entries SET message_id = NULL",
        "UPDATE entries SET sealed = sealed, says = 'Nothing happened.'",
    ],
)
async def test_the_database_refuses_to_change_or_delete_an_entry(
    engine: AsyncEngine, store: Store, statement: str
) -> None:
    before = await store.entries("dispute-west-sussex-WSX-2026-0042")

    with pytest.raises(DBAPIError, match="an entry is never changed or deleted"):
        await _run(engine, statement)

    assert await store.entries("dispute-west-sussex-WSX-2026-0042") == before


async def test_what_is_sealed_may_be_sealed_anew(engine: AsyncEngine) -> None:
    await _run(engine, "UPDATE entries SET sealed = sealed")


async def test_the_log_cannot_be_emptied_or_replaced_at_a_stroke(
    engine: AsyncEngine,
) -> None:
    stroke = "TRUNCATE entries" if engine.dialect.name == "postgresql" else REPLACE

    with pytest.raises(DBAPIError, match="an entry is never changed or deleted"):
        await _run(engine, stroke)


async def test_an_entry_belongs_to_a_recorded_dispute(engine: AsyncEngine) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        await _run(
            engine,
            "INSERT INTO entries (dispute, number, at, kind, says, sealed) "
            "SELECT 'another', number, at, kind, says, sealed FROM entries",
        )


async def _run(engine: AsyncEngine, statement: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(statement))
