"""Objectives, reviews, routes and barriers for tests, written through the services, inside a
transaction."""

from datetime import date, timedelta

from app.accounts.models import Person
from app.core import clock
from app.plans.queries import barriers, objectives, reviews, routes
from app.plans.queries.barriers import BarrierRow
from app.plans.queries.objectives import ObjectiveRow
from app.plans.queries.routes import RouteRow
from app.plans.rules.barriers import NewBarrier
from app.plans.rules.objectives import NewObjective
from app.plans.rules.routes import NewRoute
from app.plans.service import barriers as barrier_service
from app.plans.service import objectives as objective_service
from app.plans.service import reviewing
from app.plans.service import routes as route_service
from app.sites.models import Site
from tests.factories import in_app


def make_objective(
    site: Site,
    by: Person,
    title: str = "Leaders decide",
    *,
    area: str = "leadership",
    codes: tuple[str, ...] = (),
) -> ObjectiveRow:
    """An open objective of `site`, led by the head of service, due in 90 days."""
    new = NewObjective(
        area,
        title,
        "It is in the minutes.",
        "One decision",
        clock.today() + timedelta(days=90),
        owner_name="Head of service",
        codes=codes,
    )
    found = objectives.objective(site.id, objective_service.add_objective(site.id, new, by.id))
    assert found is not None
    return found


def make_review(site: Site, by: Person, found: ObjectiveRow, colour: str = "amber") -> int:
    """A review of `site` that said something about one objective and has ended."""
    number = reviewing.begin_review(site.id, by.id)
    walk = reviews.walk(site.id, number)
    assert walk is not None
    reviewing.say(walk, found, reviewing.Spoken(colour, "Half of it is done.", None), by.id)
    reviewing.end_review(walk)
    return number


def make_route(
    site: Site,
    content: str = "What was decided",
    *,
    begins_on: date | None = None,
    reply_days: int | None = 7,
    frequency: str = "monthly",
) -> RouteRow:
    """A monthly route of `site` from the steering group to managers."""
    new = NewRoute(
        "Steering group",
        "Team managers",
        content,
        "mail",
        frequency,
        reply_days,
        begins_on or clock.today(),
    )
    found = routes.route(site.id, route_service.add_route(site.id, new))
    assert found is not None
    return found


def make_barrier(
    site: Site,
    by: Person,
    words: str = "Nobody is free for training",
    *,
    goes_to: str = "authority",
    codes: tuple[str, ...] = ("B05",),
) -> BarrierRow:
    """A barrier that waits for an answer."""
    with in_app():
        number = barrier_service.raise_barrier(site.id, NewBarrier(words, goes_to, codes), by.id)
    found = barriers.barrier(site.id, number)
    assert found is not None
    return found
