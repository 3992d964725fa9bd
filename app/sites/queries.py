"""Reads about sites and who belongs to them."""

from sqlalchemy import or_, select

from app.access.gate import SiteRef
from app.access.policy import Role
from app.core.db import session
from app.sites.models import Membership, Site


def site_ref(slug: str) -> SiteRef | None:
    """What the gate needs of the site with this address part."""
    row = (
        session()
        .execute(
            select(Site.id, Site.slug, Site.name, Site.stage, Site.status).where(Site.slug == slug)
        )
        .first()
    )
    return None if row is None else SiteRef(*row)


def belonging(person_id: int) -> frozenset[tuple[int, Role]]:
    """(site number, role) of each membership that has not ended."""
    rows = session().execute(
        select(Membership.site_id, Membership.role).where(
            Membership.person_id == person_id, Membership.ended_at.is_(None)
        )
    )
    return frozenset((site_id, Role(role)) for site_id, role in rows)


def assigned_sites(person_id: int) -> frozenset[int]:
    """Numbers of the sites a person leads or deputises for, for the NSPCC."""
    return frozenset(
        session().scalars(
            select(Site.id).where(or_(Site.lead_id == person_id, Site.deputy_id == person_id))
        )
    )
