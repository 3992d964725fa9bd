"""Who may send a mail now: leases and fences, safe with any number of workers on both databases.

Each function is one short transaction of its own; none is open while a mail server is spoken to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from app.core import audit
from app.core.db import session, transaction
from app.core.mail import Outcome
from app.core.outbox import queries
from app.core.outbox.models import OutboxMail
from app.core.outbox.rules import (
    CLAIM_LEASE,
    DATA_LEASE,
    HANDED_OVER,
    MOST_TRIES,
    SECRETS_LAST,
    State,
    verdict,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail in one worker's hands; the row is detached, a copy of what was claimed."""

    mail: OutboxMail
    owner: str
    fence: int


def claim(owner: str, now: datetime) -> Claim | None:
    """Take the mail that is due longest, or return None.

    PostgreSQL skips rows another worker is just claiming; on SQLite the transaction itself is the
    lock. A mail whose lease ran out counts as due.
    """
    with transaction() as current:
        mail = current.scalars(
            select(OutboxMail)
            .where(queries.due(now))
            .order_by(OutboxMail.next_try_at, OutboxMail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if mail is None:
            return None
        mail.state, mail.owner = State.CLAIMED, owner
        mail.lease_until = now + CLAIM_LEASE
        mail.fence += 1
        mail.tries += 1
        return Claim(mail, owner, mail.fence)


def forget_secrets(now: datetime) -> int:
    """Remove the text of mail with a token once no token in it can be good any more.

    Sent mail lost it when it was sent; this is for mail that was parked, failed or captured.
    """
    with transaction() as current:
        done = current.execute(
            update(OutboxMail)
            .where(
                OutboxMail.confidential,
                OutboxMail.text != "",
                OutboxMail.state.in_((State.PARKED, State.FAILED, State.CAPTURED)),
                OutboxMail.created_at < now - SECRETS_LAST,
            )
            .values(text="", html="")
        )
    return cast(CursorResult[Any], done).rowcount


def enter_data(held: Claim, now: datetime) -> bool:
    """Commit that the text is about to be handed over; False when the claim was lost."""
    with transaction():
        return _advance(held, state=State.IN_DATA, lease_until=now + DATA_LEASE)


def settle(held: Claim, outcome: Outcome, reason: str, now: datetime) -> State | None:
    """Write down how an attempt ended and return the new state; None when the claim was lost."""
    if outcome is Outcome.LEASE_LOST:
        return None
    with transaction():
        return _settle(held, outcome, reason, now)


def sweep(now: datetime) -> int:
    """Apply the policy to mails left behind by workers that died; return how many were dealt with.

    Those ``in_data`` past their lease are sent once more or parked, by class; those that were
    claimed as often as a mail may be tried fail, so that no mail can kill workers for ever.
    """
    done = 0
    while _sweep_one(now):
        done += 1
    return done


def _sweep_one(now: datetime) -> bool:
    with transaction() as current:
        mail = current.scalars(
            select(OutboxMail)
            .where(queries.abandoned(now))
            .order_by(OutboxMail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if mail is None:
            return False
        was_claimed = mail.state is State.CLAIMED
        held = Claim(mail, mail.owner or "", mail.fence)
        if was_claimed:
            _settle(held, Outcome.PERMANENT, f"Given up after {MOST_TRIES} broken tries.", now)
        else:
            _settle(held, Outcome.UNCERTAIN, "The worker stopped while handing it over.", now)
        return True


def _settle(held: Claim, outcome: Outcome, reason: str, now: datetime) -> State | None:
    mail = held.mail
    result = verdict(outcome, tries=mail.tries, doubts=mail.doubts, confidential=mail.confidential)
    values: dict[str, Any] = {
        "state": result.state,
        "next_try_at": now + result.wait,
        "doubts": mail.doubts + result.in_doubt,
        "last_error": reason[:300],
        "owner": None,
        "lease_until": None,
        "fence": held.fence + 1,
    }
    if outcome is Outcome.SENT:
        values |= {"sent_at": now, "sent_count": mail.sent_count + 1}
    if mail.confidential and result.state in HANDED_OVER:
        values |= {"text": "", "html": ""}
    if not _advance(held, **values):
        return None
    if result.in_doubt:
        _tell_of_doubt(mail, result.state)
    return result.state


def _advance(held: Claim, **values: Any) -> bool:
    """Change the row if it is still ours, by owner and fence."""
    ours = update(OutboxMail).where(
        OutboxMail.id == held.mail.id,
        OutboxMail.owner == held.owner,
        OutboxMail.fence == held.fence,
    )
    done = session().execute(ours.values(values).execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", done).rowcount == 1


def _tell_of_doubt(mail: OutboxMail, state: State) -> None:
    what = "parked until a person decides" if state is State.PARKED else "sent once more"
    audit.because(
        "mail in doubt",
        summary=f"A mail ({mail.template.replace('_', ' ')}, number {mail.id}) may or may not "
        f"have arrived; it is {what}.",
        site_id=mail.site_id,
        about_id=mail.person_id,
        nspcc_only=True,
    )
