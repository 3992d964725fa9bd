"""The outbox: mail is queued in the transaction of its cause and sent later by a worker."""

from app.core.outbox import queries, unsubscribing
from app.core.outbox.bounces import Received, take_report
from app.core.outbox.claims import forget_secrets, sweep
from app.core.outbox.delivery import Delivered, deliver_due
from app.core.outbox.identity import mail_domain, organiser
from app.core.outbox.models import OutboxMail
from app.core.outbox.queries import Undelivered
from app.core.outbox.rules import State
from app.core.outbox.service import (
    Letter,
    NotPossible,
    Recipient,
    cancel,
    queue,
    queue_all,
    resend,
    subject_of,
)

__all__ = [
    "Delivered",
    "Letter",
    "NotPossible",
    "OutboxMail",
    "Received",
    "Recipient",
    "State",
    "Undelivered",
    "cancel",
    "deliver_due",
    "forget_secrets",
    "mail_domain",
    "organiser",
    "queries",
    "queue",
    "queue_all",
    "resend",
    "subject_of",
    "sweep",
    "take_report",
    "unsubscribing",
]
