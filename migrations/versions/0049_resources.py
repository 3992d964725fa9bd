"""Resources with their versions, who has which, and collections of them."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "resource_collections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("implementation", sa.String(length=30), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_collections")),
    )
    op.create_table(
        "resources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("implementation", sa.String(length=30), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("tags", sa.String(length=400), nullable=False),
        sa.Column("licence", sa.String(length=20), nullable=False),
        sa.Column("credit", sa.String(length=150), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("from_post_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("endorsed_at", sa.DateTime(), nullable=True),
        sa.Column("endorsed_by_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_resources_decided_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["endorsed_by_id"], ["people.id"], name=op.f("fk_resources_endorsed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["from_post_id"],
            ["community_posts.id"],
            name=op.f("fk_resources_from_post_id_community_posts"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_resources_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["community_posts.id"], name=op.f("fk_resources_post_id_community_posts")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_resources_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
    )
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.create_index("ix_resources_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_resources_post_id", ["post_id"], unique=False)
        batch_op.create_index("ix_resources_site_id_state", ["site_id", "state"], unique=False)
        batch_op.create_index(
            "ix_resources_state_published_at", ["state", "published_at"], unique=False
        )
        batch_op.create_index("ix_resources_state_review_on", ["state", "review_on"], unique=False)

    op.create_table(
        "resource_collection_items",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["resource_collections.id"],
            name=op.f("fk_resource_collection_items_collection_id_resource_collections"),
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
            name=op.f("fk_resource_collection_items_resource_id_resources"),
        ),
        sa.PrimaryKeyConstraint(
            "collection_id", "resource_id", name=op.f("pk_resource_collection_items")
        ),
    )
    op.create_table(
        "resource_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("changes", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=1000), nullable=False),
        sa.Column("file_key", sa.String(length=40), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_type", sa.String(length=100), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("picture_key", sa.String(length=40), nullable=True),
        sa.Column("scan", sa.String(length=12), nullable=False),
        sa.Column("link_state", sa.String(length=10), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_resource_editions_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
            name=op.f("fk_resource_editions_resource_id_resources"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_editions")),
        sa.UniqueConstraint("file_key", name=op.f("uq_resource_editions_file_key")),
        sa.UniqueConstraint("picture_key", name=op.f("uq_resource_editions_picture_key")),
        sa.UniqueConstraint("resource_id", "number", name="uq_resource_editions_resource_id"),
    )
    with op.batch_alter_table("resource_editions", schema=None) as batch_op:
        batch_op.create_index("ix_resource_editions_scan", ["scan"], unique=False)

    op.create_table(
        "resource_uses",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["resource_editions.id"],
            name=op.f("fk_resource_uses_edition_id_resource_editions"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_resource_uses_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_resource_uses_resource_id_resources")
        ),
        sa.PrimaryKeyConstraint("edition_id", "person_id", name=op.f("pk_resource_uses")),
    )
    with op.batch_alter_table("resource_uses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_uses_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_resource_uses_resource_id", ["resource_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("resource_uses", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_uses_resource_id")
        batch_op.drop_index(batch_op.f("ix_resource_uses_person_id"))

    op.drop_table("resource_uses")
    with op.batch_alter_table("resource_editions", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_editions_scan")

    op.drop_table("resource_editions")
    op.drop_table("resource_collection_items")
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.drop_index("ix_resources_state_review_on")
        batch_op.drop_index("ix_resources_state_published_at")
        batch_op.drop_index("ix_resources_site_id_state")
        batch_op.drop_index("ix_resources_post_id")
        batch_op.drop_index("ix_resources_owner_id")

    op.drop_table("resources")
    op.drop_table("resource_collections")
