"""Sending what is due: many mails over one line, one short transaction at each step."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.errors import MessageError

from sqlalchemy.exc import OperationalError

from app.core import clock
from app.core.db import reading
from app.core.mail import (
    Attempt,
    CalendarPart,
    CannotConnect,
    Connection,
    Envelope,
    Gates,
    Outcome,
    OutgoingMail,
    Sender,
    Transport,
    checked_address,
    compose,
)
from app.core.outbox import queries
from app.core.outbox.claims import Claim, claim, enter_data, settle
from app.core.outbox.identity import identity_of
from app.core.outbox.keeping import Keeper
from app.core.outbox.models import OutboxMail
from app.core.outbox.rules import LEASE, State

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a round of sending came to: how many mails ended in which state."""

    states: Counter[State] = field(default_factory=Counter)
    lost_leases: int = 0


def deliver_due(
    transport: Transport,
    sender: Sender,
    *,
    worker: str,
    limit: int = 100,
    stopping: Callable[[], bool] = lambda: False,
    lease: timedelta = LEASE,
) -> Delivered:
    """Send up to ``limit`` mails that are due, over one line while it stands.

    ``worker`` names this process uniquely; ``stopping`` is asked before each mail; ``lease`` is
    how long a mail stays ours without a sign from us. When the server cannot be reached one mail
    records it and the round ends, so that a dead server costs one connection a round and not one
    for each mail.
    """
    if not _is_anything_due():
        return Delivered()
    try:
        connection = transport.connect()
    except CannotConnect as error:
        log.warning("mail server not reached: %s", error)
        return Delivered(Counter(_put_back_one(worker, str(error))))
    states: list[State | None] = []
    with connection, Keeper(lease) as keeper:
        while len(states) < limit and connection.is_open:
            held = None if stopping() else claim(worker, clock.now(), lease)
            if held is None:
                break
            with keeper.holding(held):
                states.append(_send(connection, held, sender, keeper))
    return Delivered(Counter(state for state in states if state), states.count(None))


def _is_anything_due() -> bool:
    """Look without taking the write lock, so that an idle worker holds nobody up."""
    with reading():
        return queries.is_anything_due(clock.now())


def _put_back_one(worker: str, reason: str) -> list[State]:
    held = claim(worker, clock.now())
    state = held and settle(held, Attempt(Outcome.UNREACHABLE, reason), clock.now())
    return [state] if state else []


def _send(connection: Connection, held: Claim, sender: Sender, keeper: Keeper) -> State | None:
    """Send one claimed mail and write down how it went; None when the claim was lost."""
    mail = held.mail
    try:
        message = compose(_outgoing(mail), sender)
        envelope = Envelope(
            checked_address(sender.bounces or sender.address),
            checked_address(mail.address),
            identity_of(mail.message_id),
        )
    except (ValueError, LookupError, TypeError, MessageError) as error:
        attempt = Attempt(Outcome.PERMANENT, f"The mail could not be put together: {error}")
    else:
        gates = Gates(lambda: enter_data(held, clock.now()), keeper.is_still_ours)
        attempt = connection.send(message, envelope, gates)
    state = _settle_surely(held, attempt)
    level = logging.ERROR if state in (State.FAILED, State.PARKED) else logging.INFO
    log.log(level, "mail %d (%s): %s", mail.id, mail.template, state or "taken over by another")
    return state


def _settle_surely(held: Claim, attempt: Attempt) -> State | None:
    """Write down how it went; a database that is away for a moment is waited for.

    What is not written down here is in doubt for whoever takes over, and would be sent twice.
    """
    patience = time.monotonic() + held.lease.total_seconds()
    while True:
        try:
            return settle(held, attempt, clock.now())
        except OperationalError:
            if time.monotonic() > patience:
                raise
            log.warning("mail %d: the database is away, its end is not written yet", held.mail.id)
            time.sleep(0.5)


def _outgoing(mail: OutboxMail) -> OutgoingMail:
    """The mail as it is sent; its date is when it was queued, so that a repeat is the same mail."""
    calendar = None
    if mail.calendar is not None and mail.calendar_method:
        calendar = CalendarPart(mail.calendar, mail.calendar_method)
    return OutgoingMail(
        to=mail.address,
        to_name=mail.name,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_id=mail.message_id,
        date=mail.created_at,
        reply_to=mail.reply_to,
        list_unsubscribe=mail.unsubscribe,
        calendar=calendar,
    )
