"""Everything that the charts of scale-up are made of."""

from datetime import date

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.dashboards.datasets.scale_up import Programme
from app.dashboards.queries import scale_up as queries
from app.dashboards.queries.before import barriers_before, signals_before, support_before
from app.dashboards.queries.summed import summed
from app.sites.models import Site


def programme(actor: Actor, today: date) -> Programme:
    """What is known of the use at every site; eleven statements, however many sites there are."""
    faltered, recovered = queries.falterings(actor), queries.recoveries(actor)
    return Programme(
        today=today,
        summed=summed(reach(actor, Can.SEE_DASHBOARDS, Site.id)),
        ways=queries.ways_of(actor),
        spells=queries.spells_of(actor),
        to_stages=queries.to_stages(actor),
        faltered=faltered,
        recovered=recovered,
        barriers=barriers_before(faltered),
        signals=signals_before(faltered),
        support=support_before(faltered) + support_before(recovered),
    )
