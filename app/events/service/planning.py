"""Announcing, changing, moving and cancelling events."""

import secrets
from datetime import timedelta

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, Refused, refuse
from app.core.words import clock_time, day
from app.events import queries
from app.events.models import Event
from app.events.queries import EventRow, SignUpRow, event_row
from app.events.rules import (
    Answer,
    Details,
    Plan,
    State,
    check_details,
    check_link,
    check_plan,
    taken,
)
from app.events.service import telling
from app.events.service.moving_up import move_up
from app.events.service.wording import change_version, reworded, text_version, written
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


def change(found: EventRow, details: Details, link: str, editor_id: int, version: int) -> None:
    """Change what it is about, its link, for whom and for how many; more places move people up,
    and calendars follow a new name or link. Raises Refused and ChangedMeanwhile."""
    event = open_event(found, version, f"{details.title}: {details.about}", with_about=True)
    given = taken(queries.holders(event.id))
    refuse(check_details(details, given) + check_link(found.way, link.strip()))
    audit.because("event changed", summary=f"{details.title.strip()} of {day(found.starts_at)}.")
    in_calendars = (event.title, event.link)
    about_id = reworded(event.about_id, editor_id, details.about, found.path)
    # a new wording alone changes no column of this row, and a new post begins at its first version
    event.version += 1 if about_id == event.about_id else text_version(event.about_id)
    event.about_id = about_id
    event.link = link.strip()
    _describe(event, details)
    session().flush()
    if (event.title, event.link) != in_calendars and event.ends_at > clock.now():
        _tell_again(event)
        telling.tell_changed(event_row(event.id), queries.sign_ups(event.id))
    move_up(event)


def move(found: EventRow, plan: Plan, reason: str, version: int) -> int:
    """Move it, or change where it is; calendars follow under the same identifier. Returns how many
    are told. Raises Refused and ChangedMeanwhile."""
    event = open_event(found, version, _words(plan))
    if event.starts_at <= clock.now():
        raise Refused([("on", "The event has begun already. Announce another one instead.")])
    refuse(check_plan(plan, clock.now()))
    audit.because(
        "event moved",
        summary=f"{found.title}: from {day(found.starts_at)},"
        f" {clock_time(found.starts_at)} to {_words(plan)}.",
        reason=reason.strip(),
    )
    _place(event, plan)
    _tell_again(event)
    concerned = _concerned(found.id)
    telling.tell_moved(event_row(found.id), concerned, reason)
    return len(concerned)


def cancel(found: EventRow, reason: str, version: int) -> int:
    """Cancel it and tell everybody who wanted to come; returns how many. Raises Refused and
    ChangedMeanwhile."""
    event = open_event(found, version, "cancelled")
    if event.starts_at <= clock.now():
        raise Refused([("reason", "The event has begun already. Record who came instead.")])
    audit.because(
        "event cancelled",
        summary=f"{found.title} of {day(found.starts_at)} cancelled.",
        reason=reason.strip(),
    )
    event.state = State.CANCELLED.value
    _tell_again(event)
    concerned = _concerned(found.id)
    telling.tell_cancelled(event_row(found.id), concerned, reason)
    return len(concerned)


def open_event(found: EventRow, version: int, mine: str, *, with_about: bool = False) -> Event:
    """The event locked for a change while it is planned; `with_about`: its text is changed as
    well. Raises ChangedMeanwhile."""
    event = session().get_one(Event, found.id, with_for_update=True)
    present = change_version(event) if with_about else event.version
    if present != version or event.state != State.PLANNED:
        theirs = f"{event.title}, {day(event.starts_at)}, {clock_time(event.starts_at)}"
        about = f": {written(event.about_id)}" if with_about else ""
        raise ChangedMeanwhile(mine=mine, theirs=f"{theirs} ({event.state}){about}")
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
    event.ends_at = plan.starts_at + timedelta(minutes=plan.minutes)
    event.way, event.place, event.link = plan.way.value, plan.place.strip(), plan.link.strip()


def _words(plan: Plan) -> str:
    return f"{day(plan.on)} at {plan.at:%H:%M}"
