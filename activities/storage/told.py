"""Who was told what and when, and what the mail server said."""

from pydantic import AwareDatetime
from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.schema import notices
from domain.notices import DeliveryStatus
from domain.record import Written


class ToldNotice(Written):
    """Who was told what and when, and what the mail server said.

    Attributes:
        key: Of the notice.
        dispute: Workflow id.
        number: 1, 2, 3 ... within the dispute.
        kind: As in `NoticeKind`.
        to: Key of the post.
        state: `sending`, or one of `DeliveryStatus`.
        message_id: The Message-ID it goes out under.
        attempts: How often sending was begun.
        first_tried_at: When sending was first begun, aware UTC.
        settled_at: When its outcome was known, aware UTC.
        told: Reference of the person or mailbox; never an address.
        said: What the mail server said last.
        unsure: True when it may have been taken twice.
        route: As holder of the post, or how otherwise: see `directory.resolving.Route`.
        instead_of: Reference of the holder in whose stead they were told.
        written_at: When it was written, aware UTC; `settled_at` is when it was sent.
        digest: Key of the digest it went with, if it went with one.
    """

    key: str
    dispute: str
    number: int
    kind: str
    to: str
    state: str
    message_id: str
    attempts: int
    first_tried_at: AwareDatetime | None
    settled_at: AwareDatetime | None
    told: str
    said: str
    unsure: bool
    route: str = ""
    instead_of: str = ""
    written_at: AwareDatetime | None = None
    digest: str = ""


class Sent(Written):
    """A letter that went out, found again by its Message-ID.

    Attributes:
        dispute: Workflow id.
        number: Of the notice within the dispute.
        told: Reference of whom it went to.
    """

    dispute: str
    number: int
    told: str


async def find_sent(connection: AsyncConnection, message_id: str) -> Sent | None:
    """Return the notice that went out under this Message-ID, if it is ours."""
    found = await connection.execute(
        select(notices.c.dispute, notices.c.number, notices.c.told).where(
            notices.c.message_id == message_id, notices.c.told != ""
        )
    )
    row = found.mappings().first()
    return None if row is None else Sent.model_validate(dict(row))


async def find_in_digest(connection: AsyncConnection, key: str) -> list[Sent]:
    """Return the last notice of each dispute that went with the digest of this key."""
    last = func.max(notices.c.number).label("number")
    found = await connection.execute(
        select(notices.c.dispute, last, notices.c.told)
        .where(notices.c.state == DeliveryStatus.DIGESTED, notices.c.digest == key)
        .group_by(notices.c.dispute, notices.c.told)
        .order_by(notices.c.dispute)
    )
    return [Sent.model_validate(dict(row)) for row in found.mappings()]


async def read_notices(connection: AsyncConnection, dispute: str) -> list[ToldNotice]:
    """Return the notices of one dispute, in order."""
    found = await connection.execute(
        select(notices).where(notices.c.dispute == dispute).order_by(notices.c.number)
    )
    return [ToldNotice.model_validate(dict(row)) for row in found.mappings()]


async def read_told(connection: AsyncConnection, person: str) -> list[ToldNotice]:
    """Return what one person was told, or somebody in their stead, oldest first."""
    found = await connection.execute(
        select(notices)
        .where(or_(notices.c.told == person, notices.c.instead_of == person))
        .order_by(notices.c.settled_at, notices.c.dispute, notices.c.number)
    )
    return [ToldNotice.model_validate(dict(row)) for row in found.mappings()]
