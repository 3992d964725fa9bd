"""Writing down the early-warning level of a site."""

from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.sites.models import Site
from app.sites.rules import Refused
from app.sites.rules.levels import Level, why_not_level


def record_level(site_id: int, level: Level, reason: str, since: date | None = None) -> None:
    """Write down the level a site carries from today on (or from a day that was told afterwards),
    in the name of whoever acts: a person who sets it by hand, or the portal that worked it out.

    Raises Refused with the field and what to do, LookupError without such a site.
    """
    site = session().get(Site, site_id, with_for_update=True)
    if site is None:
        raise LookupError(f"There is no site with the number {site_id}.")
    present = Level(site.level) if site.level else None
    problem = why_not_level(present, level, reason)
    if problem:
        raise Refused(*problem)
    before = f"from {present.label.lower()} " if present else ""
    audit.because(
        "level set",
        summary=f"Early-warning level set {before}to {level.label.lower()}.",
        site_id=site_id,
        reason=reason.strip(),
        nspcc_only=True,
    )
    site.level, site.level_since = level.value, since or clock.today()
    site.level_reason = reason.strip()
    site.level_by_id = audit.who_acts().actor_id
    session().flush()
