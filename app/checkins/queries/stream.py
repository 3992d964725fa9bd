"""Calls, and concerns about engagement, for the stream of a site.

Concerns have a read of their own, to be asked under the right to see them: nobody of an authority
has it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.checkins.models import CallMiss, CallRecord, CheckInCall, EngagementConcern
from app.checkins.rules import CallState, MissReason, confidence_words
from app.checkins.rules.concerns import Outcome, in_words, why_of
from app.core.db import session
from app.core.stream import Entry
from app.sites.models import Site

KIND = "call"
EVER = datetime(9999, 1, 1, tzinfo=UTC)
TOLD = (CallState.HELD, CallState.MISSED, CallState.CANCELLED)
_Later = aliased(CallRecord)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Calls that were held, missed or cancelled, newest first; one statement. Nothing of it is
    for the NSPCC alone."""
    later = select(_Later.id).where(
        _Later.call_id == CallRecord.call_id, _Later.number > CallRecord.number
    )
    rows = session().execute(
        select(CheckInCall, CallRecord, CallMiss, Site.slug)
        .join(Site, Site.id == CheckInCall.site_id)
        .outerjoin(CallRecord, (CallRecord.call_id == CheckInCall.id) & ~later.exists())
        .outerjoin(CallMiss, CallMiss.call_id == CheckInCall.id)
        .where(
            CheckInCall.site_id == site_id,
            CheckInCall.state.in_(TOLD),
            CheckInCall.starts_at < (before or EVER),
        )
        .order_by(CheckInCall.starts_at.desc(), CheckInCall.id.desc())
        .limit(limit)
    )
    return [_call(*row) for row in rows]


def stream_of_concerns(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Concerns raised and resolved, newest first; one statement. For the NSPCC alone."""
    rows = session().execute(
        select(EngagementConcern, Site.slug)
        .join(Site, Site.id == EngagementConcern.site_id)
        .where(EngagementConcern.site_id == site_id)
    )
    found = [entry for row in rows for entry in _concern(*row) if entry.at < (before or EVER)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:limit]


def _concern(one: EngagementConcern, slug: str) -> Iterator[Entry]:
    path = f"/sites/{slug}/check-ins/concerns/{one.id}"
    raised = Entry(
        KIND,
        one.raised_at,
        "Engagement concern raised",
        in_words(why_of(one.why)),
        path,
        nspcc_only=True,
        who_id=one.raised_by_id,
    )
    yield raised
    if one.resolved_at is not None:
        title, detail = "Engagement concern resolved", Outcome(one.outcome).label
        yield replace(
            raised, at=one.resolved_at, title=title, detail=detail, who_id=one.resolved_by_id
        )


def _call(call: CheckInCall, record: CallRecord | None, miss: CallMiss | None, slug: str) -> Entry:
    path = f"/sites/{slug}/check-ins/{call.id}"
    if record is not None:
        detail = confidence_words(record.confidence, None) if record.confidence else ""
        by = record.written_by_id
        return Entry(KIND, call.starts_at, "Check-in call held", detail, path, who_id=by)
    if miss is not None:
        detail, by = MissReason(miss.reason).label, miss.entered_by_id
        return Entry(KIND, call.starts_at, "Check-in call not held", detail, path, who_id=by)
    return Entry(KIND, call.starts_at, "Check-in call cancelled", path=path)
