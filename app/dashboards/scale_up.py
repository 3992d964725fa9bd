"""Everything that the charts of scale-up are made of."""

from datetime import date

from app.access.actor import Actor
from app.dashboards.datasets.scale_up import Programme
from app.dashboards.queries.before import (
    MOST_TURNS,
    barriers_before,
    signals_before,
    support_before,
)
from app.dashboards.queries.uses import paths, uses
from app.dashboards.rules.lasting import falterings, recoveries


def programme(actor: Actor, today: date) -> Programme:
    """What is known of the use at every site; fifteen statements, however many sites there are."""
    known = uses(actor, today)
    faltered = falterings(known, today)[:MOST_TURNS]
    recovered = recoveries(known)[:MOST_TURNS]
    return Programme(
        today=today,
        uses=known,
        paths=paths(actor),
        faltered=faltered,
        recovered=recovered,
        barriers=barriers_before(faltered),
        signals=signals_before(faltered),
        support=support_before(faltered) + support_before(recovered),
    )
