"""The ladders that hold, their versions, and the portfolio leads."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, select

from app.access.policy import Role
from app.accounts.models import Person
from app.core.db import session
from app.core.yaml_file import read_yaml
from app.reminders.models import LadderVersion, PortfolioLead
from app.reminders.rules import Content, Ladders, parse_ladders, with_content
from config import ROOT

PROGRAMME = ROOT / "seeds" / "programme"
MOST_LISTED = 50


@dataclass(frozen=True)
class Version:
    """A version of the ladders; number 0 is the programme's own, which nobody saved."""

    number: int
    ladders: Ladders
    saved_at: datetime | None
    saved_by: str
    reason: str


@dataclass(frozen=True)
class NamedLead:
    """Somebody of the NSPCC, and whether an administrator named them."""

    person_id: int
    name: str
    is_named: bool


@cache
def programme() -> Ladders:
    """The ladders as the programme brings them."""
    return parse_ladders(read_yaml(PROGRAMME / "reminders.v3.yaml"))


def present() -> Version:
    """The version that holds."""
    newest = _versions()[:1]
    return newest[0] if newest else _first()


def versions() -> list[Version]:
    """The latest versions, newest first, and the programme's own at the end."""
    return [*_versions(), _first()]


def version(number: int) -> Version | None:
    """One version; None where there is none of this number."""
    if number == 0:
        return _first()
    return next(iter(_versions(LadderVersion.number == number)), None)


def _first() -> Version:
    return Version(0, programme(), None, "", "As the programme brings them.")


def _versions(*conditions: ColumnElement[bool]) -> list[Version]:
    rows = session().execute(
        select(LadderVersion, Person.name)
        .join(Person, Person.id == LadderVersion.saved_by_id)
        .where(*conditions)
        .order_by(LadderVersion.number.desc())
        .limit(MOST_LISTED)
    )
    return [
        Version(one.number, _read(one.content), one.saved_at, name, one.reason)
        for one, name in rows
    ]


def _read(content: Content) -> Ladders:
    return with_content(programme(), content)


def staff() -> list[NamedLead]:
    """Everybody of the NSPCC whose account is open, by name."""
    rows = session().execute(
        select(Person.id, Person.name, PortfolioLead.person_id.is_not(None))
        .outerjoin(PortfolioLead, PortfolioLead.person_id == Person.id)
        .where(Person.staff_role.is_not(None), Person.deactivated_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return [NamedLead(*row) for row in rows]


def portfolio() -> tuple[int, ...]:
    """The portfolio leads; the administrators where nobody is named whose account is open."""
    rows = session().execute(
        select(Person.id, Person.staff_role, PortfolioLead.person_id.is_not(None))
        .outerjoin(PortfolioLead, PortfolioLead.person_id == Person.id)
        .where(Person.staff_role.is_not(None), Person.deactivated_at.is_(None))
        .order_by(Person.id)
    )
    found = [(number, role, is_named) for number, role, is_named in rows]
    named = tuple(number for number, _, is_named in found if is_named)
    return named or tuple(number for number, role, _ in found if role == Role.ADMIN.value)
