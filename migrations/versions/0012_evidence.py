"""Evidence of a site, and which answers it is attached to."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "evidence_pieces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("file_key", sa.String(length=40), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_type", sa.String(length=100), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_evidence_pieces_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_evidence_pieces_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_pieces")),
        sa.UniqueConstraint("file_key", name=op.f("uq_evidence_pieces_file_key")),
    )
    with op.batch_alter_table("evidence_pieces", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_pieces_added_by_id"), ["added_by_id"], unique=False
        )
        batch_op.create_index(
            "ix_evidence_pieces_site_id_added_at", ["site_id", "added_at"], unique=False
        )

    op.create_table(
        "answer_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"],
            ["evidence_pieces.id"],
            name=op.f("fk_answer_evidence_piece_id_evidence_pieces"),
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["raters.id"], name=op.f("fk_answer_evidence_rater_id_raters")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_evidence")),
        sa.UniqueConstraint(
            "rater_id",
            "item_id",
            "piece_id",
            name=op.f("uq_answer_evidence_rater_id_item_id_piece_id"),
        ),
    )
    with op.batch_alter_table("answer_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_evidence_piece_id"), ["piece_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("answer_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_evidence_piece_id"))

    op.drop_table("answer_evidence")
    with op.batch_alter_table("evidence_pieces", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_pieces_site_id_added_at")
        batch_op.drop_index(batch_op.f("ix_evidence_pieces_added_by_id"))

    op.drop_table("evidence_pieces")
