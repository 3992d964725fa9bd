"""Giving free places to those who wait."""

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.words import day
from app.events import queries
from app.events.models import Event, SignUp
from app.events.rules import Answer, State, moving_up
from app.events.service import telling


def move_up(event: Event) -> None:
    """Give what is free to the longest waiting, and tell them; the event is locked. Once it has
    begun nobody moves up."""
    if event.state != State.PLANNED or event.starts_at <= clock.now():
        return
    lucky = moving_up(queries.holders(event.id), event.capacity)
    if not lucky:
        return
    audit.because("places given", summary=f"{event.title}: {len(lucky)} from the waiting list.")
    chosen = select(SignUp).where(SignUp.event_id == event.id, SignUp.person_id.in_(lucky))
    for row in session().scalars(chosen):
        row.waiting_since = None
        row.turn += 1
    session().flush()
    telling.tell_place(queries.event_row(event.id), queries.sign_ups(event.id, lucky))


def give_back(person_id: int) -> None:
    """Free what somebody whose account is closed holds at events to come; others move up. They are
    told nothing, and have no place should they come back."""
    theirs = select(SignUp.event_id).where(
        SignUp.person_id == person_id, SignUp.answer != Answer.NO.value
    )
    ahead = (Event.state == State.PLANNED.value, Event.starts_at > clock.now())
    chosen = select(Event).where(Event.id.in_(theirs), *ahead).order_by(Event.id)
    for event in session().scalars(chosen.with_for_update()).all():
        audit.because("place given back", summary=f"{event.title}, {day(event.starts_at)}.")
        of_event = (SignUp.event_id == event.id, SignUp.person_id == person_id)
        row = session().scalars(select(SignUp).where(*of_event)).one()
        row.answer, row.waiting_since = Answer.NO.value, None
        row.turn += 1
        session().flush()
        move_up(event)
