"""Declared statuses, requests to resume, events around the work, and decisions after mergers."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "status_declarations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("continues_at_id", sa.Integer(), nullable=True),
        sa.Column("declared_by_id", sa.Integer(), nullable=True),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_status_declarations_site_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["continues_at_id"],
            ["sites.id"],
            name=op.f("fk_status_declarations_continues_at_id_sites"),
        ),
        sa.ForeignKeyConstraint(
            ["declared_by_id"],
            ["people.id"],
            name=op.f("fk_status_declarations_declared_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_declarations")),
    )
    with op.batch_alter_table("status_declarations", schema=None) as batch_op:
        batch_op.create_index("ix_status_declarations_site_id_id", ["site_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_declarations_until"), ["until"], unique=False)

    op.create_table(
        "resume_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_resume_requests_site_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_resume_requests_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_resume_requests_answered_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resume_requests")),
    )
    with op.batch_alter_table("resume_requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_resume_requests_site_id_answer", ["site_id", "answer"], unique=False
        )

    op.create_table(
        "site_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("announced_month", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_month", sa.Boolean(), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("in_force_month", sa.Boolean(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_events_site_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_site_events_entered_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_events")),
    )
    with op.batch_alter_table("site_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_events_site_id"), ["site_id"], unique=False)

    op.create_table(
        "merger_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_merger_decisions_site_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["sites.id"], name=op.f("fk_merger_decisions_other_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["continues_id"], ["sites.id"], name=op.f("fk_merger_decisions_continues_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_merger_decisions_decided_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merger_decisions")),
    )
    with op.batch_alter_table("merger_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merger_decisions_site_id"), ["site_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_merger_decisions_other_id"), ["other_id"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    op.drop_table("merger_decisions")
    op.drop_table("site_events")
    op.drop_table("resume_requests")
    op.drop_table("status_declarations")
