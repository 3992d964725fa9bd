"""What measures wait for at sites, as parts of one statement that the homes ask for all rooms."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from app.measures.models import QuarterReturn, UseCount
from app.measures.rules.quarters import late_quarters
from app.measures.rules.use import Asking, late_months
from app.sites.models import Site

A_YEAR = timedelta(days=366)  # within it lie the newest late month and quarter


def parts(site_ids: Collection[int], today: date) -> tuple[Select[*tuple[Any, ...]], ...]:
    """(site, what, number, title, day, False): returns that are not signed off ("sign", with their
    quarter), and how many of the months ("counted") and quarters ("returned") that are asked for
    and late by now are there. `missing` makes of these what is not."""
    return (
        select(
            QuarterReturn.site_id,
            literal("sign"),
            QuarterReturn.id,
            literal(""),
            QuarterReturn.quarter,
            literal(False),
        ).where(
            QuarterReturn.site_id.in_(site_ids),
            QuarterReturn.superseded_at.is_(None),
            QuarterReturn.signed_at.is_(None),
        ),
        _there("counted", UseCount, UseCount.month, late_months(today - A_YEAR, today)[-1]).where(
            UseCount.site_id.in_(site_ids)
        ),
        _there(
            "returned",
            QuarterReturn,
            QuarterReturn.quarter,
            late_quarters(today - A_YEAR, today)[-1],
        ).where(QuarterReturn.site_id.in_(site_ids)),
    )


def missing(asking: Asking, today: date, counted: int, returned: int) -> dict[str, int]:
    """How many late months ("months") and quarters ("quarters") of a site are not there."""
    if not asking.has_cases:
        return {}
    found = {
        "months": len(late_months(asking.training_on, today)) - counted,
        "quarters": len(late_quarters(asking.training_on, today)) - returned,
    }
    return {what: number for what, number in found.items() if number > 0}


def _there(
    what: str, model: Any, named_by: InstrumentedAttribute[date], newest: date
) -> Select[*tuple[Any, ...]]:
    """Months and quarters are named by their first day, so those asked for begin after the
    training."""
    return (
        select(
            model.site_id,
            literal(what),
            func.count(),
            literal(""),
            func.max(named_by),
            literal(False),
        )
        .join(Site, Site.id == model.site_id)
        .where(model.superseded_at.is_(None), named_by > Site.training_on, named_by <= newest)
        .group_by(model.site_id)
    )
