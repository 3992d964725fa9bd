"""How lasting the use is across sites: from what is judged at present, and from its history."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.access.actor import Actor, reachable_sites
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.indicators.models import SiteIndicators
from app.indicators.queries.standings import Stood, month_ends, stood, stood_everywhere
from app.indicators.rules.definitions import COMPONENTS
from app.indicators.rules.sustainment import Sustainment
from app.sites.models import Site

CODES = tuple(one.code for one in COMPONENTS)


@dataclass(frozen=True)
class Month:
    """How the sites stood at the end of a month: by status (None: not known), and the mean of the
    index over those that have one; None over none."""

    on: date
    statuses: Mapping[Sustainment | None, int]
    with_index: int
    index: float | None

    @property
    def sites(self) -> int:
        """How many were judged."""
        return sum(self.statuses.values())


def indexes(actor: Actor) -> list[tuple[float | None, int]]:
    """(index, how many sites have it), None where there is too little data; one statement."""
    rows = session().execute(
        select(SiteIndicators.index, func.count())
        .where(reach(actor, Can.SEE_DASHBOARDS, SiteIndicators.site_id))
        .group_by(SiteIndicators.index)
    )
    return [(index, number) for index, number in rows]


def indexes_by_site(actor: Actor, most: int | None) -> list[tuple[str, float | None]]:
    """(site, its index) of every site that is judged, or of the first: by name, those without one
    last; one statement."""
    rows = session().execute(
        select(Site.name, SiteIndicators.index)
        .join(SiteIndicators, SiteIndicators.site_id == Site.id)
        .where(reach(actor, Can.SEE_DASHBOARDS, Site.id))
        .order_by(SiteIndicators.index.is_(None), Site.name)
        .limit(most)
    )
    return [(name, index) for name, index in rows]


def marks_by_component(actor: Actor) -> dict[str, Counter[str]]:
    """Component -> its mark -> how many sites have it; one statement."""
    rows = session().execute(
        select(SiteIndicators.components, func.count())
        .where(reach(actor, Can.SEE_DASHBOARDS, SiteIndicators.site_id))
        .group_by(SiteIndicators.components)
    )
    found: dict[str, Counter[str]] = {code: Counter() for code in CODES}
    for marks, number in rows:
        for code, mark in zip(CODES, marks, strict=False):
            found[code][mark] += number
    return found


def months(actor: Actor, today: date) -> list[Month]:
    """How the sites stood at the end of each month that is over, and today; three statements. Who
    reaches every site reads what is kept of months that are over."""
    if reachable_sites(actor, Can.SEE_DASHBOARDS) is None:
        rows = stood_everywhere(today)
    else:
        rows = stood(month_ends(today), reach(actor, Can.SEE_DASHBOARDS, Site.id))
    found: dict[date, list[Stood]] = {}
    for row in rows:
        found.setdefault(row.on, []).append(row)
    return [_month(on, found[on]) for on in sorted(found)]


def _month(on: date, rows: Sequence[Stood]) -> Month:
    with_index = sum(row.with_index for row in rows)
    total = sum(row.index_sum for row in rows)
    statuses = {Sustainment(row.status) if row.status else None: row.sites for row in rows}
    return Month(on, statuses, with_index, total / with_index if with_index else None)
