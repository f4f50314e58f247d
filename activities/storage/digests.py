"""Notices that go with a digest: gathered, claimed together, and sent once.

A digest is claimed before it is sent and settled after, like any mail. One that nobody
settled is taken over, under its own key and so its own Message-ID, and said to be unsure.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.claims import SENDING
from activities.storage.schema import digests, notices
from domain.notices import DeliveryStatus

IN_HAND_FOR = timedelta(minutes=15)
"""So long a digest that is not settled is taken to be in somebody's hand."""


@dataclass(frozen=True)
class News:
    """One notice that goes with a digest.

    Attributes:
        dispute: Workflow id.
        number: Of the notice within the dispute.
        kind: As in `NoticeKind`.
        to: Key of the post.
    """

    dispute: str
    number: int
    kind: str
    to: str


@dataclass(frozen=True)
class DigestClaim:
    """News for one reader, to be sent as one mail.

    Attributes:
        key: Of the digest; makes its Message-ID.
        told: Reference of the reader.
        news: In the order of disputes and of their notices.
        unsure: True when an earlier attempt may already have been taken.
    """

    key: str
    told: str
    news: tuple[News, ...]
    unsure: bool = False


async def readers(connection: AsyncConnection, at: datetime) -> list[str]:
    """Return who has news that is in no digest, or in one that nobody settled."""
    waiting = select(notices.c.told).where(_waits())
    left = select(digests.c.told).where(_left_lying(at))
    found = await connection.scalars(waiting.union(left))
    return sorted(found)


async def read_news(connection: AsyncConnection, told: str) -> tuple[News, ...]:
    """Return the news of one reader that is in no digest yet; nothing is claimed."""
    return await _news(connection, _waits() & (notices.c.told == told))


async def claim_digest(
    connection: AsyncConnection, key: str, told: str, at: datetime
) -> DigestClaim | None:
    """Claim a reader's news under `key`, alone; None where there is none any more.

    A digest of theirs that was left lying goes first, under its own key.
    """
    left = await connection.scalar(
        select(digests.c.key)
        .where(digests.c.told == told, _left_lying(at))
        .order_by(digests.c.claimed_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if left is not None:
        change = update(digests).where(digests.c.key == left)
        await connection.execute(change.values(claimed_at=at, unsure=True))
        news = await _news(connection, notices.c.digest == left)
        return DigestClaim(left, told, news, unsure=True)
    mine = update(notices).where(_waits(), notices.c.told == told).values(digest=key)
    if (await connection.execute(mine)).rowcount == 0:
        return None
    row = {"key": key, "told": told, "state": SENDING, "claimed_at": at}
    await connection.execute(insert(digests).values(**row))
    return DigestClaim(key, told, await _news(connection, notices.c.digest == key))


async def settle_digest(
    connection: AsyncConnection, key: str, status: DeliveryStatus, said: str
) -> None:
    """Write what became of a digest, and when its notices were sent with it."""
    at = datetime.now(UTC)
    change = update(digests).where(digests.c.key == key, digests.c.state == SENDING)
    await connection.execute(change.values(state=status, said=said, settled_at=at))
    if status is DeliveryStatus.SENT:
        sent = update(notices).where(notices.c.digest == key)
        await connection.execute(sent.values(settled_at=at, said=said))


async def release_digest(connection: AsyncConnection, key: str) -> None:
    """Give a digest back: the server certainly did not take this attempt.

    One that an earlier attempt may have brought keeps its key, and is taken over later.
    """
    unsure = await connection.scalar(
        select(digests.c.unsure).where(digests.c.key == key)
    )
    if unsure:
        return
    free = update(notices).where(notices.c.digest == key).values(digest="")
    await connection.execute(free)
    await connection.execute(delete(digests).where(digests.c.key == key))


def _waits() -> ColumnElement[bool]:
    return (notices.c.state == DeliveryStatus.DIGESTED) & (notices.c.digest == "")


def _left_lying(at: datetime) -> ColumnElement[bool]:
    return (digests.c.state == SENDING) & (digests.c.claimed_at <= at - IN_HAND_FOR)


async def _news(
    connection: AsyncConnection, which: ColumnElement[bool]
) -> tuple[News, ...]:
    found = await connection.execute(
        select(notices.c.dispute, notices.c.number, notices.c.kind, notices.c.to)
        .where(which)
        .order_by(notices.c.dispute, notices.c.number)
    )
    return tuple(News(*row) for row in found)
