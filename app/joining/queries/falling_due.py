"""Contracts by their last day, at every active site: for reminders."""

from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.core.due import Due
from app.joining.models import Contract
from app.joining.queries.contracts import LAST_DAYS, NEXT_TERMS
from app.sites.models import Site
from app.sites.rules import Status


def due(first: date, last: date) -> list[Due]:
    """The signed contracts that end on a day from one to another and that no signed term follows;
    one statement."""
    rows = session().execute(
        select(
            Contract.id,
            Site.id,
            Site.slug,
            Contract.ends_on,
            Contract.licence,
            NEXT_TERMS.c.site_id.is_not(None),
        )
        .join(Site, Site.id == Contract.site_id)
        .join(LAST_DAYS, LAST_DAYS.c.site_id == Contract.site_id)
        .outerjoin(NEXT_TERMS, NEXT_TERMS.c.site_id == Contract.site_id)
        .where(
            Site.status == Status.ACTIVE.value,
            Contract.signed_on.is_not(None),
            Contract.ended_on.is_(None),
            Contract.ends_on == LAST_DAYS.c.ends_on,
            Contract.ends_on.between(first, last),
        )
    )
    return [
        Due(
            "contracts",
            f"contract:{number}",
            site_id,
            f"Contract{f' and framework licence {licence}' if licence else ''}",
            ends_on,
            f"/sites/{slug}/joining/contracts/{number}",
            turn=ends_on.toordinal(),
            detail="The next term is drafted." if is_followed else "The next term is not drafted.",
        )
        for number, site_id, slug, ends_on, licence, is_followed in rows
        if ends_on is not None
    ]
