"""Who is asked to meetings that are planned already, when a seat of their group changes."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.core import clock
from app.core.db import session
from app.meetings import queries
from app.meetings.models import Attendee, GroupMember, Meeting
from app.meetings.rules import Attendance, State, sits
from app.meetings.service.telling import SiteName, take_out, tell
from app.sites.models import Site


def follow_seat(site_id: int, seat: GroupMember) -> int:
    """Ask whoever has a new seat to the planned meetings ahead, and take who leaves out of those
    after the last day; calendars are told. Returns how many meetings changed.

    Call it within the event of the trail that explains the seat.
    """
    changed = 0
    for meeting in _ahead(seat.group_id):
        asked = _place(meeting.id, seat.id)
        row = queries.meeting_of(site_id, meeting.id)
        stays = row is not None and sits(seat.starts_on, seat.ends_on, row.on)
        if row is None or stays is (asked is not None):
            continue
        changed += 1
        if asked is None:
            newcomer = _attendee(meeting.id, seat)
            tell(named_site(site_id), row, meeting.uid, "meetings_invitation", only=newcomer.id)
        else:
            take_out(named_site(site_id), row, meeting.uid, asked.id)
            session().delete(asked)
            session().flush()
    return changed


def _ahead(group_id: int) -> Sequence[Meeting]:
    planned = (Meeting.group_id == group_id, Meeting.state == State.PLANNED)
    chosen = select(Meeting).where(*planned, Meeting.starts_at > clock.now())
    return session().scalars(chosen.order_by(Meeting.starts_at, Meeting.id)).all()


def _place(meeting_id: int, member_id: int) -> Attendee | None:
    same = (Attendee.meeting_id == meeting_id, Attendee.member_id == member_id)
    return session().scalars(select(Attendee).where(*same)).first()


def _attendee(meeting_id: int, seat: GroupMember) -> Attendee:
    asked = select(func.count()).where(Attendee.meeting_id == meeting_id)
    row = Attendee(
        meeting_id=meeting_id,
        member_id=seat.id,
        person_id=seat.person_id,
        name=seat.name,
        email=seat.email,
        role=seat.role,
        organisation=seat.organisation,
        attendance=Attendance.UNKNOWN.value,
        position=session().scalar(asked) or 0,
    )
    session().add(row)
    session().flush()
    return row


def named_site(site_id: int) -> SiteName:
    """A site as mails name it."""
    site = session().get_one(Site, site_id)
    return SiteName(site.id, site.slug, site.name)
