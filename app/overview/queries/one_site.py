"""What the page of one site says of it beyond its journey."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import Site
from app.sites.rules import Stage, Status


@dataclass(frozen=True)
class SiteDetails:
    """The facts of an adoption. `peak` is the furthest stage it ever reached."""

    nation: str
    region: str
    stage: Stage
    stage_since: date
    peak: Stage
    status: Status
    contract_on: date
    training_on: date
    lead: str | None
    deputy: str | None


def site_details(site_id: int) -> SiteDetails:
    """The facts of one site; one statement. Raises NoResultFound for an unknown number."""
    lead, deputy = aliased(Person), aliased(Person)
    row = (
        session()
        .execute(
            select(
                Site.nation,
                Site.region,
                Site.stage,
                Site.stage_since,
                Site.peak_stage,
                Site.status,
                Site.contract_on,
                Site.training_on,
                lead.name.label("lead"),
                deputy.name.label("deputy"),
            )
            .outerjoin(lead, lead.id == Site.lead_id)
            .outerjoin(deputy, deputy.id == Site.deputy_id)
            .where(Site.id == site_id)
        )
        .one()
    )
    return SiteDetails(
        nation=row.nation,
        region=row.region,
        stage=Stage(row.stage),
        stage_since=row.stage_since,
        peak=Stage(row.peak_stage),
        status=Status(row.status),
        contract_on=row.contract_on,
        training_on=row.training_on,
        lead=row.lead,
        deputy=row.deputy,
    )
