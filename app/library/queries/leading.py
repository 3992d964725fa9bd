"""Whether the authority of a resource has somebody who can approve."""

from sqlalchemy import ColumnElement, exists

from app.accounts.models import Person
from app.library.models import Resource
from app.sites.models import Membership
from app.sites.rules import SiteRole


def has_lead() -> ColumnElement[bool]:
    """Whether a resource is of an authority with a strategic lead whose account is open."""
    return (
        exists()
        .where(
            Membership.site_id == Resource.site_id,
            Membership.role == SiteRole.STRATEGIC,
            Membership.ended_at.is_(None),
            Person.id == Membership.person_id,
            Person.deactivated_at.is_(None),
        )
        .correlate(Resource)
    )
