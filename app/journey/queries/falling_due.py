"""Open milestones by the day they are planned for, at every active site: for reminders."""

from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.core.due import Due
from app.journey.models import Milestone
from app.journey.programme import template_of
from app.journey.queries.milestones import OPEN
from app.sites.models import Site
from app.sites.rules import Status


def due(first: date, last: date) -> list[Due]:
    """The milestones planned for a day from one to another; one statement."""
    rows = session().execute(
        select(
            Milestone.id,
            Milestone.site_id,
            Milestone.code,
            Milestone.template_version,
            Milestone.critical,
            Milestone.planned_on,
            Site.slug,
        )
        .join(Site, Site.id == Milestone.site_id)
        .where(
            Site.status == Status.ACTIVE.value,
            Milestone.status.in_(OPEN),
            Milestone.planned_on.between(first, last),
        )
    )
    return [
        Due(
            "milestones",
            f"milestone:{number}",
            site_id,
            template_of(code, version).name,
            on,
            f"/sites/{slug}/journey/{code}",
            phase="critical" if critical else "open",
            turn=on.toordinal(),
        )
        for number, site_id, code, version, critical, on, slug in rows
        if on is not None
    ]
