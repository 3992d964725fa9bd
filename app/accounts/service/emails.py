"""New e-mail addresses: proved by a link to the new one, announced to the old one."""

from app.accounts import queries
from app.accounts.models import Person
from app.accounts.rules import Purpose, is_told_enough, one_line, plain_email
from app.accounts.service.people import EmailTaken, ProofMissing, locked, unique_address
from app.accounts.service.sign_ins import end_all_sign_ins
from app.accounts.service.tokens import consume_token, issue_token, void_tokens
from app.core import audit, outbox
from app.core.mail import checked_address
from app.core.security.tokens import digest


def ask_for_email_change(person_id: int, new_email: str) -> None:
    """Mail a link to the new address, and a notice to the present one. Raises BadAddress.

    Nothing changes until the link is used. If the new address is another account's, its owner
    is told instead of being sent a link; who asked sees no difference.
    """
    person, address = locked(person_id), plain_email(checked_address(new_email))
    owner = queries.person_by_email(address)
    event = audit.because(
        "e-mail change asked",
        summary="A change of e-mail address was asked for.",
        about_id=person_id,
    )
    token = issue_token(person_id, Purpose.EMAIL, address)
    if owner is None:
        outbox.queue(
            "accounts_email_confirm",
            outbox.Recipient(address, person.id),  # unproved: it learns no name
            {"path": f"/account/email/{token}"},
            key=f"email-confirm:{digest(token)}",
            confidential=True,
        )
    else:
        outbox.queue("accounts_email_taken", _recipient(owner), {}, key=f"email-taken:{event}")
    outbox.queue("accounts_email_notice", _recipient(person), {}, key=f"email-notice:{event}")


def confirm_email(token: str) -> bool:
    """Use a link up: the account has the new address from now on, and the old one is told.

    False when the link is unknown, used or too old, or another account took the address.
    """
    proof = consume_token(token, Purpose.EMAIL)
    person = locked(proof.person_id) if proof else None
    if proof is None or proof.new_email is None:
        return False
    if person is None or person.deactivated_at is not None:
        return False
    try:
        _move(person, proof.new_email, reason="Confirmed from the new address.")
    except EmailTaken:
        return False
    return True


def change_email_by_administrator(person_id: int, new_email: str, proof: str) -> None:
    """Give somebody who lost their mailbox a new address; `proof` says how they were recognised.

    Both addresses are told, every sign-in ends, and the person chooses a new password with
    /reset-password if they need one. Raises ProofMissing, BadAddress, EmailTaken, LookupError.
    """
    if not is_told_enough(proof):
        raise ProofMissing
    person, address = locked(person_id), plain_email(checked_address(new_email))
    if person.email == address:
        return
    event = _move(person, address, reason=one_line(proof))
    end_all_sign_ins(person_id)
    outbox.queue("accounts_email_moved", _recipient(person), {}, key=f"email-moved:{event}")


def _move(person: Person, address: str, *, reason: str) -> int:
    old = _recipient(person)
    event = audit.because(
        "e-mail changed",
        summary="The e-mail address of an account was changed.",
        about_id=person.id,
        reason=reason,
    )
    with unique_address():
        person.email = address
    void_tokens(person.id)
    outbox.queue("accounts_email_changed", old, {}, key=f"email-changed:{event}")
    return event


def _recipient(person: Person) -> outbox.Recipient:
    return outbox.Recipient(person.email, person.id, person.name)
