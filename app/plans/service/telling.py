"""Telling people that something of the plan is theirs now."""

from collections.abc import Iterable

from app.core import audit
from app.core.words import count
from app.notices import service as notices
from app.notices.rules import Kind
from app.plans.models import Action
from app.sites.models import Site


def tell_owners(site: Site, rows: Iterable[Action]) -> None:
    """Leave one notice to each who was just given actions, unless they took them themselves."""
    given: dict[int, list[Action]] = {}
    for row in rows:
        if row.owner_id is not None and row.owner_id != audit.who_acts().actor_id:
            given.setdefault(row.owner_id, []).append(row)
    for owner_id, theirs in given.items():
        first, here = theirs[0], f"/sites/{site.slug}/plan/actions"
        title, path = f"an action is yours: {first.title}", f"{here}/{first.id}"
        if len(theirs) > 1:
            title, path = f"{count(len(theirs), 'action')} are yours", f"{here}?mine=1"
        notices.tell(
            owner_id,
            Kind.ACTIONS,
            f"{site.name}: {title}",
            path,
            key=f"actions-given:{first.id}:{first.version}:{owner_id}",
            site_id=site.id,
        )
