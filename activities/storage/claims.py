"""The claim that keeps a retry from being a second mail.

A notice is claimed before it is sent and settled after. A worker that dies in between
leaves it `sending`: nobody can know whether the server took it, and the next claim says
so (`UNSURE`). Notices of one dispute to one address go in the order of their numbers.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    case,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.errors import StorageConflict
from activities.storage.schema import notices, storable
from domain.in_calendars import changes
from domain.notices import DeliveryStatus, Notice, Outcome

SENDING = "sending"
"""State of a notice that is claimed and not settled; beside `DeliveryStatus`."""

_UNSETTLED = (SENDING, DeliveryStatus.DELAYED)


class ClaimState(StrEnum):
    """What whoever claims a notice has to do.

    `new` send it; `unsure` an earlier attempt may already have been taken by the
    server; `settled` nothing, the outcome is known; `waits` nothing yet, an earlier
    notice to the same address goes first, and a mail server has put it off; `soon`
    likewise, but the earlier one is in somebody's hand: its turn may come in a moment.
    """

    NEW = "new"
    UNSURE = "unsure"
    SETTLED = "settled"
    WAITS = "waits"
    SOON = "soon"


@dataclass(frozen=True)
class Claim:
    """The answer to a claim.

    Attributes:
        state: See `ClaimState`.
        outcome: What became of the notice, when it is settled.
    """

    state: ClaimState
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Bid:
    """One attempt to claim a notice: see `Store.claim`."""

    notice: Notice
    dispute: str
    message_id: str
    address_hash: str


async def claim(connection: AsyncConnection, bid: Bid) -> Claim:
    """Claim a notice, alone with its dispute (`Store` sees to that).

    Raises:
        StorageConflict: The key belongs to another notice.
    """
    row = await _claimed_before(connection, bid)
    if row is not None and row.state not in _UNSETTLED:
        return Claim(ClaimState.SETTLED, _outcome(row))
    waits = await _waits(connection, bid)
    unsure = row is not None and (row.unsure or row.state == SENDING)
    await _write(connection, bid, row, _progress(row, waits=bool(waits), unsure=unsure))
    if waits:
        return Claim(waits)
    return Claim(ClaimState.UNSURE if unsure else ClaimState.NEW)


async def release(connection: AsyncConnection, key: str, said: str) -> None:
    """Note that the server certainly did not take this attempt.

    An earlier attempt that nobody settled stays unsure all the same.

    Raises:
        StorageConflict: The notice was never claimed.
    """
    done = await connection.execute(
        update(notices)
        .where(notices.c.key == key, notices.c.state.in_(_UNSETTLED))
        .values(state=DeliveryStatus.DELAYED, said=said)
    )
    if done.rowcount == 0:
        await _refuse_unclaimed(connection, key)


async def settle(connection: AsyncConnection, key: str, outcome: Outcome) -> None:
    """Write what became of a notice; what a server took stays sent, whoever says else.

    Raises:
        StorageConflict: The notice was never claimed.
        ValueError: The outcome is `delayed`, which settles nothing.
    """
    if outcome.status is DeliveryStatus.DELAYED:
        message = f"The notice {key} is only delayed: release it, do not settle it."
        raise ValueError(message)
    open_to_change: ColumnElement[bool] = notices.c.state.in_(_UNSETTLED)
    if outcome.status is DeliveryStatus.SENT:
        open_to_change = or_(open_to_change, notices.c.state != DeliveryStatus.SENT)
    values: dict[str, Any] = {
        "state": outcome.status,
        "told": outcome.told,
        "said": outcome.said,
        "route": outcome.route,
        "instead_of": outcome.instead_of,
        "vacant": outcome.vacant,
        "why_instead": "\n".join(outcome.why_instead),
        "calendar": outcome.calendar,
        "settled_at": datetime.now(UTC),
    }
    if outcome.unsure:
        values["unsure"] = True
    done = await connection.execute(
        update(notices).where(notices.c.key == key, open_to_change).values(**values)
    )
    if done.rowcount == 0:
        await _refuse_unclaimed(connection, key)


async def leave_out(connection: AsyncConnection, bid: Bid, because: str) -> None:
    """Write that a notice is not sent; what a server took stays sent.

    Raises:
        StorageConflict: The key belongs to another notice.
    """
    row = await _claimed_before(connection, bid)
    if row is not None and row.state not in _UNSETTLED:
        return
    progress = {
        "state": DeliveryStatus.NOT_SENT,
        "attempts": 0 if row is None else row.attempts,
        "first_tried_at": None if row is None else row.first_tried_at,
        "unsure": row is not None and (row.unsure or row.state == SENDING),
        "said": because,
        "settled_at": datetime.now(UTC),
    }
    await _write(connection, bid, row, progress)


async def in_calendar(
    connection: AsyncConnection, dispute: str, to: str, told: str
) -> dict[str, datetime]:
    """Return the entries that our letters have put into one reader's calendar.

    Args:
        connection: To the record.
        dispute: Workflow id.
        to: Key of the post as which they were told.
        told: Reference of the reader.

    Returns:
        By name of the entry, when it begins; what was taken out again is not there.
    """
    found = await connection.scalars(
        select(notices.c.calendar)
        .where(
            notices.c.dispute == dispute,
            notices.c.to == to,
            notices.c.told == told,
            notices.c.state == DeliveryStatus.SENT,
        )
        .order_by(notices.c.number)
    )
    entries: dict[str, datetime] = {}
    for put_in, name, begins_at in changes("\n".join(found)):
        entries.pop(name, None)
        if put_in:
            entries[name] = begins_at
    return entries


async def _claimed_before(connection: AsyncConnection, bid: Bid) -> Row[Any] | None:
    """Return the row of a notice, locked: `settle` and `release` do not queue here.

    Raises:
        StorageConflict: The key belongs to another notice.
    """
    found = await connection.execute(
        select(notices).where(notices.c.key == bid.notice.key).with_for_update()
    )
    row = found.one_or_none()
    if row is not None:
        _refuse_another(bid, row)
    return row


async def _waits(connection: AsyncConnection, bid: Bid) -> ClaimState | None:
    if not bid.address_hash:  # nobody is to be told, so nobody is told out of order
        return None
    put_off = and_(notices.c.state == DeliveryStatus.DELAYED, notices.c.attempts > 0)
    earlier = await connection.execute(
        select(func.count(), func.sum(case((put_off, 1), else_=0))).where(
            notices.c.dispute == bid.dispute,
            notices.c.address_hash == bid.address_hash,
            notices.c.number < bid.notice.number,
            notices.c.state.in_(_UNSETTLED),
        )
    )
    unsettled, delayed = earlier.one()
    if not unsettled:
        return None
    return ClaimState.WAITS if delayed else ClaimState.SOON


def _progress(row: Row[Any] | None, *, waits: bool, unsure: bool) -> dict[str, Any]:
    attempts = 0 if row is None else row.attempts
    first_tried_at = None if row is None else row.first_tried_at
    if waits:
        # Its row is written all the same: later notices must see that it is due first.
        state: str = DeliveryStatus.DELAYED
    else:
        state = SENDING
        attempts += 1
        first_tried_at = first_tried_at or datetime.now(UTC)
    return {
        "state": state,
        "attempts": attempts,
        "first_tried_at": first_tried_at,
        "unsure": unsure,
    }


async def _write(
    connection: AsyncConnection,
    bid: Bid,
    row: Row[Any] | None,
    progress: dict[str, Any],
) -> None:
    values = progress | {
        "message_id": bid.message_id,
        "address_hash": bid.address_hash,
    }
    if row is not None:
        change = update(notices).where(notices.c.key == bid.notice.key)
        await connection.execute(change.values(**values))
        return
    named = values | {
        "key": bid.notice.key,
        "dispute": bid.dispute,
        "number": bid.notice.number,
        "kind": bid.notice.kind,
        "to": bid.notice.to,
        "written_at": bid.notice.at,
    }
    await connection.execute(insert(notices).values(**named))


def _outcome(row: Row[Any]) -> Outcome:
    return Outcome(
        key=row.key,
        status=DeliveryStatus(row.state),
        told=row.told,
        said=row.said,
        unsure=row.unsure,
        route=row.route,
        instead_of=row.instead_of,
        vacant=row.vacant,
        why_instead=tuple(row.why_instead.splitlines()),
        calendar=row.calendar,
    )


def _refuse_another(bid: Bid, row: Row[Any]) -> None:
    theirs = (row.dispute, row.number, row.kind)
    if theirs != (storable(bid.dispute), bid.notice.number, bid.notice.kind):
        message = (
            f"The notice {bid.notice.key} is already claimed as number {row.number}, "
            f"{row.kind}, of {row.dispute}; give this notice a key of its own."
        )
        raise StorageConflict(message)


async def _refuse_unclaimed(connection: AsyncConnection, key: str) -> None:
    known = await connection.scalar(select(notices.c.key).where(notices.c.key == key))
    if known is None:
        message = f"The notice {key} was never claimed; claim it before sending it."
        raise StorageConflict(message)
