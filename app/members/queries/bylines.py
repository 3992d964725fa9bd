"""How members appear beside what they write, and whom a text can name."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.members.models import Profile
from app.members.rules import (
    NSPCC,
    ROLES,
    Byline,
    former,
    handle_of,
    person_of,
    said_of,
)
from app.sites.models import Membership, Site

_PEOPLE = select(
    Person.id,
    Person.name,
    Person.staff_role,
    Person.deactivated_at,
    Profile.role,
    Profile.role_words,
    Profile.role_shown,
    Profile.place,
    Profile.place_shown,
).outerjoin(Profile, Profile.person_id == Person.id)


def findable() -> ColumnElement[bool]:
    """The condition for people whom members can look up and name: staff, and whoever is listed."""
    return and_(
        Person.deactivated_at.is_(None),
        or_(Person.staff_role.is_not(None), Profile.is_listed),
    )


def bylines(person_ids: Collection[int]) -> dict[int, Byline]:
    """How these people appear; everybody asked for is in it. Two statements at most."""
    if not person_ids:
        return {}
    found = _shown(_PEOPLE.where(Person.id.in_(person_ids)))
    return {number: found.get(number) or former(number) for number in person_ids}


def find(words: str, limit: int = 8) -> tuple[Byline, ...]:
    """Whom a text can name by these words of a name, by name; empty words find nobody."""
    typed = " ".join(words.split()).casefold()
    if not typed:
        return ()
    chosen = _PEOPLE.where(
        findable(),
        or_(
            func.lower(Person.name).startswith(typed, autoescape=True),
            func.lower(Person.name).contains(f" {typed}", autoescape=True),
        ),
    )
    return tuple(_shown(chosen.order_by(Person.name, Person.id).limit(limit)).values())


def handles(written: Collection[str]) -> dict[str, Byline]:
    """Who is meant by handles that stand in a text; those of nobody who can be named are not in
    it."""
    numbers = {number for one in written if (number := person_of(one)) is not None}
    if not numbers:
        return {}
    found = _shown(_PEOPLE.where(findable(), Person.id.in_(numbers)))
    meant = {one.handle: one for one in found.values()}
    return {one: meant[one] for one in written if one in meant}


def show_presence(person_ids: Collection[int]) -> frozenset[int]:
    """Who of these agreed that others see them in a room while they are there; staff always."""
    rows = session().scalars(
        select(Person.id)
        .outerjoin(Profile, Profile.person_id == Person.id)
        .where(
            Person.id.in_(person_ids),
            or_(Person.staff_role.is_not(None), Profile.shows_presence),
        )
    )
    return frozenset(rows)


def is_listed(person_id: int) -> bool:
    """Whether somebody wants to be found in the directory."""
    found = session().get(Profile, person_id)
    return bool(found and found.is_listed)


def places(person_ids: Collection[int]) -> dict[int, str]:
    """The sites people belong to, by name and joined; for those who belong to one."""
    found: dict[int, str] = {}
    if not person_ids:
        return found
    rows = session().execute(
        select(Membership.person_id, Site.name)
        .join(Site, Site.id == Membership.site_id)
        .where(Membership.person_id.in_(person_ids), Membership.ended_at.is_(None))
        .order_by(Site.name)
    )
    for number, name in rows:
        found[number] = f"{found[number]} and {name}" if number in found else name
    return found


def _shown(chosen: Select[*tuple[Any, ...]]) -> dict[int, Byline]:
    rows = session().execute(chosen).all()
    where = places({row.id for row in rows if row.place_shown})
    return {row.id: _byline(row, where) for row in rows}


def _byline(row: Any, where: dict[int, str]) -> Byline:
    if row.deactivated_at is not None:
        return former(row.id)
    handle = handle_of(row.name, row.id)
    if row.staff_role is not None:
        return Byline(row.id, row.name, NSPCC, is_nspcc=True, handle=handle)
    role = (row.role_words or ROLES.get(row.role, "")) if row.role_shown else ""
    place = where.get(row.id, row.place) if row.place_shown else ""
    return Byline(row.id, row.name, said_of(role, place), handle=handle)
