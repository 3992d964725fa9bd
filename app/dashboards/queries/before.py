"""What was said and given at sites before their use faltered or came back."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.checkins.models import CallCode, CallRecord, CheckInCall
from app.core.clock import first_moment, in_london
from app.core.db import session
from app.indicators.models import IndicatorSnapshot
from app.indicators.rules.definitions import SIGNALS
from app.indicators.rules.lasting import BEFORE, Sign, Turn
from app.plans.models import BarrierCode, RaisedBarrier
from app.plans.rules import Barrier
from app.support.models import SupportRequest, SupportSession

SIGNAL_CODES = tuple(one.code for one in SIGNALS)
BARRIERS = frozenset(one.value for one in Barrier)


def barriers_before(turns: Sequence[Turn]) -> list[Sign]:
    """Barriers named in calls and raised in plans at the sites of these turns; two statements."""
    if not turns:
        return []
    sites, first, last = _span(turns)
    later = aliased(CallRecord)
    newest = (
        select(func.max(later.number))
        .where(later.call_id == CheckInCall.id)
        .correlate(CheckInCall)
        .scalar_subquery()
    )
    named: Any = session().execute(
        select(CheckInCall.site_id, CallCode.code, func.min(CallRecord.held_on))
        .join(CallRecord, CallRecord.call_id == CheckInCall.id)
        .join(CallCode, CallCode.record_id == CallRecord.id)
        .where(
            CheckInCall.site_id.in_(sites),
            CallRecord.number == newest,
            CallRecord.held_on.between(first, last),
        )
        .group_by(CheckInCall.site_id, CallCode.code, CallRecord.held_on)
    )
    raised: Any = session().execute(
        select(RaisedBarrier.site_id, BarrierCode.code, RaisedBarrier.raised_at)
        .join(BarrierCode, BarrierCode.barrier_id == RaisedBarrier.id)
        .where(
            RaisedBarrier.site_id.in_(sites),
            RaisedBarrier.raised_at.between(first_moment(first), first_moment(last)),
        )
    )
    found = [Sign(site, code, on) for site, code, on in named if code in BARRIERS]
    return found + [Sign(site, code, in_london(at).date()) for site, code, at in raised]


def signals_before(turns: Sequence[Turn]) -> list[Sign]:
    """Signals of early warning that were up at the sites of these turns in the year before, each
    with the first day; one statement."""
    if not turns:
        return []
    sites, _, _ = _span(turns)
    ends = {one.site_id: one.on for one in turns}
    rows = session().execute(
        select(IndicatorSnapshot.site_id, IndicatorSnapshot.on, IndicatorSnapshot.signals)
        .where(IndicatorSnapshot.site_id.in_(sites))
        .order_by(IndicatorSnapshot.site_id, IndicatorSnapshot.on)
    )
    found: dict[tuple[int, str], date] = {}
    for site, on, marks in rows:
        if ends[site] - BEFORE <= on < ends[site]:
            for code, mark in zip(SIGNAL_CODES, marks, strict=False):
                if mark in "12":
                    found.setdefault((site, code), on)
    return [Sign(site, code, on) for (site, code), on in found.items()]


def support_before(turns: Sequence[Turn]) -> list[Sign]:
    """Support that was given at the sites of these turns, by its kind; one statement."""
    if not turns:
        return []
    sites, _, _ = _span(turns)
    rows = session().execute(
        select(SupportRequest.site_id, SupportRequest.kind, SupportSession.held_on)
        .join(SupportSession, SupportSession.request_id == SupportRequest.id)
        .where(SupportRequest.site_id.in_(sites))
    )
    return [Sign(site, kind, on) for site, kind, on in rows]


def _span(turns: Sequence[Turn]) -> tuple[Collection[int], date, date]:
    """The sites, and the days between which something can have come before a turn."""
    days = [one.on for one in turns]
    return sorted({one.site_id for one in turns}), min(days) - BEFORE, max(days)
