"""Calendar invitations that Outlook and Google act on.

Single events are written in UTC, so no time-zone block can be misread. The method stands inside
the object and is repeated by the mail's content type; the organiser is the portal's own address,
which is also who the mail is from. An update keeps the UID and raises SEQUENCE; a cancellation
keeps both UID and attendees (RFC 5546 §3.2).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

from app.core.mail.headers import NAME_LIMIT, checked_address, clean_header

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
