"""When a notice was written, what it did to a calendar, and the digests."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Give notices their time of writing, and create the table of digests."""
    names = ("calendar", "digest")
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("written_at", _MOMENT))
        for name in names:
            notices.add_column(
                sa.Column(name, sa.Text, nullable=False, server_default="")
            )
    # The default is for the rows that are there; the program itself always says.
    with op.batch_alter_table("notices") as notices:
        for name in names:
            notices.alter_column(name, server_default=None)
    op.create_index("ix_notices_digest", "notices", ["state", "digest"])
    op.create_table(
        "digests",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("claimed_at", _MOMENT, nullable=False),
        sa.Column("settled_at", _MOMENT),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("unsure", sa.Boolean, nullable=False),
    )
