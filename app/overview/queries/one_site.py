"""What the page of one site says of it beyond its journey."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import Membership, Site
from app.sites.rules import Stage, Status


@dataclass(frozen=True)
class SiteDetails:
    """The facts of an adoption. `peak` is the furthest stage it ever reached, `members` counts the
    roles that people hold at it now."""

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
    members: int


_LEAD, _DEPUTY = aliased(Person), aliased(Person)
_DETAILS = (  # built once: building it costs more than running it
    select(
        Site.nation,
        Site.region,
        Site.stage,
        Site.stage_since,
        Site.peak_stage,
        Site.status,
        Site.contract_on,
        Site.training_on,
        _LEAD.name.label("lead"),
        _DEPUTY.name.label("deputy"),
        select(func.count())
        .select_from(Membership)
        .where(Membership.site_id == Site.id, Membership.ended_at.is_(None))
        .correlate(Site)
        .scalar_subquery()
        .label("members"),
    )
    .outerjoin(_LEAD, and_(_LEAD.id == Site.lead_id, _LEAD.deactivated_at.is_(None)))
    .outerjoin(_DEPUTY, _DEPUTY.id == Site.deputy_id)
    .where(Site.id == bindparam("site"))
)


def site_details(site_id: int) -> SiteDetails:
    """The facts of one site; one statement. Raises NoResultFound for an unknown number."""
    row = session().execute(_DETAILS, {"site": site_id}).one()
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
        members=row.members,
    )
