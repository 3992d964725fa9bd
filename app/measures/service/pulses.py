"""Pulse surveys: opening one, a new link, closing it, and answering without a name."""

from datetime import date, timedelta

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.core.security.limits import Limit, count_attempt
from app.core.security.tokens import digest, new_token
from app.core.words import day
from app.measures.models import Pulse, PulseAnswer
from app.measures.queries import pulses as reads
from app.measures.queries.pulses import PRESENT_VERSION, PulseRow
from app.measures.rules.pulse import Points, check_opening, check_points
from app.measures.service.holding import hold, only_if

ANSWERS_PER_PULSE = Limit("pulse-answers", 300, timedelta(hours=1))  # by pulse: no address is kept
ONE_AT_A_TIME = "A pulse is open: close it before you open another"


class NotOpen(Exception):
    """The pulse takes no answers, or is not there."""


def open_pulse(site_id: int, closes_on: date | None, asked: int | None) -> str:
    """Open a pulse that takes answers up to and with a day; returns the token of its link, which
    nobody can read again. Raises `Refused`."""
    hold(site_id)
    refuse(check_opening(closes_on, asked, clock.today()))
    earlier = reads.pulses_of([site_id])
    only_if(not any(one.is_open for one in earlier), "closes_on", ONE_AT_A_TIME)
    audit.because(
        "pulse opened", summary=f"Pulse survey opened until {day(closes_on)}.", site_id=site_id
    )
    token = new_token()
    session().add(
        Pulse(
            site_id=site_id,
            number=earlier[0].number + 1 if earlier else 1,
            version=PRESENT_VERSION,
            token_hash=digest(token),
            asked=asked,
            opened_at=clock.now(),
            opened_by_id=audit.who_acts().actor_id,
            closes_on=closes_on,
        )
    )
    session().flush()
    return token


def renew_link(site_id: int, number: int) -> str:
    """A new link to an open pulse, shown once; the one before ends. Raises `NotOpen`."""
    row = _open(site_id, number)
    audit.because("pulse link renewed", summary="New link to the pulse survey.", site_id=site_id)
    token = new_token()
    row.token_hash = digest(token)
    session().flush()
    return token


def close_pulse(site_id: int, number: int) -> None:
    """Take no more answers. Raises `NotOpen`."""
    row = _open(site_id, number)
    audit.because("pulse closed", summary="Pulse survey closed.", site_id=site_id)
    row.closed_at = clock.now()
    session().flush()


def answer(token: str, points: Points) -> None:
    """Keep an answer: its points and the day, nothing of who gave it. Raises `NotOpen`,
    `Refused`."""
    asked = reads.asked_behind(token)
    if asked is None:
        raise NotOpen
    refuse(check_points(points, asked.questions))
    kept = {one.id: points[one.id] for one in asked.questions.each}
    session().add(PulseAnswer(pulse_id=asked.pulse_id, answered_on=clock.today(), points=kept))
    session().flush()


def count_answer(pulse_id: int) -> None:
    """One try to answer a pulse, before the transaction that keeps it; raises TooMany."""
    count_attempt(ANSWERS_PER_PULSE, str(pulse_id))


def _open(site_id: int, number: int) -> Pulse:
    hold(site_id)
    found: list[PulseRow] = [one for one in reads.pulses_of([site_id]) if one.number == number]
    if not found or not found[0].is_open:
        raise NotOpen
    return session().scalars(select(Pulse).where(Pulse.id == found[0].id)).one()
