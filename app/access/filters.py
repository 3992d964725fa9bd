"""The policy as a SQL condition: what one can open is what one can list, chart and export."""

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from app.access.actor import Actor, reachable_sites
from app.access.policy import Can

SiteNumber = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def reach(actor: Actor, can: Can, column: SiteNumber) -> ColumnElement[bool]:
    """A condition on a column of site numbers: only the sites at which `actor` has the right."""
    sites = reachable_sites(actor, can)
    return true() if sites is None else column.in_(sorted(sites))
