"""The record in SQL, as activities and lists use it."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    nullcontext,
)
from datetime import datetime
from typing import Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from activities.storage import claims, digests, directory
from activities.storage.claims import Bid, Claim
from activities.storage.digests import DigestClaim, News
from activities.storage.directory import DirectoryChange, Stamp
from activities.storage.engine import explained, make_engine
from activities.storage.entries import read_entries, write_entries
from activities.storage.prepare import refuse_unprepared
from activities.storage.resealing import SHELVES, Progress, reseal_batch
from activities.storage.sealing import Sealer
from activities.storage.situations import (
    Filter,
    find_situations,
    read_situation,
    write_situation,
)
from activities.storage.told import (
    Sent,
    ToldNotice,
    find_in_digest,
    find_sent,
    read_notices,
    read_told,
)
from directory.facts import AnyFact
from domain.notices import DeliveryStatus, Notice, Outcome, Post
from domain.record import Entry, Situation, Standing


class Store:
    """The record in SQL.

    Safe for any number of tasks and workers at once. Every method raises
    `StorageUnavailable` when the database cannot be used; nothing is then half written,
    and the same call may simply be made again.
    """

    def __init__(self, engine: AsyncEngine, sealer: Sealer) -> None:
        """Use `engine`, which `make_engine` has made; `open` is the usual way."""
        self._engine = engine
        self._sealer = sealer
        self._writer = engine.execution_options(begin="IMMEDIATE")
        # SQLite has one writer at a time: tasks queue here in order, instead of each
        # polling the file until its patience ends.
        self._turn: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @classmethod
    async def open(cls, url: str, sealer: Sealer) -> Self:
        """Return a store on the database at `url`.

        Args:
            url: `sqlite:///folder/file.db`, whose folder is created, or
                `postgresql://user:password@host/database`.
            sealer: Seals what people wrote.

        Raises:
            StorageUnavailable: The URL is wrong, the database cannot be reached or
                opened, or `migrate` has not been run on it.
        """
        engine = make_engine(url)
        try:
            async with explained(engine.url), engine.connect() as connection:
                await refuse_unprepared(connection)
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine, sealer)

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str, sealer: Sealer) -> AsyncIterator[Self]:
        """Open a store, see `open`, and close it at the end of the context."""
        store = await cls.open(url, sealer)
        try:
            yield store
        finally:
            await store.close()

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    async def append(self, post: Post) -> None:
        """Write the entries of `post` and its situation, all or nothing.

        A repeat changes nothing. A situation older than the one stored (fewer
        `entries`) is left out: deliveries may arrive late.

        Raises:
            StorageConflict: An entry's number is taken by an entry that says something
                else, or the reference belongs to another dispute.
        """
        async with self._writing(post.dispute) as connection:
            await write_situation(
                connection, self._sealer, post.dispute, post.situation
            )
            await write_entries(connection, self._sealer, post.dispute, post.entries)

    async def claim(
        self, notice: Notice, dispute: str, message_id: str, address_hash: str
    ) -> Claim:
        """Claim `notice` before sending it; exactly one caller is told `NEW`.

        Args:
            notice: What is to be sent.
            dispute: Workflow id.
            message_id: The Message-ID it will go out under.
            address_hash: Of the address, never the address; empty when nobody is
                known for the post, and then it waits for no earlier notice.

        Returns:
            What to do: see `ClaimState`.

        Raises:
            StorageConflict: The key belongs to another notice.
        """
        async with self._writing(dispute) as connection:
            return await claims.claim(
                connection, Bid(notice, dispute, message_id, address_hash)
            )

    async def release(self, key: str, said: str = "") -> None:
        """Give a claim back: the server certainly did not take this attempt.

        The notice still goes before later ones to its address. The next claim is `NEW`,
        unless an attempt before this one was never settled: that stays `UNSURE`.

        Args:
            key: Of the notice.
            said: What the server said, or why it was not reached.

        Raises:
            StorageConflict: The notice was never claimed.
        """
        async with self._writing() as connection:
            await claims.release(connection, key, said)

    async def settle(self, key: str, outcome: Outcome) -> None:
        """Write what became of a claimed notice.

        A repeat changes nothing, and what a server took stays `sent`.

        Raises:
            StorageConflict: The notice was never claimed.
            ValueError: The outcome is `delayed`, which settles nothing.
        """
        async with self._writing() as connection:
            await claims.settle(connection, key, outcome)

    async def leave_out(
        self, notice: Notice, dispute: str, message_id: str, because: str
    ) -> None:
        """Write that a notice is not sent, and why; what a server took stays sent.

        Raises:
            StorageConflict: The key belongs to another notice.
        """
        async with self._writing(dispute) as connection:
            bid = Bid(notice, dispute, message_id, "")
            await claims.leave_out(connection, bid, because)

    async def in_calendar(
        self, dispute: str, to: str, told: str
    ) -> dict[str, datetime]:
        """Return what our letters have put into one reader's calendar; see `claims`."""
        async with self._reading() as connection:
            return await claims.in_calendar(connection, dispute, to, told)

    async def situations(
        self,
        *,
        authority: str | None = None,
        standing: Standing | None = None,
        open_only: bool = False,
        team: str | None = None,
        overdue_at: datetime | None = None,
        rehearsal: bool | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> list[Situation]:
        """Return where disputes stand, in the order of their ids.

        Args:
            authority: Only this council's.
            standing: Only those standing so.
            open_only: Only those where somebody is still waited for.
            team: Only this team's.
            overdue_at: Only open ones due at this moment or before; aware.
            rehearsal: True for rehearsals only, False for none of them.
            limit: At most so many.
            after: Workflow id of the last dispute of the page before.
        """
        wanted = Filter(
            authority, standing, open_only, team, overdue_at, rehearsal, after
        )
        async with self._reading() as connection:
            return await find_situations(connection, self._sealer, wanted, limit)

    async def situation(self, dispute: str) -> Situation | None:
        """Return where one dispute stands, or None when it is not recorded."""
        async with self._reading() as connection:
            return await read_situation(connection, self._sealer, dispute)

    async def entries(self, dispute: str) -> list[Entry]:
        """Return everything that happened in one dispute, oldest first."""
        async with self._reading() as connection:
            return await read_entries(connection, self._sealer, dispute)

    async def notices(self, dispute: str) -> list[ToldNotice]:
        """Return who was told what and when, and what the server said, in order."""
        async with self._reading() as connection:
            return await read_notices(connection, dispute)

    async def told(self, person: str) -> list[ToldNotice]:
        """Return what one person was told in every dispute, oldest first.

        Args:
            person: Their reference, as the directory has it. What somebody else was
                told in their stead is among it, with `instead_of`.
        """
        async with self._reading() as connection:
            return await read_told(connection, person)

    async def sent(self, message_id: str) -> Sent | None:
        """Return the notice that went out under this Message-ID, if it is ours."""
        async with self._reading() as connection:
            return await find_sent(connection, message_id)

    async def in_digest(self, key: str) -> list[Sent]:
        """Return the last notice of each dispute that went with a digest."""
        async with self._reading() as connection:
            return await find_in_digest(connection, key)

    async def readers_of_digests(self, at: datetime) -> list[str]:
        """Return the references of those for whom there is news for a digest."""
        async with self._reading() as connection:
            return await digests.readers(connection, at)

    async def news_of(self, told: str) -> tuple[News, ...]:
        """Return a reader's news that is in no digest yet."""
        async with self._reading() as connection:
            return await digests.read_news(connection, told)

    async def claim_digest(
        self, key: str, told: str, at: datetime
    ) -> DigestClaim | None:
        """Claim a reader's news before sending it; exactly one caller gets it.

        Args:
            key: Of the digest, if a new one is made.
            told: Reference of the reader.
            at: Now, aware UTC.
        """
        async with self._writing(f"digest of {told}") as connection:
            return await digests.claim_digest(connection, key, told, at)

    async def settle_digest(self, key: str, status: DeliveryStatus, said: str) -> None:
        """Write what became of a digest that was claimed."""
        async with self._writing() as connection:
            await digests.settle_digest(connection, key, status, said)

    async def release_digest(self, key: str) -> None:
        """Give a digest back: the server certainly did not take this attempt."""
        async with self._writing() as connection:
            await digests.release_digest(connection, key)

    async def directory_stamp(self) -> Stamp:
        """Return what changes whenever the directory does."""
        async with self._reading() as connection:
            return await directory.stamp(connection)

    async def directory_facts(self) -> tuple[AnyFact, ...]:
        """Return the facts of the directory that are in force."""
        async with self._reading() as connection:
            return await directory.read_facts(connection)

    async def directory_changes(self) -> list[DirectoryChange]:
        """Return every change of the directory there ever was, oldest first."""
        async with self._reading() as connection:
            return await directory.read_changes(connection)

    async def change_directory(
        self, *, add: Iterable[AnyFact] = (), end: Iterable[AnyFact] = (), by: str
    ) -> None:
        """Let facts begin and end, all or none of them.

        Args:
            add: Facts that begin; those in force already are left as they are.
            end: Facts that end; those not in force are passed over.
            by: Who changes it, as they name themselves.
        """
        async with self._writing() as connection:
            await directory.change_facts(connection, add, end, by)

    async def reseal(self, progress: Progress) -> int:
        """Seal anew every row that is not under the current key.

        Workers may run meanwhile. When it is broken off, or a row cannot be opened,
        what was done stays done, and running it again does the rest.

        Args:
            progress: Told after each batch of rows: looked at, and sealed anew.

        Returns:
            Rows sealed anew.
        """
        looked_at = resealed = 0
        for shelf in SHELVES:
            after = None
            while True:
                async with self._writing() as connection:
                    batch = await reseal_batch(connection, self._sealer, shelf, after)
                looked_at += batch.looked_at
                resealed += batch.resealed
                progress(looked_at, resealed)
                if (after := batch.last) is None:
                    break
        return resealed

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        async with explained(self._engine.url), self._engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def _writing(self, dispute: str = "") -> AsyncIterator[AsyncConnection]:
        """One transaction, the only one at that moment that writes to `dispute`."""
        async with (
            explained(self._engine.url),
            self._turn,
            self._writer.connect() as connection,
            _given_to_nobody_else(connection),
            connection.begin(),
            _given_to_nobody_else(connection),
        ):
            if dispute and connection.dialect.name == "postgresql":
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(hashtextextended(:it, 0))"),
                    {"it": dispute},
                )
            yield connection


@asynccontextmanager
async def _given_to_nobody_else(connection: AsyncConnection) -> AsyncIterator[None]:
    """Throw a connection away that was cut off in the middle of a statement.

    Within the transaction, before it would be rolled back; and around it, since it may
    be cut off as it begins or is committed.
    """
    try:
        yield
    except asyncio.CancelledError:
        if not connection.invalidated:
            await connection.invalidate()
        raise
