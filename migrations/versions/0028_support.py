"""Support: what an authority asks for, the conversation about it, what was given."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "support_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.String(length=4000), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("for_whom", sa.String(length=300), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("urgency", sa.String(length=300), nullable=False),
        sa.Column("barrier", sa.String(length=3), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_name", sa.String(length=100), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("turn", sa.String(length=12), nullable=False),
        sa.Column("turn_since", sa.Date(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("priority", sa.String(length=12), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("helper_id", sa.Integer(), nullable=True),
        sa.Column("helper_name", sa.String(length=100), nullable=False),
        sa.Column("offered_for", sa.Date(), nullable=True),
        sa.Column("last_given_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("helped", sa.String(length=12), nullable=False),
        sa.Column("over_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_support_requests_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_support_requests_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["people.id"], name=op.f("fk_support_requests_helper_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_support_requests_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_requests")),
    )
    with op.batch_alter_table("support_requests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_support_requests_asked_at"), ["asked_at"], unique=False
        )
        batch_op.create_index(
            "ix_support_requests_site_id_state", ["site_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_support_requests_turn_answer_due_on", ["turn", "answer_due_on"], unique=False
        )

    op.create_table(
        "support_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("detail", sa.String(length=4000), nullable=False),
        sa.Column("nspcc_only", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["support_requests.id"],
            name=op.f("fk_support_entries_request_id_support_requests"),
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["people.id"], name=op.f("fk_support_entries_said_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_entries")),
    )
    with op.batch_alter_table("support_entries", schema=None) as batch_op:
        batch_op.create_index("ix_support_entries_request_id", ["request_id"], unique=False)

    op.create_table(
        "support_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.String(length=12), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_by_name", sa.String(length=100), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_support_sessions_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["people.id"], name=op.f("fk_support_sessions_given_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["support_requests.id"],
            name=op.f("fk_support_sessions_request_id_support_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_sessions")),
    )
    with op.batch_alter_table("support_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_sessions_held_on"), ["held_on"], unique=False)
        batch_op.create_index("ix_support_sessions_request_id", ["request_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("support_sessions")
    op.drop_table("support_entries")
    op.drop_table("support_requests")
