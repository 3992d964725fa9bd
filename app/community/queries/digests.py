"""Whose digest is due, and what each says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select

from app.access.actor import Actor
from app.access.policy import Role
from app.accounts.models import Person
from app.community.models import CommunityDigest
from app.community.queries.news import news
from app.community.rules.digest import MOST, Digest, digest
from app.core.clock import in_london
from app.core.db import session
from app.members import queries as members
from app.members.models import DigestChoice, Visit
from app.members.rules.digests import day_of, period_of
from app.sites import queries as sites
from app.sites.models import Membership

LONGEST = timedelta(days=31)  # what is older is no news any more


@dataclass(frozen=True)
class Due:
    """A digest to decide: for whom, for which day in London, and what came since when."""

    person_id: int
    on: date
    since: datetime


def due(now: datetime) -> list[Due]:
    """The digests of today that are not decided, in the order of people; five statements.

    They are for whoever has been in the community or chose a digest, and for members without a
    site, who have nothing else here.
    """
    today = in_london(now).date()
    people = _readers()
    choices = members.digest_choices(people)
    last = {
        number: (on, until)
        for number, on, until in session().execute(
            select(
                CommunityDigest.person_id,
                func.max(CommunityDigest.local_date),
                func.max(CommunityDigest.until),
            ).group_by(CommunityDigest.person_id)
        )
    }
    found = []
    for number in people:
        on = day_of(choices[number], today)
        done = last.get(number)
        if on is None or (done and done[0] >= on):
            continue
        begins = done[1] if done else now - period_of(choices[number])
        found.append(Due(number, on, max(begins, now - LONGEST)))
    return found


def digest_for(actor: Actor, since: datetime, now: datetime) -> Digest:
    """What somebody would be told now of what came since a moment."""
    found = news(actor, since, now, MOST)
    begins = in_london(since).date()
    return digest(begins, found.followed, found.fresh, found.questions, found.coming)


def actor_of(person_id: int) -> Actor:
    """Somebody as the policy sees them, outside a request. LookupError for who has left."""
    person = session().get(Person, person_id)
    if person is None or person.deactivated_at is not None:
        raise LookupError(f"There is no person {person_id} with an open account.")
    staff = Role(person.staff_role) if person.staff_role else None
    return Actor(
        id=person.id,
        name=person.name,
        email=person.email,
        staff_role=staff,
        belongs=frozenset() if staff else sites.belonging(person.id),
        assigned=sites.assigned_sites(person.id) if staff else frozenset(),
    )


def _readers() -> list[int]:
    at_a_site = select(Membership.person_id).where(Membership.ended_at.is_(None))
    outside = and_(Person.staff_role.is_(None), Person.id.not_in(at_a_site))
    came = Person.id.in_(select(Visit.person_id))
    chose = Person.id.in_(select(DigestChoice.person_id))
    chosen = select(Person.id).where(Person.deactivated_at.is_(None), or_(came, chose, outside))
    return list(session().scalars(chosen.order_by(Person.id)))
