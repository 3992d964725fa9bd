"""Training: teams and their register, sessions, trainers and their licences."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "training_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("with_nspcc", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_training_sessions_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_sessions")),
    )
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_training_sessions_site_id_held_on", ["site_id", "held_on"], unique=False
        )

    op.create_table(
        "training_teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("practitioners", sa.Integer(), nullable=False),
        sa.Column("managers", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_training_teams_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_teams")),
    )
    with op.batch_alter_table("training_teams", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_teams_site_id"), ["site_id"], unique=False)

    op.create_table(
        "training_trainers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_training_trainers_site_id_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_trainers")),
    )
    with op.batch_alter_table("training_trainers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_trainers_site_id"), ["site_id"], unique=False)

    op.create_table(
        "training_licences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=2000), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trainer_id"],
            ["training_trainers.id"],
            name=op.f("fk_training_licences_trainer_id_training_trainers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_licences")),
    )
    with op.batch_alter_table("training_licences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_licences_expires_on"), ["expires_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_licences_trainer_id"), ["trainer_id"], unique=False
        )

    op.create_table(
        "training_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_training_register_site_id_sites")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["training_teams.id"],
            name=op.f("fk_training_register_team_id_training_teams"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_register")),
    )
    with op.batch_alter_table("training_register", schema=None) as batch_op:
        batch_op.create_index(
            "ix_training_register_site_id_team_id", ["site_id", "team_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_register_team_id"), ["team_id"], unique=False)

    op.create_table(
        "training_session_trainers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_session_trainers_session_id_training_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"],
            ["training_trainers.id"],
            name=op.f("fk_training_session_trainers_trainer_id_training_trainers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session_trainers")),
        sa.UniqueConstraint(
            "session_id",
            "trainer_id",
            name=op.f("uq_training_session_trainers_session_id_trainer_id"),
        ),
    )
    with op.batch_alter_table("training_session_trainers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_session_trainers_trainer_id"), ["trainer_id"], unique=False
        )

    op.create_table(
        "training_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=20), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["training_register.id"],
            name=op.f("fk_training_done_entry_id_training_register"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_done_session_id_training_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_done")),
        sa.UniqueConstraint(
            "entry_id",
            "course",
            "trained_on",
            name=op.f("uq_training_done_entry_id_course_trained_on"),
        ),
    )
    with op.batch_alter_table("training_done", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_done_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "training_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["training_register.id"],
            name=op.f("fk_training_places_entry_id_training_register"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_sessions.id"],
            name=op.f("fk_training_places_session_id_training_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_places")),
        sa.UniqueConstraint(
            "session_id", "entry_id", name=op.f("uq_training_places_session_id_entry_id")
        ),
    )
    with op.batch_alter_table("training_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_places_entry_id"), ["entry_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("training_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_places_entry_id"))

    op.drop_table("training_places")
    with op.batch_alter_table("training_done", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_done_session_id"))

    op.drop_table("training_done")
    with op.batch_alter_table("training_session_trainers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_session_trainers_trainer_id"))

    op.drop_table("training_session_trainers")
    with op.batch_alter_table("training_register", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_register_team_id"))
        batch_op.drop_index("ix_training_register_site_id_team_id")

    op.drop_table("training_register")
    with op.batch_alter_table("training_licences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_licences_trainer_id"))
        batch_op.drop_index(batch_op.f("ix_training_licences_expires_on"))

    op.drop_table("training_licences")
    with op.batch_alter_table("training_trainers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_trainers_site_id"))

    op.drop_table("training_trainers")
    with op.batch_alter_table("training_teams", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_teams_site_id"))

    op.drop_table("training_teams")
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_training_sessions_site_id_held_on")

    op.drop_table("training_sessions")
