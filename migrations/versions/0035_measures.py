"""Measures: monthly use counts, quarterly returns and their drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "quarter_returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("came_by", sa.String(length=10), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_back_at", sa.DateTime(), nullable=True),
        sa.Column("sent_back_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_back_why", sa.Text(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_quarter_returns_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["sent_back_by_id"],
            ["people.id"],
            name=op.f("fk_quarter_returns_sent_back_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["people.id"], name=op.f("fk_quarter_returns_signed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_quarter_returns_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_returns")),
        sa.UniqueConstraint(
            "site_id", "quarter", "number", name=op.f("uq_quarter_returns_site_id_quarter_number")
        ),
    )
    with op.batch_alter_table("quarter_returns", schema=None) as batch_op:
        batch_op.create_index(
            "ix_quarter_returns_site_id_superseded_at", ["site_id", "superseded_at"], unique=False
        )

    op.create_table(
        "return_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("first_saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_return_drafts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_drafts")),
        sa.UniqueConstraint(
            "site_id", "quarter", "page", name=op.f("uq_return_drafts_site_id_quarter_page")
        ),
    )
    op.create_table(
        "use_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("edge", sa.Integer(), nullable=True),
        sa.Column("preproc", sa.Integer(), nullable=True),
        sa.Column("s20", sa.Integer(), nullable=True),
        sa.Column("s20_ended", sa.Integer(), nullable=True),
        sa.Column("ico", sa.Integer(), nullable=True),
        sa.Column("co", sa.Integer(), nullable=True),
        sa.Column("recent", sa.Integer(), nullable=True),
        sa.Column("longer", sa.Integer(), nullable=True),
        sa.Column("pwp", sa.Integer(), nullable=True),
        sa.Column("care_leaver", sa.Integer(), nullable=True),
        sa.Column("outside", sa.Integer(), nullable=True),
        sa.Column("eligible", sa.Integer(), nullable=True),
        sa.Column("none_because", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_use_counts_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_use_counts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_counts")),
        sa.UniqueConstraint(
            "site_id", "month", "number", name=op.f("uq_use_counts_site_id_month_number")
        ),
    )
    with op.batch_alter_table("use_counts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_use_counts_site_id_superseded_at", ["site_id", "superseded_at"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("use_counts", schema=None) as batch_op:
        batch_op.drop_index("ix_use_counts_site_id_superseded_at")

    op.drop_table("use_counts")
    op.drop_table("return_drafts")
    with op.batch_alter_table("quarter_returns", schema=None) as batch_op:
        batch_op.drop_index("ix_quarter_returns_site_id_superseded_at")

    op.drop_table("quarter_returns")
