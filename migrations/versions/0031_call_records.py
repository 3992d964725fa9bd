"""Notes of calls, typed and saved; calls that were not held; concerns about engagement."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _notes()
    _parts()
    _concerns()


def _notes() -> None:
    op.create_table(
        "call_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["checkin_calls.id"], name=op.f("fk_call_drafts_call_id_checkin_calls")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["people.id"], name=op.f("fk_call_drafts_saved_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_drafts")),
        sa.UniqueConstraint("call_id", "field", name=op.f("uq_call_drafts_call_id_field")),
    )
    op.create_table(
        "call_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("guests", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.Column("training", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("outcomes", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("nspcc_only", sa.Text(), nullable=False),
        sa.Column("unbooked", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["checkin_calls.id"], name=op.f("fk_call_records_call_id_checkin_calls")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["people.id"], name=op.f("fk_call_records_written_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_records")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_call_records_call_id_number")),
    )


def _parts() -> None:
    op.create_table(
        "call_record_people",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_call_record_people_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["call_records.id"],
            name=op.f("fk_call_record_people_record_id_call_records"),
        ),
        sa.PrimaryKeyConstraint("record_id", "person_id", name=op.f("pk_call_record_people")),
    )
    op.create_table(
        "call_record_codes",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["call_records.id"],
            name=op.f("fk_call_record_codes_record_id_call_records"),
        ),
        sa.PrimaryKeyConstraint("record_id", "code", name=op.f("pk_call_record_codes")),
    )
    op.create_table(
        "call_misses",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("unbooked", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["checkin_calls.id"], name=op.f("fk_call_misses_call_id_checkin_calls")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_call_misses_entered_by_id_people")
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_misses")),
    )


def _concerns() -> None:
    op.create_table(
        "engagement_concerns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("escalated_to_id", sa.Integer(), nullable=False),
        sa.Column("escalated_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["checkin_calls.id"],
            name=op.f("fk_engagement_concerns_call_id_checkin_calls"),
        ),
        sa.ForeignKeyConstraint(
            ["escalated_to_id"],
            ["people.id"],
            name=op.f("fk_engagement_concerns_escalated_to_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["people.id"], name=op.f("fk_engagement_concerns_raised_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"],
            ["people.id"],
            name=op.f("fk_engagement_concerns_resolved_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_engagement_concerns_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_concerns")),
    )
    with op.batch_alter_table("engagement_concerns", schema=None) as batch_op:
        batch_op.create_index(
            "ix_engagement_concerns_site_id_resolved_at", ["site_id", "resolved_at"]
        )
    op.create_table(
        "engagement_concern_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"],
            ["engagement_concerns.id"],
            name=op.f("fk_engagement_concern_steps_concern_id_engagement_concerns"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["people.id"],
            name=op.f("fk_engagement_concern_steps_entered_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_concern_steps")),
    )
    with op.batch_alter_table("engagement_concern_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_concern_steps_concern_id"), ["concern_id"])


def downgrade() -> None:
    """Take back; calls that were held or missed count as planned again, as they did before."""
    for table in (
        "engagement_concern_steps",
        "engagement_concerns",
        "call_misses",
        "call_record_codes",
        "call_record_people",
        "call_records",
        "call_drafts",
    ):
        op.drop_table(table)
    op.execute("UPDATE checkin_calls SET state = 'planned' WHERE state IN ('held', 'missed')")
