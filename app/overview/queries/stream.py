"""Everything that happened at a site in one stream, merged from what each room offers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sqlalchemy import or_, select

from app.access.policy import Actor, Can, Role, allows
from app.accounts.models import Person
from app.assessments.queries import stream as assessments
from app.core.clock import LONDON
from app.core.db import session
from app.core.stream import Entry
from app.evidence import queries as evidence
from app.joining.queries import stream as joining
from app.journey.queries import stream as journey
from app.meetings.queries import stream as meetings
from app.overview.queries.mails import mails
from app.overview.rules.stream import STREAM_PAGE, StreamPage, StreamWish, page_of
from app.pilots.queries import stream as pilots
from app.plans.queries import stream as plans
from app.sites.models import LeadTerm, Membership
from app.sites.queries import stream as sites
from app.standing.queries import stream as standing
from app.training.queries import stream as training

Read = Callable[[int, datetime | None, int], list[Entry]]
ALL_AT_ONCE = 1_000  # entries of one room: far more than a site has in years


@dataclass(frozen=True)
class Source:
    """What a room tells, under which kinds, and the right that lets somebody read it there."""

    kinds: frozenset[str]
    read: Read
    right: Can


def _source(kinds: str, read: Read, right: Can) -> Source:
    return Source(frozenset(kinds.split()), read, right)


SOURCES = (
    _source("meeting decision", meetings.stream, Can.SEE_MEETINGS),
    _source("milestone stage", journey.stream, Can.SEE_JOURNEY),
    _source("assessment", assessments.stream, Can.SEE_ROUND),
    _source("action", plans.stream, Can.SEE_PLAN),
    _source("document", evidence.stream, Can.SEE_EVIDENCE),
    _source("training", training.stream, Can.SEE_TRAINING),
    _source("pilot", pilots.stream, Can.SEE_PILOTS),
    _source("contract", joining.stream, Can.SEE_JOINING),
    _source("people", sites.stream, Can.SEE_PEOPLE),
    _source("status event", standing.stream, Can.SEE_SITE),
)


_READ_BY = {  # whose mail somebody of the site sees: their own role's, and those they lead
    Role.STRATEGIC: frozenset({Role.STRATEGIC.value, Role.CONTRIBUTOR.value}),
    Role.CONTRIBUTOR: frozenset({Role.CONTRIBUTOR.value}),
}


def sources_of(actor: Actor, site_id: int) -> list[Source]:
    """What somebody may read of a site, mails among it."""
    of_roles: frozenset[str] | None = None
    if not actor.is_nspcc:
        held = [_READ_BY[role] for site, role in actor.belongs if site == site_id]
        of_roles = frozenset().union(*held)
    own_mails = Source(frozenset({"mail"}), partial(mails, of_roles=of_roles), Can.SEE_HISTORY)
    return [one for one in (own_mails, *SOURCES) if allows(actor, one.right, site_id)]


def kinds_read_by(actor: Actor, site_id: int) -> frozenset[str]:
    """The kinds of entries somebody can find in the stream of a site."""
    return frozenset().union(*(one.kinds for one in sources_of(actor, site_id)))


def stream(
    actor: Actor, site_id: int, wish: StreamWish, now: datetime, size: int = STREAM_PAGE
) -> StreamPage[Entry]:
    """One page of what happened until now, newest first; a statement or two for each room,
    however long the stream is."""
    since = _begins(wish.first) if wish.first else None
    end = min(now, _begins(wish.last + timedelta(days=1))) if wish.last else now
    place = wish.place if wish.place and wish.place.at < end else None
    before = place.before if place else end
    sources = [
        one
        for one in sources_of(actor, site_id)
        if (not wish.kinds or one.kinds & wish.kinds) and not (wish.who and "mail" in one.kinds)
    ]

    def keep(entry: Entry) -> bool:
        return (
            (actor.is_nspcc or not entry.nspcc_only)
            and (not wish.kinds or entry.kind in wish.kinds)
            and (wish.who is None or entry.who_id == wish.who)
        )

    few = 2 * size + (place.skip if place else 0) + 1
    thinned = wish.who is not None or any(wish.kinds and one.kinds - wish.kinds for one in sources)
    page: StreamPage[Entry] = StreamPage((), None)
    for asked in (few, max(few, ALL_AT_ONCE))[1 if thinned else 0 :]:
        read = [one.read(site_id, before, asked) for one in sources]
        page = page_of(read, asked, keep, place=place, since=since, size=size)
        if page.entries or page.older is None:
            break
    return page


def people_of_stream(site_id: int, entries: Collection[Entry]) -> dict[int, str]:
    """The names of those who did something on this page, and of all who belonged to the site or
    led it for the NSPCC; one statement."""
    named = {entry.who_id for entry in entries if entry.who_id is not None}
    members = select(Membership.person_id).where(Membership.site_id == site_id)
    leads = select(LeadTerm.person_id).where(LeadTerm.site_id == site_id)
    known = or_(Person.id.in_(named), Person.id.in_(members), Person.id.in_(leads))
    return dict(session().execute(select(Person.id, Person.name).where(known)).tuples().all())


def _begins(on: date) -> datetime:
    return datetime.combine(on, time(), LONDON).astimezone(UTC)
