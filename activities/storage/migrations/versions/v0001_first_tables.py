"""The first tables, and the triggers that guard the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)

# Everything but `sealed`: a change of key must be able to seal the details anew.
_GUARDED = "dispute, number, at, kind, stage, by, message_id, says"


def upgrade() -> None:
    """Create the tables and the triggers."""
    _create_situations()
    _create_entries()
    _create_notices()
    guard = (
        _guard_on_postgresql
        if op.get_bind().dialect.name == "postgresql"
        else _guard_on_sqlite
    )
    guard(", ".join(f'"{name}"' for name in _GUARDED.split(", ")))


def _create_situations() -> None:
    op.create_table(
        "situations",
        sa.Column("dispute", sa.Text, primary_key=True),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("stage", sa.Integer),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("due_at", _MOMENT),
        sa.Column("raised_at", _MOMENT),
        sa.Column("closed_at", _MOMENT),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("rehearsal", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("authority", "reference", name="uq_situations_reference"),
    )
    op.create_index("ix_situations_standing", "situations", ["standing", "due_at"])
    op.create_index("ix_situations_team", "situations", ["team"])


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column(
            "dispute",
            sa.Text,
            sa.ForeignKey("situations.dispute", name="fk_entries_dispute"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("stage", sa.Integer),
        sa.Column("by", sa.Text),
        sa.Column("message_id", sa.Text),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("dispute", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("address_hash", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_tried_at", _MOMENT),
        sa.Column("settled_at", _MOMENT),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("unsure", sa.Boolean, nullable=False),
    )
    op.create_index("ix_notices_turn", "notices", ["dispute", "address_hash", "number"])


def _guard_on_sqlite(guarded: str) -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'an entry is never changed or deleted'); END"
    op.execute(
        "CREATE TRIGGER entries_not_changed "
        f"BEFORE UPDATE OF {guarded} ON entries {refuse}"
    )
    op.execute(f"CREATE TRIGGER entries_not_deleted BEFORE DELETE ON entries {refuse}")
    # INSERT OR REPLACE deletes without calling the trigger above.
    op.execute(
        "CREATE TRIGGER entries_not_replaced BEFORE INSERT ON entries WHEN EXISTS ("  # noqa: S608
        "SELECT 1 FROM entries WHERE dispute = NEW.dispute AND number = NEW.number"
        f") {refuse}"
    )


def _guard_on_postgresql(guarded: str) -> None:
    op.execute(
        "CREATE FUNCTION refuse_change_of_entry() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'an entry is never changed or deleted'; END $$"
    )
    refuse = "EXECUTE FUNCTION refuse_change_of_entry()"
    op.execute(
        "CREATE TRIGGER entries_not_changed "
        f"BEFORE UPDATE OF {guarded} ON entries FOR EACH ROW {refuse}"
    )
    op.execute(
        "CREATE TRIGGER entries_not_deleted BEFORE DELETE ON entries "
        f"FOR EACH ROW {refuse}"
    )
    op.execute(
        "CREATE TRIGGER entries_not_emptied BEFORE TRUNCATE ON entries "
        f"FOR EACH STATEMENT {refuse}"
    )
