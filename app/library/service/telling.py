"""Who is told what about a resource, inside the portal."""

from sqlalchemy import select

from app.core.db import session
from app.library.models import Edition, Resource, ResourceUse
from app.library.service.shelving import path_of
from app.notices import service as notices
from app.notices.rules import Kind
from app.notices.service import News
from app.sites import queries as sites
from app.sites.rules import SiteRole


def tell_deciders(resource: Resource) -> None:
    """Those who can approve it: the strategic leads of the authority; for somebody of no authority
    the NSPCC sees it in the list of what waits."""
    if resource.site_id is None:
        return
    leads = [one for one in sites.people_of(resource.site_id) if one.role is SiteRole.STRATEGIC]
    notices.tell_all(
        News(
            one.person_id,
            Kind.COMMUNITY,
            f"“{resource.title}” waits for your approval before the community sees it",
            f"{path_of(resource.id)}/decide",
            key=f"resource-waits:{resource.id}:{resource.version}:{one.person_id}",
        )
        for one in leads
    )


def tell_owner(resource: Resource, number: int, what: str) -> None:
    """What became of what they shared."""
    notices.tell(
        resource.owner_id,
        Kind.COMMUNITY,
        f"“{resource.title}” {what}",
        path_of(resource.id),
        key=f"resource-decided:{resource.id}:{number}:{resource.version}",
    )


def tell_holders(resource: Resource, newest: Edition) -> None:
    """Everybody who has an older version and not this one."""
    holders = session().scalars(
        select(ResourceUse.person_id)
        .where(ResourceUse.resource_id == resource.id, ResourceUse.person_id != newest.added_by_id)
        .distinct()
    )
    said = f": {newest.changes}" if newest.changes else ""
    notices.tell_all(
        News(
            person_id,
            Kind.COMMUNITY,
            f"You have an old version of “{resource.title}”. Version {newest.number}{said}",
            path_of(resource.id),
            key=f"resource-newer:{resource.id}:{newest.number}:{person_id}",
        )
        for person_id in holders
    )
