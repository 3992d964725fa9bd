"""Actions: what is to be done at a site, by whom and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.String(length=4000), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(length=100), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("drop_reason", sa.String(length=2000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("origin_kind", sa.String(length=20), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("origin_part", sa.String(length=40), nullable=False),
        sa.Column("origin_words", sa.String(length=200), nullable=False),
        sa.Column("origin_path", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_actions_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["people.id"], name=op.f("fk_actions_raised_by_id_people")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_actions_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_actions_site_id_status_due_on", ["site_id", "status", "due_on"], unique=False
        )
        batch_op.create_index(
            "ix_actions_owner_id_status_due_on", ["owner_id", "status", "due_on"], unique=False
        )
        batch_op.create_index(
            "ix_actions_site_id_origin_kind_origin_id",
            ["site_id", "origin_kind", "origin_id"],
            unique=False,
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.drop_index("ix_actions_site_id_origin_kind_origin_id")
        batch_op.drop_index("ix_actions_owner_id_status_due_on")
        batch_op.drop_index("ix_actions_site_id_status_due_on")

    op.drop_table("actions")
