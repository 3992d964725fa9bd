"""How often what may be tried; all counted in the database, before any costly work.

A sign-in is counted for the pair of account and place, and for the place: guessing from one place
locks nobody out elsewhere. A place is an IPv4 address or an IPv6 /64. Attempts that succeed are
not held against anybody, so that a whole office behind one address can sign in at nine o'clock.
"""

from datetime import timedelta

from app.accounts.rules import network_of, plain_email
from app.core.security.limits import (
    RESET_PER_ACCOUNT,
    RESET_PER_ADDRESS,
    SIGN_IN_PER_ACCOUNT,
    SIGN_IN_PER_ADDRESS,
    TOKEN_PER_ADDRESS,
    Limit,
    count_attempt,
    uncount_attempt,
)

PASSWORD_PER_PERSON = Limit("own-password", 10, timedelta(minutes=15))
EMAIL_CHANGE_PER_PERSON = Limit("email-change", 5, timedelta(hours=24))
INVITATIONS_PER_PERSON = Limit("invitations", 100, timedelta(hours=24))


def count_sign_in(email: str, address: str | None) -> None:
    """One try to sign in; raises TooMany."""
    count_attempt(SIGN_IN_PER_ADDRESS, network_of(address))
    count_attempt(SIGN_IN_PER_ACCOUNT, _pair(email, address))


def uncount_sign_in(email: str, address: str | None) -> None:
    """That try succeeded, and its transaction is open."""
    uncount_attempt(SIGN_IN_PER_ADDRESS, network_of(address))
    uncount_attempt(SIGN_IN_PER_ACCOUNT, _pair(email, address))


def count_reset(email: str, address: str | None) -> None:
    """One wish for a reset link, for whatever address; raises TooMany."""
    count_attempt(RESET_PER_ADDRESS, network_of(address))
    count_attempt(RESET_PER_ACCOUNT, plain_email(email))


def count_token(address: str | None) -> None:
    """One use of a link that was sent by mail; raises TooMany."""
    count_attempt(TOKEN_PER_ADDRESS, network_of(address))


def count_own_password(person_id: int) -> None:
    """One try at the present password by somebody signed in; raises TooMany."""
    count_attempt(PASSWORD_PER_PERSON, str(person_id))


def count_email_change(person_id: int) -> None:
    """One wish for another e-mail address; raises TooMany."""
    count_attempt(EMAIL_CHANGE_PER_PERSON, str(person_id))


def count_invitation(person_id: int) -> None:
    """One invitation sent or sent again: it is mail to whatever address somebody typed. Raises
    TooMany."""
    count_attempt(INVITATIONS_PER_PERSON, str(person_id))


def _pair(email: str, address: str | None) -> str:
    return f"{plain_email(email)} {network_of(address)}"
