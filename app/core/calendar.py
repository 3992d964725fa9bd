"""Calendar invitations that Outlook and Google act on, and calendars they read again and again.

Single events are written in UTC, so no time-zone block can be misread. The method stands inside
the object and is repeated by the mail's content type; the organiser is the portal's own address,
which is also who the mail is from. An update keeps the UID and raises SEQUENCE; a cancellation
keeps both UID and attendees (RFC 5546 §3.2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

from app.core.mail.headers import NAME_LIMIT, checked_address, clean_header

READ_AGAIN = timedelta(hours=1)
PRODUCT_ID = "-//Reunification implementation portal//EN"


class Method(StrEnum):
    """What the receiver's calendar is asked to do."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Party:
    """A person or the portal, as the organiser or somebody invited."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One event to be put into people's calendars.

    ``starts_at``, ``ends_at`` and ``stamp`` (when this version was made) are aware moments.
    ``sequence`` starts at 0 and goes up by one with each change of time or place. ValueError for
    moments without a zone or an end that does not lie after the start.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    organiser: Party
    attendees: tuple[Party, ...]
    stamp: datetime
    method: Method = Method.REQUEST

    def __post_init__(self) -> None:
        if any(m.tzinfo is None for m in (self.starts_at, self.ends_at, self.stamp)):
            raise ValueError("The times of an invitation need a time zone.")
        if self.ends_at <= self.starts_at:
            raise ValueError("An invitation must end after it starts.")

    def as_bytes(self) -> bytes:
        """Return the iCalendar object (RFC 5545) as UTF-8 with CRLF and folded lines."""
        calendar = Calendar()
        calendar.add("prodid", PRODUCT_ID)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", self.method.value)
        calendar.add_component(_event(self))
        return bytes(calendar.to_ical(sorted=False))


def _event(invitation: Invitation) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamp.astimezone(UTC))
    event.add("dtstart", invitation.starts_at.astimezone(UTC))
    event.add("dtend", invitation.ends_at.astimezone(UTC))
    event.add("summary", clean_header(invitation.summary))
    event.add("description", invitation.description)
    event.add("location", clean_header(invitation.location))
    cancelled = invitation.method is Method.CANCEL
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("organizer", _party(invitation.organiser), encode=False)
    for party in invitation.attendees:
        event.add("attendee", _attendee(party), encode=False)
    return event


def _party(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{checked_address(party.address)}")
    name = clean_header(party.name.replace('"', "'"), NAME_LIMIT)
    if name:
        address.params["CN"] = vText(name)
    return address


def _attendee(party: Party) -> vCalAddress:
    address = _party(party)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    return address


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a calendar that is read: from an aware moment to another, or all of a day.

    The same event has the `uid` and `sequence` it has in its invitation. `stamp` is when what
    calendars are told of it last changed, so that the same events make the same file.
    """

    uid: str
    sequence: int
    starts: datetime | date
    ends: datetime | date
    summary: str
    description: str
    location: str
    stamp: datetime
    is_cancelled: bool = False


def all_day(uid: str, on: date, summary: str, description: str, stamp: datetime) -> Entry:
    """An entry for a day as a whole, which keeps nobody busy."""
    return Entry(uid, 0, on, on + timedelta(days=1), summary, description, "", stamp)


def published(name: str, entries: Iterable[Entry]) -> bytes:
    """A whole calendar to subscribe to (RFC 5545, RFC 7986), as UTF-8 with CRLF and folded lines.

    How often programs read it again is theirs to decide; the wish for every hour stands inside in
    both ways they know.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", clean_header(name))
    calendar.add("x-wr-calname", clean_header(name))
    calendar.add("refresh-interval", vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))
    for entry in entries:
        calendar.add_component(_published_event(entry))
    return bytes(calendar.to_ical(sorted=False))


def _published_event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", _in_utc(entry.starts))
    event.add("dtend", _in_utc(entry.ends))
    event.add("summary", clean_header(entry.summary))
    event.add("description", entry.description)
    if entry.location:
        event.add("location", clean_header(entry.location))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    is_free = entry.is_cancelled or not isinstance(entry.starts, datetime)
    event.add("transp", "TRANSPARENT" if is_free else "OPAQUE")
    return event


def _in_utc(when: datetime | date) -> datetime | date:
    return when.astimezone(UTC) if isinstance(when, datetime) else when
