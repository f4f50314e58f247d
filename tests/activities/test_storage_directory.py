"""The directory in SQL: facts begin and end, and none is ever changed."""

import asyncio
from collections.abc import Callable
from datetime import date

import pytest
from alembic import command
from sqlalchemy import Connection, text

from activities.people import FirstOf, RehearsalDirectory, SqlDirectory
from activities.storage import Sealer, Store, migrate, prepare
from activities.storage.directory import Stamp, difference
from activities.storage.engine import make_engine
from directory.facts import (
    Absence,
    Alias,
    AnyFact,
    Holding,
    InUnit,
    Officer,
    Reporting,
)
from directory.resolving import Asked, Person
from domain.notices import DeliveryStatus, Notice, Outcome

WSX_42 = "dispute-west-sussex-WSX-2026-0042"
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
DCS_1 = Holding(post="dcs", reference="DCS-1", address="d1@anyshire.example")
DCS_2 = Holding(
    post="dcs", reference="DCS-2", address="d2@anyshire.example", since=JUNE
)
AWAY = Absence(reference="DCS-1", since=MAY, until=JUNE, set_by="PA-1")
EVERY_KIND: tuple[AnyFact, ...] = (
    DCS_1,
    AWAY,
    Officer(reference="IRO-7", address="i@anyshire.example", manager="dcs"),
    Reporting(post="dcs", above="chief"),
    InUnit(team="north", unit="east"),
    Alias(words="Director of Children's Services (Zoë's)", post="dcs"),
)


async def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Return what the database holds, read past the program."""
    engine = make_engine(url)
    async with engine.connect() as connection:
        found = (await connection.execute(text(query))).all()
    await engine.dispose()
    return [tuple(row) for row in found]


async def test_an_empty_directory_says_nothing(store: Store) -> None:
    assert await store.directory_facts() == ()
    assert await store.directory_changes() == []
    assert await store.directory_stamp() == (0, 0)


async def test_every_kind_of_fact_is_kept_in_order(store: Store) -> None:
    await store.change_directory(add=EVERY_KIND, by="OPERATOR-1")

    assert await store.directory_facts() == EVERY_KIND


async def test_a_fact_that_ends_is_no_longer_said(store: Store) -> None:
    await store.change_directory(add=EVERY_KIND, by="OPERATOR-1")

    await store.change_directory(add=[DCS_2], end=[AWAY], by="PA-1")

    rest = tuple(fact for fact in EVERY_KIND if fact != AWAY)
    assert await store.directory_facts() == (*rest, DCS_2)


async def test_every_change_is_listed_with_who_made_it(store: Store) -> None:
    await store.change_directory(add=[DCS_1], by="OPERATOR-1")
    await store.change_directory(add=[DCS_2], end=[DCS_1], by="PA-1")
    await store.change_directory(add=[DCS_1], by="PA-2")

    changes = await store.directory_changes()

    assert [(one.fact, one.ended, one.by) for one in changes] == [
        (DCS_1, False, "OPERATOR-1"),
        (DCS_1, True, "PA-1"),
        (DCS_2, False, "PA-1"),
        (DCS_1, False, "PA-2"),
    ]
    moments = [one.at for one in changes]
    assert moments == sorted(moments)
    assert moments[1] == moments[2]
    assert all(moment.tzinfo is not None for moment in moments)


async def test_what_was_once_written_stays_as_it_was(
    store: Store, database_url: str
) -> None:
    began = "SELECT id, kind, said, added_at, added_by FROM directory_facts ORDER BY id"
    await store.change_directory(add=EVERY_KIND, by="OPERATOR-1")
    before = await rows(database_url, began)

    await store.change_directory(add=[DCS_2], end=EVERY_KIND, by="PA-1")

    assert (await rows(database_url, began))[: len(before)] == before


async def test_a_repeat_changes_nothing(store: Store) -> None:
    for _ in range(3):
        await store.change_directory(add=[*EVERY_KIND, DCS_1], by="OPERATOR-1")
    stamp = await store.directory_stamp()
    for _ in range(3):
        await store.change_directory(end=[DCS_2], by="OPERATOR-1")

    assert await store.directory_facts() == EVERY_KIND
    assert await store.directory_stamp() == stamp
    assert len(await store.directory_changes()) == len(EVERY_KIND)


async def test_a_fact_that_ends_and_begins_at_once_begins_anew(store: Store) -> None:
    await store.change_directory(add=[DCS_1], by="OPERATOR-1")

    await store.change_directory(add=[DCS_1], end=[DCS_1], by="PA-1")

    assert await store.directory_facts() == (DCS_1,)
    assert len(await store.directory_changes()) == 3


async def test_the_stamp_differs_after_every_change(store: Store) -> None:
    stamps: list[Stamp] = [await store.directory_stamp()]
    await store.change_directory(add=[DCS_1], by="A")
    stamps.append(await store.directory_stamp())
    await store.change_directory(end=[DCS_1], by="A")
    stamps.append(await store.directory_stamp())
    await store.change_directory(add=[DCS_1], by="A")
    stamps.append(await store.directory_stamp())
    await store.change_directory(add=[DCS_2], end=[DCS_1], by="A")
    stamps.append(await store.directory_stamp())

    assert len(set(stamps)) == 5


async def test_those_who_import_the_same_at_once_do_not_say_it_twice(
    store: Store,
) -> None:
    await asyncio.gather(
        *(store.change_directory(add=EVERY_KIND, by=f"A-{n}") for n in range(6))
    )

    assert await store.directory_facts() == EVERY_KIND


async def test_a_change_that_fails_changes_nothing(store: Store) -> None:
    def then_breaks() -> object:
        yield DCS_1
        raise RuntimeError("the file ends here")

    with pytest.raises(RuntimeError, match="ends here"):
        await store.change_directory(add=then_breaks(), by="A")  # type: ignore[arg-type]

    assert await store.directory_facts() == ()


async def test_a_fact_that_an_older_version_wrote_in_other_words_can_end(
    store: Store, database_url: str
) -> None:
    await store.change_directory(add=[DCS_1], by="A")
    engine = make_engine(database_url)
    older = '{"address":"d1@anyshire.example","kind":"holding","post":"dcs",'
    older += '"reference":"DCS-1"}'
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE directory_facts SET said = :said"), {"said": older}
        )
    await engine.dispose()

    await store.change_directory(add=[DCS_1], by="A")
    assert len(await store.directory_changes()) == 1
    await store.change_directory(end=[DCS_1], by="A")

    assert await store.directory_facts() == ()


def test_the_difference_is_what_begins_and_what_ends() -> None:
    assert difference([DCS_1, AWAY], [AWAY, DCS_2]) == ([DCS_2], [DCS_1])
    assert difference(EVERY_KIND, EVERY_KIND) == ([], [])


# --- asked by a worker -------------------------------------------------------------------


class Counting:
    """The database, which counts how often the whole directory is read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = 0

    async def directory_stamp(self) -> Stamp:
        return await self._store.directory_stamp()

    async def directory_facts(self) -> tuple[AnyFact, ...]:
        self.read += 1
        return await self._store.directory_facts()


