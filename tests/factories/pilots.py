"""Pilots at each point of their way, written through the service, inside a transaction."""

from datetime import date, timedelta

from app.accounts.models import Person
from app.core import audit, clock
from app.pilots import queries, service
from app.pilots.rules.learning import NewEntry
from app.pilots.rules.months import Counts, open_months
from app.pilots.rules.plan import Cohort, Measure, Risk, Strategy, Times
from app.pilots.rules.review import PROCESS, Finding, NewDecision
from app.sites.models import Site

COHORT = Cohort("Two teams", "Can two teams use it?", "Duty team\nCare team", 12, ("ico", "co"))
PARTS = (
    Strategy("Draw the family tree together", "Practitioners say it helps", "Three families"),
    Measure("returns", "", "", "", 2.0, 4.0),
    Measure("own", "Panels that read the classification", "%", "up", None, 80.0),
    Risk("Somebody leaves", "Two people know each case", "Data lead"),
)
QUIET: Counts = {
    "children": 6,
    "begun_1": 4,
    "finished_1": 3,
    "begun_2": 3,
    "finished_2": 2,
    "for_return": 2,
    "against_return": 1,
    "returned": 1,
    "return_ended": 0,
    "families": 4,
    "staff": 5,
    "groups": 1,
}


def version_of(site: Site, pilot_id: int) -> int:
    """The version a page of the pilot would show."""
    found = queries.find(site.id, pilot_id, clock.today())
    assert found is not None
    return found.version


def make_draft(site: Site, name: str = "Two teams") -> int:
    """A plan with a name alone; its number."""
    return service.plan_pilot(site.id, Cohort(name, "", "", None, ()))


def make_plan(site: Site, owner: Person, starts_on: date, ends_on: date) -> int:
    """A whole plan that is not agreed yet; its number."""
    number = make_draft(site)
    service.change_cohort(site.id, number, COHORT, version_of(site, number))
    for part in PARTS:
        service.add_part(site.id, number, part)
    times = Times(owner.id, starts_on, ends_on)
    service.change_times(site.id, number, times, version_of(site, number))
    return number


def make_agreed(site: Site, owner: Person, starts_on: date, ends_on: date) -> int:
    """A plan that `owner`, the strategic lead, agreed; its number."""
    number = make_plan(site, owner, starts_on, ends_on)
    with audit.acting(audit.Acting(owner.id, "test")):
        service.agree(site.id, number, version_of(site, number))
    return number


def make_running(site: Site, owner: Person, *, months: int = 3, days_left: int = 60) -> int:
    """A pilot that began so many whole months ago; no counts are entered."""
    today = clock.today()
    starts_on = today.replace(day=1)
    for _ in range(months):
        starts_on = (starts_on - timedelta(days=1)).replace(day=1)
    return make_agreed(site, owner, starts_on, today + timedelta(days=days_left))


def enter_months(site: Site, pilot_id: int, counts: Counts = QUIET) -> list[date]:
    """The same counts in every month that can be entered; the months."""
    found = queries.find(site.id, pilot_id, clock.today())
    assert found is not None
    starts_on, ends_on = found.facts.starts_on, found.facts.ended_on or found.facts.ends_on
    assert starts_on is not None
    assert ends_on is not None
    months = open_months(starts_on, ends_on, clock.today())
    for month in months:
        service.enter_month(site.id, pilot_id, month, counts, 0, "As it was.")
    return months


def make_lesson(site: Site, pilot_id: int, *, lesson: str = "adapt", codes: str = "B10 F09") -> int:
    """An entry of the learning log about the first strategy; its number."""
    strategy = queries.strategies_of(pilot_id)[0].id
    new = NewEntry(
        clock.today(),
        strategy,
        "We drew the tree at the first visit",
        "It took longer than planned",
        "Two visits are better than one",
        lesson,
        "We plan two visits",
        tuple(codes.split()),
    )
    return service.add_entry(site.id, pilot_id, new)


def make_reviewed(site: Site, owner: Person) -> int:
    """A pilot with counts and a finished review, to be decided; its number."""
    number = make_running(site, owner, days_left=10)
    make_lesson(site, number)
    enter_months(site, number)
    service.end(site.id, number, clock.today(), "As planned")
    service.begin_review(site.id, number)
    findings = {one.id: Finding(3.0, "Fewer than hoped") for one in queries.measures_of(number)}
    service.save_data(site.id, number, "Fewer returns than hoped.", findings, 1)
    answers = {name: f"About {name}." for name, _ in PROCESS}
    service.save_process(site.id, number, answers, 2)
    service.finish_review(site.id, number)
    return number


def make_decided(site: Site, owner: Person, decision: str, next_step: str) -> int:
    """A pilot that was decided; its number."""
    number = make_reviewed(site, owner)
    new = NewDecision(decision, next_step, "The review says so.", "With another trainer.")
    service.decide(site.id, number, new)
    return number
