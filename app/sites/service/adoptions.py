"""Adoptions: adding one, and its stage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.sites.models import Authority, Site
from app.sites.rules import Refused, Stage, Status
from app.sites.rules.adoptions import slug_of, why_not_days, why_not_name
from app.sites.rules.succession import in_words, stands_on
from app.sites.service.alone import alone
from app.sites.service.staffing import check_staff, first_terms
from app.sites.service.taking_part import join


@dataclass(frozen=True)
class AddSite:
    """A new adoption: by which authorities, led by whom, from which contract and training day."""

    name: str
    authority_ids: tuple[int, ...]
    lead_id: int
    deputy_id: int | None
    contract_on: date
    training_on: date
    is_demo: bool = False


def add_site(new: AddSite) -> Site:
    """Add an adoption in Exploration. Raises Refused with the field and what to do.

    An authority that does not stand on the contract day (or today, if that is later) is refused;
    one that will be replaced hands over to those that follow it, on their day.
    """
    alone()
    name = " ".join(new.name.split())
    names = {slug: known for slug, known in session().execute(select(Site.slug, Site.name))}
    _check(new, name, names.values())
    authorities = _authorities(new)
    today = clock.today()
    audit.because("site numbered", summary="A site was given its number.", nspcc_only=True)
    site = Site(
        slug=slug_of(name, names),
        name=name,
        nation=authorities[0].nation,
        region=authorities[0].region,
        stage=Stage.EXPLORATION,
        peak_stage=Stage.EXPLORATION,
        stage_since=min(today, new.contract_on),
        status=Status.ACTIVE,
        lead_id=new.lead_id,
        deputy_id=new.deputy_id,
        contract_on=new.contract_on,
        training_on=new.training_on,
        created_at=clock.now(),
        is_demo=new.is_demo,
    )
    session().add(site)
    session().flush()
    named = ", ".join(one.name for one in authorities)
    words = f"Adoption added: {named}."
    audit.because("site added", summary=words, site_id=site.id, about_id=new.lead_id)
    first_terms(site, today)
    with session().no_autoflush:  # the terms go with the first authority
        for one in authorities:
            join(site.id, one, max(new.contract_on, one.established_on or new.contract_on))
    return site


def _check(new: AddSite, name: str, names: Iterable[str]) -> None:
    problem = why_not_name(name) or why_not_days(new.contract_on, new.training_on, clock.today())
    if problem:
        raise Refused(*problem)
    same = next((known for known in names if known.casefold() == name.casefold()), None)
    if same is not None:
        raise Refused("name", f"There is already a site called {same}; choose another name")
    check_staff(new.lead_id, new.deputy_id)


def _authorities(new: AddSite) -> Sequence[Authority]:
    found = {
        one.id: one
        for one in session().scalars(select(Authority).where(Authority.id.in_(new.authority_ids)))
    }
    if not new.authority_ids or set(found) != set(new.authority_ids):
        raise Refused("authority_ids", "Choose at least one authority of the register")
    day = max(new.contract_on, clock.today())
    for one in found.values():
        if not stands_on(one.established_on, one.abolished_on, day):
            raise Refused(
                "authority_ids",
                f"{one.name} does not exist on {in_words(day)}; choose the authority that "
                "followed it",
            )
    return [found[number] for number in dict.fromkeys(new.authority_ids)]


def record_stage(site_id: int, stage: Stage, on: date) -> None:
    """Write down the stage decided by `journey`, which has said why (audit.because) before.

    The peak is kept. Raises LookupError when there is no such site.
    """
    site = session().get(Site, site_id, with_for_update=True)
    if site is None:
        raise LookupError(f"There is no site with the number {site_id}.")
    site.stage, site.stage_since = stage, on
    if stage.number > Stage(site.peak_stage).number:
        site.peak_stage = stage
    session().flush()


def check_days(contract_on: date, training_on: date) -> None:
    """Raise Refused with the field and what to do where these cannot be an adoption's days."""
    problem = why_not_days(contract_on, training_on, clock.today())
    if problem:
        raise Refused(*problem)


def move_anchors(site_id: int, contract_on: date, training_on: date) -> None:
    """Write down the contract and training day that `journey` counts anew from, which has said why
    (audit.because) before. Raises Refused as `check_days` does, LookupError without such a site."""
    site = session().get(Site, site_id, with_for_update=True)
    if site is None:
        raise LookupError(f"There is no site with the number {site_id}.")
    if (site.contract_on, site.training_on) == (contract_on, training_on):
        return
    check_days(contract_on, training_on)
    site.contract_on, site.training_on = contract_on, training_on


def record_status(site: Site, status: Status) -> None:
    """Write down the status declared in `standing`, which has locked the site and said why
    (audit.because) before."""
    site.status = status
    session().flush()
