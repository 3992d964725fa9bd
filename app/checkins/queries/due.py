"""What of check-in calls falls due: calls ahead, calls nobody wrote up, calls that were missed."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from app.checkins.models import CallInvitee, CheckInCall
from app.checkins.rules import CallState
from app.core import clock
from app.core.clock import LONDON, in_london
from app.core.db import session
from app.core.due import Due
from app.core.words import day
from app.notices.rules import Kind
from app.sites.models import Site
from app.sites.rules import Status

_Later = aliased(CheckInCall)
OPEN_AFTER = (CallState.HELD, CallState.MISSED, CallState.PLANNED)


def due(first: date, last: date) -> list[Due]:
    """Calls of active sites that fall on a London day from `first` to `last`; three statements.

    Planned calls are "ahead" until they start and "unrecorded" afterwards. A call that was not
    held is "missed" until a later one is held, planned or missed as well: then it is that one's.
    """
    start = datetime.combine(first, time(0), LONDON).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(0), LONDON).astimezone(UTC)
    between = (CheckInCall.starts_at >= start, CheckInCall.starts_at < end)
    followed = select(_Later.id).where(
        _Later.site_id == CheckInCall.site_id,
        _Later.starts_at > CheckInCall.starts_at,
        _Later.state.in_(OPEN_AFTER),
    )
    planned = _calls(*between, CheckInCall.state == CallState.PLANNED)
    missed = _calls(*between, CheckInCall.state == CallState.MISSED, ~followed.exists())
    asked = _asked([call.id for call, _ in planned])
    now = clock.now()
    return [
        *(_planned(call, slug, asked.get(call.id, ()), now) for call, slug in planned),
        *(_missed(call, slug) for call, slug in missed),
    ]


def _planned(call: CheckInCall, slug: str, asked: tuple[int, ...], now: datetime) -> Due:
    if call.starts_at > now:
        return _due(call, slug, "ahead", f"Check-in call on {day(call.starts_at)}", owners=asked)
    title = f"Check-in call of {day(call.starts_at)}: nobody wrote down whether it was held"
    return _due(call, slug, "unrecorded", title)


def _missed(call: CheckInCall, slug: str) -> Due:
    title = f"Check-in call of {day(call.starts_at)} was not held, and no other is booked"
    return _due(call, slug, "missed", title)


def _due(call: CheckInCall, slug: str, phase: str, title: str, owners: tuple[int, ...] = ()) -> Due:
    return Due(
        kind=Kind.CALLS.value,
        subject=f"call:{call.id}",
        site_id=call.site_id,
        title=title,
        on=in_london(call.starts_at).date(),
        path=f"/sites/{slug}/check-ins/{call.id}",
        phase=phase,
        owner_ids=owners,
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


def _asked(call_ids: list[int]) -> dict[int, tuple[int, ...]]:
    """Whose calendar holds each of these calls."""
    found: dict[int, tuple[int, ...]] = {}
    if call_ids:
        rows = session().execute(
            select(CallInvitee.call_id, CallInvitee.person_id)
            .where(CallInvitee.call_id.in_(call_ids))
            .order_by(CallInvitee.person_id)
        )
        for call_id, person_id in rows:
            found[call_id] = (*found.get(call_id, ()), person_id)
    return found
