"""Declared statuses and events around the work, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import Date, cast, literal, null, select

from app.core.stream import Entry, beginning_of, newest
from app.core.words import day
from app.sites.queries.stream import address_of
from app.sites.rules import Status
from app.standing.models import SiteEvent, StatusDeclaration
from app.standing.rules import EventKind


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was declared, on its day, and events, when they were entered; one statement."""
    declared = select(
        literal("status").label("kind"),
        beginning_of(StatusDeclaration.on).label("at"),
        StatusDeclaration.id.label("id"),
        StatusDeclaration.declared_by_id.label("who"),
        StatusDeclaration.status.label("code"),
        literal("").label("title"),
        StatusDeclaration.words.label("words"),
        StatusDeclaration.until.label("until"),
        address_of(site_id),
    ).where(StatusDeclaration.site_id == site_id)
    events = select(
        literal("event").label("kind"),
        SiteEvent.entered_at.label("at"),
        SiteEvent.id.label("id"),
        SiteEvent.entered_by_id.label("who"),
        SiteEvent.kind.label("code"),
        SiteEvent.title.label("title"),
        SiteEvent.words.label("words"),
        cast(null(), Date).label("until"),
        address_of(site_id),
    ).where(SiteEvent.site_id == site_id, SiteEvent.removed_at.is_(None))
    return [_entry(row) for row in newest((declared, events), before, limit)]


def _entry(row: Any) -> Entry:
    if row.kind == "event":
        title = f"{EventKind(row.code).label}: {row.title}"
        path = f"{row.here}/events/{row.id}"
        return Entry("event", row.at, title, row.words, path, who_id=row.who)
    until = f" until {day(row.until)}" if row.until else ""
    return Entry(
        kind="status",
        at=row.at,
        title=f"Status declared: {Status(row.code).value}{until}",
        detail=row.words,
        path=f"{row.here}/status",
        who_id=row.who,
        whole_day=True,
    )
