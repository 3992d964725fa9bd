"""Putting mail into the outbox, and what an administrator may do with it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from flask import current_app
from sqlalchemy import select

from app.core import audit, clock
from app.core.calendar import Invitation
from app.core.db import session
from app.core.inserting import insert_if_new, insert_new
from app.core.mail import checked_address, clean_header
from app.core.mail.headers import NAME_LIMIT
from app.core.outbox import rules
from app.core.outbox.identity import mail_domain
from app.core.outbox.models import OutboxMail
from app.core.outbox.rendering import render, subject
from app.core.outbox.rules import State
from app.core.outbox.unsubscribing import path_of
from config import Settings


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a mail goes to; ``person_id`` where the address belongs to somebody with an account."""

    address: str
    person_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One of many mails that are queued together; what each part is, `queue` says."""

    template: str
    to: Recipient
    context: Mapping[str, object]
    key: str
    site_id: int | None = None
    reply_to: str | None = None
    calendar: Invitation | None = None
    unsubscribe: str | None = None


class NotPossible(Exception):
    """The mail is not in a state that allows this; the message says what to do instead."""


def queue(
    template: str,
    to: Recipient,
    context: Mapping[str, object],
    *,
    key: str,
    site_id: int | None = None,
    confidential: bool = False,
    reply_to: str | None = None,
    calendar: Invitation | None = None,
    unsubscribe: str | None = None,
) -> bool:
    """Put one mail into the outbox, in the transaction of the fact that causes it.

    ``key`` is unique for ever: the same key again queues nothing. ``confidential`` is for every
    mail with a token: its text is removed once sent, and it is parked rather than repeated when
    its delivery is uncertain. ``unsubscribe`` says what its reader, who has an account, can
    stop from it (notices.rules.ways_out). Returns whether the mail was queued. Raises BadAddress.
    """
    one = Letter(template, to, context, key, site_id, reply_to, calendar, unsubscribe)
    return insert_if_new(OutboxMail, "key", _values(one, confidential=confidential))


def queue_all(letters: Sequence[Letter]) -> frozenset[str]:
    """Put many mails into the outbox as `queue` does, in a few statements. Returns the keys of
    those that were queued. Raises BadAddress."""
    rows = [_values(one, confidential=False) for one in sorted(letters, key=lambda one: one.key)]
    return frozenset(key for (key,) in insert_new(OutboxMail, ("key",), rows, "key"))


def _values(one: Letter, *, confidential: bool) -> dict[str, object]:
    settings: Settings = current_app.config["SETTINGS"]
    stop = _way_out(one.to, one.unsubscribe, confidential=confidential)
    given = {**one.context, "recipient": one.to, "calendar": one.calendar, "stop": stop}
    return {
        "key": one.key,
        "template": one.template,
        **_receiver(one.to),
        "site_id": one.site_id,
        "reply_to": checked_address(one.reply_to) if one.reply_to else None,
        "unsubscribe": settings.public_base_url + stop if stop else None,
        **asdict(render(one.template, given, settings)),
        "calendar": one.calendar.as_bytes() if one.calendar else None,
        "calendar_method": one.calendar.method.value if one.calendar else None,
        "confidential": confidential,
        **_as_new(),
    }


def _as_new() -> dict[str, object]:
    now = clock.now()
    return {
        "message_id": _new_message_id(),
        "state": State.NEW,
        "next_try_at": now,
        "created_at": now,
    }


def _receiver(to: Recipient) -> dict[str, object]:
    return {
        "address": checked_address(to.address),
        "name": clean_header(to.name, NAME_LIMIT),
        "person_id": to.person_id,
    }


def subject_of(template: str, to: Recipient, context: Mapping[str, object]) -> str:
    """What the subject of a mail says."""
    settings: Settings = current_app.config["SETTINGS"]
    return subject(template, {**context, "recipient": to}, settings)


def _way_out(to: Recipient, kind: str | None, *, confidential: bool) -> str | None:
    """The path that stops mail of this kind, for whoever has an account."""
    if kind is not None and confidential:
        raise ValueError("Mail with a token is sent on request: nobody unsubscribes from it.")
    return path_of(to.person_id, kind) if kind and to.person_id is not None else None


def resend(row_id: int) -> None:
    """Send a mail again, with the same Message-ID. Raises NotPossible, or LookupError."""
    mail = _locked(row_id)
    obstacle = rules.why_not_resent(mail.state, has_text=bool(mail.text))
    if obstacle:
        raise NotPossible(obstacle)
    _explain("mail sent again", "A mail was sent again by hand", mail)
    mail.state = State.NEW
    mail.next_try_at = mail.resent_at = clock.now()
    mail.tries, mail.doubts, mail.last_error = 0, 0, ""
    mail.fence += 1
    session().flush()


def cancel(row_id: int) -> None:
    """Take a mail out of the queue for good. Raises NotPossible, or LookupError."""
    mail = _locked(row_id)
    obstacle = rules.why_not_cancelled(mail.state)
    if obstacle:
        raise NotPossible(obstacle)
    _explain("mail cancelled", "A mail was cancelled before it was sent", mail)
    mail.state = State.CANCELLED
    mail.fence += 1
    if mail.confidential:
        mail.text = mail.html = ""
    session().flush()


def _explain(verb: str, summary: str, mail: OutboxMail) -> None:
    audit.because(
        verb,
        summary=f"{summary} ({mail.template.replace('_', ' ')}, number {mail.id}).",
        site_id=mail.site_id,
        about_id=mail.person_id,
        nspcc_only=True,
    )


def _locked(row_id: int) -> OutboxMail:
    found = session().scalars(select(OutboxMail).where(OutboxMail.id == row_id).with_for_update())
    mail = found.first()
    if mail is None:
        raise LookupError(f"There is no mail with the number {row_id}.")
    return mail


def _new_message_id() -> str:
    host = mail_domain()
    domain = host if all(c.isascii() and (c.isalnum() or c in ".-") for c in host) else "portal"
    return f"<{secrets.token_hex(16)}@{domain}>"
