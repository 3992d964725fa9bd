"""Running the reminders at a moment, and reading what they did."""

from collections.abc import Iterable
from datetime import datetime

import time_machine
from sqlalchemy import ColumnElement, func, select

from app.core import db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.reminders.models import Reminder
from app.reminders.service import run_due


def remind(app: Portal, at: datetime) -> int:
    """Do the run that is due at a moment; how many reminders it sent."""
    before = len(sent())
    with time_machine.travel(at, tick=False), app.app_context():
        run_due(at)
    return len(sent()) - before


def remind_at(app: Portal, moments: Iterable[datetime]) -> list[int]:
    """The same at one moment after the other."""
    return [remind(app, at) for at in moments]


def sent(subject: str = "") -> list[Reminder]:
    """The reminders that were sent, in their order; those of subjects that begin so."""
    return _rows(subject, Reminder.dropped == "")


def dropped(subject: str = "") -> list[Reminder]:
    """Those that were not."""
    return _rows(subject, Reminder.dropped != "")


def _rows(subject: str, condition: ColumnElement[bool]) -> list[Reminder]:
    with db.reading() as session:
        chosen = select(Reminder).where(
            condition,
            Reminder.subject.startswith(subject),
        )
        return list(session.scalars(chosen.order_by(Reminder.id)))


def digests() -> list[OutboxMail]:
    """The mails of reminders, in their order."""
    with db.reading() as session:
        chosen = select(OutboxMail).where(OutboxMail.template == "reminders_digest")
        return list(session.scalars(chosen.order_by(OutboxMail.id)))


def count_digests() -> int:
    """How many mails of reminders there are."""
    with db.reading() as session:
        mails = select(func.count()).where(OutboxMail.template == "reminders_digest")
        return session.scalar(mails) or 0
