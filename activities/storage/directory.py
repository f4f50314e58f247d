"""The directory in SQL: facts that begin and end, none of which is ever changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.engine import explained, make_engine
from activities.storage.prepare import refuse_unprepared
from activities.storage.schema import directory_facts as table
from directory.facts import FACTS, AnyFact

Stamp = tuple[int, int]
"""Changes with every change of the directory."""


@dataclass(frozen=True)
class DirectoryChange:
    """One change of the directory.

    Attributes:
        at: When, aware UTC.
        by: Who made it, as they named themselves.
        fact: What begins or ends to be said.
        ended: True when it ends.
    """

    at: datetime
    by: str
    fact: AnyFact
    ended: bool


async def stamp(connection: AsyncConnection) -> Stamp:
    """Return what tells whether the directory has changed since."""
    # Counted: a later number may be seen before an earlier one, by another writer.
    query = select(func.count(), func.count(table.c.ended_at)).select_from(table)
    added, ended = (await connection.execute(query)).one()
    return added, ended


async def read_facts(connection: AsyncConnection) -> tuple[AnyFact, ...]:
    """Return the facts in force, in the order they were added."""
    query = select(table.c.said).where(table.c.ended_at.is_(None)).order_by(table.c.id)
    said = await connection.scalars(query)
    return tuple(FACTS.validate_json(one) for one in said)


async def facts_at(url: str) -> tuple[AnyFact, ...]:
    """Return the facts in force in the database at `url`.

    Raises:
        StorageUnavailable: It cannot be reached, or `migrate` has not been run on it.
    """
    engine = make_engine(url)
    try:
        async with explained(engine.url), engine.connect() as connection:
            await refuse_unprepared(connection)
            return await read_facts(connection)
    finally:
        await engine.dispose()


async def change_facts(
    connection: AsyncConnection,
    add: Iterable[AnyFact],
    end: Iterable[AnyFact],
    by: str,
) -> None:
    """Let some facts begin and others end, at this moment.

    What is in force already does not begin again; what is not does not end.
    """
    at = datetime.now(UTC)
    await _alone(connection)
    in_force = await _ids(connection)
    for fact in end:
        if (number := in_force.pop(fact, None)) is not None:
            await connection.execute(
                update(table)
                .where(table.c.id == number)
                .values(ended_at=at, ended_by=by)
            )
    for fact in add:
        if fact not in in_force:
            in_force[fact] = 0
            await connection.execute(
                insert(table).values(
                    kind=fact.kind,
                    said=fact.model_dump_json(),
                    added_at=at,
                    added_by=by,
                )
            )


async def read_changes(connection: AsyncConnection) -> list[DirectoryChange]:
    """Return every change there ever was, oldest first."""
    rows = (await connection.execute(select(table).order_by(table.c.id))).all()
    changes = [_begun(row) for row in rows]
    changes += [_ended(row) for row in rows if row.ended_at is not None]
    return sorted(changes, key=lambda one: (one.at, not one.ended))


def difference(
    known: Sequence[AnyFact], wanted: Sequence[AnyFact]
) -> tuple[list[AnyFact], list[AnyFact]]:
    """Return what has to begin and what has to end, so that `wanted` is said."""
    add = [fact for fact in wanted if fact not in known]
    end = [fact for fact in known if fact not in wanted]
    return add, end


async def _alone(connection: AsyncConnection) -> None:
    """Let nobody else change the directory meanwhile; it may be read."""
    # SQLite has one writer at a time in any case.
    if connection.dialect.name == "postgresql":
        lock = f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"
        await connection.execute(text(lock))


async def _ids(connection: AsyncConnection) -> dict[AnyFact, int]:
    # As facts, not as text: a later version may write the same fact in other words.
    query = select(table.c.said, table.c.id).where(table.c.ended_at.is_(None))
    rows = (await connection.execute(query)).all()
    return {FACTS.validate_json(row.said): row.id for row in rows}


def _begun(row: Row[Any]) -> DirectoryChange:
    fact = FACTS.validate_json(row.said)
    return DirectoryChange(row.added_at, row.added_by, fact, ended=False)


def _ended(row: Row[Any]) -> DirectoryChange:
    fact = FACTS.validate_json(row.said)
    return DirectoryChange(row.ended_at, row.ended_by or "", fact, ended=True)
