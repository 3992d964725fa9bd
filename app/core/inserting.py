"""Inserting a row only if its key is new, without breaking the surrounding transaction."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from app.core.db import Base, session

Insert = Callable[[Any], PostgresqlInsert | SqliteInsert]


def insert_for(current: Session) -> Insert:
    """The INSERT of the database behind a session, which knows ON CONFLICT."""
    is_postgresql = current.get_bind().dialect.name == "postgresql"
    return PostgresqlInsert if is_postgresql else SqliteInsert


def insert_if_new(model: type[Base], key: str | tuple[str, ...], values: Mapping[str, Any]) -> bool:
    """Insert a row of ``model`` unless one with the same unique column (or columns) ``key`` exists.

    Returns whether it was inserted. Two at the same moment are settled by the database
    (ON CONFLICT DO NOTHING), not by looking first.
    """
    current = session()
    current.flush()  # a statement about a table does not see to it that what it refers to is there
    keys = (key,) if isinstance(key, str) else key
    done = current.execute(_if_new(insert_for(current), model, keys), dict(values))
    return done.first() is not None


def insert_new(
    model: type[Base], key: tuple[str, ...], rows: Sequence[Mapping[str, Any]], *named: str
) -> list[Any]:
    """Insert those of ``rows`` whose unique columns ``key`` are new; all have the same columns.

    Returns the columns ``named`` of those that were inserted, in any order. Few statements,
    whatever the number of rows; two at the same moment are settled by the database.
    """
    if not rows:
        return []
    current = session()
    current.flush()
    columns = [model.__table__.c[name] for name in named]
    statement = insert_for(current)(model.__table__).on_conflict_do_nothing(index_elements=key)
    return list(current.execute(statement.returning(*columns), [dict(row) for row in rows]))


@cache
def _if_new(into: Insert, model: type[Base], key: tuple[str, ...]) -> ReturningInsert[tuple[Any]]:
    """Made once for each model: making it costs more than running it."""
    first_key = inspect(model).primary_key[0]
    return into(model.__table__).on_conflict_do_nothing(index_elements=key).returning(first_key)
