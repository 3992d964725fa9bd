"""Planning, moving and cancelling meetings, and what stands on their agenda."""

import secrets
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.core.words import clock_time, count, day
from app.meetings import queries
from app.meetings.models import AgendaItem, Attendee, Meeting
from app.meetings.queries import GroupRow, ItemRow, MeetingRow
from app.meetings.rules import Attendance, Kind, MemberRole, Plan, State, check_items, check_plan
from app.meetings.service.refusals import ChangedMeanwhile
from app.meetings.service.telling import SiteName, tell
from app.plans.queries import owners
from app.sites.models import Site


def plan(
    site: SiteName,
    kind: Kind,
    group: GroupRow | None,
    when: Plan,
    items: Sequence[str],
    planned_by: int,
) -> int:
    """Plan a meeting and return its number: its people are asked, what the group left open stands
    first on the agenda, calendars get an invitation unless it lies in the past.

    Raises Refused naming the fields to put right, also when it is planned already.
    """
    refuse(check_plan(when, clock.now()) + check_items(tuple(items)))
    session().get_one(Site, site.id, with_for_update=True)  # two at once: one after the other
    if queries.is_planned_at(site.id, group.id if group else None, kind, when.starts_at):
        raise Refused([("on", "This meeting is planned for that time already.")])
    audit.because(
        "meeting planned",
        summary=f"{kind.label}: meeting planned for {_words(when)}.",
        site_id=site.id,
    )
    meeting = _new(site.id, kind, group, planned_by)
    _write(meeting, when)
    session().add(meeting)
    session().flush()
    people, carried = _asked(meeting, when.on), _carried(meeting)
    session().add_all([*people, *carried, *_items(meeting.id, items, len(carried))])
    session().flush()
    _tell(site, meeting, "meetings_invitation")
    return meeting.id


def move(site: SiteName, found: MeetingRow, when: Plan, reason: str, version: int) -> None:
    """Move a planned meeting; calendars get an update under the same identifier. Raises Refused
    and ChangedMeanwhile."""
    meeting = planned(found, version)
    refuse(check_plan(when, clock.now()))
    audit.because(
        "meeting moved",
        summary=f"{found.kind.label}: meeting moved from {day(found.starts_at)},"
        f" {clock_time(found.starts_at)} to {_words(when)}.",
        site_id=site.id,
        reason=reason.strip(),
    )
    _write(meeting, when)
    meeting.sequence += 1
    meeting.told_at = clock.now()
    session().flush()
    _tell(site, meeting, "meetings_moved", reason)


def cancel(site: SiteName, found: MeetingRow, reason: str, version: int) -> None:
    """Cancel a planned meeting; it leaves calendars, its agenda waits for the next one. Raises
    ChangedMeanwhile."""
    meeting = planned(found, version)
    audit.because(
        "meeting cancelled",
        summary=f"{found.kind.label}: meeting of {day(found.starts_at)} cancelled.",
        site_id=site.id,
        reason=reason.strip(),
    )
    meeting.state = State.CANCELLED.value
    meeting.sequence += 1
    meeting.told_at = clock.now()
    session().flush()
    _tell(site, meeting, "meetings_cancelled", reason)
    carry_to_next(meeting)


def send_agenda(site: SiteName, found: MeetingRow, version: int) -> None:
    """Send the agenda as it stands to everybody asked; calendars show it as well.

    Raises Refused while there is none or once the meeting is over, and ChangedMeanwhile.
    """
    meeting = planned(found, version)
    if not queries.items_at(found.id):
        raise Refused([("agenda", "Put at least one item on the agenda first.")])
    if found.ends_at <= clock.now():
        raise Refused([("agenda", "The meeting is over, so nobody is sent its agenda.")])
    audit.because(
        "agenda sent",
        summary=f"{found.kind.label} of {day(found.starts_at)}: agenda sent.",
        site_id=site.id,
    )
    meeting.sequence += 1
    meeting.told_at = meeting.agenda_sent_at = clock.now()
    session().flush()
    _tell(site, meeting, "meetings_agenda")


def add_items(found: MeetingRow, items: Sequence[str]) -> None:
    """Put items at the end of the agenda. Raises Refused for what is wrong with them."""
    meeting = session().get_one(Meeting, found.id, with_for_update=True)
    if not items:
        raise Refused([("agenda", "Enter at least one item, each on its own line.")])
    refuse(check_items(tuple(items)))
    if meeting.state != State.PLANNED:
        raise Refused([("agenda", "The meeting is over: put it on the agenda of the next one.")])
    audit.because(
        "agenda changed",
        summary=f"{found.kind.label} of {day(found.starts_at)}:"
        f" {count(len(items), 'item')} added to the agenda.",
        site_id=found.site_id,
    )
    session().add_all(_items(meeting.id, items, _last_position(meeting.id)))
    session().flush()


