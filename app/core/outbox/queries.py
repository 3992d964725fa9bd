"""What administrators see of the outbox, and what everybody sees of mail that did not arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased, defer

from app.core.db import session
from app.core.mail import BadAddress, Trouble, checked_address
from app.core.mail.troubles import IN_WORDS
from app.core.outbox.models import OutboxMail
from app.core.outbox.rules import MOST_TRIES, WAITING, State


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Mail to an address did not arrive, and none has arrived since."""

    address: str
    trouble: Trouble
    since: datetime

    @property
    def what(self) -> str:
        """Why, in a sentence."""
        return IN_WORDS[self.trouble].what

    @property
    def to_do(self) -> str:
        """What to do about it, in a sentence."""
        return IN_WORDS[self.trouble].to_do


def undelivered(addresses: Iterable[str]) -> dict[str, Undelivered]:
    """Those of these addresses, as they were given, that mail does not reach; one statement.

    An address is free again as soon as a later mail to it was sent and did not come back.
    """
    asked = {_as_queued(address): address for address in addresses if address}
    if not asked:
        return {}
    later = aliased(OutboxMail)
    arrived = select(later.id).where(
        later.address == OutboxMail.address,
        later.sent_at > OutboxMail.trouble_at,
        later.state == State.SENT,
    )
    rows = session().execute(
        select(OutboxMail.address, OutboxMail.trouble, OutboxMail.trouble_at)
        .where(
            OutboxMail.trouble.is_not(None),
            OutboxMail.address.in_(asked),
            ~arrived.exists(),
        )
        .order_by(OutboxMail.trouble_at)
    )
    return {
        asked[address]: Undelivered(asked[address], trouble, since)
        for address, trouble, since in rows
        if trouble and since
    }


def _as_queued(address: str) -> str:
    try:
        return checked_address(address)
    except BadAddress:
        return address


def counts() -> dict[State, int]:
    """Return how many mails stand in each state; states without mail count 0."""
    rows = session().execute(select(OutboxMail.state, func.count()).group_by(OutboxMail.state))
    return {**dict.fromkeys(State, 0), **{state: number for state, number in rows}}


def page(
    *,
    state: State | None = None,
    site_id: int | None = None,
    search: str = "",
    offset: int = 0,
    limit: int = 50,
) -> list[OutboxMail]:
    """Return mails, newest first, without texts; ``search`` looks in address and subject."""
    wanted = select(OutboxMail).options(
        defer(OutboxMail.text), defer(OutboxMail.html), defer(OutboxMail.calendar)
    )
    if state is not None:
        wanted = wanted.where(OutboxMail.state == state)
    if site_id is not None:
        wanted = wanted.where(OutboxMail.site_id == site_id)
    if search:
        wanted = wanted.where(
            or_(
                OutboxMail.address.icontains(search, autoescape=True),
                OutboxMail.subject.icontains(search, autoescape=True),
            )
        )
    ordered = wanted.order_by(OutboxMail.id.desc()).offset(offset).limit(limit)
    return list(session().scalars(ordered))


def by_id(row_id: int) -> OutboxMail | None:
    """Return one mail with its texts, or None."""
    return session().get(OutboxMail, row_id)


def oldest_waiting(now: datetime) -> timedelta | None:
    """Return how long the oldest mail that should be on its way has waited; None if none waits."""
    oldest = session().scalar(
        select(func.min(waiting_since())).where(OutboxMail.state.in_(WAITING))
    )
    return None if oldest is None else now - oldest


def waiting_since() -> ColumnElement[datetime]:
    """Since when a mail has been in the queue: it was queued, or sent again by hand."""
    return func.coalesce(OutboxMail.resent_at, OutboxMail.created_at)


def is_anything_due(now: datetime) -> bool:
    """Return whether a mail could be sent now."""
    return session().scalars(select(OutboxMail.id).where(due(now)).limit(1)).first() is not None


def is_anything_abandoned(now: datetime) -> bool:
    """Return whether a dead worker left a mail that needs a decision."""
    found = session().scalars(select(OutboxMail.id).where(abandoned(now)).limit(1))
    return found.first() is not None


def due(now: datetime) -> ColumnElement[bool]:
    """The condition for mail that may be sent now: its time has come, or its lease has run out."""
    left_behind = and_(OutboxMail.state == State.CLAIMED, OutboxMail.lease_until < now)
    return or_(
        and_(OutboxMail.state == State.NEW, OutboxMail.next_try_at <= now),
        and_(left_behind, OutboxMail.tries < MOST_TRIES),
    )


def abandoned(now: datetime) -> ColumnElement[bool]:
    """The condition for mail whose worker died at a point where sending again needs a decision."""
    worn_out = and_(OutboxMail.state == State.CLAIMED, OutboxMail.tries >= MOST_TRIES)
    return and_(or_(OutboxMail.state == State.IN_DATA, worn_out), OutboxMail.lease_until < now)
