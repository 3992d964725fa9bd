"""Members of the community: profiles, what they follow and agreed to, when they were here."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "community_digest_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(length=10), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_digest_choices_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_community_digest_choices")),
    )
    op.create_table(
        "community_interests",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_interests_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "tag", name=op.f("pk_community_interests")),
    )
    with op.batch_alter_table("community_interests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_community_interests_tag"), ["tag"], unique=False)

    op.create_table(
        "community_mutes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_mutes_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "subject", name=op.f("pk_community_mutes")),
    )
    op.create_table(
        "community_profiles",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("takes_messages", sa.Boolean(), nullable=False),
        sa.Column("shows_presence", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("role_words", sa.String(length=100), nullable=False),
        sa.Column("role_shown", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("place_shown", sa.Boolean(), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("region_shown", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("about_shown", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.String(length=100), nullable=False),
        sa.Column("languages_shown", sa.Boolean(), nullable=False),
        sa.Column("interests_shown", sa.Boolean(), nullable=False),
        sa.Column("trainer_shown", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_profiles_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_community_profiles")),
    )
    with op.batch_alter_table("community_profiles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_community_profiles_region"), ["region"], unique=False)
        batch_op.create_index(batch_op.f("ix_community_profiles_role"), ["role"], unique=False)

    op.create_table(
        "community_visits",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_visits_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_community_visits")),
    )
    op.create_table(
        "house_rules_agreements",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_house_rules_agreements_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "version", name=op.f("pk_house_rules_agreements")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("house_rules_agreements")
    op.drop_table("community_visits")
    with op.batch_alter_table("community_profiles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_community_profiles_role"))
        batch_op.drop_index(batch_op.f("ix_community_profiles_region"))

    op.drop_table("community_profiles")
    op.drop_table("community_mutes")
    with op.batch_alter_table("community_interests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_community_interests_tag"))

    op.drop_table("community_interests")
    op.drop_table("community_digest_choices")
