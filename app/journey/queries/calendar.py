"""The days of milestones, as a calendar shows them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.journey.models import Milestone
from app.journey.programme import template_of
from app.journey.queries.milestones import OPEN
from app.sites.models import Site
from app.sites.rules import Status


@dataclass(frozen=True)
class DueMilestone:
    """An open milestone with a day it is planned for, and its site."""

    code: str
    name: str
    planned_on: date
    site_id: int
    site_name: str
    site_slug: str


def milestones_for(sites: Collection[int], first: date, last: date) -> list[DueMilestone]:
    """The open milestones of active sites planned between two days, both included, in order of
    time; one statement."""
    rows = session().execute(
        select(
            Milestone.code,
            Milestone.template_version,
            Milestone.planned_on,
            Site.id,
            Site.name,
            Site.slug,
        )
        .join(Site, Site.id == Milestone.site_id)
        .where(
            Milestone.site_id.in_(sites),
            Milestone.status.in_(OPEN),
            Milestone.planned_on.between(first, last),
            Site.status == Status.ACTIVE.value,
        )
        .order_by(Milestone.planned_on, Milestone.site_id, Milestone.position)
    )
    return [
        DueMilestone(code, template_of(code, version).name, planned_on, number, name, slug)
        for code, version, planned_on, number, name, slug in rows
        if planned_on is not None
    ]
