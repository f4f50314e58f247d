"""Bringing a database up to date, and knowing whether it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.engine import PREPARE, explained, make_engine
from activities.storage.errors import StorageUnavailable

MIGRATION_LOCK = 7_230_411_906
"""Any number that nobody else uses: the lock that migrating workers queue for."""


async def migrate(url: str) -> None:
    """Bring the database at `url` up to date; do nothing if it is already.

    All or nothing. Workers that start at once queue: the second finds the work done.
    One program prepares one database at a time: Alembic keeps its context in a global.

    Raises:
        StorageUnavailable: It cannot be reached or written, or is newer than this
            program.
    """
    engine = make_engine(url, foreign_keys=False)
    try:
        writer = engine.execution_options(begin="IMMEDIATE")
        async with explained(engine.url), writer.begin() as connection:
            await _queue(connection)
            await connection.run_sync(_refuse_newer, engine.url)
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


async def refuse_unprepared(connection: AsyncConnection) -> None:
    """Raise unless the database has exactly the tables this program knows.

    Raises:
        StorageUnavailable: Says whether the database or the program is behind.
    """
    await connection.run_sync(_refuse_unprepared, connection.engine.url)


async def _queue(connection: AsyncConnection) -> None:
    # SQLite needs none: BEGIN IMMEDIATE already let only one of them in.
    if connection.dialect.name == "postgresql":
        await connection.execute(
            text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK}
        )


def _config() -> Config:
    config = Config()
    folder = Path(__file__).with_name("migrations")
    # The file format of Alembic's settings reads % as the start of a reference.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_newer(connection: Connection, url: URL) -> None:
    known = {
        script.revision
        for script in ScriptDirectory.from_config(_config()).walk_revisions()
    }
    for revision in MigrationContext.configure(connection).get_current_heads():
        if revision not in known:
            message = (
                f"{_shown(url)} was prepared by a newer version of this program "
                f"(revision {revision}); update the program."
            )
            raise StorageUnavailable(message)


def _refuse_unprepared(connection: Connection, url: URL) -> None:
    _refuse_newer(connection, url)
    current = MigrationContext.configure(connection).get_current_heads()
    newest = ScriptDirectory.from_config(_config()).get_heads()
    if not current:
        message = f"{_shown(url)} has no tables yet; {PREPARE}."
        raise StorageUnavailable(message)
    if set(current) != set(newest):
        message = (
            f"{_shown(url)} was prepared by an older version of this program "
            f"(revision {', '.join(current)}); {PREPARE}."
        )
        raise StorageUnavailable(message)


def _shown(url: URL) -> str:
    return str(url.set(drivername=url.get_backend_name()))
