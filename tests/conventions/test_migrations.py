"""Migrations: one line of numbered files, no drift, up and down with data on both databases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.core import db
from app.core.db import Base
from app.core.migrations import alembic_config, downgrade, upgrade
from app.core.web.edge import Portal
from tests.conventions.filling import checksums, fill, is_index
from tests.databases import engine_for_tests

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


def _revisions() -> list[str]:
    script = ScriptDirectory.from_config(alembic_config())
    return [r.revision for r in reversed(list(script.walk_revisions()))]


@pytest.fixture
def empty(app: Portal, database_url: str) -> Iterator[sa.Engine]:
    """A database of its own, taken back to nothing (not even a schema)."""
    engine = engine_for_tests(database_url)
    db.use(engine)
    downgrade("base")
    yield engine
    engine.dispose()


def test_files_are_numbered_in_one_line_and_stand_alone() -> None:
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), names
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names), names
    assert _revisions() == [name[:4] for name in names], "One head, each after the one before."
    leaning = [
        p.name for p in VERSIONS.glob("*.py") if re.search(r"(from|import) app\b", p.read_text())
    ]
    assert not leaning, f"Migrations outlive the code of today: no import of app in {leaning}"


def test_the_schema_is_what_the_models_say(data: str) -> None:
    with db.engine().connect() as connection:
        named: dict[str, object] = {"compare_type": True, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=named)
        drift = compare_metadata(context, Base.metadata)
    assert not drift, f"Draft a migration with tools.new_migration: {drift}"


def _is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """All but the indexes of the search, which each database has in its own way."""
    return not is_index(name or "") and name != "ix_search_entries_vector"


def test_every_step_goes_up_down_and_up_again_and_keeps_the_data_of_the_others(
    empty: sa.Engine,
) -> None:
    revisions = _revisions()
    upgrade(revisions[0])
    for before, after in zip(revisions, revisions[1:], strict=False):
        _refill(empty)
        with empty.connect() as connection:
            old = checksums(connection)
        upgrade(after)
        downgrade(before)
        with empty.connect() as connection:
            kept = checksums(connection)
        assert kept == old, f"{after} up and down changed what it should not."
        upgrade(after)
    _refill(empty)


def _refill(engine: sa.Engine) -> None:
    """Fill what is still empty, so that each step meets data in every table."""
    with engine.begin() as connection:
        fill(connection)


def test_everything_can_be_taken_back(empty: sa.Engine) -> None:
    upgrade()
    downgrade("base")
    with empty.connect() as connection:
        assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
