"""Everything that the charts of sustainability are made of."""

from datetime import date, timedelta

from app.access.actor import Actor
from app.dashboards.datasets.sustainability import Lasting
from app.dashboards.queries import sustainability as queries
from app.sites.rules.months import first_of

MONTHS = 12


def month_ends(today: date) -> list[date]:
    """The last days of the months that are over, and today."""
    found = [today]
    for _ in range(MONTHS):
        found.append(first_of(found[-1]) - timedelta(days=1))
    return found[::-1]


def lasting(actor: Actor, today: date) -> Lasting:
    """Three statements, however many sites there are."""
    return Lasting(
        today=today,
        indexes=queries.indexes(actor),
        marks=queries.marks_by_component(actor),
        months=queries.months(actor, month_ends(today)),
    )
