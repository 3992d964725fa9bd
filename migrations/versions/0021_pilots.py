"""Pilots: plans and their versions, monthly counts, learning log, review, roll-out."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "pilots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("case_types", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_note", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("next_step", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("roll_out_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["people.id"], name=op.f("fk_pilots_agreed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_pilots_decided_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_pilots_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["pilots.id"], name=op.f("fk_pilots_follows_id_pilots")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["people.id"], name=op.f("fk_pilots_noted_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_pilots_owner_id_people")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_pilots_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilots")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_pilots_follows_id")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_pilots_site_id_number")),
    )
    op.create_table(
        "pilot_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("wanted", sa.String(length=10), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("result", sa.Double(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_measures_pilot_id_pilots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_measures")),
    )
    with op.batch_alter_table("pilot_measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pilot_measures_pilot_id"), ["pilot_id"], unique=False)

    op.create_table(
        "pilot_months",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("begun_1", sa.Integer(), nullable=True),
        sa.Column("finished_1", sa.Integer(), nullable=True),
        sa.Column("begun_2", sa.Integer(), nullable=True),
        sa.Column("finished_2", sa.Integer(), nullable=True),
        sa.Column("begun_3", sa.Integer(), nullable=True),
        sa.Column("finished_3", sa.Integer(), nullable=True),
        sa.Column("begun_4", sa.Integer(), nullable=True),
        sa.Column("finished_4", sa.Integer(), nullable=True),
        sa.Column("begun_5", sa.Integer(), nullable=True),
        sa.Column("finished_5", sa.Integer(), nullable=True),
        sa.Column("for_return", sa.Integer(), nullable=True),
        sa.Column("against_return", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("return_ended", sa.Integer(), nullable=True),
        sa.Column("families", sa.Integer(), nullable=True),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("groups", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_pilot_months_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_months_pilot_id_pilots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_months")),
        sa.UniqueConstraint("pilot_id", "month", name=op.f("uq_pilot_months_pilot_id_month")),
    )
    op.create_table(
        "pilot_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("helped", sa.Text(), nullable=False),
        sa.Column("hindered", sa.Text(), nullable=False),
        sa.Column("fidelity", sa.Text(), nullable=False),
        sa.Column("families", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("finished_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finished_by_id"], ["people.id"], name=op.f("fk_pilot_reviews_finished_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_reviews_pilot_id_pilots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_reviews")),
        sa.UniqueConstraint("pilot_id", name=op.f("uq_pilot_reviews_pilot_id")),
    )
    op.create_table(
        "pilot_risks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("owner_name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_risks_pilot_id_pilots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_risks")),
    )
    with op.batch_alter_table("pilot_risks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pilot_risks_pilot_id"), ["pilot_id"], unique=False)

    op.create_table(
        "pilot_roll_out_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("training", sa.Text(), nullable=False),
        sa.Column("owner_name", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_roll_out_steps_pilot_id_pilots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_roll_out_steps")),
    )
    with op.batch_alter_table("pilot_roll_out_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pilot_roll_out_steps_pilot_id"), ["pilot_id"], unique=False
        )

    op.create_table(
        "pilot_strategies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("signs", sa.Text(), nullable=False),
        sa.Column("cycle", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_strategies_pilot_id_pilots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_strategies")),
    )
    with op.batch_alter_table("pilot_strategies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pilot_strategies_pilot_id"), ["pilot_id"], unique=False
        )

    op.create_table(
        "pilot_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_versions_pilot_id_pilots")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["people.id"], name=op.f("fk_pilot_versions_saved_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_versions")),
        sa.UniqueConstraint("pilot_id", "number", name=op.f("uq_pilot_versions_pilot_id_number")),
    )
    op.create_table(
        "pilot_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("lesson", sa.String(length=20), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("codes", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_pilot_entries_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["pilot_id"], ["pilots.id"], name=op.f("fk_pilot_entries_pilot_id_pilots")
        ),
        sa.ForeignKeyConstraint(
            ["strategy_id"],
            ["pilot_strategies.id"],
            name=op.f("fk_pilot_entries_strategy_id_pilot_strategies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_entries")),
    )
    with op.batch_alter_table("pilot_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pilot_entries_pilot_id"), ["pilot_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_pilot_entries_strategy_id"), ["strategy_id"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("pilot_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_entries_strategy_id"))
        batch_op.drop_index(batch_op.f("ix_pilot_entries_pilot_id"))

    op.drop_table("pilot_entries")
    op.drop_table("pilot_versions")
    with op.batch_alter_table("pilot_strategies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_strategies_pilot_id"))

    op.drop_table("pilot_strategies")
    with op.batch_alter_table("pilot_roll_out_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_roll_out_steps_pilot_id"))

    op.drop_table("pilot_roll_out_steps")
    with op.batch_alter_table("pilot_risks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_risks_pilot_id"))

    op.drop_table("pilot_risks")
    op.drop_table("pilot_reviews")
    op.drop_table("pilot_months")
    with op.batch_alter_table("pilot_measures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_measures_pilot_id"))

    op.drop_table("pilot_measures")
    op.drop_table("pilots")
