"""Sealing anew what lies under an old key, in batches, beside running workers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.schema import entries, situations
from activities.storage.sealing import Sealer, about_entry, about_situation

BATCH = 200
"""Rows in one transaction: few enough to keep nobody waiting."""

Progress = Callable[[int, int], None]
"""Told after each batch: rows looked at and rows sealed anew, since the start."""


@dataclass(frozen=True)
class Shelf:
    """One table with sealed rows, and what each of them is bound to."""

    table: Table
    about: Callable[[Row[Any]], bytes]


SHELVES = (
    Shelf(entries, lambda row: about_entry(row.dispute, row.number)),
    Shelf(situations, lambda row: about_situation(row.dispute)),
)


@dataclass(frozen=True)
class Batch:
    """What one batch came to.

    Attributes:
        looked_at: Rows read.
        resealed: Rows sealed anew.
        last: Key of the last row, where the next batch begins; None at the end.
    """

    looked_at: int
    resealed: int
    last: tuple[Any, ...] | None


async def reseal_batch(
    connection: AsyncConnection,
    sealer: Sealer,
    shelf: Shelf,
    after: tuple[Any, ...] | None,
) -> Batch:
    """Seal anew what needs it among the next rows of `shelf` after the key `after`."""
    key = list(shelf.table.primary_key)
    query = select(shelf.table).order_by(*key).limit(BATCH)
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*after))
    rows = (await connection.execute(query)).all()
    old = [row for row in rows if not sealer.is_current(row.sealed)]
    resealed = 0
    for row in old:
        resealed += await _reseal(connection, sealer, shelf, row)
    last = _key(shelf, rows[-1]) if len(rows) == BATCH else None
    return Batch(len(rows), resealed, last)


async def _reseal(
    connection: AsyncConnection, sealer: Sealer, shelf: Shelf, row: Row[Any]
) -> int:
    about = shelf.about(row)
    fresh = sealer.seal(sealer.open(row.sealed, about), about)
    key = tuple_(*shelf.table.primary_key)
    done = await connection.execute(
        update(shelf.table)
        # A worker may have written a newer situation meanwhile: leave it alone.
        .where(key == _key(shelf, row), shelf.table.c.sealed == row.sealed)
        .values(sealed=fresh)
    )
    return done.rowcount


def _key(shelf: Shelf, row: Row[Any]) -> tuple[Any, ...]:
    return tuple(getattr(row, column.name) for column in shelf.table.primary_key)
