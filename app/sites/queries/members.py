"""The lists of a site's people: who belongs to it, who left."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import Membership
from app.sites.queries.people import Member
from app.sites.rules import SiteRole

PER_PAGE = 25


@dataclass(frozen=True)
class MembersWanted:
    """What the list is narrowed to ("" means any) and ordered by: "", "name", "-since" ..."""

    q: str = ""
    role: str = ""
    sort: str = ""


@dataclass(frozen=True)
class MemberPage:
    """One page of the people who belong to a site; `found` of `total` fit the filters."""

    rows: tuple[Member, ...]
    found: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class FormerMember:
    """Somebody who belonged to a site, in a role, from when until when."""

    name: str
    role: SiteRole
    since: datetime
    until: datetime


@dataclass(frozen=True)
class FormerPage:
    """One page of those who left, the latest first."""

    rows: tuple[FormerMember, ...]
    total: int
    page: int
    pages: int


_SHOWN = (
    Membership.id,
    Person.id,
    Person.name,
    Person.email,
    Membership.role,
    Membership.job_title,
    Membership.started_at,
)


def members(site_id: int, wanted: MembersWanted, page: int) -> MemberPage:
    """One page of the people who belong to a site now; two statements."""
    here = (Membership.site_id == site_id, Membership.ended_at.is_(None))
    fits = _conditions(wanted)
    counted = select(func.count(), func.count().filter(*fits) if fits else func.count())
    total, found = (
        session().execute(counted.select_from(Membership).join(Person).where(*here)).one()
    )
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen = select(*_SHOWN).join(Membership.person).where(*here, *fits)
    rows = session().execute(
        chosen.order_by(*_order(wanted.sort)).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    )
    listed = tuple(
        Member(number, person, name, email, SiteRole(role), job, since)
        for number, person, name, email, role, job, since in rows
    )
    return MemberPage(listed, found, total, page, pages)


def former_members(site_id: int, page: int) -> FormerPage:
    """One page of those whose role at a site ended; two statements."""
    left = (Membership.site_id == site_id, Membership.ended_at.is_not(None))
    total = session().scalar(select(func.count()).select_from(Membership).where(*left)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = session().execute(
        select(Person.name, Membership.role, Membership.started_at, Membership.ended_at)
        .join(Membership.person)
        .where(*left)
        .order_by(Membership.ended_at.desc(), Membership.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    found = tuple(
        FormerMember(name, SiteRole(role), since, until)
        for name, role, since, until in rows
        if until
    )
    return FormerPage(found, total, page, pages)


def _conditions(wanted: MembersWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(
            Person.name.icontains(wanted.q, autoescape=True)
            | Membership.job_title.icontains(wanted.q, autoescape=True)
        )
    if wanted.role:
        found.append(Membership.role == wanted.role)
    return found


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    """Strategic leads first and by name, unless something else is asked for."""
    plain = sort.removeprefix("-")
    columns: dict[str, Any] = {
        "name": func.lower(Person.name),
        "since": Membership.started_at,
    }
    if plain not in columns:
        first = case((Membership.role == SiteRole.STRATEGIC.value, 0), else_=1)
        return (first.asc(), func.lower(Person.name).asc(), Membership.id.asc())
    column = columns[plain]
    return (column.desc() if sort.startswith("-") else column.asc(), Membership.id.asc())
