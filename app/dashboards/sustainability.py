"""Everything that the charts of sustainability are made of."""

from datetime import date

from app.access.actor import Actor
from app.core.charts import MOST_DOTS
from app.dashboards.datasets.sustainability import Lasting
from app.dashboards.queries import sustainability as queries


def lasting(actor: Actor, today: date, *, every_row: bool = False) -> Lasting:
    """Five statements, however many sites there are. `every_row` is for a download."""
    return Lasting(
        today=today,
        indexes=queries.indexes(actor),
        by_site=queries.indexes_by_site(actor, None if every_row else MOST_DOTS),
        marks=queries.marks_by_component(actor),
        months=queries.months(actor, today),
    )
