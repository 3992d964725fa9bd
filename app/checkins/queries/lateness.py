"""From when on a site waits too long for a call, as an expression for many sites at once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, cast, func, literal, null, select

from app.checkins.models import SiteCadence
from app.checkins.queries.cadence import cadence_and
from app.core.clock import first_moment
from app.core.db import UtcDateTime
from app.sites.models import Site


def too_long_ago(today: date) -> ColumnElement[datetime]:
    """The moment before which the last call of a site should not lie, beside `Site`.

    What counts: the days agreed with the site while they hold, else those of its stage; those of
    its early-warning level where they are fewer. What moves a proposed day (holidays, days without
    calls, leave) makes nobody less late. One statement beforehand, however many sites there are.
    """
    runs = (SiteCadence.ended_at.is_(None), SiteCadence.until >= today)
    rhythm, numbers = cadence_and(select(SiteCadence.days).where(*runs).distinct())
    agreed = (
        select(func.max(SiteCadence.days))
        .where(SiteCadence.site_id == Site.id, *runs)
        .correlate(Site)
        .scalar_subquery()
    )
    stages = {stage.value: one.days for stage, one in rhythm.stages.items()}
    usual = func.coalesce(
        _moments(agreed, {number: number for number in numbers}, today),
        _moments(Site.stage, stages, today),
    )
    level = _moments(Site.level, rhythm.levels, today)
    return case((level > usual, level), else_=usual)


def _moments(value: Any, days: Mapping[Any, int], today: date) -> ColumnElement[datetime]:
    """For each value the moment so many days ago; null for every other one."""
    if not days:
        return cast(null(), UtcDateTime())
    moments = {
        one: literal(first_moment(today - timedelta(days=number)), UtcDateTime())
        for one, number in days.items()
    }
    return case(moments, value=value)
