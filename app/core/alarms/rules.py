"""When the portal is ready and when somebody must be told, decided on plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WORKER_SILENT_AFTER = timedelta(minutes=2)
MAIL_LATE_AFTER = timedelta(hours=1)
TELL_OF_GAP_AFTER = timedelta(hours=1)  # shorter ones are restarts, and cost a delay at most
SAY_AGAIN_AFTER = timedelta(hours=1)
TELL_AGAIN_AFTER = timedelta(hours=6)  # mail that is late again and again is one matter


class Alarm(StrEnum):
    """What somebody must look at; the value is the name of its event in the log."""

    WORKER_SILENT = "alarm: worker silent"
    MAIL_LATE = "alarm: mail late"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is judged; ages are None where there was nothing to measure.

    ``late_mails`` have waited for longer than MAIL_LATE_AFTER, the longest for ``oldest_mail``.
    """

    database_answers: bool = True
    schema_is_current: bool = True
    worker_age: timedelta | None = None
    late_mails: int = 0
    oldest_mail: timedelta | None = None
    last_sent: timedelta | None = None


def is_alive(age: timedelta | None) -> bool:
    """Whether a worker last seen so long ago still lives."""
    return age is not None and age <= WORKER_SILENT_AFTER


def alarms(facts: Facts) -> list[Alarm]:
    """What must be told to administrators now, the cause before what follows from it."""
    found = [] if is_alive(facts.worker_age) else [Alarm.WORKER_SILENT]
    return [*found, Alarm.MAIL_LATE] if facts.late_mails else found


def readiness(facts: Facts) -> dict[str, object]:
    """The answer of /ready: `ready`, and one plain word or two on each part.

    Mail is stuck when some has waited for more than an hour and none has left within it: one
    refused address that is tried again for hours does not make the portal unready.
    """
    if not facts.database_answers:
        return {"ready": False, "database": "does not answer"}
    parts = {
        "schema": "is current" if facts.schema_is_current else "is not the one this code needs",
        "worker": "is alive" if is_alive(facts.worker_age) else "gives no sign of life",
        "mail": "waits too long" if mail_is_stuck(facts) else "is not held up",
    }
    ready = facts.schema_is_current and is_alive(facts.worker_age) and not mail_is_stuck(facts)
    return {"ready": ready, "database": "answers", **parts}


def mail_is_stuck(facts: Facts) -> bool:
    """Whether some mail has waited for more than an hour and none has left within it."""
    if not facts.late_mails:
        return False
    return facts.last_sent is None or facts.last_sent > MAIL_LATE_AFTER


def is_gap(since_last_look: timedelta) -> bool:
    """Whether the worker was away for so long that administrators must hear of it."""
    return since_last_look > TELL_OF_GAP_AFTER


def is_to_be_told(since: datetime, told_at: datetime | None, now: datetime) -> bool:
    """Whether administrators must be written to about what has been wrong since then: once, and
    again only for something new that comes long after."""
    return told_at is None or (told_at < since and now - told_at >= TELL_AGAIN_AFTER)
