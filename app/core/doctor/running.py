"""What runs beside the web: clocks, the worker, the mail server and the mail that waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import DateTime, func, select

from app.core import clock, outbox, worklog
from app.core.alarms.queries import facts_now
from app.core.alarms.rules import is_alive
from app.core.audit import AuditEvent
from app.core.db import reading
from app.core.doctor.findings import Finding, ok, problem, warning
from app.core.mail import CannotConnect, transport_of
from app.core.outbox.rules import TO_DECIDE
from app.core.worklog import WorkerSign
from config import Settings

DRIFT = timedelta(seconds=15)  # less than what is left of a lease when it is renewed


def clocks(_settings: Settings) -> Iterator[Finding]:
    """This machine's clock agrees with the database's, and nothing was stored in the future.

    A clock that was set back lets links live too long and reminders go out twice or late.
    """
    with reading() as current:
        theirs = current.scalar(select(func.now(type_=DateTime(timezone=True))))
        latest = [
            current.scalar(select(func.max(column)))
            for column in (WorkerSign.seen_at, AuditEvent.at)
        ]
    now = clock.now()
    yield judged(now, _aware(theirs), [moment for moment in latest if moment])


def judged(now: datetime, database: datetime | None, stored: list[datetime]) -> Finding:
    """What to say about our time, the database's, and the latest moments that were stored."""
    ahead = max((moment - now for moment in stored), default=timedelta())
    if ahead > DRIFT:
        return problem(
            "Clock",
            f"something was stored {int(ahead.total_seconds())} seconds in the future",
            "The clock was wrong then or is now: compare it with another, and keep it with NTP.",
        )
    apart = abs(database - now) if database else timedelta()
    if apart > DRIFT:
        return problem(
            "Clock",
            f"{int(apart.total_seconds())} seconds apart from the database's",
            "Keep both machines' clocks with NTP.",
        )
    return ok("Clock", "agrees with the database, and nothing lies in the future")


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite gives its time in UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def worker(_settings: Settings) -> Iterator[Finding]:
    """At least one worker gave a sign of life in the last two minutes."""
    with reading():
        sign = worklog.last_sign()
    start = "Start one: flask --app wsgi worker"
    if sign is None:
        yield problem("Worker", "none seen for a day", start)
    elif not is_alive(sign.age):
        yield problem("Worker", f"silent for {int(sign.age.total_seconds() // 60)} minutes", start)
    else:
        yield ok("Worker", f"{max(sign.alive, 1)} alive")


def mail_server(settings: Settings) -> Iterator[Finding]:
    """The mail server answers and encrypts. Nothing is sent, and nobody signs in."""
    if settings.smtp_host is None:
        say = problem if settings.is_production else warning
        yield say("Mail server", "none is set: mail is kept and not sent", "Set SMTP_HOST.")
        return
    where = f"{settings.smtp_host}, port {settings.smtp_port}"
    try:
        with transport_of(replace(settings, smtp_user=None)).connect():
            pass
    except CannotConnect as error:
        yield problem(
            "Mail server", f"{where}: {error}", "Correct the SMTP_ settings, or ask who runs it."
        )
        return
    if settings.smtp_security == "none" and settings.smtp_host not in ("localhost", "127.0.0.1"):
        yield problem(
            "Mail server", f"{where} answers without encryption", "Set SMTP_SECURITY=starttls."
        )
    else:
        yield ok("Mail server", f"{where} answers ({settings.smtp_security})")


def waiting_mail(_settings: Settings) -> Iterator[Finding]:
    """No mail waits for long, and none needs a decision."""
    with reading():
        counts, facts = outbox.queries.counts(), facts_now()
    undecided = sum(counts[state] for state in TO_DECIDE)
    if facts.late_mails and facts.oldest_mail:
        hours = facts.oldest_mail.total_seconds() / 3600
        yield problem("Mail", f"the oldest has waited {hours:.0f} hours", "Look at /admin/outbox.")
    elif undecided:
        yield warning(
            "Mail", f"{undecided} parked, failed or back", "Decide about them in /admin/outbox."
        )
    else:
        yield ok("Mail", "none waits long, and none needs a decision")
