"""Scenes of people and sites: who comes, who goes, which adoption begins."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts import service as accounts
from app.admin import service as administration
from app.checkins.service import SiteName
from app.core.db import session
from app.demo.story.reading import Colleague, LeadFrom, Place, Staff
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.journey import service as journey
from app.sites import service as sites
from app.sites.models import Authority, Membership
from app.sites.rules import SiteRole, SuccessionKind


@dataclass(frozen=True)
class Account(Scene):
    """Somebody gets an account."""

    key: str
    name: str
    email: str
    staff_role: str | None

    def play(self, cast: Cast) -> None:
        """Make the account; everyone of the demo has the same password."""
        person = accounts.create_person(
            self.name, self.email, cast.password_hash, self.staff_role, is_demo=True
        )
        cast.people[self.key] = person.id


@dataclass(frozen=True)
class AccountClosed(Scene):
    """Somebody of the NSPCC leaves."""

    key: str
    why: str

    def play(self, cast: Cast) -> None:
        """Close the account."""
        administration.end_account(cast.people[self.key], self.why)


@dataclass(frozen=True)
class Added(Scene):
    """An adoption begins, with its journey."""

    place: Place
    calendar: Calendar

    def play(self, cast: Cast) -> None:
        """Add the site and plan its milestones."""
        place, lead = self.place, self.place.led_by(self.place.added)
        first = place.first_plan or (place.contract, place.training)
        contract_on, training_on = map(self.calendar.day, first)
        site = sites.add_site(
            sites.AddSite(
                name=place.name,
                authority_ids=tuple(cast.authorities[name] for name in place.authorities),
                lead_id=cast.people[lead.lead],
                deputy_id=cast.people[lead.deputy] if lead.deputy else None,
                contract_on=contract_on,
                training_on=training_on,
                is_demo=True,
            )
        )
        cast.sites[place.name] = SiteName(site.id, site.slug, site.name)
        journey.plan_journey(site.id, contract_on, training_on)


@dataclass(frozen=True)
class Joined(Scene):
    """Somebody of the authority joins."""

    site: str
    key: str
    role: SiteRole
    job: str

    def play(self, cast: Cast) -> None:
        """Begin the membership."""
        sites.begin_membership(cast.site_id(self.site), cast.people[self.key], self.role, self.job)


@dataclass(frozen=True)
class Left(Scene):
    """Somebody of the authority leaves."""

    site: str
    key: str
    why: str

    def play(self, cast: Cast) -> None:
        """End the membership."""
        found = session().scalars(
            select(Membership.id).where(
                Membership.site_id == cast.site_id(self.site),
                Membership.person_id == cast.people[self.key],
                Membership.ended_at.is_(None),
            )
        )
        sites.end_membership(found.one(), self.why)


@dataclass(frozen=True)
class LeadChanged(Scene):
    """Another lead of the NSPCC takes a site over."""

    site: str
    now: LeadFrom

    def play(self, cast: Cast) -> None:
        """Hand the site over."""
        deputy = cast.people[self.now.deputy] if self.now.deputy else None
        sites.change_lead(cast.site_id(self.site), cast.people[self.now.lead], deputy, self.now.why)


@dataclass(frozen=True)
class Reorganised(Scene):
    """Authorities merge or split; each adoption goes on."""

    raw: dict[str, str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    calendar: Calendar
    on: int

    def play(self, cast: Cast) -> None:
        """Record it in the register."""
        sites.reorganise(
            sites.Reorganise(
                kind=SuccessionKind(self.raw["kind"]),
                predecessor_ids=tuple(cast.authorities[name] for name in self.before),
                existing_ids=(),
                new_names=self.after,
                new_type=self.raw["type"],
                on=self.calendar.day(self.on),
                reason=self.raw["reason"],
            )
        )
        new = session().scalars(select(Authority).where(Authority.name.in_(self.after)))
        cast.authorities |= {one.name: one.id for one in new}


def address_of(place: Place, person: Colleague) -> str:
    """The e-mail address of somebody of an authority: name@site.example unless given."""
    host = place.name.lower().replace(" ", "-")
    return person.email or f"{person.name.lower().replace(' ', '.')}@{host}.example"


def staff_scenes(people: list[Staff], calendar: Calendar) -> Iterator[Scene]:
    """The coming and going of the NSPCC's people and of members of the community."""
    for one in people:
        moment = at_work(calendar.day(one.joins), one.key)
        yield Account(moment, "admin", one.key, one.name, one.email, one.role)
        if one.leaves is not None:
            gone = at_work(calendar.day(one.leaves), one.key, "leaves")
            yield AccountClosed(gone, "admin", one.key, one.why)


def site_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """The beginning of a site, its people, and its leads."""
    begins = at_work(calendar.day(place.added), place.name)
    yield Added(begins, "admin", place, calendar)
    for lead in place.leads[1:]:
        moment = at_work(calendar.day(lead.day), place.name, "lead")
        yield LeadChanged(moment, "admin", place.name, lead)
    for person in place.people:
        yield from _colleague_scenes(place, person, calendar)


def _colleague_scenes(place: Place, person: Colleague, calendar: Calendar) -> Iterator[Scene]:
    address = address_of(place, person)
    moment = at_work(calendar.day(person.joins), address)
    inviter = place.speaker(person.joins - 1)
    by = address_of(place, inviter) if inviter else place.led_by(person.joins).lead
    yield Account(moment, by, address, person.name, address, None)
    yield Joined(moment, by, place.name, address, SiteRole(person.role), person.job)
    if person.leaves is not None:
        gone = at_work(calendar.day(person.leaves), address, "leaves")
        yield Left(gone, place.led_by(person.leaves).lead, place.name, address, person.why)
