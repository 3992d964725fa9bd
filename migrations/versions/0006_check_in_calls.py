"""Check-in calls and whose calendars they are in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "checkin_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("booked_by_id", sa.Integer(), nullable=False),
        sa.Column("booked_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booked_by_id"], ["people.id"], name=op.f("fk_checkin_calls_booked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_checkin_calls_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_calls")),
        sa.UniqueConstraint("uid", name=op.f("uq_checkin_calls_uid")),
    )
    with op.batch_alter_table("checkin_calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_calls_site_id"), ["site_id"], unique=False)
        batch_op.create_index(
            "ix_checkin_calls_state_starts_at", ["state", "starts_at"], unique=False
        )

    op.create_table(
        "checkin_invitees",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["checkin_calls.id"],
            name=op.f("fk_checkin_invitees_call_id_checkin_calls"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_checkin_invitees_person_id_people")
        ),
        sa.PrimaryKeyConstraint("call_id", "person_id", name=op.f("pk_checkin_invitees")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("checkin_invitees")
    with op.batch_alter_table("checkin_calls", schema=None) as batch_op:
        batch_op.drop_index("ix_checkin_calls_state_starts_at")
        batch_op.drop_index(batch_op.f("ix_checkin_calls_site_id"))

    op.drop_table("checkin_calls")
