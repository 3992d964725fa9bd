"""When events end, and the versions of their notes and of who came."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

_EVENTS = sa.table(
    "community_events",
    sa.column("id", sa.Integer),
    sa.column("starts_at", sa.DateTime),
    sa.column("minutes", sa.Integer),
    sa.column("ends_at", sa.DateTime),
)


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("community_events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ends_at", sa.DateTime(), nullable=True))
        for name in ("notes_before", "attendance_version"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))

    _say_when_they_end()
    with op.batch_alter_table("community_events", schema=None) as batch_op:
        batch_op.alter_column("ends_at", existing_type=sa.DateTime(), nullable=False)
        for name in ("notes_before", "attendance_version"):
            batch_op.alter_column(name, existing_type=sa.Integer(), server_default=None)
        batch_op.create_index("ix_community_events_ends_at", ["ends_at"], unique=False)


def _say_when_they_end() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.select(_EVENTS.c.id, _EVENTS.c.starts_at, _EVENTS.c.minutes))
    found = [
        {"number": number, "end": starts_at + timedelta(minutes=minutes)}
        for number, starts_at, minutes in rows
    ]
    if found:
        here = _EVENTS.update().where(_EVENTS.c.id == sa.bindparam("number"))
        connection.execute(here.values(ends_at=sa.bindparam("end")), found)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("community_events", schema=None) as batch_op:
        batch_op.drop_index("ix_community_events_ends_at")
        batch_op.drop_column("attendance_version")
        batch_op.drop_column("notes_before")
        batch_op.drop_column("ends_at")
