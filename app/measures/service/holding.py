"""One after the other: who writes about the measures of a site."""

from app.core.db import session
from app.core.refusals import refuse
from app.sites.models import Site


def hold(site_id: int) -> Site:
    """Two who write about the measures of a site do so one after the other."""
    return session().get_one(Site, site_id, with_for_update=True)


def only_if(allowed: bool, field: str, words: str) -> None:
    """Raise `Refused` with these words beside a field unless it is allowed."""
    refuse([] if allowed else [(field, words)])
