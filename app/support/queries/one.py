"""One request: what was said about it and what was given."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.sites.queries.conversations import SaidRow, conversation
from app.support.models import SupportEntry, SupportRequest, SupportSession
from app.support.queries.rows import RequestRow, rows_of, selected
from app.support.rules.conversation import Said
from app.support.rules.entries import Session
from app.support.rules.kinds import Delivery

_GIVER = aliased(Person)


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


def entries(request_id: int, *, with_notes: bool) -> list[SaidRow[Said]]:
    """What was said, in its order; notes only for whoever may read them."""
    about = SupportEntry.request_id == request_id
    return conversation(SupportEntry, about, Said, with_notes=with_notes)


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
