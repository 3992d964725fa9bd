"""Everything that happened at a site in one stream, merged from what each room offers."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sqlalchemy import or_, select

from app.access.actor import Actor, allows
from app.access.policy import Can, Role
from app.accounts.models import Person
from app.assessments.queries import stream as assessments
from app.checkins.queries.stream import stream as calls_told
from app.checkins.queries.stream import stream_of_concerns as concerns_told
from app.core.clock import LONDON
from app.core.db import session
from app.core.stream import Entry
from app.evidence import queries as evidence
from app.joining.queries import stream as joining
from app.journey.queries import stream as journey
from app.measures.queries import stream as measures
from app.meetings.queries import stream as meetings
from app.overview.queries.mails import mails
from app.overview.rules.stream import STREAM_PAGE, StreamPage, StreamWish, Told, page_of
from app.pilots.queries import stream as pilots
from app.plans.queries import stream as plans
from app.quality.queries import stream as quality
from app.quality.queries.adaptations import stream as adaptations
from app.sites.models import LeadTerm, Membership
from app.sites.queries import stream as sites
from app.sites.queries.telling import Part, tell
from app.standing.queries import stream as standing
from app.support.queries import reading as support
from app.training.queries import stream as training

Read = Callable[[int, datetime | None, int], list[Entry]]
ALL_AT_ONCE = 1_000  # entries of one sort: far more than a site has in years


@dataclass(frozen=True)
class Apart:
    """What a room tells in a statement of its own: a kind, and the right to read it there."""

    kind: str
    read: Read
    right: Can


TOGETHER: tuple[tuple[tuple[Part, ...], Can], ...] = (
    (meetings.PARTS, Can.SEE_MEETINGS),
    (journey.PARTS, Can.SEE_JOURNEY),
    (assessments.PARTS, Can.SEE_ROUND),
    (plans.PARTS, Can.SEE_PLAN),
    (evidence.PARTS, Can.SEE_EVIDENCE),
    (training.PARTS, Can.SEE_TRAINING),
    (pilots.PARTS, Can.SEE_PILOTS),
    (quality.PARTS, Can.SEE_QUALITY),
    (measures.PARTS, Can.SEE_MEASURES),
    (adaptations.PARTS, Can.SEE_ADAPTATIONS),
    (joining.PARTS, Can.SEE_JOINING),
    (sites.PARTS, Can.SEE_PEOPLE),
    (standing.PARTS, Can.SEE_SITE),
)
APART: tuple[Apart, ...] = (
    Apart("call", calls_told, Can.SEE_CALL),
    Apart("call", concerns_told, Can.SEE_CONCERNS),
    Apart("support", support.stream, Can.SEE_SUPPORT),
)
_READ_BY = {  # whose mail somebody of the site sees: their own role's, and those they lead
    Role.STRATEGIC: frozenset({Role.STRATEGIC.value, Role.CONTRIBUTOR.value}),
    Role.CONTRIBUTOR: frozenset({Role.CONTRIBUTOR.value}),
}


def parts_read_by(actor: Actor, site_id: int) -> tuple[Part, ...]:
    """What somebody may read of what is told in one statement."""
    return tuple(
        part for parts, right in TOGETHER if allows(actor, right, site_id) for part in parts
    )


def apart_read_by(actor: Actor, site_id: int) -> tuple[Apart, ...]:
    """What somebody may read of what has statements of its own, mails among it."""
    of_roles: frozenset[str] | None = None
    if not actor.is_nspcc:
        held = [_READ_BY[role] for site, role in actor.belongs if site == site_id]
        of_roles = frozenset().union(*held)
    sent = Apart("mail", partial(mails, of_roles=of_roles), Can.SEE_HISTORY)
    return tuple(one for one in (sent, *APART) if allows(actor, one.right, site_id))


def kinds_read_by(actor: Actor, site_id: int) -> frozenset[str]:
    """The kinds of entries somebody can find in the stream of a site."""
    together = {part.kind for part in parts_read_by(actor, site_id)}
    return frozenset(together | {one.kind for one in apart_read_by(actor, site_id)})


def stream(
    actor: Actor, site_id: int, wish: StreamWish, now: datetime, size: int = STREAM_PAGE
) -> StreamPage[Entry]:
    """One page of what happened until now, newest first: one statement for most rooms, one for
    mails and each room that stands apart, however long the stream is."""
    few = 2 * size + (wish.place.skip if wish.place else 0) + 1  # the last of them may be cut
    # where a few from each source show nothing new, much happened at one moment
    for asked in (few, max(few, ALL_AT_ONCE)):
        page = page_of(_told(actor, site_id, wish, now, asked), place=wish.place, size=size)
        if page.entries or page.older is None:
            break
    return page


def recent(actor: Actor, site_id: int, now: datetime, size: int) -> tuple[Entry, ...]:
    """The newest entries of rooms that are read in one statement: the page of a site shows them
    among much else."""
    kinds = frozenset(part.kind for part in parts_read_by(actor, site_id))
    return stream(actor, site_id, StreamWish(kinds=kinds), now, size).entries


def _told(
    actor: Actor, site_id: int, wish: StreamWish, now: datetime, asked: int
) -> Iterable[Told[Entry]]:
    since = _begins(wish.first) if wish.first else None
    end = min(now, _begins(wish.last + timedelta(days=1))) if wish.last else now
    before = min(end, wish.place.before) if wish.place else end
    parts = tuple(part for part in parts_read_by(actor, site_id) if wish.takes(part.kind))
    found = tell(parts, site_id, before, asked, since=since, who=wish.who)
    yield Told(found, found[-1].at if len(found) == asked else None)
    for one in apart_read_by(actor, site_id):
        if wish.takes(one.kind) and not (wish.who and one.kind == "mail"):
            yield _told_apart(one, site_id, before, asked, since, wish.who, actor.is_nspcc)


def _told_apart(
    one: Apart,
    site_id: int,
    before: datetime,
    asked: int,
    since: datetime | None,
    who: int | None,
    is_nspcc: bool,
) -> Told[Entry]:
    """What a room tells apart, narrowed here; nothing of what is only for the NSPCC to others."""
    asked = asked if who is None and is_nspcc else max(asked, ALL_AT_ONCE)
    read = one.read(site_id, before, asked)
    kept = [
        entry
        for entry in read
        if (is_nspcc or not entry.nspcc_only)
        and (who is None or entry.who_id == who)
        and (since is None or entry.at >= since)
    ]
    is_whole = len(read) < asked or (since is not None and read[-1].at < since)
    return Told(kept, None if is_whole else read[-1].at)


def people_of_stream(site_id: int, entries: Collection[Entry]) -> dict[int, str]:
    """The names of those who did something on this page, and of all who belonged to the site or
    led it for the NSPCC; one statement."""
    named = {entry.who_id for entry in entries if entry.who_id is not None}
    members = select(Membership.person_id).where(Membership.site_id == site_id)
    leads = select(LeadTerm.person_id).where(LeadTerm.site_id == site_id)
    known = or_(Person.id.in_(named), Person.id.in_(members), Person.id.in_(leads))
    rows = session().execute(select(Person.id, Person.name).where(known))
    return {number: name for number, name in rows}


def _begins(on: date) -> datetime:
    return datetime.combine(on, time(), LONDON).astimezone(UTC)