ASKED = Asked("dcs", "north", MAY)
REHEARSED = Person("dcs", "dcs@rehearsal.example")


async def test_a_worker_reads_the_directory_again_only_after_a_change(
    store: Store,
) -> None:
    await store.change_directory(add=[DCS_1], by="A")
    counting = Counting(store)
    people = SqlDirectory(counting)

    for _ in range(3):
        assert (await people.find(ASKED)).person == Person(
            "DCS-1", "d1@anyshire.example"
        )
    assert counting.read == 1

    await store.change_directory(add=[AWAY], by="A")
    for _ in range(3):
        assert (await people.find(ASKED)).person is None
    assert counting.read == 2


async def test_until_the_database_is_filled_another_directory_is_asked(
    store: Store,
) -> None:
    people = FirstOf(SqlDirectory(store), RehearsalDirectory("rehearsal.example"))

    assert (await people.find(ASKED)).person == REHEARSED
    await store.change_directory(add=[DCS_1], by="A")
    assert (await people.find(ASKED)).person == Person("DCS-1", "d1@anyshire.example")


# --- migration ---------------------------------------------------------------------------


async def _migrate_to(url: str, revision: str) -> None:
    def upgrade(connection: Connection) -> None:
        config = prepare._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    engine = make_engine(url, foreign_keys=False)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()


async def test_the_migration_keeps_every_notice_of_before(
    empty_database_url: str, sealer: Sealer, a_notice: Callable[..., Notice]
) -> None:
    await _migrate_to(empty_database_url, "0001")
    engine = make_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.execute(
            text(
                'INSERT INTO notices (key, dispute, number, kind, "to", address_hash,'
                " state, message_id, attempts, told, said, unsure) VALUES"
                f" ('{WSX_42}/1', '{WSX_42}', 1, 'stage-begun', 'dcs', 'h', 'sent',"
                " '<1@anyshire.example>', 2, 'DCS-1', '250 OK', FALSE)"
            )
        )
    await engine.dispose()

    await migrate(empty_database_url)

    store = await Store.open(empty_database_url, sealer)
    [kept] = await store.notices(WSX_42)
    assert (kept.told, kept.said, kept.state) == ("DCS-1", "250 OK", "sent")
    assert (kept.route, kept.instead_of) == ("", "")
    found = await store.sent("<1@anyshire.example>")
    assert found is not None
    assert (found.dispute, found.number, found.told) == (WSX_42, 1, "DCS-1")
    await store.close()


async def test_by_which_route_somebody_was_told_is_kept(
    store: Store, a_notice: Callable[..., Notice]
) -> None:
    notice = a_notice(2)
    await store.claim(notice, WSX_42, "<2@anyshire.example>", "h")
    told = Outcome(
        key=notice.key,
        status=DeliveryStatus.SENT,
        told="PM-2",
        said="250 OK",
        route="deputy",
        instead_of="PM-1",
    )
    await store.settle(notice.key, told)

    [kept] = await store.notices(WSX_42)
    assert (kept.told, kept.route, kept.instead_of) == ("PM-2", "deputy", "PM-1")
    again = await store.claim(notice, WSX_42, "<2@anyshire.example>", "h")
    assert again.outcome == told
    assert await store.sent("<3@anyshire.example>") is None
