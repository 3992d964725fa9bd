"""One request: what was said about it and what was given."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.support.models import SupportEntry, SupportRequest, SupportSession
from app.support.queries.rows import RequestRow, rows_of, selected
from app.support.rules.conversation import Said
from app.support.rules.entries import Session
from app.support.rules.kinds import Delivery

_GIVER = aliased(Person)


@dataclass(frozen=True)
class EntryRow:
    """Something that was said; `is_nspcc` whether by somebody of the NSPCC."""

    kind: Said
    words: str
    detail: str
    nspcc_only: bool
    at: datetime
    by: str
    is_nspcc: bool


@dataclass(frozen=True)
class SessionRow:
    """A time at which support was given; `given_by` is a name."""

    id: int
    on: date
    minutes: int
    delivery: Delivery
    given_by: str
    people: int | None
    words: str


def find(site_id: int, request_id: int) -> RequestRow | None:
    """One request; None when there is no such request at this site."""
    here = SupportRequest.site_id == site_id, SupportRequest.id == request_id
    found = rows_of(selected().where(*here))
    return found[0] if found else None


def entries(request_id: int, *, with_notes: bool) -> list[EntryRow]:
    """What was said, in its order; notes only for whoever may read them."""
    chosen = (
        select(SupportEntry, Person.name, Person.staff_role)
        .join(Person, Person.id == SupportEntry.said_by_id)
        .where(SupportEntry.request_id == request_id)
        .order_by(SupportEntry.id)
    )
    if not with_notes:
        chosen = chosen.where(SupportEntry.nspcc_only.is_(False))
    return [
        EntryRow(
            Said(one.kind),
            one.words,
            one.detail,
            one.nspcc_only,
            one.said_at,
            name,
            role is not None,
        )
        for one, name, role in session().execute(chosen)
    ]


def sessions(request_id: int) -> list[SessionRow]:
    """When support was given, the last first."""
    rows = session().execute(
        select(SupportSession, _GIVER.name)
        .outerjoin(_GIVER, _GIVER.id == SupportSession.given_by_id)
        .where(SupportSession.request_id == request_id)
        .order_by(SupportSession.held_on.desc(), SupportSession.id.desc())
    )
    return [
        SessionRow(
            one.id,
            one.held_on,
            one.minutes,
            Delivery(one.delivery),
            giver or one.given_by_name,
            one.people,
            one.words,
        )
        for one, giver in rows
    ]


def logged(request_id: int, session_id: int) -> tuple[Session, int, str] | None:
    """One of them as it was typed, its version, and who gave it, where they have an account."""
    found = session().execute(
        select(SupportSession, _GIVER.name)
        .outerjoin(_GIVER, _GIVER.id == SupportSession.given_by_id)
        .where(SupportSession.request_id == request_id, SupportSession.id == session_id)
    )
    row = found.first()
    if row is None:
        return None
    one, giver = row
    typed = Session(
        one.held_on,
        one.minutes,
        one.delivery,
        one.given_by_id,
        one.given_by_name,
        one.people,
        one.words,
    )
    return typed, one.version, giver or ""
