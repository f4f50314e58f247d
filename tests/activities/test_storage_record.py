"""What is appended: the log and the present row, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text

from activities.storage import StorageConflict, Store
from activities.storage.engine import make_engine
from domain.notices import Post
from domain.record import Standing

APost = Callable[..., Post]
WSX_42 = "dispute-west-sussex-WSX-2026-0042"
HULL_7 = "dispute-hull-HULL-7"


async def test_what_was_appended_reads_the_same(store: Store, a_post: APost) -> None:
    post = a_post(1, 2, 3)

    await store.append(post)

    assert await store.entries(WSX_42) == list(post.entries)
    assert await store.situation(WSX_42) == post.situation


async def test_an_unknown_dispute_has_no_situation_and_an_empty_log(
    store: Store,
) -> None:
    assert await store.situation("dispute-hull-NONE") is None
    assert await store.entries("dispute-hull-NONE") == []
    assert await store.notices("dispute-hull-NONE") == []


async def test_a_post_without_entries_moves_the_situation_only(
    store: Store, a_post: APost
) -> None:
    await store.append(a_post(1))

    await store.append(a_post(entries=1, undelivered=2))

    stored = await store.situation(WSX_42)
    assert stored is not None
    assert stored.undelivered == 2
    assert len(await store.entries(WSX_42)) == 1


async def test_appending_the_same_post_again_changes_nothing(
    store: Store, a_post: APost, database_url: str
) -> None:
    await store.append(a_post(1, 2))
    before = await _everything(database_url)

    await store.append(a_post(1, 2))

    assert await _everything(database_url) == before


async def test_a_post_that_overlaps_what_is_written_adds_only_what_is_new(
    store: Store, a_post: APost
) -> None:
    await store.append(a_post(1, 2))

    await store.append(a_post(2, 3))

    assert [entry.number for entry in await store.entries(WSX_42)] == [1, 2, 3]


async def test_another_entry_under_a_number_that_is_taken_is_refused_whole(
    store: Store, a_post: APost
) -> None:
    await store.append(a_post(1))
    post = a_post(1, 2)
    other = post.entries[0].model_copy(update={"details": {"wrote": "Otherwise."}})
    contradiction = post.model_copy(update={"entries": (other, post.entries[1])})

    with pytest.raises(StorageConflict, match="entry 1 already says something else"):
        await store.append(contradiction)

    assert await store.entries(WSX_42) == list(a_post(1).entries)
    assert await store.situation(WSX_42) == a_post(1).situation


async def test_a_refusal_does_not_repeat_what_a_person_wrote(
    store: Store, a_post: APost
) -> None:
    await store.append(a_post(1))
    post = a_post(1)
    other = post.entries[0].model_copy(update={"says": "Stage 2 began."})

    with pytest.raises(StorageConflict) as refusal:
        await store.append(post.model_copy(update={"entries": (other,)}))

    assert "Marigold" not in str(refusal.value)


async def test_a_late_delivery_never_replaces_a_newer_situation(
    store: Store, a_post: APost
) -> None:
    await store.append(a_post(1, 2, 3, standing=Standing.RESOLVED))

    await store.append(a_post(1, 2, standing=Standing.AWAITING_RESPONSE))

    stored = await store.situation(WSX_42)
    assert stored is not None
    assert stored.standing is Standing.RESOLVED


async def test_a_reference_belongs_to_one_dispute(store: Store, a_post: APost) -> None:
    await store.append(a_post(1))

    with pytest.raises(StorageConflict, match="WSX-2026-0042 of west-sussex"):
        await store.append(a_post(1, dispute="dispute-west-sussex-again"))

    assert await store.entries("dispute-west-sussex-again") == []


async def test_what_people_wrote_and_the_situation_rest_sealed(
    store: Store, a_post: APost, database_url: str
) -> None:
    await store.append(a_post(1, next_says="Marigold's manager is asked."))

    rows = await _everything(database_url)

    assert b"1|" + WSX_42.encode() + b"/1|" in rows["entries"][0]["sealed"]
    assert b"1|" + WSX_42.encode() + b"/situation|" in rows["situations"][0]["sealed"]
    assert "Marigold" not in repr(rows)


async def test_details_moved_to_another_entry_do_not_open(
    store: Store, a_post: APost, database_url: str
) -> None:
    await store.append(a_post(1, 2))
    await _run(
        database_url,
        "UPDATE entries SET sealed = "
        "(SELECT other.sealed FROM entries AS other WHERE other.number = 2) "
        "WHERE number = 1",
    )

    with pytest.raises(AssertionError, match="sealed for another place"):
        await store.entries(WSX_42)


async def test_times_come_back_aware_in_utc_wherever_they_were_written(
    store: Store, a_post: APost
) -> None:
    summer = timezone(timedelta(hours=1))
    at = datetime(2026, 7, 1, 0, 30, 0, 250_000, summer)
    post = a_post(1)
    entry = post.entries[0].model_copy(update={"at": at})

    await store.append(post.model_copy(update={"entries": (entry,)}))

    stored = (await store.entries(WSX_42))[0].at
    assert stored == datetime(2026, 6, 30, 23, 30, 0, 250_000, UTC)
    assert stored.utcoffset() == timedelta(0)


async def test_text_no_database_can_hold_is_recorded_all_the_same(
    store: Store, a_post: APost
) -> None:
    post = a_post(1)
    odd = {"by": "iro / \x00 \ud83d", "details": {"wrote": "half \ud83d and \x00"}}
    entry = post.entries[0].model_copy(update=odd)
    odd_post = post.model_copy(update={"entries": (entry,)})

    await store.append(odd_post)
    await store.append(odd_post)

    stored = (await store.entries(WSX_42))[0]
    assert stored.by == "iro / \ufffd ?"
    assert stored.details == {"wrote": "half \ud83d and \x00"}


WED_11_MAR = datetime(2026, 3, 11, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["HULL-7", "HULL-8", "WSX-2026-0042"]),
        ({"authority": "hull"}, ["HULL-7", "HULL-8"]),
        ({"standing": Standing.WITHDRAWN}, ["HULL-8"]),
        ({"open_only": True}, ["HULL-7", "WSX-2026-0042"]),
        ({"team": "stoats"}, ["HULL-7"]),
        ({"rehearsal": True}, ["HULL-8"]),
        ({"rehearsal": False, "authority": "hull"}, ["HULL-7"]),
        ({"overdue_at": WED_11_MAR}, ["HULL-7", "WSX-2026-0042"]),
        ({"overdue_at": WED_11_MAR - timedelta(seconds=1)}, []),
        ({"limit": 1}, ["HULL-7"]),
        ({"limit": 2, "after": HULL_7}, ["HULL-8", "WSX-2026-0042"]),
    ],
)
async def test_lists_are_filtered_by_what_their_readers_ask(
    store: Store, a_post: APost, asked: dict[str, Any], found: list[str]
) -> None:
    hull: dict[str, object] = {"authority": "hull", "reference": "HULL-7"}
    ended = {"reference": "HULL-8", "standing": Standing.WITHDRAWN, "rehearsal": True}
    await store.append(a_post(1))
    await store.append(a_post(1, dispute=HULL_7, team="stoats", **hull))
    await store.append(a_post(1, dispute="dispute-hull-HULL-8", **(hull | ended)))

    listed = await store.situations(**asked)

    assert [situation.reference for situation in listed] == found


async def _everything(url: str) -> dict[str, list[dict[str, Any]]]:
    engine = make_engine(url)
    async with engine.connect() as connection:
        rows = {
            table: [
                dict(row)
                for row in (
                    await connection.execute(
                        text(f"SELECT * FROM {table} ORDER BY 1, 2")
                    )
                ).mappings()
            ]
            for table in ("entries", "situations", "notices")
        }
    await engine.dispose()
    return rows


async def _run(url: str, statement: str) -> None:
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
