"""Calls, what happens around the work, meetings of steering groups."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.checkins.models import CallRecord, CheckInCall
from app.checkins.rules import CallState
from app.core.clock import in_london
from app.core.db import Base
from app.indicators.queries.past import Past, rows
from app.indicators.rules.known import Around, Call, Meeting
from app.meetings.models import Attendee, Group
from app.meetings.models import Meeting as MeetingTable
from app.meetings.rules import Attendance, MemberRole, State, is_quorate
from app.meetings.rules import Kind as MeetingKind
from app.standing.models import SiteEvent
from app.standing.queries import registered_events
from app.standing.rules import Dates, EventKind, When

TABLES: tuple[type[Base], ...] = (CheckInCall, SiteEvent, MeetingTable)
_Later = aliased(CallRecord)


def calls_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[Call]]:
    """Calls held and missed, each with its note as it stands or stood; one statement."""
    notes = _Later.call_id == CheckInCall.id
    if past is not None:
        notes = notes & (_Later.written_at <= past.moment)
    newest = select(func.max(_Later.number)).where(notes).correlate(CheckInCall).scalar_subquery()
    is_newest = (CallRecord.call_id == CheckInCall.id) & (CallRecord.number == newest)
    chosen = (
        select(
            CheckInCall.id,
            CheckInCall.site_id,
            CheckInCall.state,
            CheckInCall.starts_at,
            CallRecord.held_on.label("noted_on"),
            CallRecord.confidence.label("said"),
        )
        .outerjoin(CallRecord, is_newest)
        .where(CheckInCall.site_id.in_(site_ids))
    )
    found: dict[int, list[Call]] = defaultdict(list)
    for row in rows(CheckInCall, chosen, past):
        if row.state in (CallState.HELD.value, CallState.MISSED.value):
            on = row.noted_on or in_london(row.starts_at).date()
            found[row.site_id].append(Call(on, row.state == CallState.HELD.value, row.said))
    return found


def around_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[Around]]:
    """Events that people entered, and reorganisations of the register; two statements."""
    chosen = select(
        SiteEvent.id,
        SiteEvent.site_id,
        SiteEvent.kind,
        SiteEvent.title,
        SiteEvent.announced_on,
        SiteEvent.announced_month,
        SiteEvent.decided_on,
        SiteEvent.decided_month,
        SiteEvent.in_force_on,
        SiteEvent.in_force_month,
        SiteEvent.removed_at,
    ).where(SiteEvent.site_id.in_(site_ids))
    found: dict[int, list[Around]] = defaultdict(list)
    for row in rows(SiteEvent, chosen, past):
        if row.removed_at is None:
            found[row.site_id].append(Around(EventKind(row.kind), row.title, _dates(row)))
    for one in registered_events(site_ids):
        if past is None or one.entered_at <= past.moment:
            found[one.site_id].append(Around(one.kind, one.title, one.dates))
    return found


def _dates(row: Any) -> Dates:
    return Dates(
        _when(row.announced_on, row.announced_month),
        _when(row.decided_on, row.decided_month),
        _when(row.in_force_on, row.in_force_month),
    )


def _when(first: date | None, is_month: bool) -> When | None:
    return None if first is None else When(first, is_month)


def meetings_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[Meeting]]:
    """Meetings of steering groups that were held, and whether they were quorate; one statement."""
    present = (
        select(func.count())
        .where(
            Attendee.meeting_id == MeetingTable.id,
            Attendee.attendance == Attendance.PRESENT.value,
            Attendee.role != MemberRole.GUEST.value,
        )
        .correlate(MeetingTable)
        .scalar_subquery()
    )
    chosen = (
        select(
            MeetingTable.id,
            MeetingTable.site_id,
            MeetingTable.state,
            MeetingTable.starts_at,
            MeetingTable.quorum,
            present.label("present"),
        )
        .join(Group, Group.id == MeetingTable.group_id)
        .where(MeetingTable.site_id.in_(site_ids), Group.kind == MeetingKind.STEERING.value)
    )
    found: dict[int, list[Meeting]] = defaultdict(list)
    for row in rows(MeetingTable, chosen, past):
        if row.state == State.HELD.value:
            on = in_london(row.starts_at).date()
            found[row.site_id].append(Meeting(on, is_quorate(row.present, row.quorum)))
    return found
