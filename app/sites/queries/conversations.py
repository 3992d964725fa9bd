"""Reads about conversations of an authority and the NSPCC; `about` says which one is meant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.core.db import session
from app.sites.models.conversations import Utterance

K = TypeVar("K")
U = TypeVar("U", bound=Utterance)


@dataclass(frozen=True)
class SaidRow(Generic[K]):
    """Something that was said; `is_nspcc` whether by somebody of the NSPCC."""

    kind: K
    words: str
    detail: str
    nspcc_only: bool
    at: datetime
    by: str
    is_nspcc: bool


def conversation(
    of: type[Utterance], about: ColumnElement[bool], kinds: type[K], *, with_notes: bool
) -> list[SaidRow[K]]:
    """What was said, in its order; notes only for whoever may read them."""
    chosen = (
        select(of, Person.name, Person.staff_role)
        .join(Person, Person.id == of.said_by_id)
        .where(about)
        .order_by(of.id)
    )
    if not with_notes:
        chosen = chosen.where(of.nspcc_only.is_(False))
    named: Any = kinds  # a word becomes one of them
    return [
        SaidRow(
            named(one.kind),
            one.words,
            one.detail,
            one.nspcc_only,
            one.said_at,
            name,
            role is not None,
        )
        for one, name, role in session().execute(chosen)
    ]


def last_said(of: type[U], about: ColumnElement[bool]) -> U | None:
    """The last thing of all that was said."""
    return session().scalars(select(of).where(about).order_by(of.id.desc()).limit(1)).first()


def last_words(of: type[Utterance], about: ColumnElement[bool]) -> str:
    """What was said last that both sides may read; "" where nothing was."""
    chosen = select(of.words).where(about, of.nspcc_only.is_(False))
    return session().scalar(chosen.order_by(of.id.desc()).limit(1)) or ""
