"""Indexes for the stream of a site and the calls of many sites."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_site_id"))
        batch_op.create_index("ix_outbox_site_id_created_at", ["site_id", "created_at"])
    with op.batch_alter_table("checkin_calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkin_calls_site_id"))
        batch_op.create_index(
            "ix_checkin_calls_site_id_state_starts_at", ["site_id", "state", "starts_at"]
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("checkin_calls", schema=None) as batch_op:
        batch_op.drop_index("ix_checkin_calls_site_id_state_starts_at")
        batch_op.create_index(batch_op.f("ix_checkin_calls_site_id"), ["site_id"])
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_site_id_created_at")
        batch_op.create_index(batch_op.f("ix_outbox_site_id"), ["site_id"])
