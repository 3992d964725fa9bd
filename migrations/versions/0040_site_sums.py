"""What dashboards add up, one row a site; what sites needed to prepare; months that are over."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

BANDS = ("pre_contract", "months_0_3", "months_3_6", "months_6_12", "months_12_on")
STAGES = ("installation", "initial", "full", "sustainability")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_use_counts_month_cases",
        "use_counts",
        ["month", "cases"],
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "site_sums",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("summed_at", sa.DateTime(), nullable=False),
        sa.Column("quadrant", sa.String(length=20), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("pace", sa.Double(), nullable=True),
        sa.Column("percent_field", sa.Integer(), nullable=True),
        sa.Column("pace_field", sa.Double(), nullable=True),
        *(
            sa.Column(f"{part}_{band}", sa.Integer(), nullable=False)
            for part in ("done", "counted", "late")
            for band in BANDS
        ),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("practitioners", sa.String(length=10), nullable=False),
        sa.Column("managers", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("now", sa.String(length=20), nullable=True),
        sa.Column("lasted", sa.Integer(), nullable=True),
        sa.Column("has_ended", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("came_back", sa.JSON(), nullable=False),
        sa.Column("came_back_on", sa.Date(), nullable=True),
        *(
            column
            for stage in STAGES
            for column in (
                sa.Column(f"to_{stage}", sa.Integer(), nullable=True),
                sa.Column(f"in_{stage}", sa.Boolean(), nullable=False),
            )
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_sums_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_site_sums")),
    )
    op.create_index(op.f("ix_site_sums_ended_on"), "site_sums", ["ended_on"])
    op.create_index(op.f("ix_site_sums_came_back_on"), "site_sums", ["came_back_on"])
    op.create_table(
        "preparation_norms",
        sa.Column("template", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("template", name=op.f("pk_preparation_norms")),
    )
    op.create_table(
        "month_standings",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("sites", sa.Integer(), nullable=False),
        sa.Column("with_index", sa.Integer(), nullable=False),
        sa.Column("index_sum", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("on", "status", name=op.f("pk_month_standings")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_use_counts_month_cases", "use_counts")
    op.drop_table("month_standings")
    op.drop_table("preparation_norms")
    op.drop_table("site_sums")
