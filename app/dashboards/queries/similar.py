"""Similar sites as they were known when the quarter began, and what they come to together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from app.core.clock import first_moment
from app.core.db import session
from app.dashboards.rules.similar import Member
from app.indicators.models import IndicatorSnapshot
from app.journey.models import StageDecision
from app.quality.models import SealedPart, SealedResult
from app.sites.models import Authority, Site, SiteAuthority
from app.sites.rules import Nation, Stage, Status
from app.standing.models import StatusDeclaration


@dataclass(frozen=True)
class Stood:
    """How a site stood before the quarter began, in per cent and points; None where not known."""

    adherence: float | None
    reach: float | None
    index: float | None


def members(quarter: date) -> list[Member]:
    """The active sites as they were known when the quarter began: nothing entered since changes a
    group. Four statements."""
    began = first_moment(quarter)
    stages, resting, types = _stages(quarter), _resting(quarter), _types(quarter)
    rows = session().execute(
        select(Site.id, Site.nation, Site.stage).where(Site.created_at < began).order_by(Site.id)
    )
    return [
        Member(number, Nation(nation), types.get(number, ""), stages.get(number, Stage(stage)))
        for number, nation, stage in rows
        if number not in resting
    ]


def _stages(quarter: date) -> dict[int, Stage]:
    """The stage before the first decision entered since, where there was one; else that of the
    last decision entered before. What had none keeps its stage."""
    began = first_moment(quarter)
    since = select(func.min(StageDecision.id)).where(StageDecision.entered_at >= began)
    rows = session().execute(
        select(StageDecision.site_id, StageDecision.from_stage).where(
            StageDecision.id.in_(since.group_by(StageDecision.site_id))
        )
    )
    return {number: Stage(stage) for number, stage in rows}


def _resting(quarter: date) -> set[int]:
    """Sites that the last declaration before the quarter left paused or stopped."""
    last = (
        select(func.max(StatusDeclaration.id))
        .where(StatusDeclaration.declared_at < first_moment(quarter))
        .group_by(StatusDeclaration.site_id)
    )
    rows = session().scalars(
        select(StatusDeclaration.site_id).where(
            StatusDeclaration.id.in_(last), StatusDeclaration.status != Status.ACTIVE.value
        )
    )
    return set(rows)


def _types(quarter: date) -> dict[int, str]:
    """The type of the authority of each site, the one that joined first where there are several."""
    first = (
        select(func.min(SiteAuthority.id))
        .where(
            SiteAuthority.starts_on <= quarter,
            or_(SiteAuthority.ends_on.is_(None), SiteAuthority.ends_on >= quarter),
        )
        .group_by(SiteAuthority.site_id)
    )
    rows = session().execute(
        select(SiteAuthority.site_id, Authority.type)
        .join(Authority, Authority.id == SiteAuthority.authority_id)
        .where(SiteAuthority.id.in_(first))
    )
    return {number: type_ for number, type_ in rows}


def stood(site_ids: Collection[int], quarter: date) -> dict[int, Stood]:
    """How these sites stood on the day before the quarter; one statement."""
    last = (
        select(IndicatorSnapshot.site_id, func.max(IndicatorSnapshot.on).label("on"))
        .where(IndicatorSnapshot.site_id.in_(site_ids), IndicatorSnapshot.on < quarter)
        .group_by(IndicatorSnapshot.site_id)
        .subquery()
    )
    rows = session().execute(
        select(
            IndicatorSnapshot.site_id,
            IndicatorSnapshot.adherence,
            IndicatorSnapshot.reach,
            IndicatorSnapshot.index,
        ).join(
            last,
            and_(last.c.site_id == IndicatorSnapshot.site_id, last.c.on == IndicatorSnapshot.on),
        )
    )
    return {number: Stood(*more) for number, *more in rows}


@dataclass(frozen=True)
class Parts:
    """A core component over the latest rounds of some sites: cases with it, of how many."""

    present: int
    cases: int
    sites: int


def components(site_ids: Collection[int], quarter: date) -> dict[str, Parts]:
    """Component -> what the latest rounds closed before the quarter came to, of those with figures;
    one statement."""
    newest = (
        select(SealedResult.site_id, func.max(SealedResult.number).label("number"))
        .where(
            SealedResult.site_id.in_(site_ids),
            SealedResult.median.is_not(None),
            SealedResult.closed_on < quarter,
        )
        .group_by(SealedResult.site_id)
        .subquery()
    )
    rows: Any = session().execute(
        select(
            SealedPart.code,
            func.sum(SealedPart.present),
            func.sum(SealedPart.cases),
            func.count(func.distinct(SealedResult.site_id)),
        )
        .join(SealedResult, SealedResult.round_id == SealedPart.round_id)
        .join(
            newest,
            and_(newest.c.site_id == SealedResult.site_id, newest.c.number == SealedResult.number),
        )
        .where(SealedPart.cases > 0)
        .group_by(SealedPart.code)
    )
    return {code: Parts(int(present), int(cases), sites) for code, present, cases, sites in rows}


def day_before(quarter: date) -> date:
    """The day on which everything stood that is compared."""
    return quarter - timedelta(days=1)
