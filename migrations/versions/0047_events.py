"""Events of the community: sign-ups, materials, feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "community_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("tags", sa.String(length=300), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("notes_id", sa.Integer(), nullable=True),
        sa.Column("feedback_version_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["about_id"],
            ["community_posts.id"],
            name=op.f("fk_community_events_about_id_community_posts"),
        ),
        sa.ForeignKeyConstraint(
            ["feedback_version_id"],
            ["instrument_versions.id"],
            name=op.f("fk_community_events_feedback_version_id_instrument_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["people.id"], name=op.f("fk_community_events_host_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["notes_id"],
            ["community_posts.id"],
            name=op.f("fk_community_events_notes_id_community_posts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_events")),
        sa.UniqueConstraint("uid", name=op.f("uq_community_events_uid")),
    )
    with op.batch_alter_table("community_events", schema=None) as batch_op:
        batch_op.create_index("ix_community_events_starts_at", ["starts_at"], unique=False)

    op.create_table(
        "community_event_materials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["people.id"],
            name=op.f("fk_community_event_materials_added_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["community_events.id"],
            name=op.f("fk_community_event_materials_event_id_community_events"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_event_materials")),
    )
    with op.batch_alter_table("community_event_materials", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_community_event_materials_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "community_event_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["community_events.id"],
            name=op.f("fk_community_event_remarks_event_id_community_events"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_event_remarks")),
    )
    with op.batch_alter_table("community_event_remarks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_community_event_remarks_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "community_event_sign_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("waiting_since", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("needs", sa.String(length=500), nullable=False),
        sa.Column("attendance", sa.String(length=10), nullable=False),
        sa.Column("feedback_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["community_events.id"],
            name=op.f("fk_community_event_sign_ups_event_id_community_events"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_event_sign_ups_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_event_sign_ups")),
        sa.UniqueConstraint(
            "event_id", "person_id", name=op.f("uq_community_event_sign_ups_event_id_person_id")
        ),
    )
    with op.batch_alter_table("community_event_sign_ups", schema=None) as batch_op:
        batch_op.create_index("ix_community_event_sign_ups_person_id", ["person_id"], unique=False)

    op.create_table(
        "community_event_tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["community_events.id"],
            name=op.f("fk_community_event_tallies_event_id_community_events"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_event_tallies")),
        sa.UniqueConstraint(
            "event_id", "item", "score", name=op.f("uq_community_event_tallies_event_id_item_score")
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("community_event_tallies")
    with op.batch_alter_table("community_event_sign_ups", schema=None) as batch_op:
        batch_op.drop_index("ix_community_event_sign_ups_person_id")

    op.drop_table("community_event_sign_ups")
    with op.batch_alter_table("community_event_remarks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_community_event_remarks_event_id"))

    op.drop_table("community_event_remarks")
    with op.batch_alter_table("community_event_materials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_community_event_materials_event_id"))

    op.drop_table("community_event_materials")
    with op.batch_alter_table("community_events", schema=None) as batch_op:
        batch_op.drop_index("ix_community_events_starts_at")

    op.drop_table("community_events")
