"""How alarms read: in the band on administrators' pages, and in the mail to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.alarms.rules import Alarm, Facts, alarms
from app.core.alarms.service import Noticed
from app.core.words import count, moment


@dataclass(frozen=True, slots=True)
class Shown:
    """An alarm on a page: what is wrong, what follows from it or what to do, and where to look."""

    said: str
    why: str
    endpoint: str
    link: str


@dataclass(frozen=True, slots=True)
class News:
    """What a mail to administrators says; the first sentence is what to do."""

    subject: str
    sentences: tuple[str, ...]


def shown(facts: Facts) -> list[Shown]:
    """The alarms of this moment."""
    words = {Alarm.WORKER_SILENT: _silent(facts), Alarm.MAIL_LATE: _late(facts)}
    return [words[alarm] for alarm in alarms(facts)]


def news(noticed: Noticed, facts: Facts, now: datetime) -> News:
    """What administrators are told of what a worker noticed now."""
    if noticed.away_since:
        return News(
            "No worker ran for a while",
            (
                f"Find out why no worker ran from {moment(noticed.away_since)} until "
                f"{moment(now)}, so that it does not happen again.",
                "Mail and reminders waited meanwhile. They are being sent now.",
            ),
        )
    waits = count(facts.late_mails, "mail")
    return News(
        f"{waits.capitalize()} waiting for more than an hour",
        (
            f"Look at the outbox: {waits} had waited for more than an hour on {moment(now)}.",
            "It says for each what the mail server answered, and when it is tried again.",
            "If this mail is much younger than that moment, the mail server was away and is back.",
        ),
    )


def _silent(facts: Facts) -> Shown:
    age = facts.worker_age
    ago = f"has given no sign of life for {_in_words(age)}" if age else "has been seen for a day"
    who = "The worker" if age else "No worker"
    return Shown(
        f"{who} {ago}.",
        "Mail and reminders wait until one runs. Start it: flask --app wsgi worker",
        "admin.jobs",
        "Look at the jobs",
    )


def _late(facts: Facts) -> Shown:
    late, oldest = facts.late_mails, _in_words(facts.oldest_mail or timedelta())
    has = "has" if late == 1 else "have"
    return Shown(
        f"{count(late, 'mail').capitalize()} {has} waited for more than an hour.",
        f"The oldest was queued {oldest} ago. The outbox says what the mail server answered.",
        "admin.mails",
        "Look at the mail that waits",
    )


def _in_words(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return count(minutes, "minute")
    return count(minutes // 60, "hour") if minutes < 48 * 60 else count(minutes // 1440, "day")
