"""Rooms of events, for those who take part; rooms that moderators open are for a subject. What
topics are about is asked for by the pages they were asked from."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

ROOMS = sa.table("chat_rooms", sa.column("id"), sa.column("event_id"))
VISITS = sa.table("chat_visits", sa.column("room_id"))
MESSAGES = sa.table("chat_messages", sa.column("room_id"), sa.column("post_id"))
SUMMARIES = sa.table("chat_summaries", sa.column("room_id"), sa.column("post_id"))
POSTS = sa.table("community_posts", *map(sa.column, ("id", "text", "html", "mark", "state")))


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("chat_rooms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_chat_rooms_event_id_community_events"),
            "community_events",
            ["event_id"],
            ["id"],
        )
        batch_op.create_unique_constraint(batch_op.f("uq_chat_rooms_event_id"), ["event_id"])
    op.execute("UPDATE chat_rooms SET kind = 'subject' WHERE kind = 'event'")
    op.create_index("ix_topics_about_kind_about_code", "topics", ["about_kind", "about_code"])


def downgrade() -> None:
    """Take back. The rooms of events go with what was said in them: without the column every member
    would read it."""
    op.drop_index("ix_topics_about_kind_about_code", "topics")
    gone = sa.select(ROOMS.c.id).where(ROOMS.c.event_id.is_not(None))
    said = [
        sa.select(one.c.post_id).where(one.c.room_id.in_(gone)) for one in (SUMMARIES, MESSAGES)
    ]
    empty = {"text": "", "html": "", "mark": "", "state": "forgotten"}
    op.execute(sa.update(POSTS).where(POSTS.c.id.in_(sa.union_all(*said))).values(**empty))
    for table in (VISITS, SUMMARIES, MESSAGES):
        op.execute(sa.delete(table).where(table.c.room_id.in_(gone)))
    op.execute(sa.delete(ROOMS).where(ROOMS.c.event_id.is_not(None)))
    op.execute("UPDATE chat_rooms SET kind = 'event' WHERE kind = 'subject'")
    with op.batch_alter_table("chat_rooms", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_chat_rooms_event_id"), type_="unique")
        batch_op.drop_constraint(
            batch_op.f("fk_chat_rooms_event_id_community_events"), type_="foreignkey"
        )
        batch_op.drop_column("event_id")
