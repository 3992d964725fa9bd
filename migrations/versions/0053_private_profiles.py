"""What reports keep of profiles is for moderators alone; since when somebody takes no messages."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

POSTS = sa.table("community_posts", *map(sa.column, ("author_id", "place", "room_key")))
OF_PROFILES = POSTS.c.place == "profile"


def upgrade() -> None:
    """Apply."""
    number = sa.cast(POSTS.c.author_id, sa.String)
    key = sa.literal("profile:", sa.String) + number
    op.execute(sa.update(POSTS).where(OF_PROFILES).values(room_key=key))
    with op.batch_alter_table("community_profiles", schema=None) as batch_op:
        batch_op.add_column(sa.Column("messages_off_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("community_profiles", schema=None) as batch_op:
        batch_op.drop_column("messages_off_at")
    op.execute(sa.update(POSTS).where(OF_PROFILES).values(room_key=None))
