"""The pages of indicators: what each side sees, answering, setting by hand, a past day, help."""

from datetime import date

import pytest
import time_machine

from app.core import audit, clock
from app.core.db import transaction
from app.core.web.edge import Portal
from app.indicators import service
from app.sites.rules.posts import Post
from tests.factories.indicators import fade
from tests.factories.posts import fill
from tests.page_client import PageClient
from tests.worlds import World

HERE = "/sites/northmoor/indicators"
UNTIL = ["12", "7", "2027"]


@pytest.fixture(autouse=True)
def judged(world: World, app: Portal) -> object:
    """A site whose use stopped, with a vacant post, judged on Monday 28 June 2027."""
    with time_machine.travel("2027-06-28T09:00:00Z", tick=False):
        fade(world.home)
        with transaction():
            audit.because("post", summary="For a test.", site_id=world.home.id)
            fill(world.home, Post.SPONSOR, since=900)
        with app.app_context(), transaction():
            service.refresh([world.home.id])
        yield


def test_the_nspcc_reads_why_and_the_authority_reads_what_helps(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.lead).get(HERE)
    assert "No case started for 182 days." in page.text
    assert "signals wait for your answer" in page.text
    assert "Not enough data" in page.text
    assert client.statements <= 20
    theirs = client.sign_in(world.strategic).get(HERE)
    for word in ("Early-warning", "Acute", "Concern", "Watch", "Signal", "No case started"):
        assert word not in theirs.text
    assert "What would help most now" in theirs.text
    assert "Which child could be next?" in theirs.text
    for page_of_nspcc in ("/signals/F1", "/by-hand/level", "/past"):
        client.get(HERE + page_of_nspcc, status=403)


def test_a_signal_is_answered_with_reason_and_day(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(HERE)
    page = client.get(page.links["F1 No use"])
    assert "Ring the strategic lead" in page.text
    form = page.form("Keep the answer")
    page = client.submit(form, status=400, answer="", words="", until=["", "", ""])
    assert "Choose what you say to this signal." in page.text
    assert "Enter the day until which this holds." in page.text
    words = "We rang them: a case begins in July."
    client.submit(form, answer="action", words=words, until=UNTIL)
    assert "Action, by Lena Lead until 12 Jul 2027" in client.follow().text
    client.get(f"{HERE}/signals/F99", status=404)
    theirs = client.sign_in(world.other_lead).get(f"{HERE}/signals/F1")
    assert "Keep the answer" not in theirs.text
    assert words in theirs.text


def test_the_level_is_set_by_hand_and_given_back(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(f"{HERE}/by-hand/level")
    form = page.form("Set it by hand")
    assert (
        "must be within 184 days"
        in client.submit(
            form, status=400, value="acute", reason="The sponsor rang.", until=["1", "1", "2029"]
        ).text
    )
    client.submit(form, value="acute", reason="The sponsor rang.", until=UNTIL)
    page = client.follow()
    assert "Lena Lead set it by hand: The sponsor rang." in page.text
    page = client.get(f"{HERE}/by-hand/level")
    client.submit(page.form("Go back to what is worked out"))
    assert "The sponsor rang." in client.get(f"{HERE}/by-hand/level").text  # set before
    assert "set it by hand: The sponsor rang" not in client.get(HERE).text
    client.get(f"{HERE}/by-hand/anything", status=404)


def test_a_past_day_is_judged_by_what_was_known_then(client: PageClient, world: World) -> None:
    client.sign_in(world.lead)
    page = client.get(f"{HERE}/past?on=1+2+2027&known=now")
    assert "As of 1 February 2027, as known now" in page.text
    assert "No case started for 62 days" in page.text or "Cases were started" in page.text
    page = client.get(f"{HERE}/past?on=1+2+2020&known=then", status=400)
    assert "The site was not in the portal on this day" in page.text
    page = client.get(f"{HERE}/past?on=1+2+2030", status=400)
    assert "The day must be today or in the past" in page.text


def test_an_authority_says_where_its_papers_hold_the_framework(
    client: PageClient, world: World, app: Portal
) -> None:
    page = client.sign_in(world.strategic).get(f"{HERE}/papers")
    form = page.form("Keep it")
    ahead = ["1", "1", "2029"]
    page = client.submit(form, status=400, places=["procedure"], reviewed_on=ahead)
    assert "The day must be today or in the past." in page.text
    client.submit(form, places=["procedure", "induction"], reviewed_on=["1", "3", "2026"])
    with app.app_context(), transaction():
        service.refresh([world.home.id])
    assert "2 of eight papers" in client.follow().text
    assert "Last said on 28 June 2027" in client.get(f"{HERE}/papers").text


def test_the_components_are_a_file_without_level_and_signals(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.strategic)
    answer = client.http.get(f"{HERE}.csv", base_url="http://portal.test")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(
        "Code,Indicator,Part,State,Value,In words,n,As of,Weight of 100,Source"
    )
    assert [line.split(",")[0] for line in lines[1:5]] == ["FI1", "FI2", "FI3", "SU1"]
    assert not [line for line in lines if line.startswith("F1,")]


def test_everybody_signed_in_reads_how_indicators_are_worked_out(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.member).get("/help/indicators")
    assert "Watch from 90 days" in page.text
    assert "Signal from 180 days" in page.text
    assert "Weight: 15.0 of 100" in page.text
    assert "NSPCC uses these signals" in page.text


def test_a_site_that_is_not_judged_yet_says_when_it_will_be(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.other_lead).get("/sites/farfield/indicators")
    assert "Nothing is worked out yet" in page.text
    assert clock.today() == date(2027, 6, 28)
