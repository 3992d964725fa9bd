"""The assessment after training: invitations, tries, answers, certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "training_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("instrument_version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
        sa.Column("right", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_versions.id"],
            name=op.f("fk_training_attempts_instrument_version_id_instrument_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_training_attempts_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_attempts_session_id_training_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_training_attempts_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attempts")),
        sa.UniqueConstraint(
            "site_id",
            "person_id",
            "number",
            name=op.f("uq_training_attempts_site_id_person_id_number"),
        ),
    )
    with op.batch_alter_table("training_attempts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_attempts_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            "ix_training_attempts_site_id_session_id", ["site_id", "session_id"], unique=False
        )

    op.create_table(
        "training_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_training_invitations_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_invitations_session_id_training_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_training_invitations_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_invitations")),
    )
    with op.batch_alter_table("training_invitations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_invitations_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            "ix_training_invitations_site_id_person_id", ["site_id", "person_id"], unique=False
        )

    op.create_table(
        "training_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["training_attempts.id"],
            name=op.f("fk_training_answers_attempt_id_training_attempts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_answers")),
        sa.UniqueConstraint(
            "attempt_id", "item_id", name=op.f("uq_training_answers_attempt_id_item_id")
        ),
    )
    op.create_table(
        "training_certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("course", sa.String(length=200), nullable=False),
        sa.Column("pass_mark", sa.String(length=60), nullable=False),
        sa.Column("quiz_version", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["training_attempts.id"],
            name=op.f("fk_training_certificates_attempt_id_training_attempts"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_training_certificates_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_training_certificates_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_certificates")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_training_certificates_attempt_id")),
        sa.UniqueConstraint("number", name=op.f("uq_training_certificates_number")),
    )
    with op.batch_alter_table("training_certificates", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_certificates_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_certificates_site_id"), ["site_id"], unique=False
        )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("training_certificates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_certificates_site_id"))
        batch_op.drop_index(batch_op.f("ix_training_certificates_person_id"))

    op.drop_table("training_certificates")
    op.drop_table("training_answers")
    with op.batch_alter_table("training_invitations", schema=None) as batch_op:
        batch_op.drop_index("ix_training_invitations_site_id_person_id")
        batch_op.drop_index(batch_op.f("ix_training_invitations_person_id"))

    op.drop_table("training_invitations")
    with op.batch_alter_table("training_attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_training_attempts_site_id_session_id")
        batch_op.drop_index(batch_op.f("ix_training_attempts_person_id"))

    op.drop_table("training_attempts")
