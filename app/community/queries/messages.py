"""Messages between two members."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.accounts.models import Person
from app.community.models import MemberMessage
from app.core.db import session
from app.members import queries as members
from app.members.models import Profile
from app.members.rules import Byline
from app.posts import queries as posts
from app.posts.queries import ShownPost

MOST = 50


@dataclass(frozen=True)
class Talk:
    """Somebody one writes with, and when the latest message was sent."""

    who: Byline
    at: datetime
    is_mine: bool


@dataclass(frozen=True)
class Correspondent:
    """Somebody one may look at to write to: `may_write` if they take messages, or wrote first."""

    person_id: int
    name: str
    about: str
    may_write: bool


def talks(person_id: int) -> list[Talk]:
    """The people somebody writes with, the latest first, at most fifty; two statements or three."""
    mine = MemberMessage.from_id == person_id
    other = case((mine, MemberMessage.to_id), else_=MemberMessage.from_id)
    latest = (
        select(func.max(MemberMessage.id))
        .where(or_(mine, MemberMessage.to_id == person_id))
        .group_by(other)
    )
    rows = session().scalars(
        select(MemberMessage)
        .where(MemberMessage.id.in_(latest))
        .order_by(MemberMessage.id.desc())
        .limit(MOST)
    )
    found = [
        (row.to_id if row.from_id == person_id else row.from_id, row.sent_at, row.from_id)
        for row in rows
    ]
    bylines = members.bylines({number for number, _, _ in found})
    return [Talk(bylines[number], at, by == person_id) for number, at, by in found]


def written_between(person_id: int, other_id: int) -> list[ShownPost]:
    """What the two wrote to each other, the latest fifty in their order."""
    chosen = (
        select(MemberMessage.post_id)
        .where(_of_both(person_id, other_id))
        .order_by(MemberMessage.id.desc())
        .limit(MOST)
    )
    numbers = list(session().scalars(chosen))
    shown = posts.shown(numbers)
    return [shown[number] for number in reversed(numbers) if number in shown]


def correspondent(person_id: int, other_id: int) -> Correspondent | None:
    """Somebody to write to; None for who has left, does not want to be found and has written
    nothing, and for oneself."""
    if person_id == other_id:
        return None
    row = (
        session()
        .execute(
            select(Person.staff_role, Profile.is_listed, Profile.takes_messages)
            .outerjoin(Profile, Profile.person_id == Person.id)
            .where(Person.id == other_id, Person.deactivated_at.is_(None))
        )
        .first()
    )
    if row is None:
        return None
    counted = select(
        func.count(MemberMessage.id), func.count().filter(MemberMessage.from_id == other_id)
    )
    known, wrote = session().execute(counted.where(_of_both(person_id, other_id))).one()
    if not (known or row.staff_role or row.is_listed):
        return None
    byline = members.bylines([other_id])[other_id]
    return Correspondent(other_id, byline.name, byline.about, bool(wrote or row.takes_messages))


def _of_both(one: int, other: int) -> ColumnElement[bool]:
    return or_(
        and_(MemberMessage.from_id == one, MemberMessage.to_id == other),
        and_(MemberMessage.from_id == other, MemberMessage.to_id == one),
    )
