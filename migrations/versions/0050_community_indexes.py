"""Indexes for what grows with the community: the newest of a room, what may be found, who has
what."""

from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

MESSAGES = "ix_chat_messages_room_id_id_sender_id"
OLD_USES, USES = "ix_resource_uses_resource_id", "ix_resource_uses_resource_id_person_id"


def upgrade() -> None:
    """Apply."""
    op.create_index(MESSAGES, "chat_messages", ["room_id", "id", "sender_id"])
    op.create_index("ix_search_entries_kind_audience", "search_entries", ["kind", "audience"])
    op.drop_index(OLD_USES, "resource_uses")
    op.create_index(USES, "resource_uses", ["resource_id", "person_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(USES, "resource_uses")
    op.create_index(OLD_USES, "resource_uses", ["resource_id"])
    op.drop_index("ix_search_entries_kind_audience", "search_entries")
    op.drop_index(MESSAGES, "chat_messages")
