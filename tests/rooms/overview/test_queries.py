"""The portfolio and the homes: filters, order, pages, reach, and a fixed number of reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app.access.actor import Actor
from app.access.policy import Role
from app.core import audit, clock, db
from app.journey.rules import MilestoneStatus
from app.overview.queries import homes
from app.overview.queries import portfolio as queries
from app.overview.rules import Calls, Late, PortfolioSort, PortfolioWish
from app.sites.models import Site
from app.sites.rules import Stage, Status
from tests.factories.journey import make_journey, set_milestone
from tests.factories.sites import make_site
from tests.worlds import World

NOW = clock.now()
TODAY = clock.in_london(NOW).date()


def staff(person_id: int, *assigned: int, role: Role = Role.LEAD) -> Actor:
    return Actor(id=person_id, name="", email="", staff_role=role, assigned=frozenset(assigned))


def add(name: str, world: World, **columns: Any) -> Site:
    start = columns.pop("contract_on", TODAY + timedelta(days=400))
    site = make_site(name, lead=world.other_lead, contract_on=start)
    for column, value in columns.items():
        setattr(site, column, value)
    make_journey(site)
    return site


@pytest.fixture
def sites(world: World) -> World:
    """Beside home and foreign: three sites that differ in everything one can filter by."""
    with db.transaction():
        audit.because("world built", summary="More sites.")
        add("Alderbrook", world, region="London", stage=Stage.INITIAL)
        add("Zennorby", world, nation="Wales", region="Wales", status=Status.PAUSED)
        late = add("Kestrel 100%", world, contract_on=TODAY - timedelta(days=40))
        set_milestone(late, "contract", happened_on=TODAY)
        set_milestone(late, "steering-group", MilestoneStatus.IN_PROGRESS)
    return world


def names(world: World, **wish: Any) -> list[str]:
    with db.reading():
        found = queries.portfolio(staff(world.lead.id), PortfolioWish(**wish), NOW)
    return [row.name for row in found.rows]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"stage": Stage.INITIAL}, ["Alderbrook"]),
        ({"status": Status.PAUSED}, ["Zennorby"]),
        ({"region": "London"}, ["Alderbrook"]),
        ({"search": "NNOR"}, ["Zennorby"]),
        ({"search": "%"}, ["Kestrel 100%"]),
        ({"late": Late.CRITICAL}, ["Kestrel 100%"]),
        ({"late": Late.CRITICAL, "stage": Stage.INITIAL}, []),
        ({"call": Calls.BOOKED}, []),
    ],
)
def test_filters_narrow_the_list(sites: World, wish: dict[str, Any], expected: list[str]) -> None:
    assert names(sites, **wish) == expected


def test_the_list_is_filtered_by_lead_or_deputy(sites: World) -> None:
    assert names(sites, lead_id=sites.lead.id) == ["Northmoor"]


def test_sorting_by_next_milestone_puts_sites_without_one_last_both_ways(sites: World) -> None:
    forward = names(sites, sort=PortfolioSort.NEXT)
    backward = names(sites, sort=PortfolioSort.NEXT, descending=True)
    assert forward[0] == "Kestrel 100%"
    assert forward[-2:] == backward[-2:] == ["Farfield", "Northmoor"]


def test_stages_are_sorted_in_their_order_and_not_by_letter(sites: World) -> None:
    assert names(sites, sort=PortfolioSort.STAGE, descending=True)[0] == "Alderbrook"
    assert names(sites, sort=PortfolioSort.MILESTONES, descending=True)[0] == "Kestrel 100%"


def test_a_row_says_what_is_done_and_what_is_late(sites: World) -> None:
    with db.reading():
        found = queries.portfolio(staff(sites.lead.id), PortfolioWish(search="Kestrel"), NOW)
    row = found.rows[0]
    assert (row.done, row.counted, row.next_is_late) == (1, 32, True)
    assert row.next_name == "Hold the early strategic conversation"
    assert row.lead == "Olu Otherlead"
    assert (found.paging.total, found.total) == (1, 5)


def test_a_page_past_the_end_shows_the_last_one(sites: World) -> None:
    with db.reading():
        found = queries.portfolio(staff(sites.lead.id), PortfolioWish(page=9), NOW)
    assert (found.paging.page, len(found.rows)) == (1, 5)


def test_people_of_an_authority_list_and_filter_only_their_own(sites: World) -> None:
    belongs = frozenset({(sites.home.id, Role.STRATEGIC)})
    own = Actor(id=sites.strategic.id, name="", email="", belongs=belongs)
    with db.reading():
        found = queries.portfolio(own, PortfolioWish(), NOW)
        options = queries.options(own)
        everyone = queries.options(staff(sites.lead.id))
    assert [row.name for row in found.rows] == ["Northmoor"]
    assert found.total == 1
    assert (options.regions, options.leads) == (["North West"], [(sites.lead.id, "Lena Lead")])
    assert everyone.regions == ["London", "North West", "Wales"]


def test_a_caseload_holds_active_sites_of_the_lead_only(sites: World) -> None:
    with db.reading():
        mine = homes.caseload(staff(sites.lead.id, sites.home.id), NOW)
        none = homes.caseload(staff(sites.lead.id), NOW)
        every = homes.caseload(staff(sites.admin.id, role=Role.ADMIN), NOW)
    assert [facts.name for facts in mine.facts] == ["Northmoor"]
    assert (none.is_mine, none.sites, none.facts) == (True, 0, [])
    assert (every.is_mine, every.sites, every.critical_late) == (False, 4, 1)
    kestrel = next(facts for facts in every.facts if facts.name == "Kestrel 100%")
    assert kestrel.critical_late == (("Set up the steering group", TODAY - timedelta(days=10)),)


def reads(run: Any) -> int:
    sent: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engine = db.engine()
    event.listen(engine, "before_cursor_execute", note)
    try:
        with db.reading():
            run()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def test_many_sites_take_as_many_reads_as_few(sites: World) -> None:
    admin = staff(sites.admin.id, role=Role.ADMIN)
    few = (
        reads(lambda: homes.caseload(admin, NOW)),
        reads(lambda: queries.portfolio(admin, PortfolioWish(), NOW)),
    )
    with db.transaction():
        audit.because("world built", summary="Many sites.")
        for number in range(30):
            add(f"Site {number}", sites, contract_on=date(2025, 1, 1))
    many = (
        reads(lambda: homes.caseload(admin, NOW)),
        reads(lambda: queries.portfolio(admin, PortfolioWish(), NOW)),
    )
    assert many == few
    assert few[1] == 2
