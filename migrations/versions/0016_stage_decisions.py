"""Stage decisions keep what was not met when they were taken."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("stage_decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unmet", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("stage_decisions", schema=None) as batch_op:
        batch_op.alter_column("unmet", server_default=None)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("stage_decisions", schema=None) as batch_op:
        batch_op.drop_column("unmet")
