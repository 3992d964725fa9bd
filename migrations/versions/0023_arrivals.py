"""Section scores of self assessments that were held before a site came to the portal."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "imported_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("instrument_code", sa.String(length=20), nullable=False),
        sa.Column("instrument_title", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("is_month_only", sa.Boolean(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_imported_results_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_imported_results_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_results")),
        sa.UniqueConstraint(
            "site_id",
            "instrument_code",
            "held_on",
            name=op.f("uq_imported_results_site_id_instrument_code_held_on"),
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("imported_results")
