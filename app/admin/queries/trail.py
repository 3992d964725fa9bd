"""Reads of the whole audit trail; paged by number, so that depth costs nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Person
from app.accounts.rules import plain_email
from app.admin.rules import FieldChange, field_changes
from app.core.audit import AuditChange, AuditEvent
from app.core.clock import LONDON
from app.core.db import session
from app.sites.models import Site

PAGE = 50
MOST_MATCHES = 200  # people or sites a filter may mean before it is too wide to be one


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are wanted; what is empty does not narrow. Days are London days, inclusive.

    `person` is part of a name or an address (of who acted or whom it was about), `site` part of a
    site's name; the others are exact.
    """

    since: date | None = None
    until: date | None = None
    person: str = ""
    site: str = ""
    verb: str = ""
    table: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened, with the names of those concerned while they exist."""

    id: int
    at: datetime
    verb: str
    summary: str
    reason: str
    origin: str
    reference: str
    actor_id: int | None
    actor: str | None
    about_id: int | None
    about: str | None
    site: str | None
    site_slug: str | None


@dataclass(frozen=True, slots=True)
class Slice:
    """Some events, newest first, and whether there are newer and older ones."""

    events: list[EventRow]
    has_newer: bool
    has_older: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One row of one table that an event added, changed or removed."""

    table: str
    row: str
    action: str
    fields: list[FieldChange]


_ABOUT = aliased(Person)


def events(
    wanted: Wanted, *, before: int | None = None, after: int | None = None, limit: int = PAGE
) -> Slice:
    """Events, newest first: those older than number `before`, or the nearest newer than `after`."""
    conditions = _conditions(wanted)
    key = AuditChange.event_id if wanted.table else AuditEvent.id
    numbers: Select[int] = select(key).where(*conditions)
    if wanted.table:
        numbers = numbers.distinct().join(AuditEvent, AuditEvent.id == AuditChange.event_id)
    if before is not None:
        numbers = numbers.where(key < before)
    if after is not None:
        numbers = numbers.where(key > after)
    forward = after is not None and before is None
    page = numbers.order_by(key.asc() if forward else key.desc()).limit(limit + 1).subquery()
    rows = session().execute(_described().join(page, page.c[0] == AuditEvent.id))
    found = sorted((_event(row) for row in rows), key=lambda event: event.id, reverse=not forward)
    more, found = len(found) > limit, found[:limit]
    if forward:
        return Slice(found[::-1], has_newer=more, has_older=True)
    return Slice(found, has_newer=before is not None, has_older=more)


def event(number: int) -> EventRow | None:
    """One event."""
    row = session().execute(_described().where(AuditEvent.id == number)).first()
    return None if row is None else _event(row)


def changes(number: int) -> list[ChangeRow]:
    """What an event changed, in the order it was written."""
    rows = session().scalars(
        select(AuditChange).where(AuditChange.event_id == number).order_by(AuditChange.id)
    )
    return [
        ChangeRow(row.table_name, row.row_id, row.action, field_changes(row.action, row.changes))
        for row in rows
    ]


def verbs() -> list[str]:
    """Every verb that occurs, in order."""
    return _distinct(AuditEvent.verb)


def tables() -> list[str]:
    """Every table that was ever changed, in order."""
    return _distinct(AuditChange.table_name)


def refused_since(moment: datetime) -> int:
    """How often somebody was refused since a moment."""
    counted = select(func.count()).where(AuditEvent.verb == "refused", AuditEvent.at >= moment)
    return session().scalar(counted) or 0


def _distinct(column: InstrumentedAttribute[str]) -> list[str]:
    """The different values of an indexed column, jumping from one to the next.

    A plain DISTINCT reads the whole index; this reads it once for each value.
    """
    found = select(func.min(column).label("value")).cte("found", recursive=True)
    after = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    found = found.union_all(select(after).where(found.c.value.is_not(None)))
    return list(session().scalars(select(found.c.value).where(found.c.value.is_not(None))))


def _described() -> Select[*tuple[Any, ...]]:
    return (
        select(AuditEvent, Person.name, _ABOUT.name, Site.name, Site.slug)
        .outerjoin(Person, Person.id == AuditEvent.actor_id)
        .outerjoin(_ABOUT, _ABOUT.id == AuditEvent.about_id)
        .outerjoin(Site, Site.id == AuditEvent.site_id)
    )


def _event(row: Row[*tuple[Any, ...]]) -> EventRow:
    happened, actor, about, site, slug = row
    return EventRow(
        id=happened.id,
        at=happened.at,
        verb=happened.verb,
        summary=happened.summary,
        reason=happened.reason,
        origin=happened.origin,
        reference=happened.reference,
        actor_id=happened.actor_id,
        actor=actor,
        about_id=happened.about_id,
        about=about,
        site=site,
        site_slug=slug,
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(AuditEvent.at >= _begins(wanted.since))
    if wanted.until:
        found.append(AuditEvent.at < _begins(wanted.until + timedelta(days=1)))
    if wanted.verb:
        found.append(AuditEvent.verb == wanted.verb)
    if wanted.table:
        found.append(AuditChange.table_name == wanted.table)
    if wanted.reference:
        found.append(AuditEvent.reference == wanted.reference)
    return found + _of_people_and_sites(wanted)


def _of_people_and_sites(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Names are looked up first: the database then goes by its indexes of numbers."""
    found: list[ColumnElement[bool]] = []
    if wanted.person:
        numbers = _people(wanted.person)
        by_or_about = or_(AuditEvent.actor_id.in_(numbers), AuditEvent.about_id.in_(numbers))
        found.append(by_or_about if numbers else false())
    if wanted.site:
        numbers = _sites(wanted.site)
        found.append(AuditEvent.site_id.in_(numbers) if numbers else false())
    return found


def _people(words: str) -> list[int]:
    named = Person.name.icontains(words, autoescape=True)
    addressed = Person.email.contains(plain_email(words), autoescape=True)
    chosen = select(Person.id).where(or_(named, addressed)).order_by(Person.id)
    return list(session().scalars(chosen.limit(MOST_MATCHES)))


def _sites(words: str) -> list[int]:
    chosen = select(Site.id).where(Site.name.icontains(words, autoescape=True)).order_by(Site.id)
    return list(session().scalars(chosen.limit(MOST_MATCHES)))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
