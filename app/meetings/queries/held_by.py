"""What one person holds in a site's meetings: seats in groups, meetings they run."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from app.core.db import session
from app.meetings.models import Group, GroupMember, Meeting
from app.meetings.queries.meetings import MeetingRow, rows_of, selected
from app.meetings.rules import MemberRole, State


@dataclass(frozen=True)
class SeatHeld:
    """A seat somebody holds on a day or later."""

    id: int
    group_id: int
    group: str
    role: MemberRole


def seats_of(site_id: int, person_id: int, on: date) -> tuple[SeatHeld, ...]:
    """The seats of a person in the groups of a site that have not ended; one statement."""
    rows = session().execute(
        select(GroupMember.id, Group.id, Group.name, GroupMember.role)
        .join(Group, Group.id == GroupMember.group_id)
        .where(
            Group.site_id == site_id,
            GroupMember.person_id == person_id,
            or_(GroupMember.ends_on.is_(None), GroupMember.ends_on >= on),
        )
        .order_by(Group.name, GroupMember.id)
    )
    return tuple(SeatHeld(seat, group, name, MemberRole(role)) for seat, group, name, role in rows)


def run_by(site_id: int, person_id: int, now: datetime) -> tuple[MeetingRow, ...]:
    """The planned meetings ahead that a person runs, soonest first; one statement."""
    theirs = (Meeting.site_id == site_id, Meeting.planned_by_id == person_id)
    ahead = (Meeting.state == State.PLANNED, Meeting.starts_at > now)
    return rows_of(selected().where(*theirs, *ahead).order_by(Meeting.starts_at, Meeting.id))


def ahead_of(site_id: int, now: datetime, limit: int = 6) -> tuple[MeetingRow, ...]:
    """The planned meetings of a site that are next, soonest first; one statement."""
    ahead = (Meeting.state == State.PLANNED, Meeting.starts_at > now)
    chosen = selected().where(Meeting.site_id == site_id, *ahead)
    return rows_of(chosen.order_by(Meeting.starts_at, Meeting.id).limit(limit))
