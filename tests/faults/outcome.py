"""What is found in the outbox and in the inbox after a fault."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail, State
from tests.factories.mail import make_mail
from tests.mail_server import Inbox


def queue_mails(count: int, *, confidential: int = 0) -> None:
    """Put mails into the outbox, every so many confidential (0: none)."""
    with transaction():
        for number in range(count):
            make_mail(confidential=bool(confidential) and number % confidential == 0)


def count_in(*states: State) -> int:
    """How many mails stand in these states."""
    with reading() as current:
        found = current.scalar(select(func.count()).where(OutboxMail.state.in_(states)))
    return found or 0


def all_mails() -> list[OutboxMail]:
    """Every mail, in the order of the queue."""
    with reading() as current:
        return list(current.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def as_rows(mails: list[OutboxMail]) -> list[dict[str, object]]:
    """Every column of mails, to compare."""
    keys = [column.key for column in OutboxMail.__table__.columns]
    return [{key: getattr(mail, key) for key in keys} for mail in mails]


def audited_doubts() -> int:
    """How many doubts the trail tells of."""
    with reading() as current:
        found = current.scalar(select(func.count()).where(AuditEvent.verb == "mail in doubt"))
    return found or 0


@dataclass(frozen=True)
class Tally:
    """What arrived of what was queued."""

    mails: list[OutboxMail]
    arrived: Counter[str]

    @classmethod
    def of(cls, inbox: Inbox) -> "Tally":
        """Of the outbox in use and this inbox."""
        return cls(all_mails(), Counter(inbox.ids()))

    @property
    def states(self) -> Counter[State]:
        """How many mails stand where."""
        return Counter(mail.state for mail in self.mails)

    @property
    def lost(self) -> list[OutboxMail]:
        """Mail that is said to be sent and never arrived, or that nobody deals with any more."""
        done = (State.SENT, State.PARKED)
        return [
            m
            for m in self.mails
            if m.state not in done or (m.state is State.SENT and not self.arrived[m.message_id])
        ]

    @property
    def repeated(self) -> list[OutboxMail]:
        """Mail that arrived more than once, always with the same Message-ID."""
        return [m for m in self.mails if self.arrived[m.message_id] > 1]

    @property
    def repeated_outside_the_window(self) -> list[OutboxMail]:
        """Of these, what was repeated without a doubt, or more often than was in doubt."""
        return [
            m for m in self.repeated if m.confidential or self.arrived[m.message_id] > 1 + m.doubts
        ]

    def in_words(self) -> str:
        """The figures in a line."""
        return (
            f"{len(self.mails)} mails: {self.states[State.SENT]} sent, "
            f"{self.states[State.PARKED]} parked; {len(self.lost)} lost, "
            f"{len(self.repeated)} repeated, {len(self.repeated_outside_the_window)} of them "
            f"outside the window; {sum(m.doubts for m in self.mails)} in doubt"
        )
