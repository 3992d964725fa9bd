"""Bringing the database from one numbered schema to another."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.core.db import engine
from config import ROOT


def alembic_config() -> Config:
    """Alembic's settings, from pyproject.toml; the database is the one in use."""
    configuration = Config(toml_file=ROOT / "pyproject.toml")
    configuration.set_main_option("script_location", str(ROOT / "migrations"))
    return configuration


def revision_of(connection: Connection) -> str | None:
    """The schema of the database behind an open connection."""
    return MigrationContext.configure(connection).get_current_revision()


def current_revision() -> str | None:
    """The schema the database has."""
    with engine().connect() as connection:
        return revision_of(connection)


def head_revision() -> str:
    """The schema this code needs."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if head is None:
        raise RuntimeError("There are no migrations.")
    return head


def upgrade(target: str = "head") -> tuple[str | None, str | None]:
    """Apply what is missing; returns the schema before and after."""
    before = current_revision()
    command.upgrade(alembic_config(), target)
    return before, current_revision()


def downgrade(target: str) -> None:
    """Take migrations back to `target` (`base` for all); loses what the later ones held."""
    command.downgrade(alembic_config(), target)
