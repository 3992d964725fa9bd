"""Reads about everybody who has an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from app.accounts.models import Person, SignIn
from app.accounts.rules import ABSOLUTE_SESSION, plain_email
from app.core import clock
from app.core.db import session
from app.sites.models import Membership, Site
from app.sites.rules import SiteRole

PAGE = 50


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role of a person at a site."""

    site: str
    slug: str
    role: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with an account, and what they do here."""

    id: int
    name: str
    email: str
    staff_role: str | None
    is_demo: bool
    has_password: bool
    created_at: datetime
    closed_at: datetime | None
    at_sites: tuple[RoleAt, ...]


def page(
    *, search: str = "", role: str = "", state: str = "", number: int = 1
) -> tuple[list[PersonRow], int]:
    """One page of people by name, and how many there are in all.

    `search` is part of a name or an address, `role` a role anywhere, `state` "open" or "closed".
    """
    conditions = _conditions(search, role, state)
    total = session().scalar(select(func.count()).select_from(Person).where(*conditions)) or 0
    chosen = select(Person).where(*conditions).order_by(Person.name, Person.id)
    found = list(session().scalars(chosen.offset((number - 1) * PAGE).limit(PAGE)))
    roles = _roles_at_sites([person.id for person in found])
    return [_row(person, roles.get(person.id, ())) for person in found], total


def one(person_id: int) -> PersonRow | None:
    """One person."""
    person = session().get(Person, person_id)
    if person is None:
        return None
    return _row(person, _roles_at_sites([person_id]).get(person_id, ()))


def devices(person_id: int) -> int:
    """On how many devices a person is signed in now."""
    counted = select(func.count()).where(
        SignIn.person_id == person_id,
        SignIn.ended_at.is_(None),
        SignIn.started_at > clock.now() - ABSOLUTE_SESSION,
    )
    return session().scalar(counted) or 0


def open_accounts() -> int:
    """How many accounts are open."""
    return session().scalar(select(func.count()).where(Person.deactivated_at.is_(None))) or 0


def _conditions(search: str, role: str, state: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if search:
        named = Person.name.icontains(search, autoescape=True)
        found.append(or_(named, Person.email.contains(plain_email(search), autoescape=True)))
    if role in set(SiteRole):
        held = select(Membership.id).where(
            Membership.person_id == Person.id,
            Membership.role == role,
            Membership.ended_at.is_(None),
        )
        found.append(held.exists())
    elif role:
        found.append(Person.staff_role == role)
    if state:
        is_open = Person.deactivated_at.is_(None)
        found.append(is_open if state == "open" else ~is_open)
    return found


def _roles_at_sites(person_ids: list[int]) -> dict[int, tuple[RoleAt, ...]]:
    chosen = (
        select(Membership.person_id, Site.name, Site.slug, Membership.role)
        .join(Site, Site.id == Membership.site_id)
        .where(Membership.person_id.in_(person_ids), Membership.ended_at.is_(None))
        .order_by(Site.name)
    )
    found: dict[int, tuple[RoleAt, ...]] = {}
    for person_id, *role in session().execute(chosen):
        found[person_id] = (*found.get(person_id, ()), RoleAt(*role))
    return found


def _row(person: Person, roles: tuple[RoleAt, ...]) -> PersonRow:
    known: dict[str, Any] = {
        name: getattr(person, name)
        for name in ("id", "name", "email", "staff_role", "is_demo", "created_at")
    }
    return PersonRow(
        **known,
        has_password=person.password_hash is not None,
        closed_at=person.deactivated_at,
        at_sites=roles,
    )
