"""Sites and memberships for tests."""

from datetime import date

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.sites.models import Authority, AuthorityCode, Membership, Site, SiteAuthority
from app.sites.rules import AuthorityType, Nation, SiteRole, Stage, Status


def make_site(name: str, *, lead: Person | None = None, contract_on: date | None = None) -> Site:
    """An active site in Exploration."""
    start = contract_on or date(2026, 9, 1)
    site = Site(
        slug=name.lower().replace(" ", "-"),
        name=name,
        nation=Nation.ENGLAND,
        region="North West",
        stage=Stage.EXPLORATION,
        peak_stage=Stage.EXPLORATION,
        stage_since=start,
        status=Status.ACTIVE,
        lead=lead,
        contract_on=start,
        training_on=date.fromordinal(start.toordinal() + 60),
        created_at=clock.now(),
    )
    session().add(site)
    session().flush()
    return site


def make_membership(site: Site, person: Person, role: SiteRole) -> Membership:
    """`person` belongs to `site` from now on."""
    membership = Membership(
        site_id=site.id, person_id=person.id, role=role, job_title="", started_at=clock.now()
    )
    session().add(membership)
    session().flush()
    return membership


def make_authority(
    name: str, *, code: str = "", region: str = "North West", abolished_on: date | None = None
) -> Authority:
    """An English unitary authority that stands."""
    authority = Authority(
        name=name,
        official_name=f"{name} Council",
        nation=Nation.ENGLAND,
        region=region,
        type=AuthorityType.UNITARY,
        abolished_on=abolished_on,
    )
    session().add(authority)
    session().flush()
    if code:
        session().add(AuthorityCode(authority_id=authority.id, gss_code=code))
        session().flush()
    return authority


def make_adoption(site: Site, authority: Authority, starts_on: date | None = None) -> SiteAuthority:
    """`authority` takes part in `site`, from the contract on."""
    row = SiteAuthority(
        site_id=site.id, authority_id=authority.id, starts_on=starts_on or site.contract_on
    )
    session().add(row)
    session().flush()
    return row
