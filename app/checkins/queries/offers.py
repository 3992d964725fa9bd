"""Times offered for a call, and what people of a site wish for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.checkins.models import CallOffer, CallWish, OfferedTime, OfferLink
from app.checkins.queries.calls import busy_times
from app.checkins.rules import Channel, overlapping
from app.checkins.rules.offers import OfferState, channels_of, offer_state
from app.core import clock
from app.core.clock import in_london
from app.core.db import session
from app.core.security.tokens import digest
from app.sites.models import Membership, Site
from app.sites.rules import SiteRole, Status


@dataclass(frozen=True)
class OfferRow:
    """An offer as pages show it; `free` are the times that can still be picked."""

    id: int
    site_id: int
    site_slug: str
    site_name: str
    state: OfferState
    caller_id: int
    caller: str
    minutes: int
    link: str
    phone: str
    agenda: str
    times: tuple[datetime, ...]
    free: tuple[datetime, ...]
    expires_at: datetime
    offered_at: datetime
    picked_by: str
    call_id: int | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether a time can be picked."""
        return self.state is OfferState.OPEN and bool(self.free)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways to talk that are offered."""
        return channels_of(self.link, self.phone)


@dataclass(frozen=True)
class Linked:
    """What somebody was sent a link to; `may_pick` while they still speak for the site, and it does
    not rest."""

    offer: OfferRow
    person_id: int
    name: str
    may_pick: bool


@dataclass(frozen=True)
class WishRow:
    """Somebody of a site asks for a call; `is_answer` where they were offered times before."""

    name: str
    words: str
    asked_at: datetime
    is_answer: bool


_CALLER, _PICKER = aliased(Person), aliased(Person)
_OFFERS = (
    select(CallOffer, Site.slug, Site.name, _CALLER.name, _PICKER.name)
    .join(Site, Site.id == CallOffer.site_id)
    .join(_CALLER, _CALLER.id == CallOffer.caller_id)
    .outerjoin(_PICKER, _PICKER.id == CallOffer.picked_by_id)
)


def offer_of(site_id: int, offer_id: int) -> OfferRow | None:
    """One offer of this site; None when there is none here."""
    return _one(
        session().execute(_OFFERS.where(CallOffer.site_id == site_id, CallOffer.id == offer_id))
    )


def open_offer(site_id: int) -> OfferRow | None:
    """The offer of this site that waits for an answer; None when none does."""
    waiting = _OFFERS.where(
        CallOffer.site_id == site_id,
        CallOffer.state == OfferState.OPEN,
        CallOffer.expires_at > clock.now(),
    )
    return _one(session().execute(waiting.order_by(CallOffer.id.desc()).limit(1)))


def linked(token: str) -> Linked | None:
    """What this link leads to, whatever its state; None for a link we never made."""
    speaks = exists().where(
        Membership.person_id == Person.id,
        Membership.site_id == Site.id,
        Membership.role == SiteRole.STRATEGIC,
        Membership.ended_at.is_(None),
        Person.deactivated_at.is_(None),
        Site.status == Status.ACTIVE,
    )
    row = session().execute(
        select(OfferLink.offer_id, Person.id, Person.name, CallOffer.site_id, speaks)
        .join(Person, Person.id == OfferLink.person_id)
        .join(CallOffer, CallOffer.id == OfferLink.offer_id)
        .join(Site, Site.id == CallOffer.site_id)
        .where(OfferLink.token_hash == digest(token))
    )
    found = row.first()
    if found is None:
        return None
    offer_id, person_id, name, site_id, may_pick = found
    offer = offer_of(site_id, offer_id)
    return None if offer is None else Linked(offer, person_id, name, bool(may_pick))


def open_wishes(site_id: int) -> list[WishRow]:
    """Who of a site waits for a call or for other times, the latest first."""
    rows = session().execute(
        select(Person.name, CallWish.words, CallWish.asked_at, CallWish.offer_id)
        .join(Person, Person.id == CallWish.person_id)
        .where(CallWish.site_id == site_id, CallWish.met_at.is_(None))
        .order_by(CallWish.id.desc())
    )
    return [WishRow(name, words, at, offer_id is not None) for name, words, at, offer_id in rows]


def free_times(
    times: Sequence[datetime], minutes: int, caller_id: int, now: datetime
) -> tuple[datetime, ...]:
    """Which of these times are still ahead and run into no call of whoever would call."""
    ahead = sorted(one for one in times if one > now)
    if not ahead:
        return ()
    busy = busy_times(caller_id, in_london(ahead[0]).date(), in_london(ahead[-1]).date())
    return tuple(one for one in ahead if not overlapping(one, minutes, busy))


def _one(rows: Any) -> OfferRow | None:
    found = rows.first()
    if found is None:
        return None
    row, slug, site, caller, picker = found
    chosen = select(OfferedTime.starts_at).where(OfferedTime.offer_id == row.id)
    times = tuple(session().scalars(chosen.order_by(OfferedTime.starts_at)))
    now = clock.now()
    state = offer_state(row.state, row.expires_at, now)
    is_open = state is OfferState.OPEN
    return OfferRow(
        id=row.id,
        site_id=row.site_id,
        site_slug=slug,
        site_name=site,
        state=state,
        caller_id=row.caller_id,
        caller=caller,
        minutes=row.minutes,
        link=row.link,
        phone=row.phone,
        agenda=row.agenda,
        times=times,
        free=free_times(times, row.minutes, row.caller_id, now) if is_open else (),
        expires_at=row.expires_at,
        offered_at=row.offered_at,
        picked_by=picker or "",
        call_id=row.call_id,
        version=row.version,
    )
