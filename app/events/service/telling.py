"""Telling people and their calendars of an event. Nobody sees who else comes."""

from collections.abc import Iterable

from app.core import outbox
from app.core.calendar import Invitation, Method, Party
from app.events.queries import EventRow, SignUpRow
from app.notices import service as notices
from app.notices.rules import Kind


def tell_place(event: EventRow, people: Iterable[SignUpRow]) -> None:
    """They have a place: invitation for the calendar, with the link to join."""
    _tell(event, people, "events_place", Method.REQUEST)


def tell_moved(event: EventRow, people: Iterable[SignUpRow], reason: str) -> None:
    """It moves: their calendars follow."""
    _tell(event, people, "events_moved", Method.REQUEST, reason)


def tell_cancelled(event: EventRow, people: Iterable[SignUpRow], reason: str) -> None:
    """It does not take place: it leaves the calendars of those who had a place."""
    _tell(event, people, "events_cancelled", Method.CANCEL, reason)


def tell_left(event: EventRow, person: SignUpRow) -> None:
    """They do not come after all: it leaves their calendar."""
    _tell(event, [person], "events_left", Method.CANCEL)


def tell_waiting(event: EventRow, person: SignUpRow) -> None:
    """They are on the waiting list."""
    _tell(event, [person], "events_waiting", None)


def tell_after(event: EventRow, people: Iterable[SignUpRow]) -> None:
    """Notes and materials are there."""
    _tell(event, people, "events_after", None)


def _tell(
    event: EventRow,
    people: Iterable[SignUpRow],
    template: str,
    method: Method | None,
    reason: str = "",
) -> None:
    for one in people:
        calendar = _invitation(event, one, method) if method and _is_in_calendar(one) else None
        notices.write(
            template,
            outbox.Recipient(one.email, one.person_id, one.name),
            {"event": event, "reason": reason},
            kind=Kind.EVENTS,
            path=event.path,
            key=f"event:{event.id}:{template}:{event.sequence}:{one.id}:{one.turn}",
            calendar=calendar,
        )


def _is_in_calendar(one: SignUpRow) -> bool:
    return one.waiting_since is None


def _invitation(event: EventRow, one: SignUpRow, method: Method) -> Invitation:
    return Invitation(
        # one for each person: what one is told is not read by another
        uid=f"{event.uid}-{one.person_id}@{outbox.mail_domain()}",
        sequence=event.sequence + one.turn,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        summary=event.title,
        description=f"To join: {event.link}" if event.link else "See the event in the portal.",
        location=event.place or event.link,
        organiser=outbox.organiser(),
        attendees=(Party(one.email, one.name),),
        stamp=event.told_at,
        method=method,
    )
