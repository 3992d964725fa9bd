"""The audit trail: who changed what, when and why; append-only in the database itself.

A service says why before it writes (`because`); what changed is collected at flush. Values of
columns labelled personal or sensitive are left out, only that they changed is kept, and people
appear by number, so that a person can be erased without touching the trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, event, insert, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core import clock
from app.core.db import Base, WriteInReadOnly, session


class AuditEvent(Base):
    """One thing that happened, with its reason. Rows are never changed or deleted."""

    __tablename__ = "audit_events"
    __audited__ = False
    __table_args__ = (Index("ix_audit_events_site_id_id", "site_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    site_id: Mapped[int | None]
    about_id: Mapped[int | None] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(String(80), index=True)
    summary: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(String(2000))
    origin: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(40), index=True)
    nspcc_only: Mapped[bool] = mapped_column(default=False)


class AuditChange(Base):
    """One row of one table that an event changed."""

    __tablename__ = "audit_changes"
    __audited__ = False
    __table_args__ = (Index("ix_audit_changes_table_name_event_id", "table_name", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_events.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(63))
    row_id: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(10))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)


class Unexplained(RuntimeError):
    """A fact was written without a reason; call `audit.because(...)` in the service first."""


@dataclass(frozen=True)
class Acting:
    """Who is doing what follows: a person by number (None: the portal itself), from where."""

    actor_id: int | None = None
    origin: str = "command"
    reference: str = ""


_NOBODY = Acting()
_acting: ContextVar[Acting] = ContextVar("acting", default=_NOBODY)


@contextmanager
def acting(who: Acting) -> Iterator[None]:
    """Everything written in the block is written by `who`."""
    token = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(token)


def who_acts() -> Acting:
    """Who is acting now."""
    return _acting.get()


def because(
    verb: str,
    *,
    summary: str,
    site_id: int | None = None,
    about_id: int | None = None,
    reason: str = "",
    nspcc_only: bool = False,
) -> int:
    """Record that something happens and why; what is flushed from here on belongs to it.

    `verb` is short and fixed ("stage moved"); `summary` is the sentence the site's history shows
    and names no person: the actor and `about_id` are numbers, shown by name while they exist.
    Returns the number of the event.
    """
    current = session()
    if current.info["readonly"]:
        raise WriteInReadOnly("Nothing happens in a read: record it in a POST, or on its side.")
    current.flush()  # what was changed before belongs to the event before
    who = _acting.get()
    values = {
        "at": clock.now(),
        "actor_id": who.actor_id,
        "site_id": site_id,
        "about_id": about_id,
        "verb": verb,
        "summary": summary[:500],
        "reason": reason[:2000],
        "origin": who.origin,
        "reference": who.reference,
        "nspcc_only": nspcc_only,
    }
    number = current.execute(
        insert(AuditEvent).values(values).returning(AuditEvent.id)
    ).scalar_one()
    current.info["audit_event"] = number
    return number


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return value if isinstance(value, str | int | float | bool | None | list | dict) else str(value)


def _changes(row: Base, action: str) -> dict[str, Any]:
    """Column name -> [old, new]; labelled columns only say that they changed."""
    state = inspect(row)
    found: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if action == "changed" and not history.has_changes():
            continue
        column = attribute.columns[0]
        if column.primary_key:
            continue
        if column.info.get("personal") or column.info.get("sensitive"):
            found[attribute.key] = "withheld"
            continue
        new = _plain(history.added[0] if history.added else getattr(row, attribute.key))
        old = _plain(history.deleted[0]) if history.deleted else None
        found[attribute.key] = new if action == "added" else [old, new]
    return found


def _name(row: Any) -> tuple[str, tuple[Any, ...]]:
    return row.__tablename__, inspect(row).identity or ()


def _rows(flushed: Session) -> Iterator[tuple[Base, str]]:
    for group, action in (
        (flushed.new, "added"),
        (sorted(flushed.dirty, key=_name), "changed"),  # sets, in no order of their own
        (sorted(flushed.deleted, key=_name), "removed"),
    ):
        for row in group:
            if isinstance(row, Base) and row.__audited__:
                yield row, action


def _collect(flushed: Session, _context: object) -> None:
    values = []
    for row, action in _rows(flushed):
        changes = {} if action == "removed" else _changes(row, action)
        if action == "changed" and not changes:
            continue
        number = flushed.info.get("audit_event")
        if number is None:
            raise Unexplained(
                f"A row of {row.__tablename__} was {action} and nobody said why: "
                "call audit.because(...) in the service before it writes."
            )
        identity = inspect(row).identity or (getattr(row, "id", ""),)
        values.append(
            {
                "event_id": number,
                "table_name": row.__tablename__,
                "row_id": "-".join(map(str, identity)),
                "action": action,
                "changes": changes,
            }
        )
    if values:
        flushed.connection().execute(insert(AuditChange), values)


event.listen(Session, "after_flush", _collect)
