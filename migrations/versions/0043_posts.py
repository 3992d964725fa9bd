"""What members write, reports about it, and whom a safeguarding worry reaches."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "community_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("nameless", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("room_key", sa.String(length=60), nullable=True),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("mark", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_community_posts_author_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_posts")),
    )
    with op.batch_alter_table("community_posts", schema=None) as batch_op:
        batch_op.create_index("ix_community_posts_author_id_id", ["author_id", "id"], unique=False)
        batch_op.create_index(
            "ix_community_posts_place_written_at", ["place", "written_at"], unique=False
        )

    op.create_table(
        "community_safety",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_ids", sa.JSON(), nullable=False),
        sa.Column("duty_phone", sa.String(length=30), nullable=False),
        sa.Column("local_words", sa.String(length=2000), nullable=False),
        sa.Column("police_words", sa.String(length=2000), nullable=False),
        sa.Column("police_number", sa.String(length=30), nullable=False),
        sa.Column("helpline_words", sa.String(length=2000), nullable=False),
        sa.Column("helpline_number", sa.String(length=30), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["people.id"], name=op.f("fk_community_safety_set_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_safety")),
    )
    op.create_table(
        "community_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("worry", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("handled", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=False),
        sa.Column("appealed_at", sa.DateTime(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_community_cases_answered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["people.id"], name=op.f("fk_community_cases_claimed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_community_cases_decided_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["community_posts.id"],
            name=op.f("fk_community_cases_post_id_community_posts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_cases")),
    )
    with op.batch_alter_table("community_cases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_community_cases_appealed_at"), ["appealed_at"], unique=False
        )
        batch_op.create_index(
            "ix_community_cases_decided_at_worry", ["decided_at", "worry"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_community_cases_post_id"), ["post_id"], unique=False)
        batch_op.create_index(
            "uq_community_cases_open",
            ["post_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )

    op.create_table(
        "community_mentions",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=120), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_mentions_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["community_posts.id"],
            name=op.f("fk_community_mentions_post_id_community_posts"),
        ),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_community_mentions")),
    )
    with op.batch_alter_table("community_mentions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_community_mentions_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "local_procedures",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("day_number", sa.String(length=30), nullable=False),
        sa.Column("night_number", sa.String(length=30), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["people.id"], name=op.f("fk_local_procedures_set_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_local_procedures_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_local_procedures")),
    )
    op.create_table(
        "community_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["community_cases.id"],
            name=op.f("fk_community_reports_case_id_community_cases"),
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["people.id"], name=op.f("fk_community_reports_reporter_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_reports")),
    )
    with op.batch_alter_table("community_reports", schema=None) as batch_op:
        batch_op.create_index("ix_community_reports_case_id", ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_community_reports_reporter_id"), ["reporter_id"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("community_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_community_reports_reporter_id"))
        batch_op.drop_index("ix_community_reports_case_id")

    op.drop_table("community_reports")
    op.drop_table("local_procedures")
    with op.batch_alter_table("community_mentions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_community_mentions_person_id"))

    op.drop_table("community_mentions")
    with op.batch_alter_table("community_cases", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_community_cases_open",
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_community_cases_post_id"))
        batch_op.drop_index("ix_community_cases_decided_at_worry")
        batch_op.drop_index(batch_op.f("ix_community_cases_appealed_at"))

    op.drop_table("community_cases")
    op.drop_table("community_safety")
    with op.batch_alter_table("community_posts", schema=None) as batch_op:
        batch_op.drop_index("ix_community_posts_place_written_at")
        batch_op.drop_index("ix_community_posts_author_id_id")

    op.drop_table("community_posts")
