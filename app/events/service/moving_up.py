"""Giving free places to those who wait."""

from sqlalchemy import select

from app.core import audit
from app.core.db import session
from app.events import queries
from app.events.models import Event, SignUp
from app.events.rules import moving_up
from app.events.service import telling


def move_up(event: Event) -> None:
    """Give what is free to the longest waiting, and tell them; the event is locked."""
    people = queries.sign_ups(event.id)
    lucky = moving_up([one.holder for one in people], event.capacity)
    if not lucky:
        return
    audit.because("places given", summary=f"{event.title}: {len(lucky)} from the waiting list.")
    chosen = select(SignUp).where(SignUp.event_id == event.id, SignUp.person_id.in_(lucky))
    for row in session().scalars(chosen):
        row.waiting_since = None
        row.turn += 1
    session().flush()
    after = queries.event_of(event.id)
    if after is not None:
        now_in = [one for one in queries.sign_ups(event.id) if one.person_id in lucky]
        telling.tell_place(after, now_in)
