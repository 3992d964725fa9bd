"""Who has a place at which events, as conditions for the rooms that ask."""

from sqlalchemy import ColumnElement, Select, select

from app.events.models import SignUp
from app.events.rules import Answer


def has_place() -> ColumnElement[bool]:
    """The condition for sign-ups with a place: not those who may come, and not those who wait."""
    return (SignUp.answer == Answer.YES.value) & SignUp.waiting_since.is_(None)


def with_place(person_id: int | ColumnElement[int]) -> Select[int]:
    """The numbers of the events at which somebody has a place."""
    return select(SignUp.event_id).where(SignUp.person_id == person_id, has_place())
