"""Planned journeys for tests, and milestones as far as a test needs them."""

from datetime import date

from sqlalchemy import select

from app.core import audit
from app.core.db import session
from app.journey import service
from app.journey.models import Milestone
from app.journey.rules import MilestoneStatus
from app.sites.models import Site


def make_journey(
    site: Site, *, contract_on: date | None = None, training_on: date | None = None
) -> None:
    """Plan the milestones of `site` from its dates, or from these."""
    service.plan_journey(site.id, contract_on or site.contract_on, training_on or site.training_on)


def milestone(site: Site, code: str) -> Milestone:
    """One milestone of `site`."""
    found = select(Milestone).where(Milestone.site_id == site.id, Milestone.code == code)
    return session().scalars(found).one()


def set_milestone(
    site: Site,
    code: str,
    status: MilestoneStatus = MilestoneStatus.DONE,
    *,
    happened_on: date | None = None,
    planned_on: date | None = None,
) -> Milestone:
    """Put a milestone of `site` into a state, whatever its rules say."""
    audit.because("milestone set", summary="Set for a test.", site_id=site.id)
    found = milestone(site, code)
    found.status, found.happened_on = status.value, happened_on
    if planned_on is not None:
        found.planned_on = planned_on
    service.refresh_progress(site.id)
    return found
