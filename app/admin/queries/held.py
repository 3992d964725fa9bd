"""What is held about one person, for a copy they can be given.

It walks the tables: rows about the person, and rows that say that they did something. Of the first
everything is given, of the second what they wrote, but nothing personal to somebody else.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, RowMapping, Table, or_, select

from app.core.audit import AuditEvent
from app.core.db import Base, session
from app.posts.models import Case, Post

_TRAIL = frozenset({"audit_events", "audit_changes"})
_THEIRS = frozenset({"person_id", "author_id", "reporter_id", "from_id", "to_id"})


def held(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by table, as plain values that JSON can hold; a statement for each table that can name
    people. What proves who somebody is (hashes) is left out."""
    found = {}
    for table in Base.metadata.sorted_tables:
        rows = [] if table.name in _TRAIL else _rows(table, person_id)
        if rows:
            found[table.name] = rows
    if decisions := _decisions(person_id):
        found["decisions_about_own_posts"] = decisions
    found["audit_events"] = _events(person_id)
    return found


def _rows(table: Table, person_id: int) -> list[dict[str, Any]]:
    who = [one for one in table.columns if _names_people(one)]
    if not who:
        return []
    chosen = select(table).where(or_(*(one == person_id for one in who)))
    keys = list(table.primary_key.columns)
    rows = session().execute(chosen.order_by(*keys)).mappings()
    return [_given(table, who, row, person_id) for row in rows]


def _names_people(column: Column[Any]) -> bool:
    if column.table.name == "people":
        return column.name == "id"
    if column.table.name == "outbox":
        return column.name == "person_id"
    return any(key.target_fullname == "people.id" for key in column.foreign_keys)


def _given(table: Table, who: list[Column[Any]], row: RowMapping, person_id: int) -> dict[str, Any]:
    naming = [one.name for one in who if row[one] == person_id]
    is_theirs = table.name == "people" or bool(_THEIRS & set(naming))
    return {
        column.name: _plain(row[column])
        for column in table.columns
        if _is_given(column, is_theirs=is_theirs)
        and not (column in who and row[column] != person_id)
    }


def _is_given(column: Column[Any], *, is_theirs: bool) -> bool:
    if column.name.endswith("_hash") or column.name == "token":
        return False
    return is_theirs or not column.info.get("personal")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _decisions(person_id: int) -> list[dict[str, Any]]:
    """What moderators decided about what they wrote, without who did."""
    said = (Case.decision, Case.ground, Case.words, Case.appeal, Case.upheld, Case.answer)
    moments = (Case.decided_at, Case.appealed_at, Case.answered_at)
    chosen = select(Case.post_id, *said, *moments).join(Post, Post.id == Case.post_id)
    theirs = chosen.where(Post.author_id == person_id, Case.decided_at.is_not(None))
    rows = session().execute(theirs.order_by(Case.id)).mappings()
    return [{str(name): _plain(value) for name, value in row.items()} for row in rows]


def _events(person_id: int) -> list[dict[str, Any]]:
    """What they did and what was done to their account, without the reasons of others."""
    chosen = select(AuditEvent.at, AuditEvent.verb, AuditEvent.summary).where(
        or_(AuditEvent.actor_id == person_id, AuditEvent.about_id == person_id)
    )
    rows = session().execute(chosen.order_by(AuditEvent.id))
    return [{"at": at.isoformat(), "verb": verb, "summary": summary} for at, verb, summary in rows]
