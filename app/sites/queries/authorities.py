"""Reads about authorities: the list, one page, pickers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.core.db import session
from app.sites.models import (
    Authority,
    AuthorityCode,
    Site,
    SiteAuthority,
)
from app.sites.rules.naming import Directory

PER_PAGE = 50
SORTS: dict[str, ColumnElement[Any]] = {
    "name": func.lower(Authority.name),
    "nation": func.lower(Authority.nation),
    "region": func.lower(Authority.region),
    "type": func.lower(Authority.type),
    "population": func.coalesce(Authority.population, -1),
}


@dataclass(frozen=True)
class Filters:
    """What a list of authorities is narrowed to; "" means any. `sort` may start with "-"."""

    q: str = ""
    nation: str = ""
    region: str = ""
    type: str = ""
    sort: str = "name"
    page: int = 1

    @property
    def narrowing(self) -> tuple[str, ...]:
        """The chosen words, in the order people say them."""
        chosen = (self.nation, self.region, self.type, f"“{self.q}”" if self.q else "")
        return tuple(word for word in chosen if word)


@dataclass(frozen=True)
class SiteLink:
    """A site, to link to."""

    slug: str
    name: str


@dataclass(frozen=True)
class AuthorityRow:
    """One line of the list."""

    id: int
    name: str
    nation: str
    region: str
    type: str
    population: int | None
    code: str
    abolished_on: date | None
    sites: tuple[SiteLink, ...]


@dataclass(frozen=True)
class AuthorityList:
    """One page of the list; `found` of `total` authorities that stand on the day."""

    rows: tuple[AuthorityRow, ...]
    found: int
    total: int
    page: int
    pages: int
    nations: tuple[str, ...]
    regions: tuple[str, ...]
    types: tuple[str, ...]


def standing(on: date) -> ColumnElement[bool]:
    """A condition: the authority exists on that day."""
    return and_(
        or_(Authority.established_on.is_(None), Authority.established_on <= on),
        or_(Authority.abolished_on.is_(None), Authority.abolished_on > on),
    )


def authorities(filters: Filters, on: date) -> AuthorityList:
    """The authorities that stand on the day `on`, filtered, sorted and cut into pages."""
    kinds = (
        session()
        .execute(
            select(Authority.nation, Authority.region, Authority.type, func.count())
            .where(standing(on))
            .group_by(Authority.nation, Authority.region, Authority.type)
        )
        .all()
    )
    conditions = [standing(on), *_narrowed(filters)]
    found = session().scalar(select(func.count()).select_from(Authority).where(*conditions)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(filters.page, 1), pages)
    chosen = (
        session()
        .scalars(
            select(Authority)
            .where(*conditions)
            .order_by(*_order(filters.sort))
            .limit(PER_PAGE)
            .offset((page - 1) * PER_PAGE)
        )
        .all()
    )
    return AuthorityList(
        _rows(chosen, on),
        found,
        sum(number for *_, number in kinds),
        page,
        pages,
        tuple(sorted({nation for nation, *_ in kinds})),
        tuple(sorted({region for _, region, *_ in kinds})),
        tuple(sorted({kind for _, _, kind, _ in kinds})),
    )


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for column, value in (
        (Authority.nation, filters.nation),
        (Authority.region, filters.region),
        (Authority.type, filters.type),
    ):
        if value:
            conditions.append(column == value)
    if words := filters.q.strip():
        coded = select(AuthorityCode.authority_id).where(AuthorityCode.gss_code == words.upper())
        conditions.append(
            or_(
                func.lower(Authority.name).contains(words.lower(), autoescape=True),
                func.lower(Authority.official_name).contains(words.lower(), autoescape=True),
                Authority.id.in_(coded),
            )
        )
    return conditions


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    by = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    first = by.desc() if sort.startswith("-") else by.asc()
    return (first, SORTS["name"], Authority.id.asc())


def _rows(chosen: Sequence[Authority], on: date) -> tuple[AuthorityRow, ...]:
    numbers = [one.id for one in chosen]
    codes = _codes(numbers, on)
    sites = adopting_sites(numbers, on)
    return tuple(
        AuthorityRow(
            one.id,
            one.name,
            one.nation,
            one.region,
            one.type,
            one.population,
            codes.get(one.id, ""),
            one.abolished_on,
            sites.get(one.id, ()),
        )
        for one in chosen
    )


def _codes(numbers: Sequence[int], on: date) -> dict[int, str]:
    rows = session().execute(
        select(AuthorityCode.authority_id, AuthorityCode.gss_code).where(
            AuthorityCode.authority_id.in_(numbers),
            or_(AuthorityCode.valid_from.is_(None), AuthorityCode.valid_from <= on),
            or_(AuthorityCode.valid_to.is_(None), AuthorityCode.valid_to >= on),
        )
    )
    return {number: code for number, code in rows}


def adopting_sites(numbers: Sequence[int], on: date) -> dict[int, tuple[SiteLink, ...]]:
    """Authority number -> the sites in which it takes part on that day or later."""
    rows = session().execute(
        select(SiteAuthority.authority_id, Site.slug, Site.name)
        .join(Site, Site.id == SiteAuthority.site_id)
        .where(
            SiteAuthority.authority_id.in_(numbers),
            or_(SiteAuthority.ends_on.is_(None), SiteAuthority.ends_on >= on),
        )
        .order_by(Site.name)
    )
    found: dict[int, tuple[SiteLink, ...]] = {}
    for number, slug, name in rows:
        found[number] = (*found.get(number, ()), SiteLink(slug, name))
    return found


def choices(on: date) -> list[tuple[int, str]]:
    """(number, name) of every authority that stands on the day, by name: for pickers."""
    rows = session().execute(
        select(Authority.id, Authority.name)
        .where(standing(on))
        .order_by(func.lower(Authority.name), Authority.id)
    )
    return [(number, name) for number, name in rows]


def directory(*days: date | None) -> Directory:
    """The authorities that stand on one of these days, to be found by what people call them."""
    on = or_(*(standing(day) for day in days if day is not None))
    rows = session().execute(
        select(Authority.id, Authority.name, Authority.official_name, AuthorityCode.gss_code)
        .outerjoin(AuthorityCode, AuthorityCode.authority_id == Authority.id)
        .where(on)
    )
    names: dict[int, str] = {}
    keys: dict[str, int | None] = {}
    for number, name, official, code in rows:
        names[number] = name
        for word in {name, official, code} - {None, ""}:
            key = word.casefold()
            keys[key] = number if keys.get(key, number) == number else None
    return Directory(names, keys)
