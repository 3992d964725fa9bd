"""Several raters and the consensus room."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("revealed_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["people.id"], name=op.f("fk_agreements_agreed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_agreements_round_id_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("round_id", "item_id", name=op.f("uq_agreements_round_id_item_id")),
    )
    op.create_table(
        "awaited_raters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitations.id"],
            name=op.f("fk_awaited_raters_invitation_id_invitations"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["people.id"], name=op.f("fk_awaited_raters_invited_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_awaited_raters_round_id_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awaited_raters")),
    )
    with op.batch_alter_table("awaited_raters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_awaited_raters_invitation_id"), ["invitation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_awaited_raters_round_id"), ["round_id"], unique=False)

    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("without_quorum", sa.Text(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("note_version", sa.Integer(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["people.id"], name=op.f("fk_rooms_facilitator_id_people")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_rooms_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("round_id", name=op.f("uq_rooms_round_id")),
    )
    op.create_table(
        "dissents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["raters.id"], name=op.f("fk_dissents_rater_id_raters")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissents")),
        sa.UniqueConstraint("rater_id", "item_id", name=op.f("uq_dissents_rater_id_item_id")),
    )
    op.create_table(
        "offered_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_offered_facts_round_id_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offered_facts")),
        sa.UniqueConstraint("round_id", "item_id", name=op.f("uq_offered_facts_round_id_item_id")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("fact_view", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("fact_reason", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.alter_column("fact_view", existing_type=sa.String(length=20), server_default=None)
        batch_op.alter_column("fact_reason", existing_type=sa.Text(), server_default=None)

    with op.batch_alter_table("raters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invited_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("invited_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        batch_op.alter_column("joined_at", existing_type=sa.DATETIME(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_raters_invited_by_id_people"), "people", ["invited_by_id"], ["id"]
        )

    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decision_date", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("caveat", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("section_responses", sa.JSON(), nullable=False, server_default="{}")
        )
        batch_op.alter_column(
            "decision",
            existing_type=sa.VARCHAR(length=20),
            type_=sa.String(length=40),
            existing_nullable=True,
        )
    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.alter_column("caveat", existing_type=sa.Text(), server_default=None)
        batch_op.alter_column("section_responses", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    """Take back; who was only invited is forgotten, and open rooms are open rounds again."""
    op.execute("DELETE FROM raters WHERE joined_at IS NULL")
    op.execute("UPDATE rounds SET state = 'open' WHERE state = 'in-room'")
    op.drop_table("offered_facts")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_column("fact_reason")
        batch_op.drop_column("fact_view")
    with op.batch_alter_table("sign_offs", schema=None) as batch_op:
        batch_op.alter_column(
            "decision",
            existing_type=sa.String(length=40),
            type_=sa.VARCHAR(length=20),
            existing_nullable=True,
        )
        batch_op.drop_column("decision_date")
        batch_op.drop_column("section_responses")
        batch_op.drop_column("caveat")

    with op.batch_alter_table("raters", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_raters_invited_by_id_people"), type_="foreignkey")
        batch_op.alter_column("joined_at", existing_type=sa.DATETIME(), nullable=False)
        batch_op.drop_column("minutes")
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("invited_by_id")
        batch_op.drop_column("invited_at")

    op.drop_table("dissents")
    op.drop_table("rooms")
    with op.batch_alter_table("awaited_raters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_awaited_raters_round_id"))
        batch_op.drop_index(batch_op.f("ix_awaited_raters_invitation_id"))

    op.drop_table("awaited_raters")
    op.drop_table("agreements")
