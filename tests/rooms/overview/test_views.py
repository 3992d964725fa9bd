"""Home, portfolio, one site, stage, history, adding a site: as each role meets them."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.core import audit, clock, db
from app.core.web.edge import Portal
from app.journey.models import Milestone
from app.sites.models import Site
from app.sites.rules import Stage
from tests.browser.furnished import furnish
from tests.factories.journey import make_journey, milestone, set_milestone
from tests.factories.sites import make_authority, make_site
from tests.page_client import PageClient
from tests.worlds import World


@pytest.fixture
def planned(world: World) -> World:
    """Both sites have a journey; home's contract is 100 days old and signed."""
    contract = clock.today() - timedelta(days=100)
    with db.transaction():
        make_journey(world.home, contract_on=contract, training_on=contract + timedelta(days=60))
        make_journey(world.foreign)
        set_milestone(world.home, "contract", happened_on=contract)
    return world


def test_visitors_learn_what_this_is_and_find_the_way_in(data: str, client: PageClient) -> None:
    page = client.get("/")
    assert page.title == "Reunification implementation portal"
    assert "Reunification Practice Framework" in page.text
    assert page.links["Sign in"] == "/sign-in"


def test_a_lead_sees_who_needs_them_with_the_reason(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.lead).get("/")
    assert page.h1 == "Who needs you this week"
    assert "1 active site is yours" in page.text
    assert "“Set up the steering group” is 70 days late." in page.text
    assert "No check-in call is booked." in page.text
    assert "Farfield" not in page.text
    assert "late=critical" in page.links["1 site with a critical milestone overdue"]
    assert page.links["1 site without a call ahead"] == "/check-ins?state=without"


def test_every_figure_leads_to_as_many_sites_as_it_says(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.lead).get("/")
    figures = {t: href for t, href in page.links.items() if href.startswith(("/sites?", "/check"))}
    del figures["Check-ins"]
    assert len(figures) == 4
    for text, href in figures.items():
        listed = [*client.get(href).root.iter("tbody")]
        assert text.startswith(f"{sum(len(rows) for rows in listed)} ")


def test_an_administrator_without_a_caseload_sees_every_active_site(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.admin).get("/")
    assert "2 active sites are under way" in page.text
    assert "Farfield" in page.text


def test_a_lead_without_sites_is_told_what_happens_next(world: World, client: PageClient) -> None:
    with db.transaction():
        audit.because("lead gone", summary="Test.")
        db.session().get_one(Site, world.home.id).lead_id = world.other_lead.id
    page = client.sign_in(world.lead).get("/")
    assert "No site is assigned to you" in page.text


@pytest.mark.parametrize("role", ["strategic", "contributor"])
def test_people_of_an_authority_see_what_is_next(
    planned: World, client: PageClient, role: str
) -> None:
    page = client.sign_in(planned.person(role)).get("/")
    assert page.h1 == "What is next"
    assert "1 of 32 done" in page.text
    assert "Hold the early strategic conversation" in page.text
    assert "Not booked yet" in page.text


def test_a_member_finds_something_to_do(world: World, client: PageClient) -> None:
    client.sign_in(world.member).get("/", 303)
    page = client.follow()
    assert page.h1 == "Community"
    assert "Your account is not linked to a site" in page.text
    client.get("/sites", 403)


def test_the_portfolio_says_what_was_asked_and_keeps_it_in_the_address(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.lead).get("/sites?stage=exploration&q=north")
    assert "1 of 2 sites: Exploration, name holds “north”" in page.text
    assert page.table("Sites")[1][0] == "Northmoor"
    page = client.submit(page.form("Show"), 200, stage="installation")
    assert "No site fits these filters" in page.text


def test_people_of_an_authority_list_only_their_own(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.strategic).get("/sites")
    assert [row[0] for row in page.table("Sites")[1:]] == ["Northmoor"]
    assert "Farfield" not in page.text
    assert "Add a site" not in page.text


def test_the_portfolio_is_paged(planned: World, client: PageClient) -> None:
    add_sites(planned, 28)
    page = client.sign_in(planned.lead).get("/sites")
    assert len(page.table("Sites")) == 26
    page = client.get("/sites?page=2")
    assert len(page.table("Sites")) == 6


def add_sites(world: World, number: int) -> None:
    with db.transaction():
        audit.because("world built", summary="Sites for a test.")
        for index in range(number):
            make_journey(make_site(f"Site {index}", lead=world.lead))


