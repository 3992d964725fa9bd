"""Evidence attached to adaptations."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "adaptation_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adaptation_id", sa.Integer(), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adaptation_id"],
            ["adaptations.id"],
            name=op.f("fk_adaptation_evidence_adaptation_id_adaptations"),
        ),
        sa.ForeignKeyConstraint(
            ["piece_id"],
            ["evidence_pieces.id"],
            name=op.f("fk_adaptation_evidence_piece_id_evidence_pieces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adaptation_evidence")),
        sa.UniqueConstraint(
            "adaptation_id",
            "piece_id",
            name=op.f("uq_adaptation_evidence_adaptation_id_piece_id"),
        ),
    )
    with op.batch_alter_table("adaptation_evidence", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_adaptation_evidence_piece_id"), ["piece_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("adaptation_evidence")
