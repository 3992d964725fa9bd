"""Reminders sent and dropped, their runs, the versions of the ladders, portfolio leads."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reminder_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("people", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dropped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("history_to", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_runs")),
        sa.UniqueConstraint("local_date", "slot", name=op.f("uq_reminder_runs_local_date_slot")),
    )
    with op.batch_alter_table("reminder_runs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reminder_runs_finished_at"), ["finished_at"], unique=False
        )

    op.create_table(
        "portfolio_leads",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_portfolio_leads_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_portfolio_leads")),
    )
    op.create_table(
        "reminder_digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reminder_digests_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["reminder_runs.id"], name=op.f("fk_reminder_digests_run_id_reminder_runs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_digests")),
        sa.UniqueConstraint(
            "person_id",
            "local_date",
            "hour",
            name=op.f("uq_reminder_digests_person_id_local_date_hour"),
        ),
    )
    with op.batch_alter_table("reminder_digests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_digests_run_id"), ["run_id"], unique=False)

    op.create_table(
        "reminder_ladders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["people.id"], name=op.f("fk_reminder_ladders_saved_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_ladders")),
        sa.UniqueConstraint("number", name=op.f("uq_reminder_ladders_number")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("dropped", sa.String(length=20), server_default="", nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("digest_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"],
            ["reminder_digests.id"],
            name=op.f("fk_reminders_digest_id_reminder_digests"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reminders_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["reminder_runs.id"], name=op.f("fk_reminders_run_id_reminder_runs")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_reminders_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "subject",
            "turn",
            "rung",
            "person_id",
            "local_date",
            name=op.f("uq_reminders_subject_turn_rung_person_id_local_date"),
        ),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminders_digest_id"), ["digest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminders_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_reminders_run_id_site_id", ["run_id", "site_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminders_site_id"), ["site_id"], unique=False)

    with op.batch_alter_table("job_runs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("said", sa.String(length=300), server_default="", nullable=False)
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("job_runs", schema=None) as batch_op:
        batch_op.drop_column("said")

    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminders_site_id"))
        batch_op.drop_index("ix_reminders_run_id_site_id")
        batch_op.drop_index(batch_op.f("ix_reminders_person_id"))
        batch_op.drop_index(batch_op.f("ix_reminders_digest_id"))
        batch_op.drop_index(batch_op.f("ix_reminders_at"))

    op.drop_table("reminders")
    op.drop_table("reminder_ladders")
    with op.batch_alter_table("reminder_digests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_digests_run_id"))

    op.drop_table("reminder_digests")
    op.drop_table("portfolio_leads")
    with op.batch_alter_table("reminder_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_runs_finished_at"))

    op.drop_table("reminder_runs")
