"""Judgements of sites with their history, what people say to them, and the reader of the trail."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _judgements()
    _words()
    op.create_table(
        "trail_readers",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("until_id", sa.Integer(), nullable=False),
        sa.Column("recent", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_trail_readers")),
    )


def _site(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["site_id"], ["sites.id"], name=op.f(f"fk_{table}_site_id_sites")
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["people.id"], name=op.f(f"fk_{table}_{column}_people")
    )


def _figures() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("not_known", sa.Integer(), nullable=False),
        sa.Column("signals", sa.String(length=20), nullable=False),
        sa.Column("components", sa.String(length=40), nullable=False),
        sa.Column("adherence", sa.Double(), nullable=True),
        sa.Column("reach", sa.Double(), nullable=True),
        sa.Column("index", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=True),
    )


def _judgements() -> None:
    op.create_table(
        "site_indicators",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.Column("held", sa.String(length=20), nullable=False),
        sa.Column("pointed", sa.String(length=20), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("latest", sa.String(length=60), nullable=False),
        *_figures(),
        sa.Column("index_known", sa.Double(), nullable=False),
        sa.Column("weights", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        _site("site_indicators"),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_site_indicators")),
    )
    op.create_index("ix_site_indicators_on", "site_indicators", ["on"])
    op.create_table(
        "indicator_snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("pointed", sa.String(length=20), nullable=False),
        *_figures(),
        _site("indicator_snapshots"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_snapshots")),
        sa.UniqueConstraint("site_id", "on", name=op.f("uq_indicator_snapshots_site_id_on")),
    )
    op.create_index("ix_indicator_snapshots_on", "indicator_snapshots", ["on"])
    op.create_table(
        "level_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("signals", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _site("level_changes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_changes")),
    )
    op.create_index("ix_level_changes_site_id_on", "level_changes", ["site_id", "on"])


def _words() -> None:
    op.create_table(
        "indicator_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        _site("indicator_overrides"),
        _person("indicator_overrides", "set_by_id"),
        _person("indicator_overrides", "ended_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_overrides")),
    )
    op.create_index(
        "ix_indicator_overrides_site_id_until", "indicator_overrides", ["site_id", "until"]
    )
    op.create_table(
        "signal_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _site("signal_answers"),
        _person("signal_answers", "said_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_answers")),
    )
    op.create_index("ix_signal_answers_site_id_until", "signal_answers", ["site_id", "until"])
    op.create_table(
        "policy_embeddings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("ticked", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        _site("policy_embeddings"),
        _person("policy_embeddings", "entered_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_embeddings")),
    )
    op.create_index("ix_policy_embeddings_site_id_id", "policy_embeddings", ["site_id", "id"])


def downgrade() -> None:
    """Take back."""
    for table in (
        "trail_readers",
        "policy_embeddings",
        "signal_answers",
        "indicator_overrides",
        "level_changes",
        "indicator_snapshots",
        "site_indicators",
    ):
        op.drop_table(table)
