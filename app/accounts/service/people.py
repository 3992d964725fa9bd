"""Accounts: made, named, closed and opened again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.accounts.rules import one_line, plain_email
from app.accounts.service.feeds import end_feed
from app.accounts.service.sign_ins import end_all_sign_ins
from app.accounts.service.tokens import void_tokens
from app.core import audit, clock
from app.core.db import session
from app.core.mail import checked_address


class EmailTaken(ValueError):
    """Another account has this address. Show it only to those who manage accounts."""

    def __init__(self) -> None:
        super().__init__("There is already an account with this e-mail address.")


class ProofMissing(ValueError):
    """A change that needs a proof was asked for without saying what the proof was."""

    def __init__(self) -> None:
        super().__init__("Say how the person proved who they are, in ten characters or more.")


def locked(person_id: int) -> Person:
    """The row of a person, held until the transaction ends; LookupError when there is none."""
    found = session().scalars(select(Person).where(Person.id == person_id).with_for_update())
    person = found.first()
    if person is None:
        raise LookupError(f"There is no person with the number {person_id}.")
    return person


def active_admins() -> frozenset[int]:
    """Numbers of the administrators with an open account, held until the transaction ends.

    Two who close each other's account, or give up the role, at the same moment wait for one
    another here.
    """
    found = session().scalars(
        select(Person.id)
        .where(Person.staff_role == "admin", Person.deactivated_at.is_(None))
        .order_by(Person.id)
        .with_for_update()
    )
    return frozenset(found)


@contextmanager
def unique_address() -> Iterator[None]:
    """Write what the block changes; raises EmailTaken when the address is another account's."""
    try:
        with session().begin_nested():
            yield
    except IntegrityError as error:
        raise EmailTaken from error


def create_person(
    name: str,
    email: str,
    password_hash: str | None,
    staff_role: str | None = None,
    is_demo: bool = False,
) -> Person:
    """A new account; without a hash its owner chooses a password through /reset-password.

    Hash the password before the transaction begins (core.security.passwords.hash_password).
    Raises EmailTaken, and BadAddress for something that is no e-mail address.
    """
    address = plain_email(checked_address(email))
    taken = session().scalar(select(func.count()).where(Person.email == address))
    if taken:
        raise EmailTaken
    audit.because("account created", summary="An account was created.")
    person = Person(
        name=one_line(name),
        email=address,
        password_hash=password_hash,
        staff_role=staff_role,
        is_demo=is_demo,
        created_at=clock.now(),
    )
    with unique_address():
        session().add(person)
    return person


def rename(person_id: int, name: str) -> None:
    """Change the name a person is shown with."""
    audit.because("name changed", summary="A name was changed.", about_id=person_id)
    locked(person_id).name = one_line(name)
    session().flush()


def deactivate(person_id: int, reason: str) -> None:
    """Close an account: every sign-in ends, every proof sent by mail is void, its calendar answers
    nobody."""
    audit.because(
        "account closed", summary="An account was closed.", about_id=person_id, reason=reason
    )
    person = locked(person_id)
    if person.deactivated_at is None:
        person.deactivated_at = clock.now()
    end_all_sign_ins(person_id)
    end_feed(person_id)
    void_tokens(person_id)
    session().flush()


def reactivate(person_id: int, reason: str) -> None:
    """Open a closed account again; its owner signs in as before."""
    audit.because(
        "account opened again",
        summary="A closed account was opened again.",
        about_id=person_id,
        reason=reason,
    )
    locked(person_id).deactivated_at = None
    session().flush()
