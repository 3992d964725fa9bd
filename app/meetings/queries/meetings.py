"""Reads about meetings: one, the list of a site, those around one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from app.core.clock import in_london
from app.core.db import session
from app.meetings.models import AgendaItem, Group, Meeting
from app.meetings.rules import Kind, State

PER_PAGE = 25
AHEAD, QUARTER, YEAR, EARLIER = "ahead", "quarter", "year", "earlier"


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as lists and pages show it; `group` names its group, "" for a single event."""

    id: int
    site_id: int
    group_id: int | None
    group: str
    kind: Kind
    state: State
    starts_at: datetime
    minutes: int
    place: str
    sequence: int
    quorum: int
    told_at: datetime
    agenda_sent_at: datetime | None
    approved_on: date | None
    approved_at_id: int | None
    corrections: str
    version: int

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def title(self) -> str:
        """What people call it: the name of its group, or the kind of event."""
        return self.group or self.kind.label

    @property
    def on(self) -> date:
        """The day in London on which it is or was."""
        return in_london(self.starts_at).date()


@dataclass(frozen=True)
class Wanted:
    """What a list of meetings is narrowed to ("" means any) and how it is ordered.

    `period` is AHEAD, QUARTER (the last 92 days), YEAR or EARLIER; `sort` "", "when", "-when",
    "kind" or "-kind": without one, what is ahead stands first, soonest first, then the latest.
    """

    kind: str = ""
    state: str = ""
    period: str = ""
    sort: str = ""


@dataclass(frozen=True)
class MeetingPage:
    """One page of a site's meetings; `found` of `total` fit the filters."""

    rows: tuple[MeetingRow, ...]
    found: int
    total: int
    page: int
    pages: int


def of_site(site_id: int, wanted: Wanted, now: datetime, page: int = 1) -> MeetingPage:
    """One page of the meetings of a site."""
    conditions = _conditions(wanted, now)
    fits = func.count(case((and_(*conditions), 1))) if conditions else func.count()
    counts = select(func.count(), fits).where(Meeting.site_id == site_id)
    total, found = session().execute(counts).one()
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen = selected().where(Meeting.site_id == site_id, *conditions)
    ordered = chosen.order_by(*_order(wanted.sort, now))
    rows = rows_of(ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return MeetingPage(rows, found, total, page, pages)


def next_of(site_id: int, now: datetime) -> MeetingRow | None:
    """The planned meeting of a site that comes next, or is under way; None without one."""
    since = now - timedelta(hours=8)  # the longest meeting
    ahead = (Meeting.state == State.PLANNED, Meeting.starts_at >= since)
    chosen = selected().where(Meeting.site_id == site_id, *ahead)
    found = rows_of(chosen.order_by(Meeting.starts_at, Meeting.id).limit(1))
    return found[0] if found else None


def meeting_of(site_id: int, meeting_id: int) -> MeetingRow | None:
    """One meeting of this site; None when there is no such meeting here."""
    found = rows_of(selected().where(Meeting.site_id == site_id, Meeting.id == meeting_id))
    return found[0] if found else None


def meeting_with(site_id: int, item_id: int) -> MeetingRow | None:
    """The meeting of this site whose agenda holds an item; None when there is no such item."""
    holds = select(AgendaItem.meeting_id).where(AgendaItem.id == item_id).scalar_subquery()
    found = rows_of(selected().where(Meeting.site_id == site_id, Meeting.id == holds))
    return found[0] if found else None


def of_group(group_id: int, limit: int = 12) -> tuple[MeetingRow, ...]:
    """The latest meetings of a group, newest first."""
    ours = selected().where(Meeting.group_id == group_id)
    return rows_of(ours.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(limit))


def after(meeting: MeetingRow, limit: int = 12) -> tuple[MeetingRow, ...]:
    """The meetings of the same group after one, soonest first: where its minutes are approved."""
    if meeting.group_id is None:
        return ()
    later = (Meeting.group_id == meeting.group_id, Meeting.starts_at > meeting.starts_at)
    chosen = selected().where(*later, Meeting.state != State.CANCELLED)
    return rows_of(chosen.order_by(Meeting.starts_at, Meeting.id).limit(limit))


def to_approve(meeting: MeetingRow, limit: int = 5) -> tuple[MeetingRow, ...]:
    """Earlier meetings of the same group whose minutes wait for approval, oldest first."""
    if meeting.group_id is None:
        return ()
    earlier = (Meeting.group_id == meeting.group_id, Meeting.starts_at < meeting.starts_at)
    waiting = (Meeting.state == State.HELD, Meeting.approved_on.is_(None))
    chosen = selected().where(*earlier, *waiting)
    return rows_of(chosen.order_by(Meeting.starts_at, Meeting.id).limit(limit))


def is_planned_at(site_id: int, group_id: int | None, kind: str, starts_at: datetime) -> bool:
    """Whether the same group, or the same event, is planned for this very moment already."""
    same = Meeting.group_id.is_(None) if group_id is None else Meeting.group_id == group_id
    found = session().scalar(
        select(Meeting.id)
        .where(Meeting.site_id == site_id, same, Meeting.kind == kind)
        .where(Meeting.state == State.PLANNED, Meeting.starts_at == starts_at)
        .limit(1)
    )
    return found is not None


def _conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        found.append(Meeting.kind == wanted.kind)
    if wanted.state:
        found.append(Meeting.state == wanted.state)
    quarter, year = now - timedelta(days=92), now - timedelta(days=365)
    if wanted.period == AHEAD:
        found.append(Meeting.starts_at >= now)
    elif wanted.period == EARLIER:
        found.append(Meeting.starts_at < year)
    elif wanted.period in (QUARTER, YEAR):
        since = quarter if wanted.period == QUARTER else year
        found += [Meeting.starts_at >= since, Meeting.starts_at < now]
    return found


def _order(sort: str, now: datetime) -> tuple[ColumnElement[Any], ...]:
    when = Meeting.starts_at
    if sort in ("when", "-when"):
        return (
            (when.asc(), Meeting.id.asc()) if sort == "when" else (when.desc(), Meeting.id.desc())
        )
    if sort in ("kind", "-kind"):
        kind = Meeting.kind.asc() if sort == "kind" else Meeting.kind.desc()
        return (kind, when.desc(), Meeting.id.desc())
    ahead = and_(Meeting.state == State.PLANNED, when >= now)
    first = case((ahead, 0), else_=1)
    return (first.asc(), case((ahead, when)).asc(), when.desc(), Meeting.id.desc())


def selected() -> Select[Meeting, str]:
    """Meetings, each with the name of its group (None for a single event)."""
    return select(Meeting, Group.name).outerjoin(Group, Group.id == Meeting.group_id)


def rows_of(chosen: Select[Meeting, str]) -> tuple[MeetingRow, ...]:
    """What a statement of `selected` finds."""
    return tuple(_row(meeting, group) for meeting, group in session().execute(chosen))


def _row(meeting: Meeting, group: str | None) -> MeetingRow:
    return MeetingRow(
        id=meeting.id,
        site_id=meeting.site_id,
        group_id=meeting.group_id,
        group=group or "",
        kind=Kind(meeting.kind),
        state=State(meeting.state),
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        place=meeting.place,
        sequence=meeting.sequence,
        quorum=meeting.quorum,
        told_at=meeting.told_at,
        agenda_sent_at=meeting.agenda_sent_at,
        approved_on=meeting.approved_on,
        approved_at_id=meeting.approved_at_id,
        corrections=meeting.corrections,
        version=meeting.version,
    )
