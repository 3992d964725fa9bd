"""The meetings of one person, as their calendar shows them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.core.db import session
from app.meetings.models import Attendee, Group, Meeting
from app.meetings.rules import Kind, State
from app.sites.models import Site


@dataclass(frozen=True)
class MeetingEntry:
    """A meeting somebody is asked to; `uid` and `sequence` are those of its invitation."""

    id: int
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    told_at: datetime
    is_cancelled: bool
    site_name: str
    site_slug: str


def meetings_for(
    person_id: int, sites: Collection[int] | None, first: datetime, last: datetime
) -> list[MeetingEntry]:
    """The meetings of a person that begin between two moments, at these sites (None: at all), in
    time order; one statement."""
    asked = select(Attendee.meeting_id).where(Attendee.person_id == person_id)
    chosen = (
        select(Meeting, Group.name, Site.name, Site.slug)
        .outerjoin(Group, Group.id == Meeting.group_id)
        .join(Site, Site.id == Meeting.site_id)
        .where(Meeting.id.in_(asked), Meeting.starts_at >= first, Meeting.starts_at < last)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if sites is not None:
        chosen = chosen.where(Meeting.site_id.in_(sites))
    return [
        MeetingEntry(
            id=row.id,
            uid=row.uid,
            sequence=row.sequence,
            starts_at=row.starts_at,
            ends_at=row.starts_at + timedelta(minutes=row.minutes),
            title=group or Kind(row.kind).label,
            place=row.place,
            told_at=row.told_at,
            is_cancelled=row.state == State.CANCELLED,
            site_name=name,
            site_slug=slug,
        )
        for row, group, name, slug in session().execute(chosen)
    ]
