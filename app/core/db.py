"""The database: engine, base class of tables, and the two kinds of transaction.

A request has one session, opened by `core.web.edge`; jobs and commands use `transaction()`.
Nothing is sent to the database before the first query, so parsing and hashing that come first
hold no lock. Writers on SQLite take the lock at once (BEGIN IMMEDIATE): a deferred writer fails
with "database is locked" or silently loses updates.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    create_engine,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC without zone so that both databases keep the same value."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of every table.

    `__audited__ = False` marks the few tables whose rows are machinery (outbox, counters), not
    facts. A column that holds personal data carries `info={"personal": "why it is held"}`: the
    audit trail then keeps only that it changed, and export and erasure of a person find it.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, str: String(200)}
    __audited__ = True


class WriteInReadOnly(RuntimeError):
    """Something tried to write while only reading is allowed (a GET request, for example)."""


_default: list[Engine] = []
_current: ContextVar[Session | None] = ContextVar("session", default=None)


def make_engine(url: str) -> Engine:
    """An engine for SQLite (embedded) or PostgreSQL, set up so that neither loses an update."""
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            hide_parameters=True,  # what people typed must not reach the log with an error
            pool_pre_ping=True,
            pool_recycle=1800,
            pool_size=5,
            connect_args={
                "connect_timeout": 2,
                "options": "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"
                " -c timezone=UTC",
            },
        )
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we send BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=10000",
        "foreign_keys=ON",
    ):
        connection.execute("PRAGMA " + pragma)


def _begin_sqlite(connection: Connection) -> None:
    readonly = bool(connection.get_execution_options().get("readonly"))
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"PRAGMA query_only={'ON' if readonly else 'OFF'}")
    raw.execute("BEGIN" if readonly else "BEGIN IMMEDIATE")


def use(engine: Engine) -> None:
    """Make this engine the one every session of this process uses."""
    _default[:] = [engine]


def engine() -> Engine:
    """The engine in use."""
    if not _default:
        raise RuntimeError("No database is in use yet: call core.db.use(make_engine(url)) first.")
    return _default[0]


def open_session(*, readonly: bool) -> Session:
    """A new session; a read-only one is refused any write, by us and by the database itself."""
    bound: Engine = engine()
    if readonly:
        bound = bound.execution_options(readonly=True, postgresql_readonly=True)
    opened = Session(bound, expire_on_commit=False, info={"readonly": readonly})
    if readonly:
        event.listen(opened, "before_flush", _refuse_flush)
    return opened


def _refuse_flush(*_: object) -> None:
    raise WriteInReadOnly(
        "A page that only shows things tried to write. Move the write to a POST, "
        "or to core.db.side_transaction() if it must outlive a read."
    )


def session() -> Session:
    """The session of this request or job; raises RuntimeError outside both."""
    current = _current.get()
    if current is None:
        raise RuntimeError("No session here: wrap the work in `with transaction():`.")
    return current


@contextmanager
def holding(opened: Session) -> Iterator[Session]:
    """Make `opened` the current session for the block, and close it after."""
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)
        opened.close()


@contextmanager
def transaction() -> Iterator[Session]:
    """All or nothing, for jobs, commands and tests: commits at the end, rolls back on an error."""
    with holding(open_session(readonly=False)) as opened, opened.begin():
        yield opened


@contextmanager
def reading() -> Iterator[Session]:
    """A short read of its own, or part of the read around it; its rows stay usable after."""
    around = _current.get()
    if around is not None and around.info["readonly"]:
        yield around
        return
    with holding(open_session(readonly=True)) as opened:
        yield opened
        opened.expunge_all()


@contextmanager
def side_transaction() -> Iterator[Session]:
    """A short write of its own, for what must outlive a refusal or accompany a read.

    Audit of refusals, rate-limit counters, last seen, read markers. Raises RuntimeError inside an
    open write transaction: on SQLite the two would wait for each other.
    """
    outer = _current.get()
    if outer is not None and outer.in_transaction() and not outer.info["readonly"]:
        raise RuntimeError("A side transaction cannot start inside an open write transaction.")
    with transaction() as opened:
        yield opened
