"""The present row of each dispute: written by the newest, found by what lists ask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.storage.errors import StorageConflict
from activities.storage.schema import situations
from activities.storage.sealing import Sealer, open_situation, seal_situation
from domain.record import Situation, Standing

_OPEN = [standing for standing in Standing if standing.is_open]


@dataclass(frozen=True)
class Filter:
    """Which disputes a list asks for; what is None does not matter.

    Attributes:
        authority: Of this council.
        standing: Standing so.
        open_only: Somebody is still waited for.
        team: Of this team.
        overdue_at: Open, and due at this moment or before.
        rehearsal: True for rehearsals only, False for none of them.
        after: Disputes (workflow ids) that sort after this one: the next page.
    """

    authority: str | None = None
    standing: Standing | None = None
    open_only: bool = False
    team: str | None = None
    overdue_at: datetime | None = None
    rehearsal: bool | None = None
    after: str | None = None

    def clauses(self) -> list[ColumnElement[bool]]:
        """Return what a row must satisfy."""
        row = situations.c
        wanted: list[ColumnElement[bool] | None] = [
            None if self.authority is None else row.authority == self.authority,
            None if self.standing is None else row.standing == self.standing,
            None if self.team is None else row.team == self.team,
            None if self.overdue_at is None else row.due_at <= self.overdue_at,
            None if self.rehearsal is None else row.rehearsal == self.rehearsal,
            None if self.after is None else row.dispute > self.after,
        ]
        if self.open_only or self.overdue_at is not None:
            wanted.append(row.standing.in_(_OPEN))
        return [clause for clause in wanted if clause is not None]


async def write_situation(
    connection: AsyncConnection, sealer: Sealer, dispute: str, situation: Situation
) -> None:
    """Write `situation` unless a later one is there: deliveries may arrive late.

    Raises:
        StorageConflict: Its reference belongs to another dispute already.
    """
    found = await connection.execute(
        select(situations.c.entries, situations.c.sealed).where(
            situations.c.dispute == dispute
        )
    )
    stored = found.one_or_none()
    if stored is not None:
        if stored.entries > situation.entries:
            return
        if open_situation(sealer, dispute, stored.sealed) == situation:
            return
    values = _columns(situation) | {
        "sealed": seal_situation(sealer, dispute, situation)
    }
    try:
        await connection.execute(
            insert(situations).values(dispute=dispute, **values)
            if stored is None
            else update(situations)
            .where(situations.c.dispute == dispute)
            .values(**values)
        )
    except IntegrityError as error:
        message = (
            f"{situation.reference} of {situation.authority} is recorded under another "
            f"dispute than {dispute}; give this one a reference of its own."
        )
        raise StorageConflict(message) from error


async def find_situations(
    connection: AsyncConnection, sealer: Sealer, wanted: Filter, limit: int
) -> list[Situation]:
    """Return at most `limit` situations, in the order of their disputes' ids."""
    found = await connection.execute(
        select(situations.c.dispute, situations.c.sealed)
        .where(*wanted.clauses())
        .order_by(situations.c.dispute)
        .limit(limit)
    )
    return [open_situation(sealer, row.dispute, row.sealed) for row in found]


async def read_situation(
    connection: AsyncConnection, sealer: Sealer, dispute: str
) -> Situation | None:
    """Return where one dispute stands, or None when it is not recorded."""
    sealed = await connection.scalar(
        select(situations.c.sealed).where(situations.c.dispute == dispute)
    )
    return None if sealed is None else open_situation(sealer, dispute, sealed)


def _columns(situation: Situation) -> dict[str, Any]:
    names = situations.c.keys()
    return {
        name: getattr(situation, name)
        for name in names
        if name not in {"dispute", "sealed"}
    }
