"""Passing on seats in groups and meetings that are planned, when somebody leaves."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.clock import in_london
from app.core.db import session
from app.core.words import count
from app.meetings import queries
from app.meetings.models import Attendee, Meeting
from app.meetings.queries import GroupRow, MemberRow
from app.meetings.rules import Attendance, MemberRole, Seat, State
from app.meetings.service.asking import named_site
from app.meetings.service.groups import add_member, change_member
from app.meetings.service.telling import take_out, tell

AFTER = timedelta(days=1)


def hand_over_seats(
    site_id: int, from_id: int, to: Mapping[int, int | None], last_day: date
) -> int:
    """End each of these seats of a person (seat -> who follows, or None) after their last day; how
    many ended. Calendars follow: see `change_member` and `add_member`.

    Who follows sits from the day after, in the same role; somebody who has a seat there already
    keeps it and takes over the role. Raises Refused.
    """
    ended = 0
    for held in queries.seats_of(site_id, from_id, last_day):
        group = queries.group_of(site_id, held.group_id)
        if group is None or held.id not in to:
            continue
        members = queries.members_of(group.id)
        leaver = next(one for one in members if one.id == held.id)
        last = max(last_day, leaver.starts_on)
        change_member(group, leaver, _seat(leaver, ends_on=last), leaver.version)
        ended += 1
        follower = to[held.id]
        if follower is not None:
            _follow(group, members, leaver, follower, last + AFTER)
    return ended


def hand_over_meetings(site_id: int, from_id: int, to: Mapping[int, int], after: date) -> int:
    """Somebody else runs these planned meetings (meeting -> who); how many.

    In single events after the last day, where no seat asks people, they also take the place of who
    leaves, and calendars are told.
    """
    planned = select(Meeting).where(
        Meeting.site_id == site_id,
        Meeting.id.in_(sorted(to)),
        Meeting.planned_by_id == from_id,
        Meeting.state == State.PLANNED,
    )
    rows = session().scalars(planned.order_by(Meeting.id).with_for_update()).all()
    if not rows:
        return 0
    audit.because(
        "meeting passed on",
        summary=f"{count(len(rows), 'planned meeting')} passed on to somebody else.",
        site_id=site_id,
        about_id=to[rows[0].id] if len(set(to.values())) == 1 else None,
    )
    for row in rows:
        row.planned_by_id = to[row.id]
        session().flush()
        if row.group_id is None and in_london(row.starts_at).date() > after:
            _swap(site_id, row, from_id, to[row.id])
    return len(rows)


def _follow(
    group: GroupRow, members: list[MemberRow], leaver: MemberRow, follower: int, first: date
) -> None:
    for one in members:
        if one.person_id == follower and (one.ends_on is None or one.ends_on >= first):
            order = list(MemberRole)
            if order.index(leaver.role) < order.index(one.role):
                seat = Seat(leaver.role, one.organisation, one.starts_on, one.ends_on, follower)
                change_member(group, one, seat, one.version)
            return
    add_member(group, Seat(leaver.role, leaver.organisation, first, None, follower))


def _seat(kept: MemberRow, ends_on: date) -> Seat:
    return Seat(kept.role, kept.organisation, kept.starts_on, ends_on, kept.person_id)


def _swap(site_id: int, meeting: Meeting, from_id: int, to_id: int) -> None:
    """One person takes the place of another among those asked."""
    asked = select(Attendee).where(Attendee.meeting_id == meeting.id)
    people = {one.person_id: one for one in session().scalars(asked)}
    site, leaver = named_site(site_id), people.get(from_id)
    row = queries.meeting_of(site_id, meeting.id)
    if leaver is None or row is None or row.starts_at <= clock.now():
        return
    take_out(site, row, meeting.uid, leaver.id)
    session().delete(leaver)
    session().flush()
    if to_id not in people:
        newcomer = _newcomer(meeting.id, leaver, to_id)
        tell(site, row, meeting.uid, "meetings_invitation", only=newcomer.id)


def _newcomer(meeting_id: int, leaver: Attendee, person_id: int) -> Attendee:
    places = select(func.max(Attendee.position)).where(Attendee.meeting_id == meeting_id)
    row = Attendee(meeting_id=meeting_id, person_id=person_id, name="", email="")
    row.role, row.organisation = leaver.role, leaver.organisation
    row.attendance = Attendance.UNKNOWN.value
    row.position = (session().scalar(places) or 0) + 1
    session().add(row)
    session().flush()
    return row
