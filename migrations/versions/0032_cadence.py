"""Cadence by version and by site, days without calls, hours of those who call, offered times, and
the level a site carries."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cadence_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["people.id"], name=op.f("fk_cadence_versions_set_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence_versions")),
    )
    op.create_table(
        "call_hours",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("lunch_from", sa.Time(), nullable=True),
        sa.Column("lunch_to", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_call_hours_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_call_hours")),
    )
    op.create_table(
        "call_blackouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["people.id"], name=op.f("fk_call_blackouts_agreed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_call_blackouts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_blackouts")),
    )
    with op.batch_alter_table("call_blackouts", schema=None) as batch_op:
        batch_op.create_index("ix_call_blackouts_site_id_last", ["site_id", "last"], unique=False)

    op.create_table(
        "site_cadences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["people.id"], name=op.f("fk_site_cadences_agreed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_cadences_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_cadences")),
    )
    with op.batch_alter_table("site_cadences", schema=None) as batch_op:
        batch_op.create_index("ix_site_cadences_site_id_until", ["site_id", "until"], unique=False)

    op.create_table(
        "call_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=100), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("picked_by_id", sa.Integer(), nullable=True),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["checkin_calls.id"], name=op.f("fk_call_offers_call_id_checkin_calls")
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["people.id"], name=op.f("fk_call_offers_caller_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["people.id"], name=op.f("fk_call_offers_offered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["picked_by_id"], ["people.id"], name=op.f("fk_call_offers_picked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_call_offers_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_offers")),
    )
    with op.batch_alter_table("call_offers", schema=None) as batch_op:
        batch_op.create_index("ix_call_offers_site_id_state", ["site_id", "state"], unique=False)

    op.create_table(
        "call_offer_links",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["call_offers.id"], name=op.f("fk_call_offer_links_offer_id_call_offers")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_call_offer_links_person_id_people")
        ),
        sa.PrimaryKeyConstraint("offer_id", "person_id", name=op.f("pk_call_offer_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_call_offer_links_token_hash")),
    )
    op.create_table(
        "call_offer_times",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["call_offers.id"], name=op.f("fk_call_offer_times_offer_id_call_offers")
        ),
        sa.PrimaryKeyConstraint("offer_id", "position", name=op.f("pk_call_offer_times")),
    )
    op.create_table(
        "call_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("met_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["call_offers.id"], name=op.f("fk_call_wishes_offer_id_call_offers")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_call_wishes_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_call_wishes_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_wishes")),
    )
    with op.batch_alter_table("call_wishes", schema=None) as batch_op:
        batch_op.create_index("ix_call_wishes_site_id_met_at", ["site_id", "met_at"], unique=False)

    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("level_since", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("level_reason", sa.String(length=2000), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("level_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_sites_level_by_id_people"), "people", ["level_by_id"], ["id"]
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_sites_level_by_id_people"), type_="foreignkey")
        batch_op.drop_column("level_by_id")
        batch_op.drop_column("level_reason")
        batch_op.drop_column("level_since")
        batch_op.drop_column("level")

    op.drop_table("call_wishes")
    op.drop_table("call_offer_times")
    op.drop_table("call_offer_links")
    op.drop_table("call_offers")
    op.drop_table("site_cadences")
    op.drop_table("call_blackouts")
    op.drop_table("call_hours")
    op.drop_table("cadence_versions")
