"""Rooms of the chat, what is said in them, who was there, what came of it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "chat_rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.Column("indexed_tick", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_chat_rooms_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_rooms")),
        sa.UniqueConstraint("key", name=op.f("uq_chat_rooms_key")),
    )
    with op.batch_alter_table("chat_rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_rooms_site_id"), ["site_id"], unique=False)

    op.create_table(
        "chat_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["community_posts.id"],
            name=op.f("fk_chat_messages_post_id_community_posts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reply_to_id"],
            ["chat_messages.id"],
            name=op.f("fk_chat_messages_reply_to_id_chat_messages"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["chat_rooms.id"], name=op.f("fk_chat_messages_room_id_chat_rooms")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["people.id"], name=op.f("fk_chat_messages_sender_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_messages")),
        sa.UniqueConstraint("post_id", name=op.f("uq_chat_messages_post_id")),
        sa.UniqueConstraint("room_id", "tick", name=op.f("uq_chat_messages_room_id_tick")),
        sa.UniqueConstraint(
            "room_id",
            "sender_id",
            "client_id",
            name=op.f("uq_chat_messages_room_id_sender_id_client_id"),
        ),
    )
    with op.batch_alter_table("chat_messages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_chat_messages_reply_to_id"), ["reply_to_id"], unique=False
        )
        batch_op.create_index(
            "ix_chat_messages_room_id_sent_at", ["room_id", "sent_at"], unique=False
        )
        batch_op.create_index(
            "ix_chat_messages_sender_id_sent_at", ["sender_id", "sent_at"], unique=False
        )

    op.create_table(
        "chat_summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["community_posts.id"],
            name=op.f("fk_chat_summaries_post_id_community_posts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["chat_rooms.id"], name=op.f("fk_chat_summaries_room_id_chat_rooms")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_summaries")),
        sa.UniqueConstraint("post_id", name=op.f("uq_chat_summaries_post_id")),
    )
    with op.batch_alter_table("chat_summaries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_summaries_room_id"), ["room_id"], unique=False)

    op.create_table(
        "chat_visits",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_chat_visits_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["chat_rooms.id"], name=op.f("fk_chat_visits_room_id_chat_rooms")
        ),
        sa.PrimaryKeyConstraint("room_id", "person_id", name=op.f("pk_chat_visits")),
    )
    with op.batch_alter_table("chat_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_visits_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_chat_visits_room_id_seen_at", ["room_id", "seen_at"], unique=False
        )

    # The room of every member is there from the beginning.
    rooms = sa.table(
        "chat_rooms",
        sa.column("key", sa.String),
        sa.column("kind", sa.String),
        sa.column("title", sa.String),
        sa.column("path", sa.String),
        sa.column("tick", sa.Integer),
        sa.column("indexed_tick", sa.Integer),
        sa.column("opened_at", sa.DateTime),
    )
    op.bulk_insert(
        rooms,
        [
            {
                "key": "everyone",
                "kind": "everyone",
                "title": "Everyone",
                "path": "",
                "tick": 0,
                "indexed_tick": 0,
                "opened_at": datetime.now(UTC).replace(tzinfo=None),
            }
        ],
    )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("chat_visits", schema=None) as batch_op:
        batch_op.drop_index("ix_chat_visits_room_id_seen_at")
        batch_op.drop_index(batch_op.f("ix_chat_visits_person_id"))

    op.drop_table("chat_visits")
    with op.batch_alter_table("chat_summaries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_summaries_room_id"))

    op.drop_table("chat_summaries")
    with op.batch_alter_table("chat_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_chat_messages_sender_id_sent_at")
        batch_op.drop_index("ix_chat_messages_room_id_sent_at")
        batch_op.drop_index(batch_op.f("ix_chat_messages_reply_to_id"))

    op.drop_table("chat_messages")
    with op.batch_alter_table("chat_rooms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_rooms_site_id"))

    op.drop_table("chat_rooms")
