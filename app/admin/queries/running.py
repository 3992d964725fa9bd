"""Reads about the machinery: workers, and whether the portal can serve people now."""

from datetime import datetime
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.admin.rules import MAIL_STUCK_AFTER, Facts
from app.core import clock, migrations, outbox, worklog
from app.core.db import session
from app.core.outbox import OutboxMail
from app.core.worklog import WorkerSign


def workers() -> list[WorkerSign]:
    """Workers seen within a day, the latest first."""
    return list(session().scalars(select(WorkerSign).order_by(WorkerSign.seen_at.desc())))


def facts() -> Facts:
    """What readiness is judged by. Never raises: a database that fails does not answer."""
    try:
        return _facts(clock.now())
    except SQLAlchemyError:
        return Facts(database_answers=False)


def _facts(now: datetime) -> Facts:
    if migrations.revision_of(session().connection()) != _head():
        return Facts(database_answers=True)  # tables may be missing: ask nothing else of them
    sign, oldest = worklog.last_sign(), outbox.queries.oldest_waiting(now)
    sent = None
    if oldest is not None and oldest > MAIL_STUCK_AFTER:  # else nobody needs to know
        sent = session().scalar(select(func.max(OutboxMail.sent_at)))
    return Facts(
        database_answers=True,
        schema_is_current=True,
        worker_age=sign.age if sign else None,
        oldest_mail=oldest,
        last_sent=now - sent if sent else None,
    )


@cache
def _head() -> str:
    return migrations.head_revision()
