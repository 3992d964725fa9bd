"""What of check-in calls falls due: calls ahead, calls nobody wrote up, calls that were missed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from app.checkins.models import CheckInCall
from app.checkins.queries.calls import invitees
from app.checkins.rules import CallState, Channel
from app.core import clock
from app.core.clock import first_moment, in_london
from app.core.db import session
from app.core.due import Due
from app.core.words import count
from app.notices.rules import Kind
from app.sites.models import Site
from app.sites.rules import Status

_Later = aliased(CheckInCall)
FOLLOWS = (CallState.HELD, CallState.MISSED, CallState.PLANNED)


def due(first: date, last: date) -> list[Due]:
    """Calls of active sites that fall on a London day from `first` to `last`; three statements.

    Planned calls are "ahead" until they start and "unrecorded" afterwards. A call that was not
    held is "missed" until a later one is held, planned or missed as well: then it is that one's.
    """
    start, end = first_moment(first), first_moment(last + timedelta(days=1))
    between = (CheckInCall.starts_at >= start, CheckInCall.starts_at < end)
    followed = select(_Later.id).where(
        _Later.site_id == CheckInCall.site_id,
        _Later.starts_at > CheckInCall.starts_at,
        _Later.state.in_(FOLLOWS),
    )
    planned = _calls(*between, CheckInCall.state == CallState.PLANNED)
    missed = _calls(*between, CheckInCall.state == CallState.MISSED, ~followed.exists())
    people = invitees([call.id for call, _ in planned]) if planned else {}
    asked = {number: tuple(one.person_id for one in some) for number, some in people.items()}
    now = clock.now()
    return [
        *(_planned(call, slug, asked[call.id], now) for call, slug in planned),
        *(_missed(call, slug) for call, slug in missed),
    ]


def _planned(call: CheckInCall, slug: str, asked: tuple[int, ...], now: datetime) -> Due:
    phase = "ahead" if call.starts_at > now else "unrecorded"
    how = Channel(call.channel).label.lower()
    return replace(
        _due(call, slug, phase, "Check-in call"),
        owner_ids=asked,
        detail=f"{count(call.minutes, 'minute')}, {how}: {call.place}" if phase == "ahead" else "",
        since=call.told_at,
    )


def _missed(call: CheckInCall, slug: str) -> Due:
    return _due(call, slug, "missed", "Check-in call that was not held")


def _due(call: CheckInCall, slug: str, phase: str, title: str) -> Due:
    return Due(
        kind=Kind.CALLS.value,
        subject=f"call:{call.id}",
        site_id=call.site_id,
        title=title,
        on=in_london(call.starts_at).date(),
        path=f"/sites/{slug}/check-ins/{call.id}",
        phase=phase,
        turn=call.sequence,
        moment=call.starts_at,
    )


def _calls(*wanted: ColumnElement[bool]) -> list[tuple[CheckInCall, str]]:
    rows = session().execute(
        select(CheckInCall, Site.slug)
        .join(Site, Site.id == CheckInCall.site_id)
        .where(Site.status == Status.ACTIVE.value, *wanted)
        .order_by(CheckInCall.starts_at, CheckInCall.id)
    )
    return [(call, slug) for call, slug in rows]
