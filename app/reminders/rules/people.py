"""Whom a reminder reaches: who is there, who is away, who stands in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.notices.rules import Kind
from app.reminders.rules.ladder import Audience
from app.sites.rules import Nation

NEXT_AUDIENCE = {  # who is told where nobody of an audience can be
    Audience.OWNERS: Audience.STRATEGIC,
    Audience.STRATEGIC: Audience.NSPCC,
    Audience.CONTACTS: Audience.PORTFOLIO,
    Audience.NSPCC: Audience.PORTFOLIO,
}
LONGEST_CHAIN = 3  # of people who each stand in for the one before


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose account is open."""

    id: int
    name: str
    email: str
    is_staff: bool


@dataclass(frozen=True, slots=True)
class Site:
    """A site; `strategic` are its strategic leads, `members` everybody of the authority."""

    id: int
    name: str
    nation: Nation
    lead_id: int | None
    deputy_id: int | None
    strategic: tuple[int, ...]
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Cover:
    """`cover_id` stands in for somebody, from a day to a day."""

    cover_id: int
    first: date
    last: date


@dataclass(frozen=True)
class Facts:
    """What is known of people and sites. `covers` are by the number of whoever is away, `away` are
    (person, day) of those who said so themselves, `portfolio` the portfolio leads or, where none
    is named, the administrators."""

    people: Mapping[int, Person]
    sites: Mapping[int, Site]
    covers: Mapping[int, tuple[Cover, ...]] = field(default_factory=dict)
    away: Collection[tuple[int, date]] = frozenset()
    mutes: Collection[tuple[int, Kind]] = frozenset()
    portfolio: tuple[int, ...] = ()

    def is_muted(self, person_id: int, kind: Kind) -> bool:
        """Whether they want no mail of it; nobody can mute what is critical."""
        return not kind.is_critical and (person_id, kind) in self.mutes


@dataclass(frozen=True, slots=True)
class Reached:
    """Who is told, and who would be but is away."""

    told: tuple[int, ...]
    away: tuple[int, ...] = ()


def reach(
    facts: Facts,
    to: Collection[Audience],
    on: date,
    *,
    site_id: int | None,
    owner_ids: Collection[int],
    is_personal: bool,
) -> Reached:
    """Who of these audiences can be told on a day, each person once.

    Where nobody of an audience can, the next one is told, unless it is personal: what is nobody
    else's affair reaches its owner or nobody.
    """
    site = facts.sites.get(site_id) if site_id is not None else None
    told: dict[int, None] = {}
    away: dict[int, None] = {}
    for wanted in to:
        audience: Audience | None = wanted
        while audience is not None:
            found = [_present(facts, one, on) for one in _of(facts, audience, site, owner_ids)]
            away |= dict.fromkeys(one for one, is_here in found if not is_here and one)
            here = [one for one, is_here in found if is_here]
            told |= dict.fromkeys(here)
            audience = None if here or is_personal else NEXT_AUDIENCE.get(audience)
    return Reached(tuple(told), tuple(one for one in away if one not in told))


def _of(
    facts: Facts, audience: Audience, site: Site | None, owner_ids: Collection[int]
) -> list[int]:
    """The numbers of an audience, whether they can be told or not."""
    if audience is Audience.OWNERS:
        return [one for one in owner_ids if _belongs(facts, one, site)]
    if audience is Audience.PORTFOLIO:
        return list(facts.portfolio)
    if site is None:
        return []
    ours = [one for one in (site.lead_id, site.deputy_id) if one is not None]
    if audience is Audience.NSPCC:
        return ours
    return list(site.strategic) if audience is Audience.STRATEGIC else [*ours, *site.strategic]


def _belongs(facts: Facts, person_id: int, site: Site | None) -> bool:
    """Whether an owner is still somebody to be told: of the NSPCC, or of the site."""
    person = facts.people.get(person_id)
    if person is None:
        return False
    return person.is_staff or site is None or person_id in site.members


def _present(facts: Facts, person_id: int, on: date) -> tuple[int, bool]:
    """Who is told for a person: themselves or whoever covers, and whether that one is there.
    (0, False) where the account is closed and nobody stands in."""
    for _ in range(LONGEST_CHAIN):
        cover = next(
            (
                one.cover_id
                for one in facts.covers.get(person_id, ())
                if one.first <= on <= one.last and one.cover_id in facts.people
            ),
            None,
        )
        if cover is None:
            break
        person_id = cover
    if person_id not in facts.people:
        return (0, False)
    return (person_id, (person_id, on) not in facts.away)
