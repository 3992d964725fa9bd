"""The timeline of a site with its progress scores, as each role meets it."""

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest
from sqlalchemy import event

from app.core import audit, clock, db
from app.journey import queries, reading
from app.journey.datasets.timeline import timeline_chart, timeline_frame
from app.journey.programme import programme
from app.journey.rules import MilestoneStatus, Stage, planned_date
from app.journey.rules.pace import Norm
from app.journey.service import refresh_progress
from app.sites.models import Site
from app.sites.rules import Status
from app.standing.rules import Declaration, Reason
from app.standing.service import declare
from tests.factories.journey import make_journey, set_milestone
from tests.factories.sites import make_site
from tests.page_client import PageClient
from tests.worlds import World

TODAY = clock.today()
CONTRACT = TODAY - timedelta(days=100)
PAGE = "/sites/northmoor/journey/timeline"


@pytest.fixture
def planned(world: World) -> World:
    """Home has its milestones; today lies 100 days after its contract, and nothing is done."""
    with db.transaction():
        make_journey(world.home, contract_on=CONTRACT, training_on=CONTRACT + timedelta(days=60))
        make_journey(world.foreign)
    return world


def prepare(site: Site, contract_on: date, days: int) -> None:
    """Preparation done as planned, and its last milestone so many days after the first plan."""
    for one in programme().milestones:
        if one.stage in (Stage.EXPLORATION, Stage.INSTALLATION):
            late = days if one.code == "pilot-plan" else 0
            on = planned_date(one, contract_on, contract_on + timedelta(days=60))
            assert on is not None
            set_milestone(site, one.code, happened_on=on + timedelta(days=late))


def test_the_timeline_says_what_is_planned_done_and_to_come(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.strategic).get(PAGE)
    assert "0 of 32 milestones are done" in page.text
    assert "Not enough data for a forecast: fewer than 3" in page.text
    assert "Not begun: no milestone is done." in page.text
    with db.transaction():
        for code in ("strategic-conversation", "preisa", "contract"):
            site = planned.home
            found = set_milestone(site, code, MilestoneStatus.DONE)
            assert found.first_planned_on is not None
            found.happened_on = found.first_planned_on + timedelta(days=14)
        set_milestone(site, "communication-plan", MilestoneStatus.NOT_REQUIRED)
    page = client.get(PAGE)
    assert "3 of 31 milestones are done" in page.text
    assert "the middle one of the 3 milestones done last came 14 days later" in page.text
    assert "3 of 12 done (25%), 236 days so far; the clock still runs." in page.text
    assert "0.76 times the time its first plan gave it." in page.text
    assert "1 stage behind (the plan expected Installation by" in page.text
    rows = {row[0]: row for row in page.table("Dates of each milestone")}
    assert rows["Agree and sign the contract"][1] == "Done"
    assert rows["Plan the pilot"][6] == "14"
    assert "Approve the communication plan" not in rows
    client.get(f"{PAGE}.csv")
    lines = client.response.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert len(lines) == 32
    assert lines[3].split(",")[:2] == ["Agree and sign the contract", "Done"]
    assert (
        client.get("/sites/northmoor/journey").links[
            "Timeline: planned, forecast and done, and how far and how fast the site came"
        ]
        == PAGE
    )


def test_a_stopped_site_keeps_its_scores_and_gets_no_forecast(
    planned: World, client: PageClient
) -> None:
    with db.transaction() as session:
        for days, code in enumerate(("strategic-conversation", "preisa", "contract")):
            set_milestone(planned.home, code, happened_on=CONTRACT + timedelta(days=days))
        session.get_one(Site, planned.home.id).status = Status.STOPPED
    page = client.sign_in(planned.lead).get(PAGE)
    assert "There is no forecast: the site is not active." in page.text
    assert "3 of 13 done (23%), 2 days until the adoption stopped." in page.text
    with db.transaction() as session:
        audit.because("site resumed", summary="For a test.", site_id=planned.home.id)
        session.get_one(Site, planned.home.id).status = Status.ACTIVE
        session.flush()
        said = Declaration(
            Status.STOPPED, (Reason.LEADERSHIP,), "There is no money for it.", TODAY - timedelta(20)
        )
        with client.app.app_context():  # mail is rendered
            declare(planned.home.id, said)
        set_milestone(planned.home, "contract", happened_on=CONTRACT).is_month_only = True
        refresh_progress(planned.home.id)
    first = min(CONTRACT, CONTRACT.replace(day=15))  # the middle of the month, as far as known
    days = (TODAY - timedelta(20) - first).days
    assert f"about {days} days until the adoption stopped." in client.get(PAGE).text
    with db.reading():
        assert queries.tallies_of_all()[planned.home.id].tallies[Stage.EXPLORATION].imprecise


def test_other_sites_are_the_measure_once_enough_have_finished(
    planned: World, client: PageClient
) -> None:
    with db.transaction():
        audit.because("world built", summary="Sites that finished their preparation.")
        for number in range(5):
            site = make_site(f"Site {number}")
            make_journey(site, contract_on=CONTRACT, training_on=CONTRACT + timedelta(days=60))
            prepare(site, CONTRACT - timedelta(days=500), 10 * number)
        set_milestone(planned.home, "contract", happened_on=CONTRACT)
    with db.reading():
        rows = queries.milestones_of(planned.home.id, TODAY)
        found = reading.progress(planned.home.id, rows, TODAY, exact=True)
    assert found.norms.preparation == Norm(days=330, closed=5, running=1)
    page = client.sign_in(planned.lead).get(PAGE)
    assert "(n = 5 that finished and 1 that have not)" in page.text
    page = client.sign_in(planned.strategic).get(PAGE)  # five would tell whose days they are
    assert "n = 5" not in page.text
    assert "the time its first plan gave it" in page.text


def reads(run: Any) -> int:
    sent: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        with db.reading():
            run()
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)
    return len(sent)


def test_every_site_is_counted_in_one_statement(planned: World) -> None:
    with db.reading():
        found = queries.tallies_of_all()[planned.home.id].tallies
    assert {stage: one.applicable for stage, one in found.items()} == {
        Stage.EXPLORATION: 3,
        Stage.INSTALLATION: 10,
        Stage.INITIAL: 8,
        Stage.FULL: 5,
        Stage.SUSTAINABILITY: 6,
    }
    assert found[Stage.EXPLORATION].planned_first == CONTRACT - timedelta(days=150)
    assert reads(queries.tallies_of_all) == 1


def test_the_chart_is_one_that_plotly_can_draw(planned: World) -> None:
    with db.reading():
        rows = queries.milestones_of(planned.home.id, TODAY)
    frame = timeline_frame(reading.timeline(rows, Status.ACTIVE, TODAY).lines)
    figure = timeline_chart(frame, TODAY)
    go.Figure(figure)
    assert [trace["name"] for trace in figure["data"]] == ["First plan", "Planned now"]
    assert len({trace["marker"]["symbol"] for trace in figure["data"]}) == 2


def test_a_site_without_a_plan_says_so_and_others_find_nothing(
    world: World, client: PageClient
) -> None:
    assert "No milestones yet" in client.sign_in(world.lead).get(PAGE).text
    client.sign_in(world.foreign_strategic).get(PAGE, 404)
    client.get(f"{PAGE}.csv", 404)
