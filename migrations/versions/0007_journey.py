"""Milestones of a journey, how their dates moved, decisions on stages, and the sums lists show."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INDEXES = {
    "journey_progress": (["critical_on"], ["next_on"], ["percent"]),
    "milestones": (["planned_on", "status"], ["site_id", "position"]),
    "stage_decisions": (["site_id"],),
    "milestone_moves": (["milestone_id"],),
}


def upgrade() -> None:
    """Apply."""
    _milestones()
    _moves()
    op.create_table(
        "stage_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("from_stage", sa.String(length=40), nullable=False),
        sa.Column("to_stage", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        _points_at("stage_decisions", "decided_by_id", "people"),
        _points_at("stage_decisions", "site_id", "sites"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_decisions")),
    )
    op.create_table(
        "journey_progress",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("next_code", sa.String(length=60), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("critical_code", sa.String(length=60), nullable=True),
        sa.Column("critical_on", sa.Date(), nullable=True),
        _points_at("journey_progress", "site_id", "sites"),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_journey_progress")),
    )
    for table, indexes in INDEXES.items():
        for columns in indexes:
            op.create_index(_index(table, columns), table, columns, unique=False)


def _milestones() -> None:
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("anchor", sa.String(length=30), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("first_planned_on", sa.Date(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(length=4000), nullable=False),
        sa.Column("note", sa.String(length=4000), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _points_at("milestones", "entered_by_id", "people"),
        _points_at("milestones", "site_id", "sites"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_milestones_site_id_code")),
    )


def _moves() -> None:
    op.create_table(
        "milestone_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("old_on", sa.Date(), nullable=True),
        sa.Column("new_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=True),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        _points_at("milestone_moves", "milestone_id", "milestones"),
        _points_at("milestone_moves", "moved_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_moves")),
    )
    op.create_table(
        "milestone_move_reasons",
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        _points_at("milestone_move_reasons", "move_id", "milestone_moves"),
        sa.PrimaryKeyConstraint("move_id", "reason", name=op.f("pk_milestone_move_reasons")),
    )


def _points_at(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _index(table: str, columns: list[str]) -> str:
    return op.f(f"ix_{table}_{'_'.join(columns)}")


def downgrade() -> None:
    """Take back."""
    for table in (
        "journey_progress",
        "stage_decisions",
        "milestone_move_reasons",
        "milestone_moves",
        "milestones",
    ):
        op.drop_table(table)
