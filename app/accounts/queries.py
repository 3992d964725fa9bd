"""Reads about people and their sign-ins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from app.accounts.models import AccountToken, CalendarFeed, Person, SignIn
from app.accounts.rules import Purpose, is_live, plain_email
from app.core import clock
from app.core.db import reading, session
from app.core.security.tokens import digest


@dataclass(frozen=True)
class DeviceRow:
    """One browser a person is signed in with."""

    id: int
    browser: str
    started_at: datetime
    seen_at: datetime
    is_this_one: bool


@dataclass(frozen=True)
class SignedIn:
    """The person behind a live sign-in, as plain values."""

    id: int
    name: str
    email: str
    staff_role: str | None
    started_at: datetime
    seen_at: datetime
    unread: int = 0  # notices that wait, where the statement asks for them


# Asked at every request: built once, because building it costs more than running it.
SIGNED_IN = (
    select(
        Person.id,
        Person.name,
        Person.email,
        Person.staff_role,
        SignIn.started_at,
        SignIn.seen_at,
    )
    .join(SignIn, SignIn.person_id == Person.id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        Person.deactivated_at.is_(None),
    )
)


def live_sign_in(token: str, chosen: Select[*tuple[Any, ...]] = SIGNED_IN) -> SignedIn | None:
    """Who is signed in with a cookie's secret, while both sign-in and person may be used."""
    row = session().execute(chosen, {"token_hash": digest(token)}).first()
    if row is None:
        return None
    found = SignedIn(*row)
    live = is_live(started_at=found.started_at, ended_at=None, now=clock.now())
    return found if live else None


def person_by_email(email: str) -> Person | None:
    """The person with this address, active or not."""
    return session().scalars(select(Person).where(Person.email == plain_email(email))).first()


def administrators() -> list[Person]:
    """Those with an open account."""
    chosen = select(Person).where(Person.staff_role == "admin", Person.deactivated_at.is_(None))
    return list(session().scalars(chosen.order_by(Person.id)))


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


@dataclass(frozen=True)
class TokenOwner:
    """Whom a proof was mailed to."""

    person_id: int
    name: str
    email: str


def owner_of_token(token: str, purpose: Purpose) -> TokenOwner | None:
    """Who may use this proof, in a short read of its own: hashing follows, and holds no lock."""
    with reading():
        found = usable_token(token, purpose)
        person = found.person if found else None
        return TokenOwner(person.id, person.name, person.email) if person else None


def usable_token(token: str, purpose: Purpose) -> AccountToken | None:
    """A proof that is known, unused, in time, for this purpose and of an open account."""
    return (
        session()
        .scalars(
            select(AccountToken)
            .join(AccountToken.person)
            .where(
                AccountToken.token_hash == digest(token),
                AccountToken.purpose == purpose,
                AccountToken.used_at.is_(None),
                AccountToken.expires_at > clock.now(),
                Person.deactivated_at.is_(None),
            )
        )
        .first()
    )


@dataclass(frozen=True)
class FeedRow:
    """The calendar address of a person: what is in it, and when it was last read."""

    id: int
    person_id: int
    staff_role: str | None
    with_due_days: bool
    made_at: datetime
    fetched_at: datetime | None


_FEED = (
    select(
        CalendarFeed.id,
        CalendarFeed.person_id,
        Person.staff_role,
        CalendarFeed.with_due_days,
        CalendarFeed.made_at,
        CalendarFeed.fetched_at,
    )
    .join(CalendarFeed.person)
    .where(CalendarFeed.ended_at.is_(None), Person.deactivated_at.is_(None))
)


def feed_of(person_id: int) -> FeedRow | None:
    """The live calendar address of a person."""
    row = session().execute(_FEED.where(CalendarFeed.person_id == person_id)).first()
    return None if row is None else FeedRow(*row)


def feed_behind(token: str) -> FeedRow | None:
    """Whose calendar a secret address shows; None for one that is unknown or taken back."""
    row = session().execute(_FEED.where(CalendarFeed.token_hash == digest(token))).first()
    return None if row is None else FeedRow(*row)
