"""Telling people and their calendars of an event. Nobody sees who else comes.

The link to join and the entry in the calendar are for those who have a place, whoever else is told.
"""

from collections.abc import Iterable

from app.core import clock, outbox
from app.core.calendar import Invitation, Method, Party
from app.events.queries import EventRow, SignUpRow
from app.notices import service as notices
from app.notices.rules import Kind


def tell_place(event: EventRow, people: Iterable[SignUpRow]) -> None:
    """They have a place: invitation for the calendar, with the link to join."""
    _tell(event, people, "events_place", Method.REQUEST)


def tell_changed(event: EventRow, people: Iterable[SignUpRow]) -> None:
    """It has a new name or link: the calendars of those with a place follow."""
    _tell(event, [one for one in people if one.has_place], "events_changed", Method.REQUEST)


def tell_moved(event: EventRow, people: Iterable[SignUpRow], reason: str) -> None:
    """It moves: the calendars of those with a place follow."""
    _tell(event, people, "events_moved", Method.REQUEST, reason)


def tell_cancelled(event: EventRow, people: Iterable[SignUpRow], reason: str) -> None:
    """It does not take place: it leaves the calendars of those who had a place."""
    _tell(event, people, "events_cancelled", Method.CANCEL, reason)


def tell_left(event: EventRow, person: SignUpRow) -> None:
    """They gave their place back: it leaves their calendar."""
    _tell(event, [person], "events_left", Method.CANCEL, had_place=True)


def tell_waiting(event: EventRow, person: SignUpRow) -> None:
    """They are on the waiting list."""
    _tell(event, [person], "events_waiting")


def tell_after(event: EventRow, people: Iterable[SignUpRow]) -> None:
    """Notes and materials are there."""
    _tell(event, people, "events_after")


def _tell(
    event: EventRow,
    people: Iterable[SignUpRow],
    template: str,
    method: Method | None = None,
    reason: str = "",
    *,
    had_place: bool = False,
) -> None:
    context = {
        "event": event,
        "reason": reason,
        "asks_feedback": event.feedback_version_id and clock.now() < event.feedback_until,
    }
    letters = [
        outbox.Letter(
            template,
            outbox.Recipient(one.email, one.person_id, one.name),
            context,
            key=f"event:{event.id}:{template}:{event.sequence}:{one.id}:{one.turn}",
            calendar=_entry(event, one, method)
            if method and (one.has_place or had_place)
            else None,
        )
        for one in people
    ]
    notices.write_all(letters, kind=Kind.EVENTS, path=event.path)


def _entry(event: EventRow, one: SignUpRow, method: Method) -> Invitation:
    says_link = event.link and method is Method.REQUEST
    return Invitation(
        uid=f"{event.uid_for(one.person_id)}@{outbox.mail_domain()}",
        sequence=event.sequence_for(one.turn),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        summary=event.title,
        description=f"To join: {event.link}" if says_link else "See the event in the portal.",
        location=event.place or (event.link if says_link else ""),
        organiser=outbox.organiser(),
        attendees=(Party(one.email, one.name),),
        stamp=event.told_at,
        method=method,
    )
