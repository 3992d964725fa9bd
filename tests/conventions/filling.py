"""Fills every table of a reflected schema with awkward but valid rows, to try migrations on."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

ROWS = 30
UNICODE = "Ŵyre & Ó'Neill – “naïve” 🏠 "


def fill(connection: sa.Connection) -> None:
    """Insert ROWS rows into each empty table, parents first, NULL where allowed every third row."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        if table.name == "alembic_version":
            continue
        if connection.scalar(sa.select(sa.func.count()).select_from(table)):
            continue
        taken = _uniques(connection, table)
        for number in range(1, ROWS + 1):
            row = {c.name: _value(c, number, c.name in taken) for c in table.columns}
            connection.execute(table.insert().values(row))


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


def _value(column: sa.Column[Any], number: int, unique: bool) -> object:
    if column.foreign_keys:
        return None if column.nullable and number % 3 == 0 else number
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
    """SHA-256 over the ordered rows of each table."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    found = {}
    for table in metadata.sorted_tables:
        rows = connection.execute(sa.select(table).order_by(*table.primary_key.columns)).all()
        found[table.name] = hashlib.sha256(repr([tuple(r) for r in rows]).encode()).hexdigest()
    return found
