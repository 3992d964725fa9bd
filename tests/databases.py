"""The databases of the tests: one of each kind in a process, as good as new for every test.

Making and dropping a database costs a test more than what it does there, and a new engine compiles
every statement anew. So a database and its engine are kept, and emptied between two tests. What a
test leaves behind that cannot be emptied (a lock, a changed schema) costs the database, not the
next test: another is made.
"""

import itertools
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from app.core import db

USED = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
RESTART = """
SELECT setval(quote_ident(schemaname) || '.' || quote_ident(sequencename), 1, false)
FROM pg_sequences WHERE last_value IS NOT NULL
"""
# Numbered tables: their next number follows the highest there is.
GO_ON = """
DO $$
DECLARE each record;
BEGIN
  FOR each IN
    SELECT c.relname AS of, a.attname AS part,
           pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS numbers
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND pg_relation_size(c.oid) > 0
      AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
  LOOP
    EXECUTE format('SELECT setval(%L, max(%I)) FROM %I', each.numbers, each.part, each.of);
  END LOOP;
END $$
"""
_VERSION = sql.Identifier("alembic_version")
_numbers = itertools.count(1)


Made = TypeVar("Made")


class Maker(Protocol):
    """Makes, empties and drops databases of one kind."""

    def make(self) -> str:
        """The address of a migrated, empty database."""

    def empty(self, url: str) -> None:
        """Take a database back to what `make` gave; raises when it cannot."""

    def copy_of(self, url: str) -> Any:
        """What a database holds now, for `write`."""

    def write(self, url: str, copy: Any) -> None:
        """Put what `copy_of` gave into an empty database."""

    def drop(self, url: str) -> None:
        """Take a database away."""


@dataclass(frozen=True)
class SqliteMaker:
    """Copies of a migrated file."""

    template: Path
    folder: Path

    def make(self) -> str:
        """A copy of the template."""
        path = self.folder / f"test_{next(_numbers)}.sqlite3"
        shutil.copy(self.template, path)
        return f"sqlite:///{path}"

    def empty(self, url: str) -> None:
        """Write the pages of the template over it; sqlite3.Error while somebody holds a lock."""
        self.write(url, self.template)

    def copy_of(self, url: str) -> Path:
        """A file with the same pages."""
        path = self.folder / f"copy_{next(_numbers)}.sqlite3"
        _put_pages(self._path(url), path)
        return path

    def write(self, url: str, copy: Path) -> None:
        """Write the pages of a file over it."""
        _put_pages(copy, self._path(url))

    def drop(self, url: str) -> None:
        """Delete the file and what lies beside it."""
        path = self._path(url)
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()

    @staticmethod
    def _path(url: str) -> Path:
        return Path(url.removeprefix("sqlite:///"))


@dataclass(frozen=True)
class PostgresMaker:
    """Clones of a migrated database of a server; `server` is the address of its own database,
    `version` that of the schema."""

    server: str
    template: str
    version: str

    def make(self) -> str:
        """A clone of the template."""
        name = f"test_{next(_numbers)}"
        command(self.server, f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY FILE_COPY")
        return address_of(self.server, name)

    def empty(self, url: str) -> None:
        """Delete every row, past the triggers that forbid it; psycopg.Error while others hold one.

        The tables are left without a page, so that the next test finds its rows in the order in
        which it wrote them, as in a new database, and not where the last one's were.
        """
        with _past_triggers(url) as kept:
            used = [sql.Identifier(name) for (name,) in kept.execute(USED)]
            with kept.transaction():
                for name in used:
                    kept.execute(sql.SQL("DELETE FROM {}").format(name))
                kept.execute(RESTART)
            kept.execute(sql.SQL("VACUUM {}").format(sql.SQL(", ").join(used)))
            kept.execute("INSERT INTO alembic_version VALUES (%s)", [self.version])

    def copy_of(self, url: str) -> list[tuple[sql.Identifier, bytes]]:
        """Each table with its rows."""
        with _past_triggers(url) as kept:
            found = []
            for (name,) in kept.execute(USED).fetchall():
                table = sql.Identifier(name)
                with kept.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as rows:
                    found.append((table, b"".join(bytes(part) for part in rows)))
            return [(table, rows) for table, rows in found if table != _VERSION]

    def write(self, url: str, copy: list[tuple[sql.Identifier, bytes]]) -> None:
        """Put the rows into their tables; numbers go on after the highest."""
        with _past_triggers(url) as kept, kept.transaction():
            for table, rows in copy:
                with kept.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as into:
                    into.write(rows)
            kept.execute(GO_ON)

    def drop(self, url: str) -> None:
        """Drop it, whoever is still there."""
        command(self.server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def _put_pages(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source)) as pages,
        closing(sqlite3.connect(target, timeout=2)) as kept,
    ):
        kept.execute("PRAGMA synchronous=OFF")
        pages.backup(kept)


@contextmanager
def _past_triggers(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A line to a database on which triggers and foreign keys rest."""
    address = make_url(url).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as line:
        line.execute("SET session_replication_role = replica")
        line.execute("SET lock_timeout = '3s'")
        yield line


def address_of(server: str, database: str) -> str:
    """The address of another database of the same server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def command(url: str, statement: str) -> None:
    """Run a statement that wants no transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def engine_for_tests(url: str) -> Engine:
    """The portal's own engine; what a test writes need not outlive a power cut."""
    engine = db.make_engine(url)
    if url.startswith("sqlite"):
        event.listen(engine, "connect", _not_durable)
    return engine


def _not_durable(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@dataclass
class KeptDatabase:
    """A database of one kind that test after test uses."""

    maker: Maker
    url: str = ""
    engine: Engine | None = None
    is_written: bool = False
    furniture: tuple[Any, bytes] | None = None

    def begin(self) -> tuple[str, Engine]:
        """An empty database with its engine."""
        if self.engine is None:
            self.url = self.maker.make()
            self.engine = engine_for_tests(self.url)
            event.listen(self.engine, "commit", self._note)
        self.is_written = False
        return self.url, self.engine

    def _note(self, _connection: object) -> None:
        self.is_written = True

    def furnished(self, build: Callable[[], Made]) -> Made:
        """What `build` writes into the empty database; built once, from then on a copy."""
        if self.is_written:
            return build()
        if self.furniture is None:
            made = build()
            self.furniture = self.maker.copy_of(self.url), pickle.dumps(made)
            return made
        copy, pickled = self.furniture
        self.maker.write(self.url, copy)
        again: Made = pickle.loads(pickled)  # noqa: S301 our own, made in this process
        return again

    def end(self) -> None:
        """Empty it for the next test, or drop it when that fails."""
        try:
            self.maker.empty(self.url)
        except (sqlite3.Error, psycopg.Error, OperationalError):
            self.forget()

    def leave(self) -> None:
        """Let go of it; the folder and the server of the test process take it with them."""
        if self.engine is not None:
            self.engine.dispose()
        self.engine = None

    def forget(self) -> None:
        """Drop the database; the next test gets another."""
        self.leave()
        self.maker.drop(self.url)
