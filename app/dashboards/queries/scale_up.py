"""How sites use the framework and for how long, summed up over what is kept of each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select, union_all

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.core.statistics.survival import Spell
from app.indicators.models import SiteSums
from app.indicators.rules.lasting import Turn, latest_first
from app.indicators.rules.paths import STEPS
from app.indicators.rules.sums import stage_columns
from app.indicators.rules.ways import Now, Tally, Way, tally
from app.sites.models import Site
from app.sites.rules import Stage, Status

MOST_TURNS = 500
"""The latest turns that are looked at, so that a page of thousands of sites stays quick."""


def ways_of(actor: Actor) -> Tally:
    """The sites by the way they use it and where they stand; one statement."""
    way, now = SiteSums.way, SiteSums.now
    rows = session().execute(
        select(way, now, Site.status, func.count())
        .join(Site, Site.id == SiteSums.site_id)
        .where(reach(actor, Can.SEE_DASHBOARDS, SiteSums.site_id))
        .group_by(way, now, Site.status)
    )
    return tally(
        (Way(one) if one else None, Now(other) if other else None, Status(status), number)
        for one, other, status, number in rows
    )


def spells_of(actor: Actor) -> list[Spell]:
    """For how many months use lasted, or lasts; one statement."""
    months, ended = SiteSums.lasted, SiteSums.has_ended
    rows = session().execute(
        select(months, ended, func.count())
        .where(months.is_not(None), reach(actor, Can.SEE_DASHBOARDS, SiteSums.site_id))
        .group_by(months, ended)
    )
    return [Spell(time or 0, has_ended, number) for time, has_ended, number in rows]


def to_stages(actor: Actor) -> Mapping[Stage, list[Spell]]:
    """For how many months sites were on their way to each stage, or are; one statement."""
    parts = []
    for stage in STEPS:
        months, reached = (getattr(SiteSums, name) for name in stage_columns(stage))
        part = select(
            literal(stage.value), months.label("months"), reached.label("reached"), func.count()
        )
        seen = reach(actor, Can.SEE_DASHBOARDS, SiteSums.site_id)
        parts.append(part.where(months.is_not(None), seen).group_by(months, reached))
    found: dict[Stage, list[Spell]] = {stage: [] for stage in STEPS}
    rows: Any = session().execute(union_all(*parts))
    for code, time, reached, number in rows:
        found[Stage(code)].append(Spell(time, bool(reached), number))
    return found


def falterings(actor: Actor) -> list[Turn]:
    """The first day on which use ended, of the sites where it did last; one statement."""
    rows = session().execute(
        select(SiteSums.site_id, SiteSums.ended_on)
        .where(SiteSums.ended_on.is_not(None), reach(actor, Can.SEE_DASHBOARDS, SiteSums.site_id))
        .order_by(SiteSums.ended_on.desc(), SiteSums.site_id.desc())
        .limit(MOST_TURNS)
    )
    return [Turn(number, on) for number, on in rows if on is not None]


def recoveries(actor: Actor) -> list[Turn]:
    """The latest days on which cases began again after they had lapsed; one statement."""
    back_on = SiteSums.came_back_on
    rows = session().execute(
        select(SiteSums.site_id, SiteSums.came_back)
        .where(back_on.is_not(None), reach(actor, Can.SEE_DASHBOARDS, SiteSums.site_id))
        .order_by(back_on.desc(), SiteSums.site_id.desc())
        .limit(MOST_TURNS)
    )
    turns = (Turn(number, date.fromisoformat(on)) for number, days in rows for on in days)
    return latest_first(turns, MOST_TURNS)
