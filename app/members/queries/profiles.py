"""Profiles: one's own in full, those of others as far as they agreed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.members.models import Interest, Profile
from app.members.queries.bylines import findable, places
from app.members.queries.following import interests
from app.members.rules import NSPCC, ROLES, TAGS, said_of
from app.members.rules.profiles import SHOWABLE, Wishes

PER_PAGE = 25


@dataclass(frozen=True)
class Own:
    """Somebody's own profile, its version (0 before it is first saved), and the site that stands
    for the place of those who belong to one."""

    wishes: Wishes
    version: int
    site: str


@dataclass(frozen=True)
class Sought:
    """What the directory is narrowed to; "" means any."""

    q: str = ""
    role: str = ""
    region: str = ""
    interest: str = ""
    trainer: str = ""


@dataclass(frozen=True)
class MemberRow:
    """A member as others see them: what they do not show is empty."""

    person_id: int
    name: str
    is_nspcc: bool
    role: str
    place: str
    region: str
    languages: str
    about: str
    interests: tuple[str, ...]
    takes_messages: bool
    is_trainer: bool

    @property
    def byline(self) -> str:
        """Role and place in one."""
        return said_of(self.role, self.place)


@dataclass(frozen=True)
class DirectoryPage:
    """One page of the directory, by name; `found` of `total` members fit."""

    rows: tuple[MemberRow, ...]
    found: int
    total: int
    page: int
    pages: int


_SEEN = (
    Person.id,
    Person.name,
    Person.staff_role,
    Profile.role,
    Profile.role_words,
    Profile.role_shown,
    Profile.place,
    Profile.place_shown,
    Profile.region,
    Profile.region_shown,
    Profile.languages,
    Profile.languages_shown,
    Profile.about,
    Profile.about_shown,
    Profile.interests_shown,
    Profile.takes_messages,
    Profile.trainer_shown,
)


def own(person_id: int) -> Own:
    """Somebody's own profile; an empty one before they have any. Three statements."""
    found = session().get(Profile, person_id)
    site = places([person_id]).get(person_id, "")
    if found is None:
        return Own(Wishes(interests=interests(person_id)), 0, site)
    wishes = Wishes(
        role=found.role,
        role_words=found.role_words,
        place=found.place,
        region=found.region,
        languages=found.languages,
        about=found.about,
        interests=interests(person_id),
        shown=frozenset(name for name in SHOWABLE if getattr(found, f"{name}_shown")),
        is_listed=found.is_listed,
        takes_messages=found.takes_messages,
        shows_presence=found.shows_presence,
        trainer_shown=found.trainer_shown,
    )
    return Own(wishes, found.version, site)


def directory(sought: Sought, page: int) -> DirectoryPage:
    """One page of the members who want to be found, and the staff of the NSPCC; four statements."""
    fits = _conditions(sought)
    people = select(Person.id).outerjoin(Profile, Profile.person_id == Person.id).where(findable())
    total = session().scalar(select(func.count()).select_from(people.subquery())) or 0
    chosen = people.where(*fits)
    found = session().scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = _rows(
        _members()
        .where(*fits)
        .order_by(func.lower(Person.name), Person.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return DirectoryPage(rows, found, total, page, pages)


def member(person_id: int) -> MemberRow | None:
    """One member as others see them; None for who cannot be found."""
    return next(iter(_rows(_members().where(Person.id == person_id))), None)


def members_with(person_ids: frozenset[int]) -> tuple[MemberRow, ...]:
    """Those of these people who can be found, by name."""
    chosen = _members().where(Person.id.in_(person_ids))
    return _rows(chosen.order_by(func.lower(Person.name), Person.id))


def _members() -> Select[*tuple[Any, ...]]:
    chosen = select(*_SEEN).outerjoin(Profile, Profile.person_id == Person.id)
    return chosen.where(findable())


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.q:
        words = Profile.role_words.icontains(sought.q, autoescape=True)
        named = Person.name.icontains(sought.q, autoescape=True)
        found.append(or_(named, and_(Profile.role_shown, words)))
    if sought.role == NSPCC:
        found.append(Person.staff_role.is_not(None))
    elif sought.role:
        found.append(and_(Profile.role == sought.role, Profile.role_shown))
    if sought.region:
        found.append(and_(Profile.region == sought.region, Profile.region_shown))
    if sought.interest:
        interested = select(Interest.person_id).where(Interest.tag == sought.interest)
        found.append(and_(Person.id.in_(interested), Profile.interests_shown))
    if sought.trainer:
        found.append(Profile.trainer_shown.is_(True))
    return found


def _rows(chosen: Select[*tuple[Any, ...]]) -> tuple[MemberRow, ...]:
    rows = session().execute(chosen).all()
    where = places({row.id for row in rows if row.place_shown})
    tags: dict[int, set[str]] = {}
    asked = [row.id for row in rows if row.interests_shown]
    if asked:
        wanted = select(Interest.person_id, Interest.tag).where(Interest.person_id.in_(asked))
        for number, tag in session().execute(wanted):
            tags.setdefault(number, set()).add(tag)
    return tuple(_row(row, where, tags.get(row.id, set())) for row in rows)


def _row(row: Any, where: dict[int, str], tags: set[str]) -> MemberRow:
    role = (row.role_words or ROLES.get(row.role, "")) if row.role_shown else ""
    is_nspcc = row.staff_role is not None
    return MemberRow(
        person_id=row.id,
        name=row.name,
        is_nspcc=is_nspcc,
        role=role,
        place=NSPCC if is_nspcc else where.get(row.id, row.place) if row.place_shown else "",
        region=row.region if row.region_shown else "",
        languages=row.languages if row.languages_shown else "",
        about=row.about if row.about_shown else "",
        interests=tuple(words for tag, words in TAGS.items() if tag in tags),
        takes_messages=bool(row.takes_messages),
        is_trainer=bool(row.trainer_shown),
    )
