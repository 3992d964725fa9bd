"""The facts alarms are judged by."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.core import clock, migrations
from app.core.alarms.rules import MAIL_LATE_AFTER, Facts
from app.core.db import reading, session
from app.core.outbox import OutboxMail, State
from app.core.outbox.queries import waiting_since
from app.core.outbox.rules import WAITING
from app.core.worklog import WorkerSign


def facts_now() -> Facts:
    """The worker's age and the late mails, in one statement."""
    now = clock.now()
    waiting = OutboxMail.state.in_(WAITING)
    late = func.count().filter(waiting_since() < now - MAIL_LATE_AFTER)
    seen = select(func.max(WorkerSign.seen_at)).scalar_subquery()
    worker, oldest, number = (
        session()
        .execute(
            select(seen, func.min(waiting_since()), late).select_from(OutboxMail).where(waiting)
        )
        .one()
    )
    return Facts(
        worker_age=_age(worker, now),
        late_mails=number,
        oldest_mail=_age(oldest, now),
    )


def facts_apart() -> Facts | None:
    """The same for a page that may be about anything, even about a database that is away."""
    try:
        with reading():
            return facts_now()
    except SQLAlchemyError:
        return None


def readiness_facts() -> Facts:
    """What readiness is judged by. Never raises: a database that fails does not answer."""
    try:
        return _readiness_facts()
    except SQLAlchemyError:
        return Facts(database_answers=False)


def _readiness_facts() -> Facts:
    if migrations.revision_of(session().connection()) != _head():
        return Facts(schema_is_current=False)  # tables may be missing: ask nothing else of them
    found = facts_now()
    if not found.late_mails:  # else nobody needs to know when the last one left
        return found
    sent = session().scalar(
        select(func.max(OutboxMail.sent_at)).where(OutboxMail.state == State.SENT)
    )
    return replace(found, last_sent=_age(sent, clock.now()))


def _age(moment: datetime | None, now: datetime) -> timedelta | None:
    return now - moment if moment else None


@cache
def _head() -> str:
    return migrations.head_revision()
