"""Reads about one authority: its codes, what it follows and what follows it, its adoptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import joinedload

from app.core import clock
from app.core.db import Base, session
from app.sites.models import (
    Authority,
    AuthorityCode,
    Reorganisation,
    Site,
    SiteAuthority,
    Succession,
)
from app.sites.rules.succession import Trace, why_not_undone


@dataclass(frozen=True)
class Step:
    """One succession, seen from one of its ends: `other` follows or went before."""

    reorganisation_id: int
    other_id: int
    other_name: str
    kind: str
    on: date
    reason: str


@dataclass(frozen=True)
class Adoption:
    """An adoption in which the authority takes, took or will take part."""

    slug: str
    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Code:
    """A GSS code and the days, both included, on which it is the authority's."""

    gss_code: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class AuthorityFacts:
    """Everything the page of one authority shows."""

    id: int
    name: str
    official_name: str
    nation: str
    region: str
    type: str
    population: int | None
    established_on: date | None
    abolished_on: date | None
    codes: tuple[Code, ...]
    predecessors: tuple[Step, ...]
    successors: tuple[Step, ...]
    adoptions: tuple[Adoption, ...]


@dataclass(frozen=True)
class Named:
    """An authority by name and type, for the questions asked about it."""

    id: int
    name: str
    type: str


def named(authority_id: int) -> Named | None:
    """One authority, without what hangs on it."""
    row = (
        session()
        .execute(
            select(Authority.id, Authority.name, Authority.type).where(Authority.id == authority_id)
        )
        .first()
    )
    return None if row is None else Named(*row)


def authority(authority_id: int) -> AuthorityFacts | None:
    """One authority with all that hangs on it; None when there is none with this number."""
    one = session().get(Authority, authority_id)
    if one is None:
        return None
    steps = _steps(authority_id)
    return AuthorityFacts(
        one.id,
        one.name,
        one.official_name,
        one.nation,
        one.region,
        one.type,
        one.population,
        one.established_on,
        one.abolished_on,
        _codes(authority_id),
        tuple(step for is_before, step in steps if is_before),
        tuple(step for is_before, step in steps if not is_before),
        _adoptions(authority_id),
    )


def _codes(authority_id: int) -> tuple[Code, ...]:
    rows = session().execute(
        select(AuthorityCode.gss_code, AuthorityCode.valid_from, AuthorityCode.valid_to)
        .where(AuthorityCode.authority_id == authority_id)
        .order_by(AuthorityCode.id)
    )
    return tuple(Code(*row) for row in rows)


def _steps(authority_id: int) -> list[tuple[bool, Step]]:
    rows = session().execute(
        select(Succession, Reorganisation.reason)
        .join(Reorganisation, Reorganisation.id == Succession.reorganisation_id)
        .where(
            or_(Succession.predecessor_id == authority_id, Succession.successor_id == authority_id)
        )
        .options(joinedload(Succession.predecessor), joinedload(Succession.successor))
        .order_by(Succession.on, Succession.id)
    )
    found = []
    for row, reason in rows:
        is_before = row.successor_id == authority_id
        other = row.predecessor if is_before else row.successor
        step = Step(row.reorganisation_id, other.id, other.name, row.kind, row.on, reason)
        found.append((is_before, step))
    return found


def _adoptions(authority_id: int) -> tuple[Adoption, ...]:
    rows = session().execute(
        select(Site.slug, Site.name, SiteAuthority.starts_on, SiteAuthority.ends_on)
        .join(Site, Site.id == SiteAuthority.site_id)
        .where(SiteAuthority.authority_id == authority_id)
        .order_by(SiteAuthority.starts_on, Site.name)
    )
    return tuple(Adoption(*row) for row in rows)


def trace(reorganisation_id: int, established: Sequence[Authority]) -> Trace:
    """What has been built on a reorganisation since, for `why_not_undone`; `established` are the
    authorities it brought into being."""
    new = [one.id for one in established]
    after = select(Succession.successor_id).where(Succession.reorganisation_id == reorganisation_id)
    counts = (
        _count(
            Succession,
            Succession.reorganisation_id > reorganisation_id,
            or_(Succession.predecessor_id.in_(after), Succession.successor_id.in_(new)),
        ),
        _count(AuthorityCode, AuthorityCode.authority_id.in_(new)),
        _count(
            SiteAuthority,
            SiteAuthority.authority_id.in_(new),
            SiteAuthority.started_by_id.is_distinct_from(reorganisation_id),
        ),
        _count(
            SiteAuthority,
            SiteAuthority.started_by_id == reorganisation_id,
            SiteAuthority.ended_by_id.is_not(None),
        ),
    )
    return Trace(*session().execute(select(*counts)).one())


def obstacle(reorganisation_id: int) -> str | None:
    """Why a reorganisation cannot be taken back; None when it can."""
    return why_not_undone(trace(reorganisation_id, established_by(reorganisation_id)))


def concerns(reorganisation_id: int, authority_id: int) -> bool:
    """Whether the authority is part of the reorganisation."""
    found = session().scalars(
        select(Succession.id).where(
            Succession.reorganisation_id == reorganisation_id,
            or_(Succession.predecessor_id == authority_id, Succession.successor_id == authority_id),
        )
    )
    return found.first() is not None


def _count(table: type[Base], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


def established_by(reorganisation_id: int) -> list[Authority]:
    """The authorities a reorganisation brought into being: they begin on its day and follow
    nobody by an earlier one."""
    earlier = select(Succession.successor_id).where(
        Succession.reorganisation_id < reorganisation_id
    )
    return list(
        session().scalars(
            select(Authority)
            .join(Succession, Succession.successor_id == Authority.id)
            .where(
                Succession.reorganisation_id == reorganisation_id,
                Authority.established_on == Succession.on,
                Authority.id.not_in(earlier),
            )
            .distinct()
        )
    )


def authorities_of(site_id: int) -> list[Adoption]:
    """The authorities that take part in a site, today or later; `name` is the authority's."""
    rows = session().execute(
        select(Site.slug, Authority.name, SiteAuthority.starts_on, SiteAuthority.ends_on)
        .join(Site, Site.id == SiteAuthority.site_id)
        .join(Authority, Authority.id == SiteAuthority.authority_id)
        .where(
            SiteAuthority.site_id == site_id,
            or_(SiteAuthority.ends_on.is_(None), SiteAuthority.ends_on >= clock.today()),
        )
        .order_by(SiteAuthority.starts_on, Authority.name)
    )
    return [Adoption(*row) for row in rows]
