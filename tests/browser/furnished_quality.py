"""Something to see on the pages of quality, measures and indicators."""

from datetime import timedelta

from app.core import audit, clock
from app.core.db import transaction
from app.indicators.service import refresh as judge_sites
from app.measures.rules.agreed import Value
from app.measures.service import agreed
from app.quality.service.audits import close_round
from app.sites.rules.months import quarter_before
from tests.factories.adaptations import make_adaptation, make_published, make_viewed
from tests.factories.audits import make_audit, make_audited_round
from tests.factories.audits import make_round as make_audit_round
from tests.factories.dashboards import used
from tests.factories.measures import (
    a_measure,
    agree_measure,
    enter_month,
    hand_in_return,
    hold_pulse,
    last_quarter,
)
from tests.factories.sites import make_site
from tests.worlds import World

Parts = dict[str, list[str | int]]


def measures_of(world: World) -> Parts:
    """A month counted, a return handed in, a quarter that waits; a measure with values, one that
    waits for agreement, a pulse with results and one that is open."""
    last = last_quarter(world.home)
    number, month = hand_in_return(world.home, last), clock.today().replace(day=1)
    enter_month(world.home, month, 3, outside=1)
    earlier = quarter_before(last)
    words: list[str | int] = [f"{last:%Y-%m}", f"{earlier:%Y-%m}"]
    measure = agree_measure(world.home)
    waiting = agreed.add_measure(world.home.id, a_measure("begun"))
    agreed.enter_value(world.home.id, measure, earlier, Value(70.0, 20), 0)
    agreed.enter_value(world.home.id, measure, last, Value(75.0, 4), 0)
    hold_pulse(world.home, 6)
    return {
        "measure_id": [measure, waiting],
        "measure_code": ["kept-home", "own"],
        "value_period": [f"{last:%Y-%m}"],
        "pulse_token": [hold_pulse(world.home, 2, close=False)],
        "quarter": words,
        "sheet": ["cases", "care"],
        "return_id": [number],
        "use_month": [f"{month:%Y-%m}"],
    }


def audits_of(world: World) -> Parts:
    """A closed audit round with figures, and an open one with one audit of the contributor."""
    with transaction():
        closed = make_audited_round(world.home, world.contributor, world.strategic)
        close_round(world.home.id, closed, "")
        number = make_audit_round(world.home, world.contributor)
        audit_id = make_audit(world.home, number, world.contributor, "LCS 77001")
    return {"number": [closed, number], "audit_id": [audit_id]}


def adaptations_of(world: World) -> Parts:
    """One whose view is late, one that is watched, one in the library; the same at three sites."""
    with transaction():
        with clock.pretend(clock.now() - timedelta(days=30)):
            late = make_adaptation(world.home, world.contributor)
        watched = make_viewed(world.home, world.strategic, world.lead, "By phone", "watch")
        shared = make_published(world.home, world.strategic, world.lead)
        make_adaptation(world.foreign, world.foreign_strategic, "Nothing before the table")
        audit.because("site added", summary="Made for a test.")
        third = make_site("Thirdmoor", lead=world.lead)
        make_adaptation(third, world.lead, "No chronology")
        return {
            "adaptation_id": [late.id, watched.id, shared.id],
            "view_id": [1],
            "change": ["left-out"],
            "component": ["CC1"],
        }


def judged(world: World) -> None:
    """More than a year of counts, and what is judged by them."""
    with transaction():
        audit.because("counts", summary="Entered for a test.")
        used(world.home, *[6] * 8, *[1] * 8)
        judge_sites([world.home.id, world.foreign.id])
