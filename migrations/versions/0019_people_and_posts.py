"""Posts and who holds them, leavings, and the NSPCC's side: terms of leads, cover, handovers."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SITES = sa.table("sites", *map(sa.column, ("id", "lead_id", "deputy_id", "created_at")))
TERMS = sa.table(
    "site_lead_terms",
    *map(sa.column, ("site_id", "person_id", "is_deputy", "starts_on", "reason")),
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "caseload_handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["people.id"],
            name=op.f("fk_caseload_handovers_decided_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["people.id"], name=op.f("fk_caseload_handovers_from_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caseload_handovers")),
    )
    with op.batch_alter_table("caseload_handovers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_caseload_handovers_done_at_starts_on", ["done_at", "starts_on"], unique=False
        )

    op.create_table(
        "lead_covers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("cover_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("arranged_by_id", sa.Integer(), nullable=False),
        sa.Column("arranged_at", sa.DateTime(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["absent_id"], ["people.id"], name=op.f("fk_lead_covers_absent_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["arranged_by_id"], ["people.id"], name=op.f("fk_lead_covers_arranged_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["cover_id"], ["people.id"], name=op.f("fk_lead_covers_cover_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_covers")),
    )
    with op.batch_alter_table("lead_covers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_lead_covers_absent_id_ends_on", ["absent_id", "ends_on"], unique=False
        )
        batch_op.create_index(
            "ix_lead_covers_cover_id_ends_on", ["cover_id", "ends_on"], unique=False
        )

    op.create_table(
        "caseload_moves",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"],
            ["caseload_handovers.id"],
            name=op.f("fk_caseload_moves_handover_id_caseload_handovers"),
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_caseload_moves_site_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["people.id"], name=op.f("fk_caseload_moves_to_id_people")
        ),
        sa.PrimaryKeyConstraint("handover_id", "site_id", name=op.f("pk_caseload_moves")),
    )
    op.create_table(
        "site_lead_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_deputy", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_site_lead_terms_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_lead_terms_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_lead_terms")),
    )
    with op.batch_alter_table("site_lead_terms", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_site_lead_terms_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_site_lead_terms_site_id"), ["site_id"], unique=False)

    op.create_table(
        "site_leavings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("access", sa.String(length=20), nullable=False),
        sa.Column("access_until", sa.Date(), nullable=True),
        sa.Column("announced_by_id", sa.Integer(), nullable=False),
        sa.Column("announced_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announced_by_id"], ["people.id"], name=op.f("fk_site_leavings_announced_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_site_leavings_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_leavings_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_leavings")),
    )
    with op.batch_alter_table("site_leavings", schema=None) as batch_op:
        batch_op.create_index("ix_site_leavings_access_until", ["access_until"], unique=False)
        batch_op.create_index("ix_site_leavings_site_id_state", ["site_id", "state"], unique=False)

    op.create_table(
        "site_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("expected_until", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=2000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_site_posts_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_posts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_posts")),
    )
    with op.batch_alter_table("site_posts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_posts_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_site_posts_site_id_post", ["site_id", "post"], unique=False)

    op.create_table(
        "site_leaving_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leaving_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["leaving_id"],
            ["site_leavings.id"],
            name=op.f("fk_site_leaving_choices_leaving_id_site_leavings"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_site_leaving_choices_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_leaving_choices")),
        sa.UniqueConstraint(
            "leaving_id", "part", name=op.f("uq_site_leaving_choices_leaving_id_part")
        ),
    )

    # whoever leads a site or deputises now has done so since it was added, for all we know
    for column, is_deputy in (("lead_id", False), ("deputy_id", True)):
        person, added_on = SITES.c[column], sa.func.date(SITES.c.created_at)
        held = sa.select(SITES.c.id, person, sa.literal(is_deputy), added_on, sa.literal(""))
        op.execute(TERMS.insert().from_select(list(TERMS.c), held.where(person.is_not(None))))


def downgrade() -> None:
    """Take back."""
    op.drop_table("site_leaving_choices")
    with op.batch_alter_table("site_posts", schema=None) as batch_op:
        batch_op.drop_index("ix_site_posts_site_id_post")
        batch_op.drop_index(batch_op.f("ix_site_posts_person_id"))

    op.drop_table("site_posts")
    with op.batch_alter_table("site_leavings", schema=None) as batch_op:
        batch_op.drop_index("ix_site_leavings_site_id_state")
        batch_op.drop_index("ix_site_leavings_access_until")

    op.drop_table("site_leavings")
    with op.batch_alter_table("site_lead_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_lead_terms_site_id"))
        batch_op.drop_index(batch_op.f("ix_site_lead_terms_person_id"))

    op.drop_table("site_lead_terms")
    op.drop_table("caseload_moves")
    with op.batch_alter_table("lead_covers", schema=None) as batch_op:
        batch_op.drop_index("ix_lead_covers_cover_id_ends_on")
        batch_op.drop_index("ix_lead_covers_absent_id_ends_on")

    op.drop_table("lead_covers")
    with op.batch_alter_table("caseload_handovers", schema=None) as batch_op:
        batch_op.drop_index("ix_caseload_handovers_done_at_starts_on")

    op.drop_table("caseload_handovers")
