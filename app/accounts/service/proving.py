"""Proving who one is with a password: heavy work, done before any transaction begins."""

from dataclasses import dataclass, field

from app.accounts import queries
from app.accounts.models import Person
from app.accounts.rules import may_sign_in
from app.core import audit
from app.core.db import reading, side_transaction
from app.core.security.passwords import hash_password, needs_rehash, verify_password


@dataclass(frozen=True)
class Proved:
    """Somebody whose password fitted `kept_hash`; `newer_hash` when that was made with older
    parameters."""

    id: int
    name: str
    email: str
    kept_hash: str = field(repr=False)
    newer_hash: str | None = field(default=None, repr=False)


def prove(email: str, password: str, *, is_production: bool) -> Proved | None:
    """Who this is, or None; a failure is recorded.

    Unknown, closed, without a password and wrong password cost one read, one verification and
    one record. Call it before the request's first query.
    """
    with reading():
        person = queries.person_by_email(email)
    kept = _usable_hash(person, is_production)
    fits = verify_password(kept, password)
    if person is None or kept is None or not fits:
        _note_failure(person.id if person else None)
        return None
    newer = hash_password(password) if needs_rehash(kept) else None
    return Proved(person.id, person.name, person.email, kept, newer)


def password_fits(person_id: int, password: str) -> bool:
    """Whether this is the person's password. Call it before the request's first query."""
    with reading():
        person = queries.person(person_id)
    return verify_password(person.password_hash if person else None, password)


def _usable_hash(person: Person | None, is_production: bool) -> str | None:
    if person is None:
        return None
    usable = may_sign_in(
        deactivated=person.deactivated_at is not None,
        is_demo=person.is_demo,
        is_production=is_production,
    )
    return person.password_hash if usable else None


def _note_failure(person_id: int | None) -> None:
    """In a transaction of its own, because the answer is an error. What was typed as address is
    not kept: people type passwords into that field."""
    with side_transaction():
        audit.because(
            "sign-in failed", summary="A sign-in failed.", about_id=person_id, nspcc_only=True
        )
