"""The dashboard of one site, as both sides meet it."""

import json
from datetime import timedelta

import plotly.graph_objects as go
import pytest

from app.core import audit, clock, db
from app.dashboards.queries import one_site as queries
from app.indicators.service import refresh
from app.measures.rules.agreed import Value
from app.measures.service.agreed import enter_value
from app.quality.service.audits import close_round
from app.sites.models import Site
from app.sites.rules.months import first_of, quarter_before, quarter_of
from tests.factories.audits import make_audited_round
from tests.factories.dashboards import handed_in, used
from tests.factories.instruments import publish_seeds
from tests.factories.journey import make_journey, set_milestone
from tests.factories.measures import agree_measure, hold_pulse
from tests.page_client import PageClient
from tests.worlds import World

PAGE = "/sites/northmoor/dashboard"
TODAY = clock.today()
QUESTIONS = (
    "Is it on track?",
    "Is it used well?",
    "Is it used enough?",
    "Will it be kept?",
    "Is it helping?",
)


@pytest.fixture
def full(world: World) -> World:
    """A home of which everything is known."""
    with db.transaction() as session:
        audit.because("world built", summary="Everything known.")
        publish_seeds()
        home = session.get_one(Site, world.home.id)
        contract = TODAY - timedelta(days=500)
        make_journey(home, contract_on=contract, training_on=contract + timedelta(days=60))
        set_milestone(home, "contract", happened_on=contract)
        used(home, *[6] * 8, *[1] * 8)
        handed_in(home, 24, 8)
    with db.transaction():
        audit.because("audits", summary="A round.")
        number = make_audited_round(world.home, world.contributor, world.strategic)
        close_round(world.home.id, number, "One file is missing")
        refresh([world.home.id])
    return world


def test_five_questions_each_with_sentence_n_source_and_chart(
    full: World, client: PageClient
) -> None:
    client.sign_in(full.strategic).get("/sites/northmoor")
    page = client.get(client.page.links["Dashboard"])
    for words in (
        *QUESTIONS,
        "of 32 milestones are done on",
        "the middle one of 6 audited files reached",
        "8 months in a row were below the middle",
        "asked for by now",
        "Of 24 returns home of all children, 8 (33%) ended in care again",
        "no proof of an effect",
        "n = 6 audited files",
    ):
        assert words in page.text, words
    found = page.root.iterfind(".//script[@type='application/json']")
    assert len([go.Figure(json.loads(one.text or "")) for one in found]) == 5
    assert client.statements <= 16
    rows = page.table("Back in care within 12 months")
    assert rows[-1][1:] == ["too few", "33%", "4", "24"]
    assert page.table("Cases begun by month")[1][1] == "6"
    assert len(page.table("Components of sustainability")) == 21
    for key in ("track", "well", "enough", "kept", "helping"):
        client.get(f"{PAGE}/{key}.csv")
        assert client.response.headers["Content-Disposition"].startswith("attachment")
    client.get(f"{PAGE}/other.csv", 404)


def test_what_was_agreed_and_what_practitioners_say_stand_beside_and_few_are_not_shown(
    world: World, client: PageClient
) -> None:
    quarter = quarter_before(quarter_of(TODAY))
    with db.transaction():
        audit.because("measures agreed", summary="For a test.", site_id=world.home.id)
        kept, penetration = (
            agree_measure(world.home, code) for code in ("kept-home", "penetration")
        )
        for number, n in ((kept, 12), (penetration, 4)):
            enter_value(world.home.id, number, quarter, Value(85.0, n), 0)
        hold_pulse(world.home, 4)
    page = client.sign_in(world.contributor).get(PAGE)
    assert "1 of 2 agreed measures has a value: 1 “Target reached”." in page.text
    rows = {row[0]: row for row in page.table("Agreed measures")}
    assert rows["Returns home that have lasted"][2] == "85%"
    assert rows["Trained practitioners who have used it"][2:5] == ["–", "–", "–"]
    assert "Below 5 answers nothing is shown." in page.text
    assert {row[1] for row in page.table("The newest pulse")[1:]} == {"fewer than 5"}
    assert client.statements <= 20
    with db.transaction():
        audit.because("pulse held", summary="For a test.", site_id=world.home.id)
        hold_pulse(world.home, 5)
    page = client.get(PAGE)
    assert page.table("The newest pulse")[1][1] == "40%"
    for key in ("agreed", "pulse"):
        client.get(f"{PAGE}/{key}.csv")
    assert "85" not in client.response.text


def test_an_authority_reads_no_level_and_nothing_of_others(full: World, client: PageClient) -> None:
    page = client.sign_in(full.contributor).get(PAGE)
    for word in ("Acute", "Concern", "Watch", "Steady"):
        assert word not in page.text
    client.get("/sites/farfield/dashboard", 404)
    client.sign_in(full.foreign_strategic).get(PAGE, 404)
    client.sign_in(full.member).get(PAGE, 404)


def test_without_data_every_question_says_what_is_missing(world: World, client: PageClient) -> None:
    page = client.sign_in(world.lead).get(PAGE)
    assert page.text.count("Not enough data") == 5
    assert "See the monthly counts" in page.links
    assert not list(page.root.iterfind(".//script[@type='application/json']"))


def test_months_nobody_entered_are_gaps_and_never_zero(world: World) -> None:
    later = first_of(TODAY) + timedelta(days=70)
    with db.transaction() as session:
        audit.because("counts", summary="With a gap.")
        home = session.get_one(Site, world.home.id)
        used(home, 4, 5)
        found = [one.cases for one in queries.use_of(home.id, later)]
        assert found[:2] == [4, 5]
        assert set(found[2:]) == {None}
