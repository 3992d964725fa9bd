"""Offering times for a call, picking one of them, and saying that none suits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.accounts.models import Person
from app.checkins import queries
from app.checkins.models import CallOffer, CallWish, OfferedTime, OfferLink
from app.checkins.queries import OfferRow
from app.checkins.rules import Booking, Channel, day_and_time
from app.checkins.rules.offers import OfferState, check_offer, expires_at
from app.checkins.service.booking import AlreadyBooked, SiteName, book
from app.checkins.service.settling import meet_wishes, settle
from app.core import audit, clock, outbox
from app.core.clock import in_london
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.core.security.tokens import digest, new_token
from app.core.words import count, moment
from app.notices.rules import Kind
from app.notices.service import tell
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.queries import Contact

NOBODY = (
    "Nobody of the authority can pick a time, since the site has no strategic lead. Invite one, or "
    "book the call yourself."
)
PICKED = "Picked from the times the NSPCC offered."


@dataclass(frozen=True)
class NewOffer:
    """Times for one call with `caller_id`, and how to talk; "" for a way that is not offered."""

    caller_id: int
    times: tuple[datetime, ...]
    minutes: int
    link: str = ""
    phone: str = ""
    agenda: str = ""


class NotOpen(Exception):
    """The offer was picked from, withdrawn, has expired, or its site rests."""


def offer_times(site: SiteName, new: NewOffer, offered_by: int) -> int:
    """Offer times to the strategic leads of a site, each by a link of their own; returns the
    number of the offer. What was offered before is withdrawn. Raises Refused."""
    now, times = clock.now(), tuple(sorted(set(new.times)))
    link, phone = new.link.strip(), new.phone.strip()
    refuse(check_offer(times, new.minutes, link, phone, now))
    session().get_one(Site, site.id, with_for_update=True)  # two at once: one after the other
    people = [one for one in sites.contacts(site.id) if not one.is_nspcc]
    if not people:
        raise Refused([("times", NOBODY)])
    free = queries.free_times(times, new.minutes, new.caller_id, now)
    refuse(("times", _taken(one)) for one in times if one not in free)
    audit.because(
        "call times offered",
        summary=f"{count(len(times), 'time')} for a check-in call offered.",
        site_id=site.id,
    )
    settle(site.id)
    row = CallOffer(
        site_id=site.id,
        caller_id=new.caller_id,
        state=OfferState.OPEN.value,
        minutes=new.minutes,
        link=link,
        phone=phone,
        agenda=new.agenda.strip(),
        expires_at=expires_at(times, now),
        offered_by_id=offered_by,
        offered_at=now,
    )
    session().add(row)
    session().flush()
    tokens = {person.person_id: new_token() for person in people}
    _add_parts(row.id, times, tokens)
    for person in people:
        _send(site, row, times, person, tokens[person.person_id])
    return row.id


def _add_parts(offer_id: int, times: Sequence[datetime], tokens: Mapping[int, str]) -> None:
    """The times of an offer, and the link of each person."""
    for position, one in enumerate(times):
        session().add(OfferedTime(offer_id=offer_id, position=position, starts_at=one))
    for number, token in tokens.items():
        session().add(OfferLink(offer_id=offer_id, person_id=number, token_hash=digest(token)))
    session().flush()


def _send(
    site: SiteName, row: CallOffer, times: Sequence[datetime], person: Contact, token: str
) -> None:
    """A link of their own to one of those who may pick."""
    caller, key = session().get_one(Person, row.caller_id), f"offer:{row.id}:{person.person_id}"
    outbox.queue(
        "checkins_times",
        outbox.Recipient(person.email, person.person_id, person.name),
        {
            "site": site,
            "caller": caller.name,
            "times": [day_and_time(one) for one in times],
            "minutes": row.minutes,
            "agenda": row.agenda,
            "until": moment(row.expires_at),
            "path": f"/times/{token}",
        },
        key=key,
        site_id=site.id,
        confidential=True,
        reply_to=caller.email,
    )
    # The link is theirs alone: the notice leads to the same times for whoever is signed in.
    path = f"/sites/{site.slug}/check-ins/offers/{row.id}"
    title = f"{site.name}: {count(len(times), 'time')} to choose from for the check-in call"
    tell(person.person_id, Kind.CALLS, title, path, key=key, site_id=site.id)


def pick(site: SiteName, found: OfferRow, start: datetime, channel: Channel, by: int) -> int:
    """Book the call at one of the times offered, in the name of whoever picks; returns its number.

    The first to pick wins. Raises NotOpen, and Refused where another call has taken the time.
    """
    session().get_one(Site, site.id, with_for_update=True)
    session().get_one(Person, found.caller_id, with_for_update=True)  # one of two sites gets a time
    row = session().get_one(CallOffer, found.id, with_for_update=True, populate_existing=True)
    now = clock.now()
    times = _open_times(row, found, now)
    if start not in times or channel not in found.channels:
        raise NotOpen
    if start not in queries.free_times(times, row.minutes, row.caller_id, now):
        raise Refused([("slot", _taken(start))])
    local = in_london(start)
    place = row.link if channel is Channel.VIDEO else row.phone
    booking = Booking(local.date(), local.time(), row.minutes, channel, place, row.agenda)
    with audit.acting(replace(audit.who_acts(), actor_id=by)):
        try:
            call = book(site, booking, by, PICKED, settles=False)
        except AlreadyBooked:
            raise Refused([("slot", _taken(start))]) from None
        row.state, row.closed_at = OfferState.PICKED.value, now
        row.picked_by_id, row.call_id = by, call.id
        meet_wishes(site.id)
    path = f"/sites/{site.slug}/check-ins/{call.id}"
    title = f"{site.name}: {day_and_time(start)} was picked for the check-in call."
    tell(row.caller_id, Kind.CALLS, title, path, key=f"offer:{row.id}:picked", site_id=site.id)
    return call.id


def _open_times(row: CallOffer, found: OfferRow, now: datetime) -> tuple[datetime, ...]:
    if row.state != OfferState.OPEN or row.expires_at <= now:
        raise NotOpen
    return found.times


def withdraw_offer(site_id: int, offer_id: int) -> None:
    """Take an offer back: its links only say so from now on. Raises NotOpen, LookupError."""
    row = session().get(CallOffer, offer_id, with_for_update=True)
    if row is None or row.site_id != site_id:
        raise LookupError(f"There is no offer with the number {offer_id} at this site.")
    if row.state != OfferState.OPEN:
        raise NotOpen
    audit.because(
        "call times withdrawn", summary="Times for a check-in call withdrawn.", site_id=site_id
    )
    row.state, row.closed_at = OfferState.WITHDRAWN.value, clock.now()
    session().flush()


def wish(site: SiteName, person_id: int, words: str, offer_id: int | None = None) -> None:
    """Ask for a call, or (with an offer) for other times; the NSPCC's lead and deputy are told."""
    with audit.acting(replace(audit.who_acts(), actor_id=person_id)):
        what = "Other times for a check-in call" if offer_id else "A check-in call"
        audit.because("call asked for", summary=f"{what} asked for.", site_id=site.id)
        row = CallWish(
            site_id=site.id,
            offer_id=offer_id,
            person_id=person_id,
            words=words.strip(),
            asked_at=clock.now(),
        )
        session().add(row)
        session().flush()
    asker = session().get_one(Person, person_id)
    path = f"/sites/{site.slug}/check-ins"
    for lead in sites.nspcc_contacts(site.id):
        outbox.queue(
            "checkins_wish",
            outbox.Recipient(lead.email, lead.person_id, lead.name),
            {
                "site": site,
                "asker": asker.name,
                "words": row.words,
                "is_answer": offer_id is not None,
                "path": path,
            },
            key=f"call-wish:{row.id}:{lead.person_id}",
            site_id=site.id,
            reply_to=asker.email,
        )
        key = f"call-wish:{row.id}:{lead.person_id}"
        title = f"{site.name}: {what[0].lower()}{what[1:]} asked for."
        tell(lead.person_id, Kind.CALLS, title, path, key=key, site_id=site.id)


def _taken(start: datetime) -> str:
    return f"{day_and_time(start)} has been taken by another call. Choose another time."
