"""Migrations: they build what the program expects, once, whoever starts first."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from activities.storage import (
    Sealer,
    StorageUnavailable,
    Store,
    migrate,
    prepare,
)
from activities.storage.engine import make_engine
from activities.storage.schema import metadata
from domain.notices import Post


async def test_the_migrations_build_the_tables_of_the_schema(
    database_url: str,
) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, metadata))

    engine = make_engine(database_url)
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []


async def test_migrating_again_keeps_what_is_written(
    store: Store, database_url: str, a_post: Callable[..., Post]
) -> None:
    await store.append(a_post(1))

    await migrate(database_url)

    assert len(await store.situations()) == 1


async def test_workers_that_start_at_once_prepare_the_database_once(
    empty_database_url: str, sealer: Sealer
) -> None:
    await asyncio.gather(*(migrate(empty_database_url) for _ in range(4)))

    store = await Store.open(empty_database_url, sealer)
    assert await store.situations() == []
    await store.close()


async def test_a_database_that_was_not_prepared_is_named_with_what_to_do(
    empty_database_url: str, sealer: Sealer
) -> None:
    with pytest.raises(StorageUnavailable, match="run `disputes setup database`"):
        await Store.open(empty_database_url, sealer)


async def test_a_database_prepared_by_a_newer_program_is_left_alone(
    database_url: str, sealer: Sealer
) -> None:
    await _run(database_url, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StorageUnavailable, match="newer version"):
        await Store.open(database_url, sealer)
    with pytest.raises(StorageUnavailable, match="newer version"):
        await migrate(database_url)


async def test_a_migration_that_fails_leaves_nothing_behind(
    empty_database_url: str, sealer: Sealer
) -> None:
    await _run(empty_database_url, "CREATE TABLE notices (key TEXT)")

    with pytest.raises(StorageUnavailable, match="already exists"):
        await migrate(empty_database_url)

    await _run(empty_database_url, "DROP TABLE notices")
    await migrate(empty_database_url)
    await (await Store.open(empty_database_url, sealer)).close()


async def test_a_program_and_a_record_in_folders_with_odd_names_are_no_trouble(
    tmp_path: Path, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program, 100% sure"
    shutil.copytree(Path(prepare.__file__).parent, program)
    monkeypatch.setattr(prepare, "__file__", str(program / "prepare.py"))
    url = f"sqlite:///{tmp_path}/100% sure/deep/record.db"

    await migrate(url)

    await (await Store.open(url, sealer)).close()
    assert (tmp_path / "100% sure/deep/record.db").exists()


async def _run(url: str, statement: str) -> None:
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
