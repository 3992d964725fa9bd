"""Joining: enquiry, contacts, conversations, decisions, contracts."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "joining_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("posts", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_joining_contacts_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_joining_contacts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_contacts")),
    )
    with op.batch_alter_table("joining_contacts", schema=None) as batch_op:
        batch_op.create_index("ix_joining_contacts_site_id_on", ["site_id", "on"], unique=False)

    op.create_table(
        "joining_contracts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("notice_months", sa.Integer(), nullable=True),
        sa.Column("covers", sa.String(length=4000), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.String(length=4000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_joining_contracts_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_joining_contracts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_contracts")),
    )
    with op.batch_alter_table("joining_contracts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joining_contracts_ends_on"), ["ends_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_joining_contracts_site_id"), ["site_id"], unique=False)

    op.create_table(
        "joining_conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("posts", sa.String(length=200), nullable=False),
        sa.Column("need", sa.String(length=4000), nullable=False),
        sa.Column("need_score", sa.Integer(), nullable=True),
        sa.Column("fit", sa.String(length=4000), nullable=False),
        sa.Column("fit_score", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.String(length=4000), nullable=False),
        sa.Column("capacity_score", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.String(length=4000), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("internal", sa.String(length=4000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["people.id"],
            name=op.f("fk_joining_conversations_entered_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_joining_conversations_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_conversations")),
    )
    with op.batch_alter_table("joining_conversations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_joining_conversations_site_id_held_on", ["site_id", "held_on"], unique=False
        )

    op.create_table(
        "joining_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_joining_decisions_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_joining_decisions_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_decisions")),
    )
    with op.batch_alter_table("joining_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joining_decisions_site_id"), ["site_id"], unique=False)

    op.create_table(
        "joining_enquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.String(length=4000), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("internal", sa.String(length=4000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_joining_enquiries_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=op.f("fk_joining_enquiries_entered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_joining_enquiries_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_enquiries")),
        sa.UniqueConstraint("site_id", name=op.f("uq_joining_enquiries_site_id")),
    )
    op.create_table(
        "joining_contract_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("attached_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["joining_contracts.id"],
            name=op.f("fk_joining_contract_documents_contract_id_joining_contracts"),
        ),
        sa.ForeignKeyConstraint(
            ["piece_id"],
            ["evidence_pieces.id"],
            name=op.f("fk_joining_contract_documents_piece_id_evidence_pieces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_contract_documents")),
        sa.UniqueConstraint(
            "contract_id",
            "piece_id",
            name=op.f("uq_joining_contract_documents_contract_id_piece_id"),
        ),
    )
    with op.batch_alter_table("joining_contract_documents", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joining_contract_documents_piece_id"), ["piece_id"], unique=False
        )

    op.create_table(
        "joining_contract_parties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["authorities.id"],
            name=op.f("fk_joining_contract_parties_authority_id_authorities"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["joining_contracts.id"],
            name=op.f("fk_joining_contract_parties_contract_id_joining_contracts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_contract_parties")),
        sa.UniqueConstraint(
            "contract_id",
            "authority_id",
            name=op.f("uq_joining_contract_parties_contract_id_authority_id"),
        ),
    )
    with op.batch_alter_table("joining_contract_parties", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joining_contract_parties_authority_id"), ["authority_id"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("joining_contract_parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joining_contract_parties_authority_id"))

    op.drop_table("joining_contract_parties")
    with op.batch_alter_table("joining_contract_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joining_contract_documents_piece_id"))

    op.drop_table("joining_contract_documents")
    op.drop_table("joining_enquiries")
    with op.batch_alter_table("joining_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joining_decisions_site_id"))

    op.drop_table("joining_decisions")
    with op.batch_alter_table("joining_conversations", schema=None) as batch_op:
        batch_op.drop_index("ix_joining_conversations_site_id_held_on")

    op.drop_table("joining_conversations")
    with op.batch_alter_table("joining_contracts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joining_contracts_site_id"))
        batch_op.drop_index(batch_op.f("ix_joining_contracts_ends_on"))

    op.drop_table("joining_contracts")
    with op.batch_alter_table("joining_contacts", schema=None) as batch_op:
        batch_op.drop_index("ix_joining_contacts_site_id_on")

    op.drop_table("joining_contacts")
