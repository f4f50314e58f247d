"""The tables, as the program sees them; `migrations/` builds the same, step by step."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


def storable(text: str) -> str:
    """Return `text` as both databases can hold it.

    PostgreSQL takes no NUL, and neither of them half a character (a lone surrogate);
    a foreign program can send both, and neither may keep a dispute from being recorded.
    """
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


class PlainText(TypeDecorator[str]):
    """Text in the clear, made `storable` on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return what is written."""
        return None if value is None else storable(value)


class AwareUtc(TypeDecorator[datetime]):
    """A moment, aware UTC in Python on both databases; SQLite itself keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return what is written; raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value} has no time zone; give an aware time."
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Return what was written, aware UTC."""
        if value is None:
            return None
        # A PostgreSQL session answers in its own zone, SQLite in none.
        return (
            value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )


metadata = MetaData()

situations = Table(
    "situations",
    metadata,
    Column("dispute", PlainText, primary_key=True),
    Column("authority", PlainText, nullable=False),
    Column("reference", PlainText, nullable=False),
    Column("standing", PlainText, nullable=False),
    Column("stage", Integer),
    Column("team", PlainText, nullable=False),
    Column("due_at", AwareUtc),
    Column("raised_at", AwareUtc),
    Column("closed_at", AwareUtc),
    Column("entries", Integer, nullable=False),
    Column("rehearsal", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("authority", "reference", name="uq_situations_reference"),
    Index("ix_situations_standing", "standing", "due_at"),
    Index("ix_situations_team", "team"),
)

entries = Table(
    "entries",
    metadata,
    Column(
        "dispute",
        PlainText,
        ForeignKey("situations.dispute", name="fk_entries_dispute"),
        primary_key=True,
    ),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", AwareUtc, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("stage", Integer),
    Column("by", PlainText),
    Column("message_id", PlainText),
    Column("says", PlainText, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("key", PlainText, primary_key=True),
    Column("dispute", PlainText, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("to", PlainText, nullable=False),
    Column("address_hash", PlainText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("message_id", PlainText, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("first_tried_at", AwareUtc),
    Column("settled_at", AwareUtc),
    Column("told", PlainText, nullable=False, default=""),
    Column("said", PlainText, nullable=False, default=""),
    Column("unsure", Boolean, nullable=False),
    Column("route", PlainText, nullable=False, default=""),
    Column("instead_of", PlainText, nullable=False, default=""),
    Column("vacant", Boolean, nullable=False, default=False),
    Column("why_instead", PlainText, nullable=False, default=""),
    Column("written_at", AwareUtc),
    Column("calendar", PlainText, nullable=False, default=""),
    Column("digest", PlainText, nullable=False, default=""),
    Index("ix_notices_turn", "dispute", "address_hash", "number"),
    Index("ix_notices_digest", "state", "digest"),
    Index("ix_notices_told", "told"),
    Index("ix_notices_instead_of", "instead_of"),
)

digests = Table(
    "digests",
    metadata,
    Column("key", PlainText, primary_key=True),
    Column("told", PlainText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("claimed_at", AwareUtc, nullable=False),
    Column("settled_at", AwareUtc),
    Column("said", PlainText, nullable=False, default=""),
    Column("unsure", Boolean, nullable=False, default=False),
)

directory_facts = Table(
    "directory_facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", PlainText, nullable=False),
    Column("said", PlainText, nullable=False),
    Column("added_at", AwareUtc, nullable=False),
    Column("added_by", PlainText, nullable=False),
    Column("ended_at", AwareUtc),
    Column("ended_by", PlainText),
    Index("ix_directory_facts_in_force", "ended_at"),
)
