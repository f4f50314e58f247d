"""What one person was told is found without reading every notice."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index who was told, and in whose stead."""
    op.create_index("ix_notices_told", "notices", ["told"])
    op.create_index("ix_notices_instead_of", "notices", ["instead_of"])
