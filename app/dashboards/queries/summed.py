"""As of when kept sums are: sites are worked out one after another, each soon after a fact of it
changes, and all of them every night."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from app.core.db import session
from app.core.words import moment
from app.indicators.models import SiteSums
from app.sites.models import Site


@dataclass(frozen=True)
class Summed:
    """Of so many sites so many are worked out, the first of them at a moment."""

    sites: int
    known: int
    first: datetime | None

    @property
    def words(self) -> str:
        """As the line under a chart ends."""
        if self.first is None:
            return "worked out within a day"
        missing = self.sites - self.known
        rest = f"; {missing:,} not worked out yet" if missing else ""
        return f"as of {moment(self.first)} or later{rest}"


def summed(sites: ColumnElement[bool]) -> Summed:
    """As of when the sums of these sites are, a condition on Site; one statement."""
    chosen = select(func.count(Site.id), func.count(SiteSums.site_id), func.min(SiteSums.summed_at))
    row = session().execute(
        chosen.select_from(Site).outerjoin(SiteSums, SiteSums.site_id == Site.id).where(sites)
    )
    return Summed(*row.one())
