"""Milestones counted by stage beside each journey; stage decisions keep what was not met."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_MILESTONES = sa.table(
    "milestones",
    sa.column("site_id", sa.Integer),
    sa.column("stage", sa.String),
    sa.column("status", sa.String),
    sa.column("template_version", sa.Integer),
    sa.column("happened_on", sa.Date),
    sa.column("first_planned_on", sa.Date),
    sa.column("is_month_only", sa.Boolean),
)
_PROGRESS = sa.table(
    "journey_progress",
    sa.column("site_id", sa.Integer),
    sa.column("tallies", sa.JSON),
    sa.column("template_version", sa.Integer),
)


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("stage_decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unmet", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("stage_decisions", schema=None) as batch_op:
        batch_op.alter_column("unmet", server_default=None)
    with op.batch_alter_table("journey_progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tallies", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(
            sa.Column("template_version", sa.Integer(), nullable=False, server_default="1")
        )
    _count()
    with op.batch_alter_table("journey_progress", schema=None) as batch_op:
        batch_op.alter_column("tallies", server_default=None)
        batch_op.alter_column("template_version", server_default=None)


def _count() -> None:
    """Count the milestones there are, as the service does from now on."""
    connection = op.get_bind()
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(sa.select(_MILESTONES)):
        rows[row.site_id].append(row)
    for site_id, found in rows.items():
        stages: dict[str, list[Any]] = defaultdict(list)
        for row in found:
            if row.status != "not-required":
                stages[row.stage].append(row)
        connection.execute(
            sa.update(_PROGRESS)
            .where(_PROGRESS.c.site_id == site_id)
            .values(
                tallies={stage: _tally(of_stage) for stage, of_stage in stages.items()},
                template_version=max(row.template_version for row in found),
            )
        )


def _tally(rows: list[Any]) -> list[Any]:
    """Done, applicable, first and last day, first and last planned day, a day known by month."""
    done = [row.happened_on for row in rows if row.status == "done" and row.happened_on]
    planned = [row.first_planned_on for row in rows if row.first_planned_on]
    ends = [min(done, default=None), max(done, default=None)]
    ends += [min(planned, default=None), max(planned, default=None)]
    days = [on.isoformat() if on else None for on in ends]
    by_month = any(row.status == "done" and row.is_month_only for row in rows)
    return [len(done), len(rows), *days, by_month]


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("journey_progress", schema=None) as batch_op:
        batch_op.drop_column("template_version")
        batch_op.drop_column("tallies")
    with op.batch_alter_table("stage_decisions", schema=None) as batch_op:
        batch_op.drop_column("unmet")
