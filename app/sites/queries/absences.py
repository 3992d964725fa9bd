"""Who of the people of a site has said that they are away."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.accounts.models import Person
from app.core.db import session
from app.notices.models import Absence
from app.sites.models import Membership, Site

SOON = timedelta(days=30)


@dataclass(frozen=True)
class AwayRow:
    """Somebody who is away on these days, both included, and what they say about it."""

    name: str
    first_day: date
    last_day: date
    note: str


def absences_at(site_id: int, today: date) -> list[AwayRow]:
    """Absences of members and of the NSPCC's people of a site that last until today or longer and
    begin within 30 days, soonest first; one statement."""
    belongs = select(Membership.person_id).where(
        Membership.site_id == site_id, Membership.ended_at.is_(None)
    )
    looks_after = select(Site.id).where(
        Site.id == site_id, or_(Site.lead_id == Person.id, Site.deputy_id == Person.id)
    )
    rows = session().execute(
        select(Person.name, Absence.first_day, Absence.last_day, Absence.note)
        .join(Absence, Absence.person_id == Person.id)
        .where(
            or_(Person.id.in_(belongs), looks_after.correlate(Person).exists()),
            Absence.last_day >= today,
            Absence.first_day <= today + SOON,
        )
        .order_by(Absence.first_day, Person.name)
    )
    return [AwayRow(*row) for row in rows]