@pytest.mark.parametrize("path", ["/sites", "/"])
def test_lists_of_sites_take_as_many_statements_for_1_as_for_30(
    planned: World, client: PageClient, path: str
) -> None:
    client.sign_in(planned.lead).get(path)
    few = client.statements
    add_sites(planned, 30)
    client.get(path)
    assert client.statements == few
    assert few <= 20


SITE_PAGES = ["", "/stage", "/history", "/history/changes"]


@pytest.mark.parametrize("path", SITE_PAGES)
@pytest.mark.parametrize("role", ["admin", "lead", "other_lead", "strategic", "contributor"])
def test_pages_of_a_site_open_for_those_who_see_it(
    planned: World, client: PageClient, path: str, role: str
) -> None:
    client.sign_in(getattr(planned, role)).get(f"/sites/northmoor{path}")


@pytest.mark.parametrize("path", SITE_PAGES)
def test_another_authority_is_told_there_is_no_such_page(
    planned: World, client: PageClient, path: str
) -> None:
    client.sign_in(planned.foreign_strategic).get(f"/sites/northmoor{path}", 404)
    client.sign_in(planned.member).get(f"/sites/northmoor{path}", 404)


def test_the_page_of_a_site_says_where_it_stands(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.strategic).get("/sites/northmoor")
    assert "1 of 32 done so far" in page.text
    assert "Stella Strategic" in page.text
    assert "Milestone done: Agree and sign the contract" in page.links
    assert "Decide on the stage" not in page.text


def decision(**given: Any) -> dict[str, Any]:
    today = clock.today()
    day = [str(today.day), str(today.month), str(today.year)]
    values = {"to": "installation", "decided_on": day, "reason": "Both sides agreed"}
    return values | {"evidence": "Minutes of 3 May"} | given


def test_a_lead_decides_on_the_stage_and_everyone_reads_why(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.lead).get("/sites/northmoor/stage")
    assert "1 of 4 criteria is met" in page.text
    client.submit(page.form("Record the decision"), **decision())
    assert "Northmoor is now in Installation." in client.follow().text
    page = client.sign_in(planned.strategic).get("/sites/northmoor/stage")
    assert "Exploration to Installation" in page.text
    assert "Both sides agreed Evidence: Minutes of 3 May" in page.text
    assert "Lena Lead" in page.text
    page = client.get("/sites/northmoor/history/changes?kind=journey")
    assert "Stage moved from Exploration to Installation" in page.text


def test_a_decision_without_evidence_is_refused_and_keeps_what_was_typed(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.lead).get("/sites/northmoor/stage")
    page = client.submit(page.form("Record the decision"), 400, **decision(evidence=""))
    assert "Enter the evidence that the site is ready for Installation" in page.text
    assert "Both sides agreed" in page.body
    with db.reading() as session:
        assert session.get_one(Site, planned.home.id).stage == Stage.EXPLORATION


def test_a_decision_on_a_stage_that_moved_meanwhile_shows_both(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.lead).get("/sites/northmoor/stage")
    form = page.form("Record the decision")
    client.submit(form, **decision())
    page = client.submit(form, 409, **decision(to="initial-implementation"))
    assert "The site is in Installation." in page.text


@pytest.mark.parametrize("role", ["strategic", "contributor", "other_lead"])
def test_who_does_not_run_the_site_for_the_nspcc_cannot_decide(
    planned: World, client: PageClient, role: str
) -> None:
    page = client.sign_in(getattr(planned, role)).get("/sites/northmoor/stage")
    assert "Record the decision" not in page.text
    client.post("/sites/northmoor/stage", decision(), 403)


def test_the_changes_hides_from_the_authority_what_is_for_the_nspcc(
    planned: World, client: PageClient
) -> None:
    with db.transaction(), audit.acting(audit.Acting(planned.lead.id, "web", "r")):
        audit.because(
            "call noted",
            summary="Private thought.",
            site_id=planned.home.id,
            nspcc_only=True,
        )
    theirs = client.sign_in(planned.strategic).get("/sites/northmoor/history/changes")
    assert "Private thought." not in theirs.text
    assert "Lena Lead" not in theirs.text
    ours = client.sign_in(planned.other_lead).get("/sites/northmoor/history/changes")
    assert "Private thought." in ours.text
    assert "NSPCC only" in ours.text


