"""Reorganisations of authorities, and register files between preview and confirmation."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reorganisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reorganisations"),
    )
    op.add_column("authorities", sa.Column("established_on", sa.Date(), nullable=True))
    _group_successions()
    _link_adoptions()
    _make_register_uploads()


def _group_successions() -> None:
    """Each succession known so far becomes a reorganisation of its own."""
    op.execute(
        sa.text(
            "INSERT INTO reorganisations (reason, recorded_at)"
            " SELECT '', CURRENT_TIMESTAMP FROM successions"
        )
    )
    with op.batch_alter_table("successions") as table:
        table.add_column(sa.Column("reorganisation_id", sa.Integer(), nullable=True))
    op.execute(
        sa.text(
            "UPDATE successions SET reorganisation_id ="
            " (SELECT count(*) FROM successions AS earlier WHERE earlier.id <= successions.id)"
        )
    )
    with op.batch_alter_table("successions") as table:
        table.alter_column("reorganisation_id", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key(
            "fk_successions_reorganisation_id_reorganisations",
            "reorganisations",
            ["reorganisation_id"],
            ["id"],
        )
        table.create_index("ix_successions_reorganisation_id", ["reorganisation_id"])


def _link_adoptions() -> None:
    with op.batch_alter_table("site_authorities") as table:
        for name in ("started_by_id", "ended_by_id"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
            table.create_foreign_key(
                f"fk_site_authorities_{name}_reorganisations", "reorganisations", [name], ["id"]
            )


def _make_register_uploads() -> None:
    op.create_table(
        "register_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["people.id"], name="fk_register_uploads_uploaded_by_id_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_register_uploads"),
    )
    op.create_index("ix_register_uploads_expires_at", "register_uploads", ["expires_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("register_uploads")
    with op.batch_alter_table("site_authorities") as table:
        for name in ("started_by_id", "ended_by_id"):
            table.drop_constraint(f"fk_site_authorities_{name}_reorganisations", type_="foreignkey")
            table.drop_column(name)
    with op.batch_alter_table("successions") as table:
        table.drop_index("ix_successions_reorganisation_id")
        table.drop_constraint(
            "fk_successions_reorganisation_id_reorganisations", type_="foreignkey"
        )
        table.drop_column("reorganisation_id")
    op.drop_column("authorities", "established_on")
    op.drop_table("reorganisations")
