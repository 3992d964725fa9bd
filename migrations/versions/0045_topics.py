"""Topics of the community, their replies and themes, who follows them and who asks the same."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("unnamed", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("about_kind", sa.String(length=12), nullable=False),
        sa.Column("about_code", sa.String(length=60), nullable=False),
        sa.Column("about_words", sa.String(length=400), nullable=False),
        sa.Column("about_site_id", sa.Integer(), nullable=True),
        sa.Column("about_ref", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["about_site_id"], ["sites.id"], name=op.f("fk_topics_about_site_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_topics_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["topics.id"], name=op.f("fk_topics_merged_into_id_topics")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["community_posts.id"], name=op.f("fk_topics_post_id_community_posts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("post_id", name=op.f("uq_topics_post_id")),
    )
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topics_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_topics_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            "ix_topics_kind_answer_due_on", ["kind", "answer_due_on"], unique=False
        )
        batch_op.create_index("ix_topics_last_at_id", ["last_at", "id"], unique=False)

    op.create_table(
        "topic_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["people.id"], name=op.f("fk_topic_replies_accepted_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["community_posts.id"],
            name=op.f("fk_topic_replies_post_id_community_posts"),
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_topic_replies_topic_id_topics")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_replies")),
        sa.UniqueConstraint("post_id", name=op.f("uq_topic_replies_post_id")),
    )
    with op.batch_alter_table("topic_replies", schema=None) as batch_op:
        batch_op.create_index("ix_topic_replies_topic_id", ["topic_id"], unique=False)

    op.create_table(
        "topic_tags",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_topic_tags_topic_id_topics")
        ),
        sa.PrimaryKeyConstraint("topic_id", "tag", name=op.f("pk_topic_tags")),
    )
    with op.batch_alter_table("topic_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_tags_tag"), ["tag"], unique=False)

    for table in ("topic_follows", "topic_me_toos"):
        op.create_table(
            table,
            sa.Column("topic_id", sa.Integer(), nullable=False),
            sa.Column("person_id", sa.Integer(), nullable=False),
            sa.Column("since", sa.DateTime(), nullable=False),
            sa.ForeignKeyConstraint(
                ["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id_people")
            ),
            sa.ForeignKeyConstraint(
                ["topic_id"], ["topics.id"], name=op.f(f"fk_{table}_topic_id_topics")
            ),
            sa.PrimaryKeyConstraint("topic_id", "person_id", name=op.f(f"pk_{table}")),
        )
    with op.batch_alter_table("topic_follows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_follows_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("topic_me_toos")
    op.drop_table("topic_follows")
    op.drop_table("topic_tags")
    op.drop_table("topic_replies")
    op.drop_table("topics")
