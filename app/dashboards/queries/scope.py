"""Which sites a dashboard is about, and how they are spread over stages and levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.access.actor import Actor, reachable_sites
from app.access.filters import reach
from app.access.policy import Can, Role
from app.core.db import session
from app.dashboards.queries.summed import Summed
from app.dashboards.rules.asking import EVERYBODY, NO_LEVEL, Wish
from app.indicators.models import SiteSums
from app.sites.models import Site
from app.sites.rules import Stage, Status
from app.sites.rules.levels import Level


@dataclass(frozen=True)
class Scope:
    """Sites as a condition: those the reader may see (`seen`) and, of these, those asked for;
    `unfiltered` where that is every site there is."""

    seen: ColumnElement[bool]
    asked: ColumnElement[bool]
    everything: bool
    unfiltered: bool = False

    @property
    def active(self) -> ColumnElement[bool]:
        """Those asked for that are active: nothing is due at the others."""
        return and_(self.asked, Site.status == Status.ACTIVE.value)

    def numbers(self) -> Select[int]:
        """Their numbers, for conditions on tables of other rooms."""
        return select(Site.id).where(self.asked)


@dataclass(frozen=True)
class Spread:
    """How the sites asked for are spread: by (stage, status) and, of the active, by level (None:
    none known). `total` is how many the reader may see; `summed`: as of when their sums are."""

    stages: Mapping[tuple[Stage, Status], int]
    levels: Mapping[Level | None, int]
    total: int
    summed: Summed

    @property
    def found(self) -> int:
        """How many fit the filters."""
        return sum(self.stages.values())

    @property
    def active(self) -> int:
        """How many of them are active."""
        return sum(self.levels.values())


def scope_of(actor: Actor, wish: Wish) -> Scope:
    """The sites asked for. Administrators who lead none mean all when they say mine."""
    leads_none = actor.staff_role is Role.ADMIN and not actor.assigned
    everything = leads_none or wish.whose == EVERYBODY
    seen = reach(actor, Can.SEE_DASHBOARDS, Site.id)
    conditions = [seen]
    if not everything:
        conditions.append(Site.id.in_(sorted(actor.assigned)))
    if wish.lead is not None:
        conditions.append(or_(Site.lead_id == wish.lead, Site.deputy_id == wish.lead))
    for column, chosen in ((Site.stage, wish.stage), (Site.nation, wish.nation)):
        if chosen is not None:
            conditions.append(column == chosen.value)
    if wish.region:
        conditions.append(Site.region == wish.region)
    if wish.level:
        known = wish.level != NO_LEVEL
        conditions.append(Site.level == wish.level if known else Site.level.is_(None))
    is_all = everything and not wish.filters and reachable_sites(actor, Can.SEE_DASHBOARDS) is None
    return Scope(seen, and_(*conditions), everything, is_all)


def spread_of(scope: Scope) -> Spread:
    """Their stages, statuses and levels, and as of when their sums are; two statements."""
    total = session().scalar(select(func.count()).select_from(Site).where(scope.seen)) or 0
    rows = session().execute(
        select(
            Site.stage,
            Site.status,
            Site.level,
            func.count(),
            func.count(SiteSums.site_id),
            func.min(SiteSums.summed_at),
        )
        .outerjoin(SiteSums, SiteSums.site_id == Site.id)
        .where(scope.asked)
        .group_by(Site.stage, Site.status, Site.level)
    )
    stages: dict[tuple[Stage, Status], int] = {}
    levels: dict[Level | None, int] = {}
    known: list[tuple[int, datetime | None]] = []
    for stage, status, level, number, kept_rows, kept_at in rows:
        known.append((kept_rows, kept_at))
        key = Stage(stage), Status(status)
        stages[key] = stages.get(key, 0) + number
        if key[1] is Status.ACTIVE:
            carried = Level(level) if level else None
            levels[carried] = levels.get(carried, 0) + number
    first = min((at for _, at in known if at is not None), default=None)
    found = Summed(sum(stages.values()), sum(number for number, _ in known), first)
    return Spread(stages, levels, total, found)
