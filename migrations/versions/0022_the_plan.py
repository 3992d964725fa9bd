"""The plan: objectives, reviews, approvals, communication routes, barriers raised."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "plan_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=20), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("copy", sa.JSON(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["people.id"], name=op.f("fk_plan_approvals_approved_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_plan_approvals_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_approvals")),
    )
    with op.batch_alter_table("plan_approvals", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plan_approvals_site_id_plan_id", ["site_id", "plan", "id"], unique=False
        )

    op.create_table(
        "plan_barriers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("goes_to", sa.String(length=20), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=4000), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_plan_barriers_answered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["people.id"], name=op.f("fk_plan_barriers_raised_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_plan_barriers_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_barriers")),
    )
    with op.batch_alter_table("plan_barriers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plan_barriers_site_id_answered_at", ["site_id", "answered_at"], unique=False
        )

    op.create_table(
        "plan_objectives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("good", sa.String(length=2000), nullable=False),
        sa.Column("measure", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(length=100), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.String(length=2000), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_plan_objectives_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["people.id"], name=op.f("fk_plan_objectives_raised_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_plan_objectives_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_objectives")),
    )
    with op.batch_alter_table("plan_objectives", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_objectives_next_review_on"), ["next_review_on"], unique=False
        )
        batch_op.create_index(
            "ix_plan_objectives_site_id_status", ["site_id", "status"], unique=False
        )

    op.create_table(
        "plan_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["people.id"], name=op.f("fk_plan_reviews_begun_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_plan_reviews_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_reviews")),
    )
    with op.batch_alter_table("plan_reviews", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plan_reviews_site_id_ended_on", ["site_id", "ended_on"], unique=False
        )

    op.create_table(
        "plan_routes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=100), nullable=False),
        sa.Column("receiver", sa.String(length=100), nullable=False),
        sa.Column("content", sa.String(length=500), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("frequency", sa.String(length=20), nullable=False),
        sa.Column("reply_days", sa.Integer(), nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_plan_routes_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_routes")),
    )
    with op.batch_alter_table("plan_routes", schema=None) as batch_op:
        batch_op.create_index("ix_plan_routes_site_id", ["site_id"], unique=False)

    op.create_table(
        "plan_barrier_codes",
        sa.Column("barrier_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["barrier_id"],
            ["plan_barriers.id"],
            name=op.f("fk_plan_barrier_codes_barrier_id_plan_barriers"),
        ),
        sa.PrimaryKeyConstraint("barrier_id", "code", name=op.f("pk_plan_barrier_codes")),
    )
    with op.batch_alter_table("plan_barrier_codes", schema=None) as batch_op:
        batch_op.create_index("ix_plan_barrier_codes_code", ["code"], unique=False)

    op.create_table(
        "plan_objective_codes",
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["plan_objectives.id"],
            name=op.f("fk_plan_objective_codes_objective_id_plan_objectives"),
        ),
        sa.PrimaryKeyConstraint("objective_id", "code", name=op.f("pk_plan_objective_codes")),
    )
    op.create_table(
        "plan_objective_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["plan_objectives.id"],
            name=op.f("fk_plan_objective_reviews_objective_id_plan_objectives"),
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["plan_reviews.id"],
            name=op.f("fk_plan_objective_reviews_review_id_plan_reviews"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"],
            ["people.id"],
            name=op.f("fk_plan_objective_reviews_reviewed_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_objective_reviews")),
        sa.UniqueConstraint(
            "review_id",
            "objective_id",
            name=op.f("uq_plan_objective_reviews_review_id_objective_id"),
        ),
    )
    with op.batch_alter_table("plan_objective_reviews", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plan_objective_reviews_objective_id", ["objective_id"], unique=False
        )

    op.create_table(
        "plan_route_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.Integer(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_plan_route_uses_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["route_id"], ["plan_routes.id"], name=op.f("fk_plan_route_uses_route_id_plan_routes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_route_uses")),
        sa.UniqueConstraint(
            "route_id", "used_on", name=op.f("uq_plan_route_uses_route_id_used_on")
        ),
    )
    with op.batch_alter_table("plan_route_uses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_route_uses_reply_by"), ["reply_by"], unique=False)

    op.create_table(
        "plan_action_codes",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_plan_action_codes_action_id_actions")
        ),
        sa.PrimaryKeyConstraint("action_id", "code", name=op.f("pk_plan_action_codes")),
    )
    with op.batch_alter_table("plan_action_codes", schema=None) as batch_op:
        batch_op.create_index("ix_plan_action_codes_code", ["code"], unique=False)

    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("objective_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_actions_objective_id_status", ["objective_id", "status"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_actions_objective_id_plan_objectives"),
            "plan_objectives",
            ["objective_id"],
            ["id"],
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_actions_objective_id_plan_objectives"), type_="foreignkey"
        )
        batch_op.drop_index("ix_actions_objective_id_status")
        batch_op.drop_column("objective_id")

    with op.batch_alter_table("plan_action_codes", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_action_codes_code")

    op.drop_table("plan_action_codes")
    with op.batch_alter_table("plan_route_uses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_route_uses_reply_by"))

    op.drop_table("plan_route_uses")
    with op.batch_alter_table("plan_objective_reviews", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_objective_reviews_objective_id")

    op.drop_table("plan_objective_reviews")
    op.drop_table("plan_objective_codes")
    with op.batch_alter_table("plan_barrier_codes", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_barrier_codes_code")

    op.drop_table("plan_barrier_codes")
    with op.batch_alter_table("plan_routes", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_routes_site_id")

    op.drop_table("plan_routes")
    with op.batch_alter_table("plan_reviews", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_reviews_site_id_ended_on")

    op.drop_table("plan_reviews")
    with op.batch_alter_table("plan_objectives", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_objectives_site_id_status")
        batch_op.drop_index(batch_op.f("ix_plan_objectives_next_review_on"))

    op.drop_table("plan_objectives")
    with op.batch_alter_table("plan_barriers", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_barriers_site_id_answered_at")

    op.drop_table("plan_barriers")
    with op.batch_alter_table("plan_approvals", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_approvals_site_id_plan_id")

    op.drop_table("plan_approvals")
