"""Meetings that were held and what they decided, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, cast, func, literal, null, select

from app.core.stream import Entry, newest
from app.meetings.models import AgendaItem, Decision, Group, Meeting
from app.meetings.rules import Kind, State
from app.sites.queries.stream import address_of


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Meetings held, and their decisions at the same moment; one statement."""
    common = (
        Meeting.starts_at.label("at"),
        Meeting.id.label("meeting_id"),
        Meeting.kind.label("sort"),
        func.coalesce(Group.name, "").label("group"),
        address_of(site_id),
    )
    held = (Meeting.site_id == site_id, Meeting.state == State.HELD.value)
    meetings = (
        select(
            literal("meeting").label("kind"),
            Meeting.id.label("id"),
            literal("").label("words"),
            cast(null(), Integer).label("who"),
            *common,
        )
        .outerjoin(Group, Group.id == Meeting.group_id)
        .where(*held)
    )
    decisions = (
        select(
            literal("decision").label("kind"),
            Decision.id.label("id"),
            Decision.words.label("words"),
            Decision.entered_by_id.label("who"),
            *common,
        )
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .outerjoin(Group, Group.id == Meeting.group_id)
        .where(*held)
    )
    return [_entry(row) for row in newest((decisions, meetings), before, limit)]


def _entry(row: Any) -> Entry:
    name = row.group or Kind(row.sort).label
    is_meeting = row.kind == "meeting"
    return Entry(
        kind=row.kind,
        at=row.at,
        title=f"Meeting held: {name}" if is_meeting else f"Decided: {row.words}",
        detail="" if is_meeting else name,
        path=f"{row.here}/meetings/{row.meeting_id}",
        who_id=row.who,
    )
