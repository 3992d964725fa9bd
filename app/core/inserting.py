"""Inserting a row only if its key is new, without breaking the surrounding transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.orm import Session

from app.core.db import Base, session


def insert_for(current: Session) -> Callable[[type[Base]], PostgresqlInsert | SqliteInsert]:
    """The INSERT of the database behind a session, which knows ON CONFLICT."""
    is_postgresql = current.get_bind().dialect.name == "postgresql"
    return PostgresqlInsert if is_postgresql else SqliteInsert


def insert_if_new(model: type[Base], key: str | tuple[str, ...], values: Mapping[str, Any]) -> bool:
    """Insert a row of ``model`` unless one with the same unique column (or columns) ``key`` exists.

    Returns whether it was inserted. Two at the same moment are settled by the database
    (ON CONFLICT DO NOTHING), not by looking first.
    """
    current = session()
    first_key = inspect(model).primary_key[0]
    done = current.execute(
        insert_for(current)(model)
        .values(dict(values))
        .on_conflict_do_nothing(index_elements=[key] if isinstance(key, str) else key)
        .returning(first_key)
    )
    return done.first() is not None
