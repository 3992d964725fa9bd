"""Erasing a person: their name and address go from every table, what they wrote stays without them.

It walks the tables and the labels of their columns, not the rooms, so that a table added tomorrow
is walked too. It goes round the audit trail on purpose: the trail would otherwise say which rows
named whom. One event says that somebody was erased, by number, and how many rows that changed.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    LargeBinary,
    RowMapping,
    String,
    Table,
    and_,
    cast,
    false,
    func,
    or_,
    select,
)

from app.accounts.models import Person
from app.accounts.service import active_admins
from app.admin.rules import why_not_erased
from app.admin.rules.erasing import Gone, holds, renamed, replaced
from app.admin.service.accounts import NotAllowed, end_account
from app.core import audit, search
from app.core.db import Base, session
from app.core.outbox.rules import CAN_BE_CANCELLED, State
from app.library import service as library
from app.members.rules import handle_of
from app.posts import service as posts
from app.sites import queries as sites
from app.sites import service as site_service
from app.sites.models import Membership

# The trail names nobody and cannot be changed; what is published there never changes either.
_LEFT_ALONE = frozenset({"audit_events", "audit_changes", "instrument_versions"})
_POSTS, _EDITIONS, _INDEX = "community_posts", "resource_editions", "search_entries"
_FILE_NAME = "file_name"  # of every column that keeps how an uploaded file was called


def erase(actor_id: int, person_id: int, reason: str) -> int:
    """Erase a person for good; returns how many rows that changed. Raises NotAllowed, LookupError.

    They leave every site and their account is closed first. Where somebody else has the same name,
    or it is a single word, it only goes from rows that are about this person.
    """
    person = session().get(Person, person_id, with_for_update=True)
    if person is None:
        raise LookupError(f"There is no person with the number {person_id}.")
    leads = len(sites.sites_led(person_id))
    obstacle = why_not_erased(actor_id, person_id, active_admins(), leads)
    if obstacle:
        raise NotAllowed(obstacle)
    gone = Gone(
        person.id, person.name, person.email, handle_of(person.name, person.id), _is_shared(person)
    )
    _leave(person, reason)
    changed = _drop_mail(gone)
    touched = {table.name: _walk(table, gone) for table in _tables()}
    changed += sum(map(len, touched.values()))
    summary = f"A person was erased; {changed} rows were changed."
    audit.because("person erased", summary=summary, about_id=person_id, reason=reason)
    session().expire_all()
    library.files_renamed({key[0] for key in touched[_EDITIONS]})
    for key in touched[_INDEX]:
        search.reword(key[0])
    posts.forget_profiles(person_id)
    posts.tell_rooms({key[0] for key in touched[_POSTS]}, author_id=person_id)
    return changed


def _leave(person: Person, reason: str) -> None:
    """End what the person can still do here."""
    held = select(Membership.id).where(
        Membership.person_id == person.id, Membership.ended_at.is_(None)
    )
    for number in session().scalars(held).all():
        site_service.end_membership(number, reason)
    end_account(person.id, reason)
    person.password_hash = None
    session().flush()


def _is_shared(person: Person) -> bool:
    same = select(func.count()).where(
        func.lower(Person.name) == person.name.lower(), Person.id != person.id
    )
    return bool(session().scalar(same))


def _drop_mail(gone: Gone) -> int:
    """What was mailed to them, or would be: no word of it is needed any more."""
    table = Base.metadata.tables["outbox"]
    theirs = or_(table.c.person_id == gone.person_id, table.c.address == gone.email)
    stopped = table.update().where(theirs, table.c.state.in_(sorted(CAN_BE_CANCELLED)))
    session().execute(stopped.values(state=State.CANCELLED, fence=table.c.fence + 1))
    blank = dict.fromkeys(("name", "subject", "text", "html", "last_error"), "")
    none = dict.fromkeys(("calendar", "unsubscribe", "reply_to"))
    emptied = table.update().where(theirs).values(address=gone.address, **blank, **none)
    return len(session().scalars(emptied.returning(table.c.id)).all())


def _tables() -> Iterator[Table]:
    for table in Base.metadata.sorted_tables:
        if table.name not in _LEFT_ALONE:
            yield table


def _walk(table: Table, gone: Gone) -> list[tuple[Any, ...]]:
    """Change the rows of one table that name the person or hold what is personal to them; returns
    the keys of those that changed."""
    wordy = [one for one in table.columns if _may_hold_words(one)]
    if not wordy:
        return []
    theirs = _theirs(table, gone)
    keys = list(table.primary_key.columns)
    chosen = select(*keys, *wordy, theirs.label("is_theirs"))
    found = session().execute(chosen.where(or_(theirs, *(_named(one, gone) for one in wordy))))
    changed = []
    for row in found.mappings().all():
        values = _values(wordy, row, gone)
        if values:
            here = and_(*(key == row[key] for key in keys))
            session().execute(table.update().where(here).values(values))
            changed.append(tuple(row[key] for key in keys))
    return changed


def _may_hold_words(column: Column[Any]) -> bool:
    is_key = column.primary_key or column.foreign_keys
    return isinstance(column.type, String | JSON | LargeBinary) and not is_key


def _theirs(table: Table, gone: Gone) -> ColumnElement[bool]:
    """The condition for rows about the person."""
    column = table.columns.get("id" if table.name == "people" else "person_id")
    if table.name == "outbox":
        return false()  # dealt with before
    return false() if column is None else column == gone.person_id


def _named(column: Column[Any], gone: Gone) -> ColumnElement[bool]:
    """Whether a column may hold one of the words; the exact look is taken in Python, and at files
    only there."""
    if isinstance(column.type, LargeBinary):
        return column.is_not(None)
    text = cast(column, String)
    return or_(*(and_(*(_has(text, part) for part in word.split())) for word in gone.words))


def _has(text: ColumnElement[str], part: str) -> ColumnElement[bool]:
    spelt = {part, json.dumps(part)[1:-1]}
    small = (func.lower(text).contains(word.lower(), autoescape=True) for word in spelt)
    return or_(*small, *(text.contains(word, autoescape=True) for word in spelt))


def _values(wordy: list[Column[Any]], row: RowMapping, gone: Gone) -> dict[str, Any]:
    """What changes in one row, by column."""
    found = {}
    for column in wordy:
        old = row[column]
        new = _new(column, old, gone, is_theirs=bool(row["is_theirs"]))
        if new != old:
            found[column.name] = new
    return found


def _new(column: Column[Any], old: Any, gone: Gone, *, is_theirs: bool) -> Any:
    """The value without the person."""
    empty = None if column.nullable else ""
    if old is None:
        return None
    if isinstance(old, bytes):
        return empty if column.nullable and holds(old, gone) else old
    change = renamed if column.name == _FILE_NAME else replaced
    new = change(old, gone, is_theirs=is_theirs)
    if is_theirs and new == old and column.info.get("personal") and isinstance(old, str):
        return empty
    longest = getattr(column.type, "length", None)
    return new[:longest] if isinstance(new, str) and longest else new
