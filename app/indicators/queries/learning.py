"""Who of an authority learns with others: posts in the community, and events with a place."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from app.core import clock
from app.core.clock import in_london
from app.core.db import session
from app.events.models import Event, SignUp
from app.events.rules import Answer
from app.events.rules import State as EventState
from app.indicators.rules.known import Active
from app.posts.models import Post
from app.posts.rules.places import Place
from app.sites.models import Membership

# what two people write to each other, and what somebody says about themselves, is their own affair
_OWN_AFFAIR = (Place.MESSAGE.value, Place.PROFILE.value)


def active_of(
    site_ids: Collection[int], known_at: datetime | None
) -> Mapping[int, tuple[Active, ...]]:
    """The days on which people of these sites, while they belonged to them, wrote in the community
    or had an event; up to a moment, now where it is None. One statement."""
    until = known_at or clock.now()
    wrote = (
        select(Membership.site_id, Post.author_id.label("who"), Post.written_at.label("at"))
        .join(Post, Post.author_id == Membership.person_id)
        .where(*_belonged(Post.written_at), Membership.site_id.in_(site_ids))
        .where(Post.written_at <= until, Post.place.not_in(_OWN_AFFAIR))
    )
    came = (
        select(Membership.site_id, SignUp.person_id.label("who"), Event.starts_at.label("at"))
        .join(SignUp, SignUp.person_id == Membership.person_id)
        .join(Event, Event.id == SignUp.event_id)
        .where(*_belonged(Event.starts_at), Membership.site_id.in_(site_ids))
        .where(SignUp.answer == Answer.YES.value, SignUp.waiting_since.is_(None))
        .where(Event.starts_at <= until, Event.state == EventState.PLANNED.value)
    )
    found: dict[int, list[Active]] = defaultdict(list)
    for site_id, who, at in session().execute(union_all(wrote, came)):
        found[site_id].append(Active(in_london(at).date(), who))
    return {number: tuple(sorted(days)) for number, days in found.items()}


def _belonged(at: InstrumentedAttribute[datetime]) -> tuple[ColumnElement[bool], ...]:
    return (
        Membership.started_at <= at,
        or_(Membership.ended_at.is_(None), Membership.ended_at > at),
    )
