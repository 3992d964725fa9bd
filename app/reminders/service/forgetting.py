"""Forgetting reminders of long ago: what they reminded of stands where it happened."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.core.db import session
from app.reminders.models import Reminder, ReminderDigest, ReminderRun

KEPT = timedelta(days=500)  # longer than any rung lies from its day


def forget_old(now: datetime) -> None:
    """Delete reminders sent more than 500 days ago, with their mails' keys and runs."""
    current, before = session(), now - KEPT
    current.execute(delete(Reminder).where(Reminder.at < before))
    old = select(ReminderRun.id).where(ReminderRun.began_at < before)
    current.execute(delete(ReminderDigest).where(ReminderDigest.run_id.in_(old)))
    used = select(Reminder.run_id)
    current.execute(
        delete(ReminderRun).where(ReminderRun.began_at < before, ReminderRun.id.not_in(used))
    )
