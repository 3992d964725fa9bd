"""Drafts of instruments: how often each was saved, so that nobody overwrites another's words."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. The default stays: taking it away would rebuild the table, and lose its triggers."""
    op.add_column(
        "instrument_versions",
        sa.Column("edits", sa.Integer(), nullable=False, server_default="1"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("instrument_versions", "edits")
