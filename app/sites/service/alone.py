"""One change of the register at a time."""

from sqlalchemy import func, select

from app.core.db import session

LOCK = 7_412_032


def alone() -> None:
    """Wait until nobody else changes the register, and keep others waiting until the end of this
    transaction. SQLite has one writer anyway; PostgreSQL is asked for an advisory lock."""
    if session().get_bind().dialect.name == "postgresql":
        session().execute(select(func.pg_advisory_xact_lock(LOCK)))
