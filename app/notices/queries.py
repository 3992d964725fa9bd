"""Reads about notices, mutes and absences."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.notices.models import Absence, Mute, Notice
from app.notices.rules import Kind


def mutes_of(person_ids: Collection[int]) -> set[tuple[int, Kind]]:
    """(person, kind) for every kind these people want no mail of; one statement."""
    known = {kind.value for kind in Kind if not kind.is_critical}
    rows = session().execute(
        select(Mute.person_id, Mute.kind).where(Mute.person_id.in_(person_ids))
    )
    return {(person_id, Kind(kind)) for person_id, kind in rows if kind in known}


@dataclass(frozen=True)
class Away:
    """Days on which somebody is away, both included, and what they say about it."""

    id: int
    person_id: int
    first_day: date
    last_day: date
    note: str


def away_on(person_ids: Collection[int], day: date) -> set[int]:
    """Who of these people said that they are away on a day; one statement."""
    found = session().scalars(
        select(Absence.person_id).where(
            Absence.person_id.in_(person_ids), Absence.first_day <= day, Absence.last_day >= day
        )
    )
    return set(found)


def days_away(first: date, last: date) -> set[tuple[int, date]]:
    """(person, day) for everybody who said that they are away between two days, both included; one
    statement."""
    rows = session().execute(
        select(Absence.person_id, Absence.first_day, Absence.last_day).where(
            Absence.first_day <= last, Absence.last_day >= first
        )
    )
    return {
        (person_id, date.fromordinal(number))
        for person_id, begins, ends in rows
        for number in range(max(begins, first).toordinal(), min(ends, last).toordinal() + 1)
    }


def absences(person_ids: Collection[int], today: date) -> list[Away]:
    """When these people are away, today or later, soonest first; one statement."""
    rows = session().execute(
        select(Absence.id, Absence.person_id, Absence.first_day, Absence.last_day, Absence.note)
        .where(Absence.person_id.in_(person_ids), Absence.last_day >= today)
        .order_by(Absence.first_day, Absence.id)
    )
    return [Away(*row) for row in rows]


def own(actor: Actor) -> ColumnElement[bool]:
    """The condition for notices a person may see: theirs, and of no site they have left."""
    seen = reach(actor, Can.SEE_SITE, Notice.site_id)
    return and_(Notice.person_id == actor.id, or_(Notice.site_id.is_(None), seen))
