"""Sign-ins: rows of ours, so that any of them can be ended at once, wherever the cookie is."""

import logging

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from app.accounts.models import Person, SignIn
from app.accounts.service.proving import Proved
from app.core import audit, clock
from app.core.db import session, side_transaction
from app.core.security.tokens import digest, new_token

_log = logging.getLogger(__name__)


def start_sign_in(person: Person, browser: str) -> str:
    """Begin a sign-in; returns its secret, of which only a hash is kept."""
    audit.because("signed in", summary="Signed in.", about_id=person.id)
    token, now = new_token(), clock.now()
    session().add(
        SignIn(
            token_hash=digest(token),
            person_id=person.id,
            started_at=now,
            seen_at=now,
            browser=browser[:120],
        )
    )
    session().flush()
    return token


def sign_in(proved: Proved, browser: str) -> str | None:
    """Begin the sign-in of somebody who proved who they are; None if that has changed since.

    The password was verified before this transaction began: an account closed, or a password
    changed, in the meantime counts.
    """
    person = session().get(Person, proved.id, with_for_update=True)
    if person is None or person.deactivated_at or person.password_hash != proved.kept_hash:
        return None
    token = start_sign_in(person, browser)
    if proved.newer_hash is not None:
        audit.because(
            "password kept better",
            summary="The hash of a password was renewed with present parameters.",
            about_id=person.id,
        )
        person.password_hash = proved.newer_hash
        session().flush()
    return token


def note_seen(token: str) -> None:
    """Remember when a sign-in was last used, beside the request; a busy database may refuse."""
    try:
        with side_transaction() as current:
            current.execute(
                update(SignIn)
                .where(SignIn.token_hash == digest(token), SignIn.ended_at.is_(None))
                .values(seen_at=clock.now())
            )
    except DBAPIError:
        _log.warning("last use of a sign-in not noted")


def end_sign_in(token: str) -> None:
    """End the sign-in with this secret: its cookie is worth nothing from here on."""
    found = session().scalars(
        select(SignIn).where(SignIn.token_hash == digest(token), SignIn.ended_at.is_(None))
    )
    row = found.first()
    if row is not None:
        audit.because("signed out", summary="Signed out.", about_id=row.person_id)
        row.ended_at = clock.now()
        session().flush()


def end_device(person_id: int, sign_in_id: int) -> bool:
    """End one sign-in of this person; False when it is not theirs or ended already."""
    row = session().get(SignIn, sign_in_id)
    if row is None or row.person_id != person_id or row.ended_at is not None:
        return False
    audit.because("device signed out", summary="One device was signed out.", about_id=person_id)
    row.ended_at = clock.now()
    session().flush()
    return True


def end_all_sign_ins(person_id: int, except_token: str | None = None) -> int:
    """End every sign-in of a person, or every one but that with this secret; returns how many."""
    ending = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if except_token is not None:
        ending = ending.where(SignIn.token_hash != digest(except_token))
    ended = session().execute(
        ending.values(ended_at=clock.now()).returning(SignIn.id),
        execution_options={"synchronize_session": False},
    )
    number = len(ended.all())
    if number:
        audit.because(
            "devices signed out",
            summary=f"{number} device{'' if number == 1 else 's'} signed out.",
            about_id=person_id,
        )
    return number
