"""Everything that the charts of fidelity are made of."""

from datetime import date

from app.access.actor import Actor
from app.core.charts import MOST_DOTS
from app.dashboards.datasets.fidelity import Faithful
from app.dashboards.queries import fidelity as queries
from app.quality.queries.adaptations import across_counts

YEARS = 5


def faithful(actor: Actor, today: date, *, every_row: bool = False) -> Faithful:
    """Nine statements, however many sites there are. `every_row` is for a download."""
    components, most = queries.components(actor), None if every_row else MOST_DOTS
    return Faithful(
        today=today,
        medians=queries.medians(actor),
        rounds=queries.latest_rounds(actor, most),
        components=sorted(
            components, key=lambda one: (one.present / one.cases if one.cases else 2, one.code)
        ),
        quarters=queries.by_quarter(actor, date(today.year - YEARS, 1, 1), today),
        two=queries.two_numbers(actor),
        two_by_site=queries.two_by_site(actor, most),
        adaptations=queries.adaptations_by_component(actor),
        in_force=across_counts(actor, today).going_on,
    )
