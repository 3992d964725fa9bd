"""Reads about events: one, the list, what is new, who answered, what they left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.access.actor import Actor
from app.accounts.models import Person
from app.core import clock
from app.core.clock import in_london
from app.core.db import session
from app.core.words import moment
from app.events.models import Event, SignUp
from app.events.rules import Answer, Attendance, Audience, Holder, Kind, State, Way
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
    version: int
    taken: int = 0
    waiting: int = 0

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

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
    def path(self) -> str:
        """Its page."""
        return f"/community/events/{self.id}"

    @property
    def chat_path(self) -> str:
        """Its room in the chat, for those who take part."""
        return f"/community/chat/events/{self.id}"


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


@dataclass(frozen=True)
class SignUpRow:
    """Somebody's answer. `name` and `email` are for mail and for the host's list."""

    id: int
    event_id: int
    person_id: int
    name: str
    email: str
    answer: Answer
    waiting_since: datetime | None
    turn: int
    needs: str
    attendance: Attendance
    feedback_at: datetime | None
    version: int

    @property
    def holder(self) -> Holder:
        """The same for the rules of places."""
        return Holder(self.person_id, self.answer, self.waiting_since)

    @property
    def has_place(self) -> bool:
        """Whether a place is theirs."""
        return self.holder.has_place


def event_of(event_id: int) -> EventRow | None:
    """One event; one statement."""
    return next(iter(event_rows(select(Event).where(Event.id == event_id))), None)


def listed(wanted: Wanted, person_id: int, now: datetime, page: int) -> Listed:
    """A page of the list, the nearest first; three statements."""
    fits = _fitting(wanted, person_id, now)
    found = session().scalar(select(func.count(Event.id)).where(*fits)) or 0
    total = session().scalar(select(func.count(Event.id))) or 0
    page = min(page, max(1, -(-found // PER_PAGE)))
    chosen = select(Event).where(*fits)
    if wanted.when == PAST:
        chosen = chosen.order_by(Event.starts_at.desc(), Event.id.desc())
    else:
        chosen = chosen.order_by(Event.starts_at, Event.id)
    rows = event_rows(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return Listed(tuple(rows), found, total, page)


def ahead(now: datetime, limit: int) -> list[EventRow]:
    """The next events that take place, the nearest first; one statement."""
    coming = (Event.starts_at >= now, Event.state == State.PLANNED.value)
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


def answers_of(person_id: int, event_ids: Collection[int]) -> dict[int, SignUpRow]:
    """What somebody answered to these events; one statement."""
    if not event_ids:
        return {}
    mine = _sign_ups().where(SignUp.person_id == person_id, SignUp.event_id.in_(event_ids))
    return {row.event_id: row for row in map(_sign_up, session().execute(mine))}


def sign_ups(event_id: int) -> list[SignUpRow]:
    """Everybody's answers in the order they were given; one statement."""
    chosen = _sign_ups().where(SignUp.event_id == event_id).order_by(SignUp.id)
    return [_sign_up(row) for row in session().execute(chosen)]


def _fitting(wanted: Wanted, person_id: int, now: datetime) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if wanted.when == MINE:
        answered = (SignUp.person_id == person_id, SignUp.answer != Answer.NO.value)
        fits.append(Event.id.in_(select(SignUp.event_id).where(*answered)))
    elif wanted.when == PAST:
        fits.append(Event.starts_at < now)
    else:
        fits.append(Event.starts_at >= now)
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
    coming = (SignUp.event_id == Event.id, SignUp.answer == Answer.YES.value)
    given = select(func.count(SignUp.id)).where(*coming, SignUp.waiting_since.is_(None))
    waits = select(func.count(SignUp.id)).where(*coming, SignUp.waiting_since.is_not(None))
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
        version=event.version,
        taken=taken,
        waiting=waiting,
    )


def _sign_ups() -> Select[*tuple[Any, ...]]:
    return select(SignUp, Person.name, Person.email).join(Person, Person.id == SignUp.person_id)


def _sign_up(found: Any) -> SignUpRow:
    row, name, email = found
    return SignUpRow(
        id=row.id,
        event_id=row.event_id,
        person_id=row.person_id,
        name=name,
        email=email,
        answer=Answer(row.answer),
        waiting_since=row.waiting_since,
        turn=row.turn,
        needs=row.needs,
        attendance=Attendance(row.attendance),
        feedback_at=row.feedback_at,
        version=row.version,
    )
