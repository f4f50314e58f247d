"""The directory, and by which route a notice reached somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table of facts, and give notices their route."""
    op.create_table(
        "directory_facts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("ended_by", sa.Text),
    )
    op.create_index("ix_directory_facts_in_force", "directory_facts", ["ended_at"])
    names = ("route", "instead_of", "why_instead")
    with op.batch_alter_table("notices") as notices:
        for name in names:
            notices.add_column(
                sa.Column(name, sa.Text, nullable=False, server_default="")
            )
        notices.add_column(
            sa.Column("vacant", sa.Boolean, nullable=False, server_default=sa.false())
        )
    # The default is for the rows that are there; the program itself always says.
    with op.batch_alter_table("notices") as notices:
        for name in names:
            notices.alter_column(name, server_default=None)
        notices.alter_column("vacant", server_default=None)
