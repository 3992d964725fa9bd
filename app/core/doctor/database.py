"""The database: which, how it is set up, whether it is sound, and which schema it has."""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from app.core import migrations
from app.core.db import reading
from app.core.doctor.findings import Finding, ok, problem, warning
from config import Settings

OLDEST_POSTGRESQL = 140_000  # PostgreSQL 14, as the server counts


def engine(settings: Settings) -> Iterator[Finding]:
    """It answers, and keeps what it was given even if the power fails."""
    kind = make_url(settings.database_url).get_backend_name()
    try:
        with reading() as current:
            if kind == "sqlite":
                yield _sqlite(str(current.scalar(text("PRAGMA journal_mode"))), settings)
            else:
                yield _postgresql(int(current.scalar(text("SHOW server_version_num")) or 0))
    except SQLAlchemyError as error:
        yield problem(
            "Database",
            f"does not answer ({type(error).__name__})",
            "Start it, or correct DATABASE_URL.",
        )


def _sqlite(journal: str, settings: Settings) -> Finding:
    if journal != "wal":
        return problem(
            "Database",
            f"SQLite keeps its journal as {journal}, not wal",
            "Make sure that DATA_DIR can be written and is on a disk of this machine.",
        )
    if settings.is_production:
        return warning(
            "Database",
            "SQLite: one machine only",
            "Use PostgreSQL when several machines serve the portal.",
        )
    return ok("Database", "SQLite with a write-ahead journal")


def _postgresql(version: int) -> Finding:
    words = f"PostgreSQL {version // 10_000}.{version % 10_000}"
    if version < OLDEST_POSTGRESQL:
        return problem("Database", words, "Use PostgreSQL 14 or newer.")
    return ok("Database", words)


def soundness(settings: Settings) -> Iterator[Finding]:
    """The file of an embedded database is not damaged."""
    if not settings.database_url.startswith("sqlite"):
        return
    try:
        with reading() as current:
            faults = [str(line) for line in current.scalars(text("PRAGMA quick_check(5)"))]
    except DatabaseError as error:
        faults = [f"it cannot be read ({type(error).__name__})"]
    if faults == ["ok"]:
        yield ok("Soundness", "the database file is whole")
    else:
        yield problem(
            "Soundness",
            f"the database file is damaged: {faults[0][:120]}",
            "Stop the portal, keep a copy of the file, and restore the latest backup.",
        )


def schema(_settings: Settings) -> Iterator[Finding]:
    """The database has the schema this code needs."""
    with reading() as current:
        found = migrations.revision_of(current.connection())
    needed = migrations.head_revision()
    if found == needed:
        yield ok("Schema", f"{found}, the newest")
    else:
        yield problem(
            "Schema",
            f"{found or 'empty'}, and this code needs {needed}",
            "Run: flask --app wsgi migrate",
        )
