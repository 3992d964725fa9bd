"""Reads about the machinery: the workers."""

from sqlalchemy import select

from app.core.db import session
from app.core.worklog import WorkerSign


def workers() -> list[WorkerSign]:
    """Workers seen within a day, the latest first."""
    return list(session().scalars(select(WorkerSign).order_by(WorkerSign.seen_at.desc())))
