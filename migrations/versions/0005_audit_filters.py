"""Indexes that keep the filters of the audit trail fast."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_audit_events_about_id", "audit_events", ["about_id"])
    op.create_index("ix_audit_events_reference", "audit_events", ["reference"])
    op.create_index(
        "ix_audit_changes_table_name_event_id", "audit_changes", ["table_name", "event_id"]
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_audit_changes_table_name_event_id", "audit_changes")
    op.drop_index("ix_audit_events_reference", "audit_events")
    op.drop_index("ix_audit_events_about_id", "audit_events")
