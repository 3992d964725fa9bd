"""Events ahead, for the reminders, and the entries of a person's calendar."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.core.clock import first_moment, in_london
from app.core.db import session
from app.core.due import Due
from app.events.models import Event, SignUp
from app.events.queries.events import EventRow, event_rows
from app.events.queries.sign_ups import WITH_PLACE
from app.events.rules import State


def due(first: date, last: date) -> list[Due]:
    """Events on a day from one to another, for everybody who has a place; two statements."""
    chosen = select(Event).where(
        Event.state == State.PLANNED.value,
        Event.starts_at >= first_moment(first),
        Event.starts_at < first_moment(last + timedelta(days=1)),
    )
    rows = event_rows(chosen.order_by(Event.starts_at, Event.id))
    coming = _coming([row.id for row in rows])
    return [
        Due(
            "events",
            f"event:{row.id}",
            None,
            row.title,
            in_london(row.starts_at).date(),
            row.path,
            phase="ahead",
            owner_ids=coming[row.id],
            turn=int(row.starts_at.timestamp()) // 60,
            moment=row.starts_at,
        )
        for row in rows
        if row.id in coming
    ]


def events_for(person_id: int, first: datetime, last: datetime) -> list[tuple[EventRow, int]]:
    """The events somebody has a place at that begin between two moments, each with the turn of
    their answer; two statements."""
    mine = select(SignUp.event_id, SignUp.turn).where(SignUp.person_id == person_id, *WITH_PLACE)
    turns = {event_id: turn for event_id, turn in session().execute(mine)}
    between = (Event.starts_at >= first, Event.starts_at < last)
    chosen = select(Event).where(Event.id.in_(list(turns)), *between)
    rows = event_rows(chosen.order_by(Event.starts_at, Event.id))
    return [(row, turns[row.id]) for row in rows]


def _coming(event_ids: list[int]) -> dict[int, tuple[int, ...]]:
    if not event_ids:
        return {}
    chosen = select(SignUp.event_id, SignUp.person_id).where(
        SignUp.event_id.in_(event_ids), *WITH_PLACE
    )
    found: dict[int, tuple[int, ...]] = {}
    for event_id, person_id in session().execute(chosen.order_by(SignUp.id)):
        found[event_id] = (*found.get(event_id, ()), person_id)
    return found
