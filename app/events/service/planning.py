"""Announcing, changing, moving and cancelling events."""

import secrets

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, Refused, refuse
from app.core.words import clock_time, day
from app.events import queries
from app.events.models import Event
from app.events.queries import EventRow, SignUpRow
from app.events.rules import Answer, Details, Plan, State, check_details, check_plan
from app.events.service import telling
from app.events.service.moving_up import move_up
from app.events.service.wording import reworded
from app.instruments import queries as instruments
from app.posts import service as posts
from app.posts.rules import Place

FEEDBACK = "feedback"


def announce(details: Details, plan: Plan, host_id: int) -> int:
    """Announce an event and return its number. Raises Refused naming the fields to put right."""
    now = clock.now()
    refuse(check_details(details) + check_plan(plan, now))
    audit.because("event announced", summary=f"{details.title.strip()} on {_words(plan)}.")
    about = posts.begin(host_id, details.about, Place.EVENT)
    form = instruments.newest(FEEDBACK)
    event = Event(
        state=State.PLANNED.value,
        host_id=host_id,
        about_id=about.post.id,
        feedback_version_id=form.id if form else None,
        uid=f"event-{secrets.token_hex(12)}",
        told_at=now,
        planned_at=now,
    )
    _describe(event, details)
    _place(event, plan)
    session().add(event)
    session().flush()
    posts.placed(about, f"/community/events/{event.id}")
    return event.id


def change(found: EventRow, details: Details, editor_id: int, version: int) -> None:
    """Change what it is about, for whom and for how many; more places move people up. Raises
    Refused and ChangedMeanwhile."""
    event = open_event(found, version, details.title)
    refuse(check_details(details, found.taken))
    audit.because("event changed", summary=f"{details.title.strip()} of {day(found.starts_at)}.")
    event.about_id = reworded(found.about_id, editor_id, details.about, found.path)
    _describe(event, details)
    session().flush()
    move_up(event)


def move(found: EventRow, plan: Plan, reason: str, version: int) -> None:
    """Move it, or change where it is; calendars follow under the same identifier. Raises Refused
    and ChangedMeanwhile."""
    event = open_event(found, version, _words(plan))
    refuse(check_plan(plan, clock.now()))
    audit.because(
        "event moved",
        summary=f"{found.title}: from {day(found.starts_at)},"
        f" {clock_time(found.starts_at)} to {_words(plan)}.",
        reason=reason.strip(),
    )
    _place(event, plan)
    _tell_again(event)
    after = queries.event_of(found.id)
    if after is not None:
        telling.tell_moved(after, _concerned(found.id), reason)


def cancel(found: EventRow, reason: str, version: int) -> None:
    """Cancel it and tell everybody who wanted to come. Raises Refused and ChangedMeanwhile."""
    event = open_event(found, version, "cancelled")
    if found.starts_at <= clock.now():
        raise Refused([("reason", "The event has begun already. Record who came instead.")])
    audit.because(
        "event cancelled",
        summary=f"{found.title} of {day(found.starts_at)} cancelled.",
        reason=reason.strip(),
    )
    event.state = State.CANCELLED.value
    _tell_again(event)
    after = queries.event_of(found.id)
    if after is not None:
        telling.tell_cancelled(after, _concerned(found.id), reason)


def open_event(found: EventRow, version: int, mine: str) -> Event:
    """The event locked for a change while it is planned. Raises ChangedMeanwhile."""
    event = session().get_one(Event, found.id, with_for_update=True)
    if event.version != version or event.state != State.PLANNED:
        theirs = f"{event.title}, {day(event.starts_at)}, {clock_time(event.starts_at)}"
        raise ChangedMeanwhile(mine=mine, theirs=f"{theirs} ({event.state})")
    return event


def _concerned(event_id: int) -> list[SignUpRow]:
    """Whoever has a place, waits for one or may come."""
    return [one for one in queries.sign_ups(event_id) if one.answer is not Answer.NO]


def _tell_again(event: Event) -> None:
    event.sequence += 1
    event.told_at = clock.now()
    session().flush()


def _describe(event: Event, details: Details) -> None:
    event.title = details.title.strip()
    event.kind, event.audience = details.kind.value, details.audience.value
    event.capacity = details.capacity
    event.tags = " ".join(details.tags)


def _place(event: Event, plan: Plan) -> None:
    event.starts_at, event.minutes = plan.starts_at, plan.minutes
    event.way, event.place, event.link = plan.way.value, plan.place.strip(), plan.link.strip()


def _words(plan: Plan) -> str:
    return f"{day(plan.on)} at {plan.at:%H:%M}"
