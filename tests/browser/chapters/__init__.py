"""The chapters of the story: what each person does, in the order in which it happens."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from tests.browser.portal import LivePortal, wait_until

LONDON = ZoneInfo("Europe/London")
SITE = "Calverbridge"


@dataclass(frozen=True)
class Cast:
    """The addresses of those who play."""

    admin: str = "ada.admin@people.example"
    lead: str = "lena.lead@people.example"
    strategic: str = "stella.strategic@calverbridge.example"


CAST = Cast()


def mail_to(portal: LivePortal, address: str, about: str, *, after: int = 0) -> EmailMessage:
    """Wait for the newest mail to this address with these words in its subject; `after` so many
    that had come already."""

    def found() -> list[EmailMessage]:
        return [
            mail
            for mail in portal.inbox.mails[after:]
            if address in str(mail["To"]) and about in str(mail["Subject"])
        ]

    wait_until(found, f"a mail about {about!r} to {address}")
    return found()[-1]


def part(mail: EmailMessage, kind: str) -> EmailMessage:
    """The part of a mail of this content type."""
    return next(each for each in mail.walk() if each.get_content_type() == kind)


def day_in_words(day: date) -> str:
    """As the portal writes it: 12 March 2027."""
    return f"{day.day} {day:%B %Y}"


def call_day(today: date) -> date:
    """A Wednesday more than a week after the next change of the clocks, whenever this runs."""
    noon = time(12)
    offset = datetime.combine(today, noon, LONDON).utcoffset()
    day = today
    while datetime.combine(day, noon, LONDON).utcoffset() == offset:
        day += timedelta(days=1)
    day += timedelta(days=8)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def call_start(today: date) -> datetime:
    """When the call of the story starts: half past two in London, in UTC."""
    return datetime.combine(call_day(today), time(14, 30), LONDON).astimezone(UTC)
