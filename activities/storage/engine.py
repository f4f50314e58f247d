"""Connections to either database, and its complaints in plain sentences."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, exc, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from activities.storage.errors import StorageUnavailable

BUSY_TIMEOUT_SECONDS = 15
"""How long SQLite waits for another program that is writing."""

CONNECT_TIMEOUT_SECONDS = 10
"""How long a PostgreSQL server may take to accept a connection."""

PREPARE = "run `disputes setup database`, or start a worker, which prepares it"

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

_ADVICE = {
    "unable to open database file": "check that its folder exists and may be written",
    "readonly database": "it may only be read; give this program the right to write it",
    "disk is full": "free some space on its disk",
    "disk I/O error": "check its disk",
    "database is locked": "another program has been writing to it for too long",
    "file is not a database": "it is not an SQLite file; name another one",
    "no such table": f"it has no tables yet; {PREPARE}",
    "does not exist": f"create it if it is missing, then {PREPARE}",
    "password authentication failed": "check the user and the password in its URL",
}


def make_engine(url: str, *, foreign_keys: bool = True) -> AsyncEngine:
    """Return an engine for `url`, made right for its database; nothing is opened yet.

    The folder of an SQLite file is created. Begin a transaction that will write through
    `engine.execution_options(begin="IMMEDIATE")`, or SQLite may refuse to let a reader
    become a writer half way.

    Args:
        url: `sqlite:///folder/file.db` or `postgresql://user:password@host/database`.
        foreign_keys: False for migrations only: SQLite rebuilds a table to change it.

    Raises:
        StorageUnavailable: The URL is not one of these, or the folder cannot be made.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "postgresql":
        wait = parsed.query.get("connect_timeout", str(CONNECT_TIMEOUT_SECONDS))
        return create_async_engine(
            parsed,
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": wait},
        )
    _make_folder(parsed)
    engine = create_async_engine(
        parsed, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_SECONDS}
    )
    _set_up_sqlite(engine, foreign_keys=foreign_keys)
    return engine


def parse_url(url: str) -> URL:
    """Return `url` with the driver this program uses.

    Raises:
        StorageUnavailable: It is neither SQLite in a file nor PostgreSQL.
    """
    try:
        parsed = make_url(url)
        driver = _DRIVERS[parsed.drivername]
    except (exc.ArgumentError, KeyError):
        message = (
            "The database URL cannot be read; write sqlite:///folder/file.db or "
            "postgresql://user:password@host/database."
        )
        raise StorageUnavailable(message) from None
    if driver.startswith("sqlite") and parsed.database in {None, "", ":memory:"}:
        message = (
            "The database URL names no file, so every dispute would be forgotten when "
            "the program ends; write sqlite:///folder/file.db."
        )
        raise StorageUnavailable(message)
    return parsed.set(drivername=driver)


@asynccontextmanager
async def explained(url: URL) -> AsyncIterator[None]:
    """Turn what a database cannot do into `StorageUnavailable`, in a plain sentence.

    What is wrong with the data itself passes through: trying again will not heal it.
    """
    try:
        yield
    except (exc.IntegrityError, exc.DataError):
        raise
    except (exc.DatabaseError, exc.InterfaceError, exc.TimeoutError) as error:
        raise StorageUnavailable(_sentence(url, error)) from error


def _sentence(url: URL, error: exc.SQLAlchemyError) -> str:
    shown = url.set(drivername=url.get_backend_name())
    if isinstance(error, exc.TimeoutError):
        return f"{shown} is too busy: no connection became free. Try again later."
    said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
    for sign, advice in _ADVICE.items():
        if sign in said:
            return f"{shown} cannot be used ({said}): {advice}."
    return f"{shown} cannot be used ({said}): check that it is running and reachable."


def _make_folder(url: URL) -> None:
    name = str(url.database)
    if name.startswith("file:"):  # an SQLite URI names a file that is there already
        return
    folder = Path(name).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = (
            f"The folder {folder} for the database cannot be made ({error.strerror}): "
            "name another one, or give this program the right to write there."
        )
        raise StorageUnavailable(message) from error


def _set_up_sqlite(engine: AsyncEngine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver would begin a transaction late and never for DDL; `begin` does it.
        connection.isolation_level = None
        cursor = connection.cursor()
        try:
            _write_ahead(cursor)
            # FULL: what is told to people must not be forgotten when the power fails.
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
            cursor.close()
        except BaseException:
            connection.close()  # the pool does not know it yet; it has a thread
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {kind}")


def _write_ahead(cursor: Any) -> None:
    """Let readers and the writer of a file not wait for each other.

    SQLite does not wait for its turn here, and need not: the mode belongs to the file, so
    whoever was quicker has set it for all.
    """
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
