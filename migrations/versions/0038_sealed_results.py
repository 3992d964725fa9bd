"""Results of closed audit rounds, sealed for what sums up many sites."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_results",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("median", sa.Double(), nullable=True),
        sa.Column("lower", sa.Double(), nullable=True),
        sa.Column("upper", sa.Double(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["audit_rounds.id"], name=op.f("fk_audit_results_round_id_audit_rounds")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_audit_results_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_audit_results")),
    )
    with op.batch_alter_table("audit_results", schema=None) as batch_op:
        batch_op.create_index("ix_audit_results_site_id_number", ["site_id", "number"])
        batch_op.create_index("ix_audit_results_closed_on", ["closed_on"])
    op.create_table(
        "audit_component_results",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["audit_rounds.id"],
            name=op.f("fk_audit_component_results_round_id_audit_rounds"),
        ),
        sa.PrimaryKeyConstraint("round_id", "code", name=op.f("pk_audit_component_results")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("audit_component_results")
    op.drop_table("audit_results")
