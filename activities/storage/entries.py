"""The log of each dispute: only ever added to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.errors import StorageConflict
from activities.storage.schema import entries, storable
from activities.storage.sealing import (
    Sealer,
    open_details,
    plain_details,
    seal_details,
)
from domain.record import Entry


async def write_entries(
    connection: AsyncConnection, sealer: Sealer, dispute: str, new: Sequence[Entry]
) -> None:
    """Add the entries that are not there yet.

    Raises:
        StorageConflict: A number is taken by an entry that says something else.
    """
    if not new:
        return
    found = await connection.execute(
        select(entries).where(
            entries.c.dispute == dispute,
            entries.c.number.in_([entry.number for entry in new]),
        )
    )
    stored = {row.number: _entry(sealer, row) for row in found}
    missing = [entry for entry in new if entry.number not in stored]
    _refuse_contradictions(dispute, stored, new)
    if missing:
        rows = [_columns(sealer, dispute, entry) for entry in missing]
        await connection.execute(insert(entries), rows)


async def read_entries(
    connection: AsyncConnection, sealer: Sealer, dispute: str
) -> list[Entry]:
    """Return the whole log of one dispute, oldest first."""
    found = await connection.execute(
        select(entries).where(entries.c.dispute == dispute).order_by(entries.c.number)
    )
    return [_entry(sealer, row) for row in found]


def _refuse_contradictions(
    dispute: str, stored: dict[int, Entry], new: Sequence[Entry]
) -> None:
    changed = [
        str(entry.number)
        for entry in new
        if entry.number in stored and stored[entry.number] != _as_stored(entry)
    ]
    if changed:
        message = (
            f"{dispute}: what is written under entry {', '.join(changed)} already says "
            "something else; an entry is never changed, so write a new one."
        )
        raise StorageConflict(message)


def _columns(sealer: Sealer, dispute: str, entry: Entry) -> dict[str, Any]:
    plain = {name: getattr(entry, name) for name in Entry.model_fields}
    del plain["details"]
    return plain | {
        "dispute": dispute,
        "sealed": seal_details(sealer, dispute, entry),
    }


def _as_stored(entry: Entry) -> Entry:
    texts = {
        name: storable(value)
        for name, value in entry
        if isinstance(value, str)  # what a column can hold is all that can be compared
    }
    return entry.model_copy(update=texts | {"details": plain_details(entry)})


def _entry(sealer: Sealer, row: Row[Any]) -> Entry:
    plain = dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's documented way)
    sealed = plain.pop("sealed")
    dispute = plain.pop("dispute")
    details = open_details(sealer, dispute, row.number, sealed)
    return Entry(**plain, details=details)
