"""Events for tests, written through the services, inside a transaction."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock, db
from app.core.outbox import OutboxMail
from app.events import queries, service
from app.events.queries import EventRow
from app.events.rules import Answer, Audience, Details, Kind, Plan, Way


def make_event(
    host: Person,
    *,
    title: str = "Reading a chronology together",
    capacity: int | None = None,
    days: int = 10,
    place: str = "",
) -> EventRow:
    """An event so many days from today, at ten in the morning for an hour; online unless it has a
    place."""
    details = Details(title, Kind.WEBINAR, Audience.EVERYONE, "An hour with **two**.", capacity)
    way, link = (Way.FACE_TO_FACE, "") if place else (Way.ONLINE, "https://meet.example/abc")
    plan = Plan(in_days(days), time(10), 60, way, place, link)
    number = service.announce(details, plan, host.id)
    return event_row(number)


def event_row(number: int) -> EventRow:
    """An event as it stands now."""
    found = queries.event_of(number)
    assert found is not None
    return found


def make_answer(
    event: EventRow, person: Person, said: Answer = Answer.YES, needs: str = ""
) -> None:
    """What somebody answers."""
    service.answer(event, person.id, said, needs)


def in_days(days: int) -> date:
    """The day in London so many days from today."""
    return clock.today() + timedelta(days=days)


def after(event: EventRow) -> datetime:
    """A moment after an event is over."""
    return event.ends_at + timedelta(minutes=5)


def during(event: EventRow) -> datetime:
    """A moment at which an event is on."""
    return event.starts_at + timedelta(minutes=5)


def closed(event: EventRow) -> datetime:
    """A moment after the feedback on an event has closed."""
    return event.feedback_until + timedelta(minutes=5)


def mails(person: Person) -> list[OutboxMail]:
    """What was mailed to somebody, in its order."""
    with db.reading() as session:
        theirs = select(OutboxMail).where(OutboxMail.address == person.email)
        return list(session.scalars(theirs.order_by(OutboxMail.id)))


def in_calendar(mail: OutboxMail) -> str:
    """What a mail tells a calendar, on unfolded lines; "" when it tells none."""
    return (mail.calendar or b"").decode().replace("\r\n ", "")
