"""Reads about who answered an event. Whoever's account is closed is not among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from app.accounts.models import Person
from app.core.db import session
from app.events.models import SignUp
from app.events.rules import Answer, Attendance, Holder

WITH_PLACE = (SignUp.answer == Answer.YES.value, SignUp.waiting_since.is_(None))
WAITING = (SignUp.answer == Answer.YES.value, SignUp.waiting_since.is_not(None))


@dataclass(frozen=True)
class SignUpRow:
    """Somebody's answer. `name` and `email` are for mail and for the host's list."""

    id: int
    event_id: int
    person_id: int
    name: str
    email: str
    answer: Answer
    waiting_since: datetime | None
    turn: int
    needs: str
    attendance: Attendance
    feedback_at: datetime | None

    @property
    def has_place(self) -> bool:
        """Whether a place is theirs."""
        return Holder(self.person_id, self.answer, self.waiting_since).has_place


def is_here() -> ColumnElement[bool]:
    """Whether the account of who answered is open."""
    theirs = (Person.id == SignUp.person_id, Person.deactivated_at.is_(None))
    return exists().where(*theirs).correlate(SignUp)


def answers_of(person_id: int, event_ids: Collection[int]) -> dict[int, SignUpRow]:
    """What somebody answered to these events; one statement."""
    if not event_ids:
        return {}
    mine = _sign_ups().where(SignUp.person_id == person_id, SignUp.event_id.in_(event_ids))
    return {row.event_id: row for row in map(_sign_up, session().execute(mine))}


def sign_ups(event_id: int, person_ids: Collection[int] | None = None) -> list[SignUpRow]:
    """The answers of everybody, or of these people, in the order they came; one statement."""
    chosen = _sign_ups().where(SignUp.event_id == event_id).order_by(SignUp.id)
    if person_ids is not None:
        chosen = chosen.where(SignUp.person_id.in_(person_ids))
    return [_sign_up(row) for row in session().execute(chosen)]


def holders(event_id: int) -> list[Holder]:
    """The answers for the rules of places: neither names nor needs; one statement."""
    columns = select(SignUp.person_id, SignUp.answer, SignUp.waiting_since)
    chosen = columns.where(SignUp.event_id == event_id, is_here()).order_by(SignUp.id)
    return [
        Holder(person_id, Answer(answer), since)
        for person_id, answer, since in session().execute(chosen)
    ]


def place_in_line(mine: SignUpRow | None) -> int | None:
    """The number on the waiting list of who waits; one statement, none for others."""
    if mine is None or mine.waiting_since is None:
        return None
    not_later = or_(
        SignUp.waiting_since < mine.waiting_since,
        and_(SignUp.waiting_since == mine.waiting_since, SignUp.person_id <= mine.person_id),
    )
    line = select(func.count()).where(SignUp.event_id == mine.event_id, *WAITING, not_later)
    return session().scalars(line.where(is_here())).one()


def feedback_given(event_id: int) -> tuple[int, int]:
    """How many gave feedback, of how many with a place, whoever has left since; one statement."""
    gave = func.count(SignUp.feedback_at)
    places = select(gave, func.count()).where(SignUp.event_id == event_id, *WITH_PLACE)
    answered, had_place = session().execute(places).one()
    return answered, had_place


def _sign_ups() -> Select[*tuple[Any, ...]]:
    here = and_(Person.id == SignUp.person_id, Person.deactivated_at.is_(None))
    return select(SignUp, Person.name, Person.email).join(Person, here)


def _sign_up(found: Any) -> SignUpRow:
    row, name, email = found
    return SignUpRow(
        id=row.id,
        event_id=row.event_id,
        person_id=row.person_id,
        name=name,
        email=email,
        answer=Answer(row.answer),
        waiting_since=row.waiting_since,
        turn=row.turn,
        needs=row.needs,
        attendance=Attendance(row.attendance),
        feedback_at=row.feedback_at,
    )
