"""Who may send a mail now: leases and fences, safe with any number of workers on both databases.

Each function is one short transaction of its own; none is open while a mail server is spoken to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from app.core import audit
from app.core.db import reading, session, transaction
from app.core.mail import Attempt, Outcome, trouble_of_refusal
from app.core.outbox import queries
from app.core.outbox.models import OutboxMail
from app.core.outbox.rules import (
    HANDED_OVER,
    LEASE,
    MOST_TRIES,
    SECRETS_LAST,
    TO_DECIDE,
    State,
    Verdict,
    verdict,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail in one worker's hands; the row is detached, a copy of what was claimed."""

    mail: OutboxMail
    owner: str
    fence: int
    lease: timedelta = LEASE


def claim(owner: str, now: datetime, lease: timedelta = LEASE) -> Claim | None:
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
        mail.lease_until = now + lease
        mail.fence += 1
        mail.tries += 1
        return Claim(mail, owner, mail.fence, lease)


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
                OutboxMail.state.in_({*TO_DECIDE, State.CAPTURED}),
                OutboxMail.created_at < now - SECRETS_LAST,
            )
            .values(text="", html="")
        )
    return cast(CursorResult[Any], done).rowcount


def enter_data(held: Claim, now: datetime) -> bool:
    """Commit that the text is about to be handed over; False when the claim was lost."""
    with transaction():
        return _advance(held, state=State.IN_DATA, lease_until=now + held.lease)


def renew(held: Claim, now: datetime) -> bool:
    """Keep the mail for another lease; False when the claim was lost or the mail is settled."""
    with transaction():
        return _advance(held, lease_until=now + held.lease)


def settle(held: Claim, attempt: Attempt, now: datetime) -> State | None:
    """Write down how an attempt ended and return the new state; None when the claim was lost."""
    if attempt.outcome is Outcome.LEASE_LOST:
        return None
    with transaction():
        return _settle(held, attempt, now)


def sweep(now: datetime) -> int:
    """Apply the policy to mails left behind by workers that died; return how many were dealt with.

    Those ``in_data`` past their lease are sent once more or parked, by class; those that were
    claimed as often as a mail may be tried fail, so that no mail can kill workers for ever.
    """
    with reading():  # an idle worker takes no write lock
        if not queries.is_anything_abandoned(now):
            return 0
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
            words = f"Given up after {MOST_TRIES} broken tries."
            _settle(held, Attempt(Outcome.PERMANENT, words), now)
        else:
            words = "The worker stopped while handing it over."
            _settle(held, Attempt(Outcome.ABANDONED, words), now)
        return True


def _settle(held: Claim, attempt: Attempt, now: datetime) -> State | None:
    mail = held.mail
    result = verdict(
        attempt.outcome,
        tries=mail.tries,
        doubts=mail.doubts,
        confidential=mail.confidential,
        waited=now - (mail.resent_at or mail.created_at),
    )
    values: dict[str, Any] = {
        "state": result.state,
        "next_try_at": now + result.wait,
        "doubts": mail.doubts + result.in_doubt,
        "last_error": attempt.reason[:300],
        "owner": None,
        "lease_until": None,
        "fence": held.fence + 1,
    }
    if not _advance(held, **values, **_consequences(mail, attempt, result, now)):
        return None
    if result.in_doubt:
        _tell_of_doubt(mail, result.state)
    return result.state


def _consequences(
    mail: OutboxMail, attempt: Attempt, result: Verdict, now: datetime
) -> dict[str, Any]:
    """What else changes with the new state."""
    values: dict[str, Any] = {}
    if attempt.outcome is Outcome.SENT:
        values |= {"sent_at": now, "sent_count": mail.sent_count + 1}
        values |= {"trouble": None, "trouble_at": None}
    elif attempt.outcome is Outcome.UNREACHABLE:
        values |= {"tries": mail.tries - 1}  # the mail itself was not tried
    trouble = trouble_of_refusal(attempt.refusal) if result.state is State.FAILED else None
    if trouble:
        values |= {"trouble": trouble, "trouble_at": now}
    if mail.confidential and result.state in HANDED_OVER:
        values |= {"text": "", "html": ""}
    return values


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
