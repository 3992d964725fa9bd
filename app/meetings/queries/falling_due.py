"""Meetings ahead or without minutes, and minutes nobody went on with, at every active site."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from app.core.clock import first_moment, in_london
from app.core.db import session
from app.core.due import Due
from app.meetings.models import AgendaItem, Attendee, Group, ItemMinutes, Meeting
from app.meetings.rules import Kind, State
from app.sites.models import Site
from app.sites.rules import Status

UNTOUCHED = timedelta(days=14)


def due(first: date, last: date) -> list[Due]:
    """What meetings have due on a day from one to another; at most three statements."""
    return [*_meetings(first, last), *_minutes(first, last)]


def _meetings(first: date, last: date) -> Iterator[Due]:
    """Meetings that were not held and not cancelled."""
    chosen = _open().where(
        Meeting.starts_at >= first_moment(first),
        Meeting.starts_at < first_moment(last + timedelta(days=1)),
    )
    rows = session().execute(chosen).all()
    asked = _asked([row[0] for row in rows])
    for number, site_id, kind, starts_at, group, slug in rows:
        yield Due(
            "meetings",
            f"meeting:{number}",
            site_id,
            group or Kind(kind).label,
            in_london(starts_at).date(),
            f"/sites/{slug}/meetings/{number}",
            phase="ahead",
            owner_ids=asked.get(number, ()),
            turn=int(starts_at.timestamp()) // 60,
            moment=starts_at,
        )


def _asked(meeting_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Who with an account was asked to each of these meetings."""
    if not meeting_ids:
        return {}
    rows = session().execute(
        select(Attendee.meeting_id, Attendee.person_id)
        .where(
            Attendee.meeting_id.between(min(meeting_ids), max(meeting_ids)),
            Attendee.person_id.is_not(None),
        )
        .order_by(Attendee.id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for meeting_id, person_id in rows:
        if person_id is not None:
            found[meeting_id] = (*found.get(meeting_id, ()), person_id)
    return found


def _minutes(first: date, last: date) -> Iterator[Due]:
    """Minutes begun and not gone on with, of meetings that were not ended."""
    saved_at = func.max(ItemMinutes.saved_at)
    rows = session().execute(
        _open(saved_at, func.max(ItemMinutes.saved_by_id))
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .join(ItemMinutes, ItemMinutes.item_id == AgendaItem.id)
        .group_by(
            Meeting.id, Meeting.site_id, Meeting.kind, Meeting.starts_at, Group.name, Site.slug
        )
        .having(saved_at >= first_moment(first - UNTOUCHED))
        .having(saved_at < first_moment(last - UNTOUCHED + timedelta(days=1)))
    )
    for number, site_id, kind, _, group, slug, saved, writer in rows:
        on = in_london(saved).date() + UNTOUCHED
        yield Due(
            "drafts",
            f"minutes:{number}",
            site_id,
            f"Minutes of the meeting: {group or Kind(kind).label}",
            on,
            f"/sites/{slug}/meetings/{number}/record",
            owner_ids=(writer,),
            turn=on.toordinal(),
        )


def _open(*more: Any) -> Any:
    return (
        select(Meeting.id, Meeting.site_id, Meeting.kind, Meeting.starts_at, Group.name, Site.slug)
        .add_columns(*more)
        .join(Site, Site.id == Meeting.site_id)
        .outerjoin(Group, Group.id == Meeting.group_id)
        .where(Site.status == Status.ACTIVE.value, Meeting.state == State.PLANNED.value)
    )
