"""Messages between two members."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.accounts.models import Person
from app.community.models import MemberMessage
from app.core.db import session
from app.members import queries as members
from app.members.models import Profile
from app.members.rules import Byline
from app.posts import queries as posts
from app.posts.queries import ShownPost

PER_PAGE = 25


@dataclass(frozen=True)
class Talk:
    """Somebody one writes with, and when the latest message was sent."""

    who: Byline
    at: datetime
    is_mine: bool


@dataclass(frozen=True)
class Correspondent:
    """Somebody one wrote with or may look at to write to. `may_write` if they take messages or
    wrote, since they took none any more; not to who `has_left`. `messages` both wrote together."""

    person_id: int
    name: str
    about: str
    may_write: bool
    has_left: bool
    messages: int


def how_many_talks(person_id: int) -> int:
    """With how many people somebody writes."""
    return session().scalar(select(func.count()).select_from(_latest(person_id).subquery())) or 0


def _latest(person_id: int) -> Select[int]:
    """The number of the latest message with each."""
    mine = MemberMessage.from_id == person_id
    other = case((mine, MemberMessage.to_id), else_=MemberMessage.from_id)
    latest = select(func.max(MemberMessage.id).label("id"))
    return latest.where(or_(mine, MemberMessage.to_id == person_id)).group_by(other)


def talks(person_id: int, *, offset: int = 0) -> list[Talk]:
    """A page of the people somebody writes with, the latest first; two statements or three."""
    rows = session().scalars(
        select(MemberMessage)
        .where(MemberMessage.id.in_(_latest(person_id)))
        .order_by(MemberMessage.id.desc())
        .limit(PER_PAGE)
        .offset(offset)
    )
    found = [
        (row.to_id if row.from_id == person_id else row.from_id, row.sent_at, row.from_id)
        for row in rows
    ]
    bylines = members.bylines({number for number, _, _ in found})
    return [Talk(bylines[number], at, by == person_id) for number, at, by in found]


def written_between(person_id: int, other_id: int, *, offset: int = 0) -> list[ShownPost]:
    """What the two wrote to each other in its order, but for the latest `offset`; one page."""
    chosen = (
        select(MemberMessage.post_id)
        .where(_of_both(person_id, other_id))
        .order_by(MemberMessage.id.desc())
        .limit(PER_PAGE)
        .offset(offset)
    )
    numbers = list(session().scalars(chosen))
    shown = posts.shown(numbers)
    return [shown[number] for number in reversed(numbers) if number in shown]


def correspondent(person_id: int, other_id: int) -> Correspondent | None:
    """Somebody to write to; None for oneself, and for who has left or does not want to be found,
    unless the two wrote to each other."""
    if person_id == other_id:
        return None
    row = (
        session()
        .execute(
            select(
                Person.staff_role,
                Person.deactivated_at,
                Profile.is_listed,
                Profile.takes_messages,
                Profile.messages_off_at,
            )
            .outerjoin(Profile, Profile.person_id == Person.id)
            .where(Person.id == other_id)
        )
        .first()
    )
    if row is None:
        return None
    counted = select(
        func.count(MemberMessage.id),
        func.max(MemberMessage.sent_at).filter(MemberMessage.from_id == other_id),
    )
    known, wrote_at = session().execute(counted.where(_of_both(person_id, other_id))).one()
    has_left = row.deactivated_at is not None
    if not (known or (not has_left and (row.staff_role or row.is_listed))):
        return None
    off_at = row.messages_off_at
    answers = wrote_at is not None and (off_at is None or wrote_at > off_at)
    may_write = not has_left and bool(answers or row.takes_messages)
    byline = members.bylines([other_id])[other_id]
    return Correspondent(other_id, byline.name, byline.about, may_write, has_left, known)


def _of_both(one: int, other: int) -> ColumnElement[bool]:
    return or_(
        and_(MemberMessage.from_id == one, MemberMessage.to_id == other),
        and_(MemberMessage.from_id == other, MemberMessage.to_id == one),
    )
