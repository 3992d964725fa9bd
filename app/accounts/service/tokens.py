"""Single-use proofs sent by mail: only their hash is kept, and using one voids its sisters."""

from sqlalchemy import String, insert, literal, select, update

from app.accounts.models import AccountToken, Person
from app.accounts.rules import LIFETIME, Purpose
from app.core import clock
from app.core.db import UtcDateTime, session
from app.core.security.tokens import digest, new_token


def issue_token(person_id: int, purpose: Purpose, new_email: str | None = None) -> str:
    """A new proof for this person; for a number nobody has, the same work and no row."""
    token, now = new_token(), clock.now()
    values = {
        "token_hash": literal(digest(token), String),
        "person_id": Person.id,
        "purpose": literal(purpose.value, String),
        "new_email": literal(new_email, String),
        "created_at": literal(now, UtcDateTime),
        "expires_at": literal(now + LIFETIME[purpose], UtcDateTime),
    }
    chosen = select(*values.values()).where(Person.id == person_id)
    session().execute(insert(AccountToken).from_select(list(values), chosen))
    return token


def consume_token(token: str, purpose: Purpose) -> AccountToken | None:
    """Use a proof up; None when it is unknown, used or too old. Of two at once, one gets it."""
    now = clock.now()
    used = session().execute(
        update(AccountToken)
        .where(
            AccountToken.token_hash == digest(token),
            AccountToken.purpose == purpose,
            AccountToken.used_at.is_(None),
            AccountToken.expires_at > now,
        )
        .values(used_at=now)
        .returning(AccountToken.id)
    )
    number = used.scalar_one_or_none()
    return session().get(AccountToken, number) if number is not None else None


def void_tokens(person_id: int) -> None:
    """Make every unused proof of a person useless, such as after a new password."""
    session().execute(
        update(AccountToken)
        .where(AccountToken.person_id == person_id, AccountToken.used_at.is_(None))
        .values(used_at=clock.now())
    )
