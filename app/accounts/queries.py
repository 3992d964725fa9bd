"""Reads about people and their sign-ins."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import AccountToken, Person, SignIn
from app.accounts.rules import Purpose, is_live, plain_email
from app.core import clock
from app.core.db import session
from app.core.security.tokens import digest


@dataclass(frozen=True)
class DeviceRow:
    """One browser a person is signed in with."""

    id: int
    browser: str
    started_at: datetime
    seen_at: datetime
    is_this_one: bool


def live_sign_in(token: str) -> SignIn | None:
    """The sign-in behind a cookie's secret, with its person, while both may be used."""
    found = (
        session()
        .scalars(select(SignIn).join(SignIn.person).where(SignIn.token_hash == digest(token)))
        .first()
    )
    if found is None or found.person.deactivated_at is not None:
        return None
    live = is_live(started_at=found.started_at, ended_at=found.ended_at, now=clock.now())
    return found if live else None


def person_by_email(email: str) -> Person | None:
    """The person with this address, active or not."""
    return session().scalars(select(Person).where(Person.email == plain_email(email))).first()


def person(person_id: int) -> Person | None:
    """One person by number."""
    return session().get(Person, person_id)


def names(person_ids: set[int]) -> dict[int, str]:
    """Names by number, for pages that show who did what."""
    if not person_ids:
        return {}
    rows = session().execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {number: name for number, name in rows}


def devices(person_id: int, this_token: str) -> list[DeviceRow]:
    """The live sign-ins of a person, newest first."""
    rows = session().scalars(
        select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .order_by(SignIn.started_at.desc())
    )
    now, mine = clock.now(), digest(this_token)
    return [
        DeviceRow(row.id, row.browser, row.started_at, row.seen_at, row.token_hash == mine)
        for row in rows
        if is_live(started_at=row.started_at, ended_at=row.ended_at, now=now)
    ]


def usable_token(token: str, purpose: Purpose) -> AccountToken | None:
    """A proof that is known, unused, in time and for this purpose."""
    found = (
        session()
        .scalars(
            select(AccountToken).where(
                AccountToken.token_hash == digest(token), AccountToken.purpose == purpose
            )
        )
        .first()
    )
    if found is None or found.used_at is not None or found.expires_at < clock.now():
        return None
    return found
