"""What other rooms read about support: what was given when, and the stream of a site."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, false, literal, select

from app.core.db import session
from app.core.stream import Entry, beginning_of, newest
from app.core.words import count
from app.plans.rules import Barrier
from app.sites.models import Site
from app.support.models import SupportEntry, SupportRequest, SupportSession
from app.support.rules.conversation import Said
from app.support.rules.kinds import Delivery, Helped, Kind

KIND = "support"  # in the stream of a site


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


def stream(site_id: int, before: datetime | None = None, limit: int = 50) -> list[Entry]:
    """What was said and given at a site, newest first, the NSPCC's notes marked; one statement."""
    return [_entry(row) for row in newest([_said(site_id), _given(site_id)], before, limit)]


def _said(site_id: int) -> Select[*tuple[Any, ...]]:
    said = SupportEntry
    return _at(site_id, said.request_id).add_columns(
        said.id,
        said.said_at.label("at"),
        said.kind.label("what"),
        said.words,
        said.detail,
        said.nspcc_only,
        said.said_by_id.label("who_id"),
        literal(0).label("minutes"),
    )


def _given(site_id: int) -> Select[*tuple[Any, ...]]:
    given = SupportSession
    return _at(site_id, given.request_id).add_columns(
        given.id,
        beginning_of(given.held_on).label("at"),
        given.delivery.label("what"),
        given.words,
        literal("").label("detail"),
        false().label("nspcc_only"),
        given.entered_by_id.label("who_id"),
        given.minutes,
    )


def _at(site_id: int, request_id: Any) -> Select[*tuple[Any, ...]]:
    """The columns of the request that something belongs to."""
    return (
        select(SupportRequest.id.label("request_id"), SupportRequest.title, Site.slug)
        .join(Site, Site.id == SupportRequest.site_id)
        .where(SupportRequest.site_id == site_id, SupportRequest.id == request_id)
    )


def _entry(row: Any) -> Entry:
    if row.minutes:
        how = f"{Delivery(row.what).label}, {count(row.minutes, 'minute')}"
    else:
        how = Said(row.what).label
    return Entry(
        kind=KIND,
        at=row.at,
        title=f"Support, {row.title}: {how[:1].lower()}{how[1:]}",
        detail=row.words or row.detail,
        path=f"/sites/{row.slug}/support/{row.request_id}",
        nspcc_only=bool(row.nspcc_only),
        who_id=row.who_id,
        whole_day=bool(row.minutes),
    )


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
