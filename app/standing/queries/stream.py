"""Declared statuses and events around the work, for the stream of a site."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry, beginning_of
from app.core.words import day
from app.sites.queries.telling import SITE, Part, columns, tell
from app.sites.rules import Status
from app.standing.models import SiteEvent, StatusDeclaration
from app.standing.rules import EventKind


def _declared(row: Any) -> Entry:
    until = f" until {day(row.last)}" if row.last else ""
    title, path = f"Status declared: {Status(row.code).value}{until}", f"{row.here}/status"
    return Entry("status", row.at, title, row.words, path, who_id=row.who, whole_day=True)


def _event(row: Any) -> Entry:
    title = f"{EventKind(row.code).label}: {row.more}"
    path = f"{row.here}/events/{row.number}"
    return Entry("event", row.at, title, row.words, path, who_id=row.who)


_declarations = columns(
    "status",
    beginning_of(StatusDeclaration.on),
    StatusDeclaration.id,
    who=StatusDeclaration.declared_by_id,
    code=StatusDeclaration.status,
    words=StatusDeclaration.words,
    last=StatusDeclaration.until,
).where(StatusDeclaration.site_id == SITE)
_events = columns(
    "event",
    SiteEvent.entered_at,
    SiteEvent.id,
    who=SiteEvent.entered_by_id,
    code=SiteEvent.kind,
    more=SiteEvent.title,
    words=SiteEvent.words,
).where(SiteEvent.site_id == SITE, SiteEvent.removed_at.is_(None))
PARTS = (
    Part("status", "status", _declarations, _declared),
    Part("event", "event", _events, _event),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was declared, on its day, and events, when they were entered; one statement."""
    return tell(PARTS, site_id, before, limit)
