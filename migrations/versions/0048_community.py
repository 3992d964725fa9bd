"""Digests of the community, and messages between two members."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "community_digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("was_sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_digests_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_digests")),
        sa.UniqueConstraint(
            "person_id", "local_date", name=op.f("uq_community_digests_person_id_local_date")
        ),
    )
    op.create_table(
        "member_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"], ["people.id"], name=op.f("fk_member_messages_from_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["community_posts.id"],
            name=op.f("fk_member_messages_post_id_community_posts"),
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["people.id"], name=op.f("fk_member_messages_to_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_messages")),
        sa.UniqueConstraint("from_id", "token", name=op.f("uq_member_messages_from_id_token")),
        sa.UniqueConstraint("post_id", name=op.f("uq_member_messages_post_id")),
    )
    with op.batch_alter_table("member_messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_member_messages_from_id_sent_at", ["from_id", "sent_at"], unique=False
        )
        batch_op.create_index(
            "ix_member_messages_to_id_sent_at", ["to_id", "sent_at"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("member_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_member_messages_to_id_sent_at")
        batch_op.drop_index("ix_member_messages_from_id_sent_at")

    op.drop_table("member_messages")
    op.drop_table("community_digests")
