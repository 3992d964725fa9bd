"""What stood in the way of a mail at its address, when it was sent again by hand, and alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_TROUBLED = sa.text("trouble IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trouble", sa.String(12), nullable=True))
        batch_op.add_column(sa.Column("trouble_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("resent_at", sa.DateTime(), nullable=True))
        batch_op.create_index("ix_outbox_address_sent_at", ["address", "sent_at"])
        batch_op.create_index(
            "ix_outbox_trouble_address",
            ["address"],
            sqlite_where=_TROUBLED,
            postgresql_where=_TROUBLED,
        )
    op.create_table(
        "alarms",
        sa.Column("alarm", sa.String(40), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("alarm", name=op.f("pk_alarms")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("alarms")
    op.execute("UPDATE outbox SET state = 'failed' WHERE state = 'bounced'")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_trouble_address")
        batch_op.drop_index("ix_outbox_address_sent_at")
        batch_op.drop_column("resent_at")
        batch_op.drop_column("trouble_at")
        batch_op.drop_column("trouble")
