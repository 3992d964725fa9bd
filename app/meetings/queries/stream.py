"""Meetings that were held and what they decided, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import func

from app.core.stream import Entry
from app.meetings.models import AgendaItem, Decision, Group, Meeting
from app.meetings.rules import Kind, State
from app.sites.queries.telling import SITE, Part, columns, tell


def _name(row: Any) -> str:
    return row.more or Kind(row.code).label


def _meeting(row: Any) -> Entry:
    title, path = f"Meeting held: {_name(row)}", f"{row.here}/meetings/{row.many}"
    return Entry("meeting", row.at, title, path=path)


def _decision(row: Any) -> Entry:
    path = f"{row.here}/meetings/{row.many}"
    return Entry("decision", row.at, f"Decided: {row.words}", _name(row), path)


_OF_MEETING = {"code": Meeting.kind, "more": func.coalesce(Group.name, ""), "many": Meeting.id}
_HELD = (Meeting.site_id == SITE, Meeting.state == State.HELD.value)
_meetings = (
    columns("meeting", Meeting.starts_at, Meeting.id, **_OF_MEETING)
    .select_from(Meeting)
    .outerjoin(Group, Group.id == Meeting.group_id)
    .where(*_HELD)
)
_decisions = (
    columns(
        "decision",
        Meeting.starts_at,
        Decision.id,
        words=Decision.words,
        **_OF_MEETING,
    )
    .select_from(Decision)
    .join(AgendaItem, AgendaItem.id == Decision.item_id)
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .outerjoin(Group, Group.id == Meeting.group_id)
    .where(*_HELD)
)
PARTS = (
    Part("meeting", "meeting", _meetings, _meeting),
    Part("decision", "decision", _decisions, _decision),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Meetings held, and their decisions at the same moment; one statement."""
    return tell(PARTS, site_id, before, limit)
