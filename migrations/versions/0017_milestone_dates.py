"""Milestones: provisional and confirmed dates, days known to the month, evidence, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# whoever moved a date chose it; what nobody touched stays provisional
MOVED_DATES_ARE_CONFIRMED = """
UPDATE milestones SET
    confirmed_at = (
        SELECT max(moved_at) FROM milestone_moves WHERE milestone_id = milestones.id
    ),
    confirmed_by_id = (
        SELECT moved_by_id FROM milestone_moves WHERE id = (
            SELECT max(id) FROM milestone_moves WHERE milestone_id = milestones.id
        )
    )
WHERE id IN (SELECT milestone_id FROM milestone_moves)
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "journey_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("entered", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_journey_drafts_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_journey_drafts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey_drafts")),
        sa.UniqueConstraint(
            "site_id",
            "person_id",
            "subject",
            name=op.f("uq_journey_drafts_site_id_person_id_subject"),
        ),
    )
    with op.batch_alter_table("journey_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journey_drafts_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "milestone_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_milestone_evidence_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestones.id"],
            name=op.f("fk_milestone_evidence_milestone_id_milestones"),
        ),
        sa.ForeignKeyConstraint(
            ["piece_id"],
            ["evidence_pieces.id"],
            name=op.f("fk_milestone_evidence_piece_id_evidence_pieces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_evidence")),
        sa.UniqueConstraint(
            "milestone_id", "piece_id", name=op.f("uq_milestone_evidence_milestone_id_piece_id")
        ),
    )
    with op.batch_alter_table("milestone_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_milestone_evidence_piece_id"), ["piece_id"], unique=False
        )

    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_month_only", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_milestones_confirmed_by_id_people"),
            "people",
            ["confirmed_by_id"],
            ["id"],
        )
    op.execute(MOVED_DATES_ARE_CONFIRMED)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_milestones_confirmed_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_column("is_month_only")
        batch_op.drop_column("confirmed_by_id")
        batch_op.drop_column("confirmed_at")

    with op.batch_alter_table("milestone_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_evidence_piece_id"))

    op.drop_table("milestone_evidence")
    with op.batch_alter_table("journey_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journey_drafts_saved_at"))

    op.drop_table("journey_drafts")
