"""A database that cannot be used is named in one plain sentence; nothing is lost."""

import secrets
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from activities.storage import Sealer, StorageUnavailable, Store, engine, migrate
from activities.storage.engine import make_engine
from domain.notices import Post

APost = Callable[..., Post]
SQLITE_ONLY = pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
POSTGRESQL_ONLY = pytest.mark.parametrize(
    "empty_database_url", ["postgresql"], indirect=True
)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("record.db", "write sqlite:///folder/file.db or"),
        ("mysql://server/record", "write sqlite:///folder/file.db or"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
async def test_a_url_that_names_no_usable_database_says_what_to_write(
    sealer: Sealer, url: str, sentence: str
) -> None:
    with pytest.raises(StorageUnavailable, match=sentence):
        await Store.open(url, sealer)
    with pytest.raises(StorageUnavailable, match=sentence):
        await migrate(url)


async def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, sealer: Sealer
) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StorageUnavailable, match=r"folder .*file/below.* cannot be"):
        await Store.open(f"sqlite:///{tmp_path}/file/below/record.db", sealer)


async def test_a_folder_in_place_of_the_file_is_named(
    tmp_path: Path, sealer: Sealer
) -> None:
    with pytest.raises(StorageUnavailable, match="unable to open database file"):
        await Store.open(f"sqlite:///{tmp_path}", sealer)


async def test_a_file_that_is_no_database_is_named(
    tmp_path: Path, sealer: Sealer
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Marigold, " * 100)

    with pytest.raises(StorageUnavailable, match="it is not an SQLite file"):
        await Store.open(f"sqlite:///{tmp_path}/letter.txt", sealer)


async def test_a_server_that_cannot_be_reached_is_named_without_its_password(
    sealer: Sealer,
) -> None:
    url = "postgresql://officer:hedgehog@127.0.0.1:1/record"

    with pytest.raises(StorageUnavailable, match="running and reachable") as failure:
        await Store.open(url, sealer)

    assert "127.0.0.1:1/record" in str(failure.value)
    assert "hedgehog" not in "".join(traceback.format_exception(failure.value))


@SQLITE_ONLY
async def test_a_record_that_may_only_be_read_can_still_be_read(
    store: Store, database_url: str, sealer: Sealer, a_post: APost
) -> None:
    await store.append(a_post(1))
    path = database_url.removeprefix("sqlite:///")

    reader = await Store.open(f"sqlite:///file:{path}?mode=ro&uri=true", sealer)

    assert len(await reader.situations()) == 1
    with pytest.raises(StorageUnavailable, match="it may only be read"):
        await reader.append(a_post(2))
    await reader.close()


@SQLITE_ONLY
async def test_another_program_that_writes_for_too_long_is_named(
    database_url: str,
    sealer: Sealer,
    a_post: APost,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_SECONDS", 0)
    store = await Store.open(database_url, sealer)
    other = make_engine(database_url)

    async with other.execution_options(begin="IMMEDIATE").begin():
        with pytest.raises(StorageUnavailable, match="another program"):
            await store.append(a_post(1))
    await store.append(a_post(1))

    assert len(await store.situations()) == 1
    await store.close()
    await other.dispose()


@POSTGRESQL_ONLY
async def test_a_server_that_was_restarted_is_found_again(
    database_url: str, sealer: Sealer, a_post: APost
) -> None:
    name = f"storage-{secrets.token_hex(8)}"
    own = make_url(database_url).update_query_dict({"application_name": name})
    store = await Store.open(own.render_as_string(hide_password=False), sealer)
    await store.append(a_post(1))
    other = make_engine(database_url)
    async with other.begin() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = :name"
            ),
            {"name": name},
        )
    await other.dispose()

    await store.append(a_post(2))

    assert len(await store.entries("dispute-west-sussex-WSX-2026-0042")) == 2
    await store.close()


@SQLITE_ONLY
async def test_what_was_committed_to_a_file_outlasts_a_power_cut(
    database_url: str,
) -> None:
    opened = make_engine(database_url)

    async with opened.connect() as connection:
        journal = await connection.scalar(text("PRAGMA journal_mode"))
        synchronous = await connection.scalar(text("PRAGMA synchronous"))
    await opened.dispose()

    assert (journal, synchronous) == ("wal", 2)  # 2 is FULL
