"""New passwords: through a proof sent by mail, or by somebody who knows the present one.

Hash before the transaction begins; these functions take the hash.
"""

from app.accounts import queries
from app.accounts.models import Person
from app.accounts.rules import Purpose, may_sign_in
from app.accounts.service.people import locked
from app.accounts.service.sign_ins import end_all_sign_ins
from app.accounts.service.tokens import consume_token, issue_token, void_tokens
from app.core import audit, outbox
from app.core.db import session
from app.core.security.tokens import digest

NOBODY = 0  # no person has this number
UNSENT = outbox.Recipient("nobody@portal.invalid")  # a mail that is rolled back again


def ask_for_reset(email: str, *, is_production: bool) -> None:
    """Mail a link with which a new password can be chosen, if there is such an account.

    For an address without an account the same statements run and the same mail is rendered;
    then they are taken back. So the answer takes as long, and nothing of the address is kept.
    """
    person = queries.person_by_email(email)
    usable = person is not None and may_sign_in(
        deactivated=person.deactivated_at is not None,
        is_demo=person.is_demo,
        is_production=is_production,
    )
    audit.because(
        "password reset asked",
        summary="A link for a new password was asked for.",
        about_id=person.id if person else None,
        nspcc_only=True,
    )
    with session().begin_nested() as attempt:
        token = issue_token(person.id if person and usable else NOBODY, Purpose.RESET)
        outbox.queue(
            "accounts_reset",
            _recipient(person) if person and usable else UNSENT,
            {"path": f"/reset-password/{token}"},
            key=f"password-reset:{digest(token)}",
            confidential=True,
        )
        if not usable:
            attempt.rollback()


def choose_password(token: str, password_hash: str) -> bool:
    """Set the password of the person a reset link was mailed to, and use the link up.

    False, and nothing changed, when the link is unknown, used or too old. Every sign-in ends.
    """
    proof = consume_token(token, Purpose.RESET)
    person = locked(proof.person_id) if proof else None
    if person is None or person.deactivated_at is not None:
        return False
    set_password(person, password_hash)
    return True


def change_own_password(person_id: int, password_hash: str, this_sign_in: str) -> None:
    """A new password chosen by somebody signed in; their other devices are signed out."""
    set_password(locked(person_id), password_hash, keep=this_sign_in)


def set_password(person: Person, password_hash: str, keep: str | None = None) -> None:
    """Give a person this password; sign-ins end (but the one with the secret `keep`), proofs
    sent by mail are void, and somebody who had a password before is told by mail."""
    event = audit.because("password set", summary="A password was set.", about_id=person.id)
    had_one = person.password_hash is not None
    person.password_hash = password_hash
    session().flush()
    end_all_sign_ins(person.id, except_token=keep)
    void_tokens(person.id)
    if had_one:
        outbox.queue(
            "accounts_password_changed",
            _recipient(person),
            {},
            key=f"password-changed:{event}",
        )


def _recipient(person: Person) -> outbox.Recipient:
    return outbox.Recipient(person.email, person.id, person.name)