def remove_item(found: MeetingRow, item: ItemRow) -> None:
    """Take an item off the agenda, for good. Raises Refused once minutes were written."""
    meeting = session().get_one(Meeting, found.id, with_for_update=True)
    row = session().get_one(AgendaItem, item.id)
    if row.removed_at is not None:
        return
    if meeting.state != State.PLANNED or item.text or queries.has_decisions(item.id):
        raise Refused([("agenda", "The item has minutes already, so it stays.")])
    audit.because(
        "agenda changed",
        summary=f"{found.kind.label} of {day(found.starts_at)}: item taken off the agenda.",
        site_id=found.site_id,
    )
    row.removed_at = clock.now()
    session().flush()


def carry_to_next(over: Meeting) -> int:
    """After a meeting: what it left open goes to the group's next planned one, if there is one.
    Returns how many items that were."""
    if over.group_id is None:
        return 0
    session().get_one(Site, over.site_id, with_for_update=True)  # nobody plans one meanwhile
    later = (Meeting.group_id == over.group_id, Meeting.state == State.PLANNED)
    order = (Meeting.starts_at, Meeting.id)
    ahead = session().scalars(select(Meeting).where(*later).order_by(*order).limit(1)).first()
    items = _carried(ahead) if ahead is not None else []
    session().add_all(items)
    session().flush()
    return len(items)


def planned(found: MeetingRow, version: int) -> Meeting:
    """The meeting locked for a change while it is planned. Raises ChangedMeanwhile."""
    meeting = session().get_one(Meeting, found.id, with_for_update=True)
    if meeting.version != version or meeting.state != State.PLANNED:
        raise ChangedMeanwhile
    return meeting


def _new(site_id: int, kind: Kind, group: GroupRow | None, planned_by: int) -> Meeting:
    return Meeting(
        site_id=site_id,
        group_id=group.id if group else None,
        kind=kind.value,
        state=State.PLANNED.value,
        uid=f"meeting-{secrets.token_hex(12)}",
        planned_by_id=planned_by,
        told_at=clock.now(),
        quorum=group.quorum if group else 0,
    )


def _asked(meeting: Meeting, on: date) -> list[Attendee]:
    """The people of a meeting: the members of its group, or all who work on the site."""
    if meeting.group_id is not None:
        rows = [
            Attendee(
                member_id=seat.id,
                person_id=seat.person_id,
                name="" if seat.person_id else seat.name,
                email="" if seat.person_id else seat.email,
                role=seat.role.value,
                organisation=seat.organisation,
            )
            for seat in queries.members_of(meeting.group_id)
            if seat.sits(on)
        ]
    else:
        rows = [
            Attendee(
                person_id=one.person_id,
                name="",
                email="",
                role=MemberRole.MEMBER.value,
                organisation=one.side.label,
            )
            for one in owners(meeting.site_id)
        ]
    for place, row in enumerate(rows):
        row.meeting_id, row.attendance = meeting.id, Attendance.UNKNOWN.value
        row.position = place
    return rows


def _carried(meeting: Meeting) -> list[AgendaItem]:
    """What the group left open, for the agenda of one of its meetings; the site is locked."""
    left = queries.backlog(meeting.group_id) if meeting.group_id is not None else []
    start = _last_position(meeting.id) if left else 0
    return [
        AgendaItem(
            meeting_id=meeting.id, position=start + place, title=item.title, came_from_id=item.id
        )
        for place, item in enumerate(left, 1)
    ]


def _items(meeting_id: int, items: Sequence[str], after: int) -> list[AgendaItem]:
    """New items, behind the position given."""
    return [
        AgendaItem(meeting_id=meeting_id, position=after + place, title=title)
        for place, title in enumerate(items, 1)
    ]


def _last_position(meeting_id: int) -> int:
    last = select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting_id)
    return session().scalar(last) or 0


def _tell(site: SiteName, meeting: Meeting, template: str, reason: str = "") -> None:
    row = queries.meeting_of(site.id, meeting.id)
    if row is not None and row.ends_at > clock.now():
        tell(site, row, meeting.uid, template, reason)


def _write(meeting: Meeting, when: Plan) -> None:
    meeting.starts_at, meeting.minutes = when.starts_at, when.minutes
    meeting.place = when.place.strip()


def _words(when: Plan) -> str:
    return f"{day(when.on)} at {when.at:%H:%M}"
