"""Rows as they stood at a past moment, by undoing what the audit trail holds since.

The trail keeps every change of every fact with its old value, so that a past day can be judged by
what was known then. What it leaves out stays as it is now: labelled columns (names, free text,
none of which is judged), and rows that were deleted since (rooms end rows, they do not delete).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, or_, select

from app.core.audit import AuditChange, AuditEvent
from app.core.db import Base, session

Key = tuple[str, str]


@dataclass(frozen=True)
class Past:
    """What to undo: old values by table, row and column; None for a row that was not there yet."""

    moment: datetime
    undo: Mapping[Key, dict[str, Any] | None]

    def back(
        self, table: type[Base], row: Any, names: Mapping[str, str] | None = None, id: str = "id"
    ) -> Any | None:
        """A row as it stood; None where it was not there. `names` are the columns behind its
        labels, where they differ; `id` the label of its number."""
        key = (table.__tablename__, str(getattr(row, id)))
        if key not in self.undo:
            return row
        old = self.undo[key]
        if old is None:
            return None
        values = dict(row._mapping)
        for label in values:
            column = (names or {}).get(label, label)
            if column in old:
                values[label] = _read(table, column, old[column])
        return SimpleNamespace(**values)


def past_of(site_ids: Collection[int], moment: datetime, tables: Iterable[type[Base]]) -> Past:
    """What happened to rows of these tables since a moment, at these sites or at none; one
    statement."""
    names = [table.__tablename__ for table in tables]
    rows = session().execute(
        select(AuditChange.table_name, AuditChange.row_id, AuditChange.action, AuditChange.changes)
        .join(AuditEvent, AuditEvent.id == AuditChange.event_id)
        .where(
            AuditEvent.at > moment,
            or_(AuditEvent.site_id.in_(site_ids), AuditEvent.site_id.is_(None)),
            AuditChange.table_name.in_(names),
        )
        .order_by(AuditEvent.id.desc(), AuditChange.id.desc())
    )
    undo: dict[Key, dict[str, Any] | None] = {}
    for table, row_id, action, changes in rows:
        if action == "added":
            undo[table, row_id] = None
        elif action == "changed":
            known = undo.setdefault((table, row_id), {})
            if known is not None:
                known |= {name: pair[0] for name, pair in changes.items() if _is_pair(pair)}
    return Past(moment, undo)


def _is_pair(value: object) -> bool:
    return isinstance(value, list)  # a labelled column says "withheld"


def _read(table: type[Base], column: str, value: Any) -> Any:
    """A value of the trail as the column has it."""
    if not isinstance(value, str):
        return value
    kind = table.__table__.c[column].type.python_type
    if issubclass(kind, datetime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if issubclass(kind, date) else value


def rows(table: type[Base], chosen: Select[*tuple[Any, ...]], past: Past | None) -> list[Any]:
    """What a statement finds, as it is or as it stood; its number is labelled `id`."""
    found: list[Any] = list(session().execute(chosen))
    if past is None:
        return found
    return [one for one in (past.back(table, row) for row in found) if one is not None]
