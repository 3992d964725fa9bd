"""What other rooms read about support: what was given when, and the stream of a site."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from app.core.clock import LONDON
from app.core.db import session
from app.core.words import count
from app.plans.rules import Barrier
from app.sites.models import Site
from app.support.models import SupportEntry, SupportRequest, SupportSession
from app.support.rules.conversation import Said
from app.support.rules.kinds import Delivery, Helped, Kind

NOON = time(12)


@dataclass(frozen=True)
class Delivered:
    """Support that was given on a day: what it was asked for, and whether it helped (None while
    the authority has not said)."""

    site_id: int
    request_id: int
    session_id: int
    title: str
    kind: Kind
    barrier: Barrier | None
    on: date
    minutes: int
    delivery: Delivery
    people: int | None
    helped: Helped | None


@dataclass(frozen=True)
class StreamRow:
    """Something in the stream of a site; `path` leads to it, `nspcc_only` says who may read it."""

    when: datetime
    title: str
    detail: str
    path: str
    nspcc_only: bool


def delivered_between(site_ids: Collection[int], first: date, last: date) -> list[Delivered]:
    """What was given at these sites from one day to another, both included, in its order; at most
    one statement."""
    if not site_ids:
        return []
    rows = session().execute(
        select(SupportSession, SupportRequest)
        .join(SupportRequest, SupportRequest.id == SupportSession.request_id)
        .where(
            SupportRequest.site_id.in_(sorted(site_ids)),
            SupportSession.held_on >= first,
            SupportSession.held_on <= last,
        )
        .order_by(SupportSession.held_on, SupportSession.id)
    )
    return [_delivered(one, request) for one, request in rows]


def stream(site_id: int) -> list[StreamRow]:
    """All that was said and given at a site, newest first, the NSPCC's notes marked; two
    statements. Whoever shows it leaves out what its reader may not see."""
    said = session().execute(
        select(SupportEntry, SupportRequest.title, Site.slug)
        .join(SupportRequest, SupportRequest.id == SupportEntry.request_id)
        .join(Site, Site.id == SupportRequest.site_id)
        .where(SupportRequest.site_id == site_id)
    )
    found = [
        StreamRow(
            entry.said_at,
            f"Support, {title}: {Said(entry.kind).label.lower()}",
            entry.words or entry.detail,
            _path(slug, entry.request_id),
            entry.nspcc_only,
        )
        for entry, title, slug in said
    ]
    given = session().execute(
        select(SupportSession, SupportRequest.title, Site.slug)
        .join(SupportRequest, SupportRequest.id == SupportSession.request_id)
        .join(Site, Site.id == SupportRequest.site_id)
        .where(SupportRequest.site_id == site_id)
    )
    found += [_given(one, title, slug) for one, title, slug in given]
    return sorted(found, key=lambda row: row.when, reverse=True)


def _given(one: SupportSession, title: str, slug: str) -> StreamRow:
    how = Delivery(one.delivery).label.lower()
    return StreamRow(
        datetime.combine(one.held_on, NOON, LONDON),
        f"Support, {title}: {how}, {count(one.minutes, 'minute')}",
        one.words,
        _path(slug, one.request_id),
        False,
    )


def _path(slug: str, request_id: int) -> str:
    return f"/sites/{slug}/support/{request_id}"


def _delivered(one: SupportSession, request: SupportRequest) -> Delivered:
    return Delivered(
        site_id=request.site_id,
        request_id=request.id,
        session_id=one.id,
        title=request.title,
        kind=Kind(request.kind),
        barrier=Barrier(request.barrier) if request.barrier else None,
        on=one.held_on,
        minutes=one.minutes,
        delivery=Delivery(one.delivery),
        people=one.people,
        helped=Helped(request.helped) if request.helped else None,
    )
