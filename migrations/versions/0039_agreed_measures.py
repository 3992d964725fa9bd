"""Agreed measures with versions and values; pulse surveys with answers."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "agreed_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("retired_by_id", sa.Integer(), nullable=True),
        sa.Column("retired_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["retired_by_id"], ["people.id"], name=op.f("fk_agreed_measures_retired_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_agreed_measures_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_measures")),
    )
    with op.batch_alter_table("agreed_measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_measures_site_id"), ["site_id"], unique=False)

    op.create_table(
        "pulses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["people.id"], name=op.f("fk_pulses_opened_by_id_people")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_pulses_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulses")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_pulses_site_id_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_pulses_token_hash")),
    )
    op.create_table(
        "measure_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition_number", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_measure_values_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["agreed_measures.id"],
            name=op.f("fk_measure_values_measure_id_agreed_measures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_values")),
        sa.UniqueConstraint(
            "measure_id",
            "period",
            "number",
            name=op.f("uq_measure_values_measure_id_period_number"),
        ),
    )
    with op.batch_alter_table("measure_values", schema=None) as batch_op:
        batch_op.create_index(
            "ix_measure_values_measure_id_superseded_at",
            ["measure_id", "superseded_at"],
            unique=False,
        )

    op.create_table(
        "measure_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("wanted", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("every", sa.String(length=10), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_role", sa.String(length=100), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_n", sa.Integer(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_source", sa.String(length=200), nullable=False),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("site_agreed_at", sa.DateTime(), nullable=True),
        sa.Column("site_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("nspcc_agreed_at", sa.DateTime(), nullable=True),
        sa.Column("nspcc_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_measure_versions_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["agreed_measures.id"],
            name=op.f("fk_measure_versions_measure_id_agreed_measures"),
        ),
        sa.ForeignKeyConstraint(
            ["nspcc_agreed_by_id"],
            ["people.id"],
            name=op.f("fk_measure_versions_nspcc_agreed_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_measure_versions_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_agreed_by_id"],
            ["people.id"],
            name=op.f("fk_measure_versions_site_agreed_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_versions")),
        sa.UniqueConstraint(
            "measure_id", "number", name=op.f("uq_measure_versions_measure_id_number")
        ),
    )
    with op.batch_alter_table("measure_versions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_measure_versions_measure_id_superseded_at",
            ["measure_id", "superseded_at"],
            unique=False,
        )

    op.create_table(
        "pulse_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pulse_id", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pulse_id"], ["pulses.id"], name=op.f("fk_pulse_answers_pulse_id_pulses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse_answers")),
    )
    with op.batch_alter_table("pulse_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pulse_answers_pulse_id"), ["pulse_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("pulse_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pulse_answers_pulse_id"))

    op.drop_table("pulse_answers")
    with op.batch_alter_table("measure_versions", schema=None) as batch_op:
        batch_op.drop_index("ix_measure_versions_measure_id_superseded_at")

    op.drop_table("measure_versions")
    with op.batch_alter_table("measure_values", schema=None) as batch_op:
        batch_op.drop_index("ix_measure_values_measure_id_superseded_at")

    op.drop_table("measure_values")
    op.drop_table("pulses")
    with op.batch_alter_table("agreed_measures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreed_measures_site_id"))

    op.drop_table("agreed_measures")
