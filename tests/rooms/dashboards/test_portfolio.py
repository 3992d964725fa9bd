"""The dashboard of many sites, as the NSPCC meets it."""

import json
from collections.abc import Sequence
from datetime import timedelta

import plotly.graph_objects as go
import pytest

from app.checkins.rules import CallState
from app.core import audit, clock, db
from app.sites.models import Site
from app.sites.rules import Stage, Status
from tests.factories.dashboards import called, summed, used
from tests.factories.journey import make_journey, set_milestone
from tests.factories.sites import make_site
from tests.factories.training import make_entry, make_team
from tests.page_client import PageClient
from tests.worlds import World

PAGE = "/dashboards"
ALL = f"{PAGE}?whose=everybody"
TODAY = clock.today()


@pytest.fixture
def sites(world: World) -> World:
    """Home falters; Eastvale is steady and covered; Farfield rests. Foreign eyes see none."""
    with db.transaction() as session:
        audit.because("world built", summary="More sites.")
        home = session.get_one(Site, world.home.id)
        contract = TODAY - timedelta(days=300)
        make_journey(home, contract_on=contract, training_on=contract + timedelta(days=60))
        set_milestone(home, "contract", happened_on=contract)
        home.level, home.level_since = "acute", TODAY - timedelta(days=12)
        home.level_reason = "No case started for 94 days"
        home.stage = Stage.INITIAL.value
        called(home, world, 45)
        used(home, 3, 2, 1)
        far = session.get_one(Site, world.foreign.id)
        far.status = Status.PAUSED.value
        east = make_site("Eastvale", lead=world.other_lead, contract_on=contract)
        east.level, east.level_since = "steady", TODAY - timedelta(days=80)
        called(east, world, 5)
        called(east, world, -3, CallState.PLANNED)
        used(east, 1, 4, 6)
        make_entry(
            east,
            make_team(east, practitioners=1),
            "Amy Able",
            trained_on=TODAY - timedelta(days=30),
        )
    summed()
    return world


def figures(client: PageClient) -> Sequence[go.Figure]:
    """Every figure of the page, read by Plotly's own schema."""
    found = client.page.root.iterfind(".//script[@type='application/json']")
    return [go.Figure(json.loads(one.text or "")) for one in found]


def test_who_falters_stands_first_with_the_reason_and_the_next_step(
    sites: World, client: PageClient
) -> None:
    page = client.sign_in(sites.admin).get(ALL)
    assert "1 of 2 active sites carries a level above steady" in page.text
    assert "Acute for 12 days. No case started for 94 days." in page.text
    assert "The last call was on" in page.text
    assert "Next: book a call." in page.text
    assert page.text.index("Who needs you") < page.text.index("Stages")
    assert "3 sites" in page.text
    drawn = figures(client)
    assert len(drawn) == 5
    assert client.statements <= 19


def test_each_chart_has_its_sentence_its_table_and_its_download(
    sites: World, client: PageClient
) -> None:
    page = client.sign_in(sites.lead).get(ALL)
    for words in (
        "Of 3 sites, most are in",
        "1 is paused.",
        "1 of 2 active sites was called in the last 30 days",
        "1 waits longer than its rhythm allows",
        "17 cases began in the three months up to",
        "against 0 in the three before",
        "At 1 of 2 active sites 80% or more of the practitioners",
    ):
        assert words in page.text, words
    rows = {row[0]: row for row in page.table("Sites by stage")}
    assert rows["Initial implementation"][1:] == ["1", "0", "0"]
    assert page.table("Cases begun by month")[-1][1:] == ["7", "2"]
    bands = page.table("Milestones done, by time band")
    assert bands[1][0] == "Northmoor"
    assert "1 of 3" in bands[1]
    for key in ("stages", "progress", "milestones", "contact", "coverage", "use"):
        client.get(f"{PAGE}/{key}.csv?whose=everybody")
        assert client.response.mimetype == "text/csv"
    client.get(f"{PAGE}/nothing.csv", 404)


def test_a_lead_sees_their_own_sites_first_and_filters_stay_in_the_address(
    sites: World, client: PageClient
) -> None:
    page = client.sign_in(sites.lead).get(PAGE)
    assert "1 of 3 sites: those you look after" in page.text
    page = client.get(f"{ALL}&stage=initial-implementation&level=acute")
    assert "1 of 3 sites: Initial implementation, Acute" in page.text
    chips = [href for text, href in page.links.items() if text.startswith("Remove filter")]
    assert f"{ALL}&level=acute" in chips
    page = client.get(f"{ALL}&region=Nowhere")
    assert "No site fits these filters" in page.text
    assert not figures(client)


def test_only_the_nspcc_sees_it(sites: World, client: PageClient) -> None:
    for person in (sites.strategic, sites.contributor, sites.member):
        client.sign_in(person).get(PAGE, 403)
        client.get(f"{PAGE}/stages.csv", 403)


def test_a_view_is_kept_opens_first_is_renamed_and_deleted(
    sites: World, client: PageClient
) -> None:
    page = client.sign_in(sites.lead).get(f"{ALL}&stage=initial-implementation")
    page = client.get(page.links["Keep this choice of sites as a view"])
    client.submit(page.form("Keep the view"), 400, name=" ")
    client.submit(client.page.form("Keep the view"), name="Early ones", first="y")
    page = client.follow()
    assert "Initial implementation" in page.text
    client.get(PAGE, 302)
    assert client.response.headers["Location"] == f"{ALL}&stage=initial-implementation"
    page = client.get(f"{PAGE}?whose=mine")
    edit = page.links["Change the view Early ones"]
    client.sign_in(sites.admin).get(edit, 404)
    assert "Early ones" not in client.get(ALL).text
    page = client.sign_in(sites.lead).get(edit)
    client.submit(page.form("Save the view"), name="Later ones", first=None)
    assert "Later ones" in client.follow().text
    client.get(PAGE)
    page = client.get(edit)
    client.submit(page.form("Delete the view"))
    assert "Later ones" not in client.follow().text


def test_many_sites_take_as_many_statements_as_few(sites: World, client: PageClient) -> None:
    client.sign_in(sites.lead).get(ALL)
    few, size = client.statements, len(client.page.body)
    with db.transaction() as session:
        audit.because("world built", summary="Many sites.")
        for number in range(60):
            site = make_site(f"Site {number:02}", lead=sites.other_lead)
            site.level, site.level_since = "watch", TODAY
            used(site, 2)
        called(site, sites, -2, CallState.PLANNED)
        session.get_one(Site, site.id).level = "acute"
    summed()
    page = client.get(ALL)
    assert client.statements == few
    assert len(page.body) < 2 * size
    assert "61 of 62 active sites carry a level" in page.text
    assert "Milestones done, by time band" in page.text
    assert "Next: the call on" in page.text


def test_without_a_site_the_page_says_what_comes_first(client: PageClient, world: World) -> None:
    page = client.sign_in(world.admin).get(PAGE)
    assert "No milestone is planned at these sites yet." in page.text
    assert "No site has entered yet how many cases began." in page.text
    assert "No site needs you today" in page.text
