"""Fills every table of a reflected schema with awkward but valid rows, to try migrations on."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

ROWS = 30
UNICODE = "Ŵyre & Ó'Neill – “naïve” 🏠 "


def fill(connection: sa.Connection) -> None:
    """Insert ROWS rows into each empty table, parents first, NULL where allowed every third row."""
    empty = [name for name in _tables(connection) if not _rows(connection, name, "LIMIT 1")]
    metadata = sa.MetaData()
    if empty:  # for no name at all it would look at every table
        metadata.reflect(connection, only=empty)
    for table in metadata.sorted_tables:
        if table.name in empty:
            taken = _uniques(connection, table)
            there = {name: _numbers(connection, name) for name in _parents(table)}
            rows = [
                {c.name: _value(c, number, c.name in taken, there) for c in table.columns}
                for number in range(1, ROWS + 1)
            ]
            connection.execute(table.insert(), rows)


def _parents(table: sa.Table) -> set[str]:
    """The other tables that the rows of one refer to."""
    named = {key.column.table.name for column in table.columns for key in column.foreign_keys}
    return named - {table.name}


def _numbers(connection: sa.Connection, table: str) -> list[int]:
    """The numbers of its first rows: a migration may have put fewer there than `fill` would."""
    found = connection.exec_driver_sql(f'SELECT id FROM "{table}" ORDER BY id LIMIT {ROWS}')  # noqa: S608 its own names
    return list(found.scalars())


def _tables(connection: sa.Connection) -> list[str]:
    names = sa.inspect(connection).get_table_names()
    return [name for name in names if name != "alembic_version" and not is_index(name)]


def is_index(name: str) -> bool:
    """Whether a table is part of SQLite's full-text index, which follows another by itself."""
    return name == "search_text" or name.startswith("search_text_")


def _rows(connection: sa.Connection, table: str, limit: str = "") -> list[str]:
    """The rows as the database's own driver gives them: no table needs to be looked at for it."""
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}" {limit}')  # noqa: S608 its own names
    return sorted(repr(tuple(row)) for row in found)


def _uniques(connection: sa.Connection, table: sa.Table) -> set[str]:
    inspector = sa.inspect(connection)
    names = {
        name
        for constraint in inspector.get_unique_constraints(table.name)
        for name in constraint["column_names"]
    }
    for index in inspector.get_indexes(table.name):
        if index["unique"]:
            names |= {n for n in index["column_names"] if n}
    return names | {c.name for c in table.primary_key.columns}


def _value(
    column: sa.Column[Any], number: int, unique: bool, there: Mapping[str, list[int]]
) -> object:
    for key in column.foreign_keys:
        if column.nullable and number % 3 == 0:
            return None
        parents = there.get(key.column.table.name, [])
        return parents[(number - 1) % len(parents)] if parents else number
    if column.nullable and number % 3 == 0 and not unique:
        return None
    for kind, make in _MADE:
        if isinstance(column.type, kind):
            return make(column.type, number)
    return number


def _text(kind: Any, number: int) -> str:
    text = f"{number} {UNICODE}" * 3
    return text[: kind.length] if kind.length else text * 20


_MADE: tuple[tuple[type, Callable[[Any, int], object]], ...] = (
    (TSVECTOR, lambda _, number: f"word{number}"),
    (sa.String, _text),
    (sa.Boolean, lambda _, number: number % 2 == 0),
    (
        sa.DateTime,
        lambda _, number: datetime(2026, 10, 25, 0, number, tzinfo=UTC).replace(tzinfo=None),
    ),
    (sa.Date, lambda _, number: date(2024, 2, 29)),
    (sa.Time, lambda _, number: time(12, 30)),
    (sa.JSON, lambda _, number: {"text": UNICODE, "number": number}),
    (sa.LargeBinary, lambda _, number: bytes([number])),
)


def checksums(connection: sa.Connection) -> dict[str, str]:
    """SHA-256 over the sorted rows of each table but Alembic's."""
    return {
        name: hashlib.sha256("\n".join(_rows(connection, name)).encode()).hexdigest()
        for name in _tables(connection)
    }
