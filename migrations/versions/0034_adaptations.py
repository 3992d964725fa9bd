"""Adaptations: what is done differently, the views of the NSPCC, the library, and guidance."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "guidance_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("component", sa.String(length=4), nullable=False),
        sa.Column("sites", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["people.id"],
            name=op.f("fk_guidance_answers_answered_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_answers")),
    )
    with op.batch_alter_table("guidance_answers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_guidance_answers_kind_component", ["kind", "component"], unique=False
        )

    op.create_table(
        "adaptations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.String(length=2000), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("stages", sa.String(length=200), nullable=False),
        sa.Column("components", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("teams", sa.String(length=300), nullable=False),
        sa.Column("fidelity", sa.String(length=12), nullable=False),
        sa.Column("more", sa.JSON(), nullable=False),
        sa.Column("trigger", sa.String(length=3), nullable=False),
        sa.Column("expected", sa.String(length=2000), nullable=False),
        sa.Column("result", sa.String(length=2000), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.String(length=10), nullable=False),
        sa.Column("turn_since", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("view", sa.String(length=20), nullable=False),
        sa.Column("viewed_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_adaptations_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_adaptations_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptations")),
    )
    with op.batch_alter_table("adaptations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adaptations_review_on"), ["review_on"], unique=False)
        batch_op.create_index(
            "ix_adaptations_site_id_ended_on", ["site_id", "ended_on"], unique=False
        )
        batch_op.create_index("ix_adaptations_turn_due_on", ["turn", "due_on"], unique=False)

    op.create_table(
        "adaptation_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adaptation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("nspcc_only", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adaptation_id"],
            ["adaptations.id"],
            name=op.f("fk_adaptation_entries_adaptation_id_adaptations"),
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["people.id"], name=op.f("fk_adaptation_entries_said_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_entries")),
    )
    with op.batch_alter_table("adaptation_entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_adaptation_entries_adaptation_id", ["adaptation_id"], unique=False
        )

    op.create_table(
        "adaptation_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adaptation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adaptation_id"],
            ["adaptations.id"],
            name=op.f("fk_adaptation_versions_adaptation_id_adaptations"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["people.id"],
            name=op.f("fk_adaptation_versions_entered_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_versions")),
        sa.UniqueConstraint(
            "adaptation_id", "number", name=op.f("uq_adaptation_versions_adaptation_id_number")
        ),
    )
    with op.batch_alter_table("adaptation_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_adaptation_versions_entered_at"), ["entered_at"], unique=False
        )

    op.create_table(
        "adaptation_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adaptation_id", sa.Integer(), nullable=False),
        sa.Column("view", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("may_cut", sa.String(length=2000), nullable=False),
        sa.Column("must_keep", sa.String(length=2000), nullable=False),
        sa.Column("conditions", sa.String(length=2000), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adaptation_id"],
            ["adaptations.id"],
            name=op.f("fk_adaptation_views_adaptation_id_adaptations"),
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["people.id"], name=op.f("fk_adaptation_views_given_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_views")),
    )
    with op.batch_alter_table("adaptation_views", schema=None) as batch_op:
        batch_op.create_index("ix_adaptation_views_adaptation_id", ["adaptation_id"], unique=False)

    op.create_table(
        "library_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adaptation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("change", sa.String(length=2000), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("stages", sa.String(length=200), nullable=False),
        sa.Column("components", sa.String(length=200), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("view", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("may_cut", sa.String(length=2000), nullable=False),
        sa.Column("must_keep", sa.String(length=2000), nullable=False),
        sa.Column("conditions", sa.String(length=2000), nullable=False),
        sa.Column("viewed_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adaptation_id"],
            ["adaptations.id"],
            name=op.f("fk_library_views_adaptation_id_adaptations"),
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["people.id"], name=op.f("fk_library_views_published_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_views")),
        sa.UniqueConstraint("adaptation_id", name=op.f("uq_library_views_adaptation_id")),
    )
    with op.batch_alter_table("library_views", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_library_views_published_at"), ["published_at"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    op.drop_table("guidance_answers")
    op.drop_table("library_views")
    op.drop_table("adaptation_views")
    op.drop_table("adaptation_versions")
    op.drop_table("adaptation_entries")
    op.drop_table("adaptations")