def test_the_changes_is_narrowed_to_a_kind_and_a_person_and_paged(
    planned: World, client: PageClient
) -> None:
    with db.transaction(), audit.acting(audit.Acting(planned.lead.id, "web", "r")):
        for number in range(30):
            audit.because("call noted", summary=f"Call {number}.", site_id=planned.home.id)
    client.sign_in(planned.strategic)
    page = client.get("/sites/northmoor/history/changes?kind=calls")
    assert "30 entries" in page.text
    assert "Call 29." in page.text
    assert "Call 4." not in page.text
    assert "Call 4." in client.get("/sites/northmoor/history/changes?kind=calls&page=2").text
    page = client.get(f"/sites/northmoor/history/changes?person={planned.lead.id}")
    assert "By Lena Lead" in page.text
    page = client.get("/sites/northmoor/history/changes?kind=assessments")
    assert "Nothing fits these filters" in page.text


def test_the_changes_takes_as_many_statements_for_1_as_for_25_entries(
    planned: World, client: PageClient
) -> None:
    with db.transaction(), audit.acting(audit.Acting(planned.lead.id, "web", "r")):
        audit.because("call noted", summary="First call.", site_id=planned.home.id)
    client.sign_in(planned.strategic).get("/sites/northmoor/history/changes")
    few = client.statements
    with db.transaction(), audit.acting(audit.Acting(planned.lead.id, "web", "r")):
        for number in range(30):
            audit.because("call noted", summary=f"Call {number}.", site_id=planned.home.id)
    client.get("/sites/northmoor/history/changes")
    assert client.statements == few


def start_adding(world: World, client: PageClient) -> int:
    with db.transaction():
        audit.because("world built", summary="An authority.")
        number = make_authority("Eastvale").id
    client.sign_in(world.admin)
    return number


def test_an_administrator_adds_a_site_and_lands_on_its_journey(
    world: World, client: PageClient
) -> None:
    number = start_adding(world, client)
    page = client.get("/sites/new")
    page = client.submit(page.form("Find"), 200, q="eastv")
    page = client.get(page.links["Eastvale"])
    assert 'value="Eastvale"' in page.body
    client.submit(
        page.form("Add the site"),
        lead_id=str(world.lead.id),
        contract_on=["27", "3", "2027"],
        training_on=["26", "5", "2027"],
    )
    page = client.follow()
    assert "Eastvale is added and its journey is planned." in page.text
    assert "0 of 32 done so far" in page.text
    with db.reading() as session:
        site = session.query(Site).filter_by(slug="eastvale").one()
        assert site.lead_id == world.lead.id
        assert milestone(site, "contract").planned_on == date(2027, 3, 27)
    assert f"authority={number}" in client.get("/sites/new?q=eastvale").links["Eastvale"]


def test_a_site_that_is_refused_leaves_nothing_behind_and_keeps_the_form(
    world: World, client: PageClient
) -> None:
    number = start_adding(world, client)
    page = client.get(f"/sites/new?authority={number}")
    page = client.submit(page.form("Add the site"), 400, name="Northmoor")
    assert "Enter the contract date" in page.text
    page = client.submit(
        page.form("Add the site"),
        400,
        lead_id=str(world.lead.id),
        contract_on=["27", "3", "2027"],
        training_on=["26", "5", "2027"],
    )
    assert "There is already a site called Northmoor" in page.text
    assert 'value="Northmoor"' in page.body
    with db.reading() as session:
        assert session.query(Milestone).count() == 0


def test_two_authorities_can_adopt_together(world: World, client: PageClient) -> None:
    first = start_adding(world, client)
    second = start_adding_another()
    page = client.get(f"/sites/new?authority={first}&authority={second}")
    assert 'value="Eastvale and Westbourne"' in page.body


def start_adding_another() -> int:
    with db.transaction():
        audit.because("world built", summary="Another authority.")
        return make_authority("Westbourne").id


@pytest.mark.parametrize("role", ["lead", "strategic", "member"])
def test_only_administrators_add_sites(world: World, client: PageClient, role: str) -> None:
    client.sign_in(world.person(role)).get("/sites/new", 403)
    client.post("/sites/new", {}, 403)


@pytest.mark.parametrize("path", ["/help", "/accessibility", "/privacy"])
@pytest.mark.parametrize("role", ["", "strategic"])
def test_pages_to_read_open_for_everyone(
    world: World, client: PageClient, path: str, role: str
) -> None:
    if role:
        client.sign_in(world.person(role))
    assert "portal@portal.example" in client.get(path).text


def test_a_site_with_something_in_every_room_costs_no_more_statements_than_another(
    app: Portal, data: str
) -> None:
    world = furnish(app).world
    # somebody acted, whose name the history reads
    PageClient(app).sign_in(world.other_lead).get("/sites/northmoor/assessments/new", 403)
    for role in ("other_lead", "lead", "strategic", "contributor"):
        PageClient(app).sign_in(world.person(role)).get("/sites/northmoor")
