"""Reads about events: one, the list, what is new."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from app.access.actor import Actor
from app.accounts.models import Person
from app.core import clock
from app.core.clock import in_london
from app.core.db import session
from app.core.words import moment
from app.events.models import Event, SignUp
from app.events.queries.sign_ups import WAITING, WITH_PLACE, is_here
from app.events.rules import Answer, Audience, Kind, State, Way, feedback_until
from app.members.rules import Fresh

PER_PAGE = 20
AHEAD, PAST, MINE = "ahead", "past", "mine"


@dataclass(frozen=True)
class EventRow:
    """An event as lists and pages show it; `link` is for those who have a place."""

    id: int
    title: str
    kind: Kind
    audience: Audience
    tags: tuple[str, ...]
    way: Way
    starts_at: datetime
    minutes: int
    ends_at: datetime
    place: str
    link: str
    capacity: int | None
    state: State
    host_id: int
    host: str
    about_id: int
    notes_id: int | None
    feedback_version_id: int | None
    uid: str
    sequence: int
    told_at: datetime
    planned_at: datetime
    notes_before: int
    attendance_version: int
    version: int
    taken: int = 0
    waiting: int = 0

    @property
    def on(self) -> date:
        """The day in London on which it is or was."""
        return in_london(self.starts_at).date()

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.state is State.CANCELLED

    @property
    def is_full(self) -> bool:
        """Whether the next person to say yes waits."""
        return self.capacity is not None and (self.taken >= self.capacity or self.waiting > 0)

    @property
    def feedback_until(self) -> datetime:
        """When its feedback closes and the results are shown."""
        return feedback_until(self.ends_at)

    @property
    def path(self) -> str:
        """Its page."""
        return f"/community/events/{self.id}"

    @property
    def chat_path(self) -> str:
        """Its room in the chat, for those who take part."""
        return f"/community/chat/events/{self.id}"

    def uid_for(self, person_id: int) -> str:
        """What one person's calendars know it by, without the domain. One for each person: what
        one is told is not read by another, and each copy is found again."""
        return f"{self.uid}-{person_id}"

    def sequence_for(self, turn: int) -> int:
        """What one person's calendars were told last; `turn` is that of their answer."""
        return self.sequence + turn


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to ("" means any). `when` is AHEAD, PAST or MINE."""

    when: str = AHEAD
    kind: str = ""
    way: str = ""
    audience: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Listed:
    """A page of the list; `found` fit, `total` exist."""

    rows: tuple[EventRow, ...]
    found: int
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.found // PER_PAGE))


def event_of(event_id: int) -> EventRow | None:
    """One event; one statement."""
    return next(iter(event_rows(select(Event).where(Event.id == event_id))), None)


def event_row(event_id: int) -> EventRow:
    """One event that is there, as `event_of`. LookupError when it is not."""
    found = event_of(event_id)
    if found is None:
        raise LookupError(f"There is no event with the number {event_id}.")
    return found


def listed(wanted: Wanted, person_id: int, now: datetime, page: int) -> Listed:
    """A page of the list, what is not over first, the nearest first; three statements."""
    fits = _fitting(wanted, person_id, now)
    found = session().scalar(select(func.count(Event.id)).where(*fits)) or 0
    total = session().scalar(select(func.count(Event.id))) or 0
    page = min(page, max(1, -(-found // PER_PAGE)))
    is_over = Event.ends_at <= now
    nearest = (case((~is_over, Event.starts_at)), Event.starts_at.desc(), Event.id)
    chosen = select(Event).where(*fits).order_by(is_over, *nearest)
    rows = event_rows(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return Listed(tuple(rows), found, total, page)


def ahead(now: datetime, limit: int) -> list[EventRow]:
    """The next events that take place or are on, the nearest first; one statement."""
    coming = (Event.ends_at > now, Event.state == State.PLANNED.value)
    chosen = select(Event).where(*coming).order_by(Event.starts_at, Event.id)
    return event_rows(chosen.limit(limit))


def fresh(actor: Actor, since: datetime, limit: int) -> tuple[Fresh, ...]:
    """Events that others announced since a moment and that lie ahead, newest first; one
    statement."""
    chosen = select(Event).where(
        Event.planned_at > since,
        Event.starts_at > clock.now(),
        Event.state == State.PLANNED.value,
        Event.host_id != actor.id,
    )
    newest = chosen.order_by(Event.planned_at.desc(), Event.id.desc()).limit(limit)
    return tuple(
        Fresh(one.planned_at, "event", one.title, one.path, moment(one.starts_at), one.tags)
        for one in event_rows(newest)
    )


def _fitting(wanted: Wanted, person_id: int, now: datetime) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if wanted.when == MINE:
        answered = (SignUp.person_id == person_id, SignUp.answer != Answer.NO.value)
        fits.append(Event.id.in_(select(SignUp.event_id).where(*answered)))
    elif wanted.when == PAST:
        fits.append(Event.ends_at <= now)
    else:
        fits.append(Event.ends_at > now)
    columns = {"kind": Event.kind, "way": Event.way, "audience": Event.audience}
    fits += [
        column == chosen for name, column in columns.items() if (chosen := getattr(wanted, name))
    ]
    if wanted.tag:
        fits.append((" " + Event.tags + " ").contains(f" {wanted.tag} ", autoescape=True))
    return fits


def event_rows(chosen: Select[Event]) -> list[EventRow]:
    """Events with their host and how many come; one statement."""
    return [_row(*found) for found in session().execute(_counted(chosen))]


def _counted(chosen: Select[Event]) -> Select[*tuple[Any, ...]]:
    """With the name of the host, the places given and how many wait."""
    coming = (SignUp.event_id == Event.id, is_here())
    given = select(func.count(SignUp.id)).where(*coming, *WITH_PLACE)
    waits = select(func.count(SignUp.id)).where(*coming, *WAITING)
    return chosen.join(Person, Person.id == Event.host_id).add_columns(
        Person.name,
        given.correlate(Event).scalar_subquery(),
        waits.correlate(Event).scalar_subquery(),
    )


def _row(event: Event, host: str, taken: int, waiting: int) -> EventRow:
    return EventRow(
        id=event.id,
        title=event.title,
        kind=Kind(event.kind),
        audience=Audience(event.audience),
        tags=tuple(event.tags.split()),
        way=Way(event.way),
        starts_at=event.starts_at,
        minutes=event.minutes,
        ends_at=event.ends_at,
        place=event.place,
        link=event.link,
        capacity=event.capacity,
        state=State(event.state),
        host_id=event.host_id,
        host=host,
        about_id=event.about_id,
        notes_id=event.notes_id,
        feedback_version_id=event.feedback_version_id,
        uid=event.uid,
        sequence=event.sequence,
        told_at=event.told_at,
        planned_at=event.planned_at,
        notes_before=event.notes_before,
        attendance_version=event.attendance_version,
        version=event.version,
        taken=taken,
        waiting=waiting,
    )
