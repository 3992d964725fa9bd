"""Values of agreed measures by the day they are due, at every active site."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.due import Due
from app.measures.models import AgreedMeasure, MeasureValue, MeasureVersion
from app.measures.rules.periods import Every, asked_for, due_on, following, words_of
from app.sites.models import Site
from app.sites.rules import Status

KIND = "returns"


def due(first: date, last: date) -> list[Due]:
    """The values that are asked for and missing, by the day they are due, from one to another; two
    statements."""
    measures = (
        select(AgreedMeasure, MeasureVersion, Site.slug)
        .join(MeasureVersion, MeasureVersion.measure_id == AgreedMeasure.id)
        .join(Site, Site.id == AgreedMeasure.site_id)
        .where(
            MeasureVersion.superseded_at.is_(None),
            AgreedMeasure.retired_at.is_(None),
            AgreedMeasure.agreed_at.is_not(None),
            Site.status == Status.ACTIVE.value,
        )
        .order_by(AgreedMeasure.id)
    )
    wanted = [
        (row, version, slug, period)
        for row, version, slug in session().execute(measures)
        for period in _due_between(row, version, first, last)
    ]
    if not wanted:
        return []
    periods = {period for *_, period in wanted}
    said = select(MeasureValue.measure_id, MeasureValue.period).where(
        MeasureValue.superseded_at.is_(None), MeasureValue.period.in_(periods)
    )
    known = {(measure, period) for measure, period in session().execute(said)}
    return [
        _one(row, version, slug, period)
        for row, version, slug, period in wanted
        if (row.id, period) not in known
    ]


def _due_between(
    row: AgreedMeasure, version: MeasureVersion, first: date, last: date
) -> Iterator[date]:
    """The periods asked for whose value is due between two days; also those not over yet."""
    every = Every(version.every)
    agreed_on = clock.in_london(row.agreed_at).date() if row.agreed_at else last
    for period in asked_for(every, agreed_on, following(every, last)):
        if first <= due_on(every, period) <= last:
            yield period


def _one(row: AgreedMeasure, version: MeasureVersion, slug: str, period: date) -> Due:
    every = Every(version.every)
    return Due(
        KIND,
        f"value:{row.id}:{period:%Y-%m}",
        row.site_id,
        f"{version.name}: value of {words_of(every, period)}",
        due_on(every, period),
        f"/sites/{slug}/measures/agreed/{row.id}/values/{period:%Y-%m}",
        phase="value",
        owner_ids=(version.owner_id,) if version.owner_id is not None else (),
        detail="One number.",
    )
