"""Everything that the charts of fidelity are made of."""

from datetime import date

from app.access.actor import Actor
from app.dashboards.datasets.fidelity import Faithful
from app.dashboards.queries import fidelity as queries
from app.quality.queries.adaptations import across_counts

YEARS = 5


def faithful(actor: Actor, today: date) -> Faithful:
    """Six statements, however many sites there are."""
    components = queries.components(actor)
    return Faithful(
        today=today,
        rounds=queries.latest_rounds(actor),
        components=sorted(
            components, key=lambda one: (one.present / one.cases if one.cases else 2, one.code)
        ),
        quarters=queries.by_quarter(actor, date(today.year - YEARS, 1, 1), today),
        two=queries.two_numbers(actor),
        adaptations=queries.adaptations_by_component(actor),
        in_force=across_counts(actor, today).going_on,
    )
