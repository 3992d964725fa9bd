"""The progress of all sites side by side, as each role meets it."""

from datetime import timedelta

import plotly.graph_objects as go
import pytest

from app.core import audit, clock, db
from app.journey.rules import MilestoneStatus
from app.overview.datasets import quadrant_chart
from app.overview.queries.progress import progress_of_sites
from app.sites.models import Site
from app.sites.rules import Status
from tests.factories.journey import make_journey, set_milestone
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.rooms.overview.test_queries import staff
from tests.worlds import World

PAGE = "/sites/progress"
TODAY = clock.today()


def add(name: str, world: World, days: int, *done: str) -> Site:
    """A site whose contract is so many days old and of which these milestones are done."""
    contract = TODAY - timedelta(days=days)
    site = make_site(name, lead=world.other_lead, contract_on=contract)
    make_journey(site, contract_on=contract, training_on=contract + timedelta(days=60))
    for code in done:
        set_milestone(site, code, happened_on=contract)
    return site


@pytest.fixture
def sites(world: World) -> World:
    """A site of each kind that a few milestones can make."""
    with db.transaction():
        audit.because("world built", summary="More sites.")
        make_journey(world.home)
        add("Rushworth", world, 300, "contract", "test-strategies")
        add("Stuckley", world, 320, "contract")
        stopped = add("Endham", world, 300, "contract")
        stopped.status = Status.STOPPED
        for code in ("preisa", "strategic-conversation"):
            set_milestone(stopped, code, MilestoneStatus.NOT_REQUIRED)
    return world


def test_each_site_stands_in_its_quadrant_and_can_be_found_there(
    sites: World, client: PageClient
) -> None:
    page = client.sign_in(sites.lead).get("/sites")
    page = client.get(page.links["How completely and how fast each site got on"])
    assert "no forecast" in page.text
    assert "Too few sites have finished: each is held against its own first plan." in page.text
    assert (
        "1 is incomplete and fast, so rushed; 2 are incomplete and slow, so stuck; 1 is not begun."
    ) in page.text
    rows = {row[0]: row for row in page.table("Scores of each site")}
    assert rows["Rushworth"][1:5] == ["Incomplete and fast: rushed", "1 of 13", "0", "0.00"]
    assert rows["Stuckley"][1:5] == ["Incomplete and slow: stuck", "1 of 13", "320+", "1.03"]
    assert rows["Endham"][1:4] == ["Incomplete and slow: stuck, stopped", "1 of 11", "0+"]
    assert rows["Northmoor"][1:5] == ["Nothing done yet", "0 of 13", "–", "–"]
    assert page.links["Stuckley"] == "/sites/stuckley/journey/timeline"
    page = client.get(f"{PAGE}?quadrant=stuck&status=active")
    assert "1 of 4 sites: Incomplete and slow: stuck, Active" in page.text
    assert [row[0] for row in page.table("Scores of each site")[1:]] == ["Stuckley"]
    client.get("/sites/progress.csv?quadrant=stuck&sort=days&order=descending")
    lines = client.response.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Site", "Stuckley", "Endham"]
    assert "No site fits these filters" in client.get(f"{PAGE}?q=nowhere").text


def test_an_authority_sees_its_own_site_alone(sites: World, client: PageClient) -> None:
    page = client.sign_in(sites.strategic).get(PAGE)
    assert [row[0] for row in page.table("Scores of each site")[1:]] == ["Northmoor"]
    assert client.get("/sites/progress.csv").text.count("\n") <= 2
    client.sign_in(sites.member).get(PAGE, 403)


def test_many_sites_take_as_many_statements_as_few_and_one_mark_a_place(
    sites: World, client: PageClient
) -> None:
    client.sign_in(sites.admin).get(PAGE)
    few = client.statements
    with db.transaction():
        audit.because("world built", summary="Many sites.")
        for number in range(30):
            add(f"Site {number:02}", sites, 100, "contract")
    page = client.get(PAGE)
    assert client.statements == few
    assert len(page.table("Scores of each site")) == 26
    assert "Site 29" in client.get(f"{PAGE}?page=2").text
    with db.reading():
        every = progress_of_sites(staff(sites.lead.id), TODAY)
    figure = quadrant_chart(every.rows)
    go.Figure(figure)
    sizes = [size for trace in figure["data"] for size in trace["marker"]["size"]]
    assert sorted(sizes) == [12, 12, 12, 26]
    assert sum(len(trace["x"]) for trace in figure["data"]) == 4


def test_before_any_plan_the_page_says_what_comes_first(world: World, client: PageClient) -> None:
    assert "No site to compare yet" in client.sign_in(world.lead).get(PAGE).text
