"""Runs migrations on the database in use; only one process at a time on PostgreSQL."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, text

from app.core.db import Base, UtcDateTime, engine

ADVISORY_LOCK = 7_412_031


def _prepare(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # a migration that cannot get its locks fails soon instead of stopping the portal
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text("SET statement_timeout = '10min'"))
        connection.execute(text(f"SELECT pg_advisory_lock({ADVISORY_LOCK})"))
        connection.commit()
    else:
        _keep_references(connection, "OFF")


def _keep_references(connection: Connection, switch: Literal["ON", "OFF"]) -> None:
    """SQLite changes a table by building it anew, and would refuse while others refer to it.

    On the raw connection, because within a transaction this does nothing.
    """
    raw = connection.connection.dbapi_connection
    if raw is not None:
        raw.cursor().execute(f"PRAGMA foreign_keys={switch}")


def _finish(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_unlock({ADVISORY_LOCK})"))
        connection.commit()
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    connection.rollback()
    _keep_references(connection, "ON")
    if broken is not None:
        raise RuntimeError(f"A migration left a row of {broken[0]} that refers to nothing.")


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Versions stand alone: our own column types are written as what they are in the database."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a draft looks at it: each database has its own index for the search (0044), which
    no table of ours describes."""
    return name != "ix_search_entries_vector" and not (kind == "table" and _is_index(name or ""))


def _is_index(table: str) -> bool:
    return table == "search_text" or table.startswith("search_text_")


def run() -> None:
    """Apply the migrations."""
    with engine().connect() as connection:
        _prepare(connection)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            transactional_ddl=True,
            transaction_per_migration=True,
            render_item=_render,
            include_name=_is_ours,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _finish(connection)


run()
