"""The gate of each stage with facts of the other rooms, and decisions against it."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.core import audit, clock, db
from app.journey import queries as journeys
from app.journey.rules import Stage
from app.journey.service import decide
from app.meetings.rules import Kind
from app.overview.queries.gate import coverage_on, facts_of, full_since
from app.sites.models import Site
from tests.factories.assessments import make_signed_round, scored
from tests.factories.journey import make_journey, set_milestone
from tests.factories.meetings import make_group, make_held, make_member
from tests.factories.results import make_colleagues, make_shared_result
from tests.factories.training import make_entry, make_team, make_trainer
from tests.page_client import PageClient
from tests.worlds import World

PAGE = "/sites/northmoor/stage"
TODAY = clock.today()


@pytest.fixture
def planned(world: World) -> World:
    with db.transaction():
        make_journey(world.home)
        make_journey(world.foreign)
    return world


def put_in(world: World, stage: Stage) -> None:
    audit.because("stage set", summary="For a test.", site_id=world.home.id)
    site = db.session().get_one(Site, world.home.id)
    site.stage = site.peak_stage = stage.value


def gate(client: PageClient) -> dict[str, tuple[str, str]]:
    """Criterion -> whether it is met and how the portal knows."""
    rows = client.get(PAGE).table("Criteria")[1:]
    return {row[0]: (row[1], row[2].removesuffix(row[0]).strip()) for row in rows}


def test_exploration_rests_on_the_newest_preisa_that_was_signed_off(
    planned: World, client: PageClient
) -> None:
    client.sign_in(planned.lead)
    assert {met for met, _ in gate(client).values()} == {"Not met", "Not known"}
    with db.transaction():
        make_signed_round(planned.home, planned.strategic, 4, {"A1": scored(2), "B2": scored(1)})
    found = gate(client)
    assert found["The PreISA is complete and its answers are agreed"][0] == "Met"
    label = "Every critical item of the PreISA scores 3 or more, or has an action with a date"
    met, source = found[label]
    assert met == "Not met"
    assert source.endswith("A1 scores below 3 or nothing, without an action.")
    page = client.get(PAGE)
    assert any(href.endswith("/assessments/preisa-1/result") for href in page.links.values())
    assert found["Both sides have decided to go ahead"][0] == "Not known"


def test_installation_rests_on_licences_and_on_meetings_that_were_held(
    planned: World, client: PageClient
) -> None:
    with db.transaction():
        put_in(planned, Stage.INSTALLATION)
        make_trainer(planned.home, "A", issued_on=TODAY, expires_on=TODAY + timedelta(days=400))
        make_trainer(planned.home, "B", issued_on=TODAY, expires_on=TODAY + timedelta(days=10))
        make_trainer(planned.home, "C")
        group = make_group(planned.home, Kind.STEERING)
    client.sign_in(planned.strategic)
    found = gate(client)
    assert found["At least two trainers have completed training for trainers"] == (
        "Met",
        "2 trainers hold a licence in force, of 3 entered.",
    )
    steering = "The steering group is set up and decides"
    assert found[steering][0] == "Not met"
    with db.transaction():
        make_member(group, planned.strategic, starts_on=TODAY - timedelta(days=90))
        make_held(planned.home, planned.lead, group, Kind.STEERING)
    met, source = gate(client)[steering]
    assert met == "Met"
    assert "it met once, last on" in source
    assert found["The implementation plan is approved"] == ("Not met", "The milestone is open.")
    assert client.statements <= 12


def test_initial_implementation_rests_on_the_band_of_the_isa(
    planned: World, client: PageClient
) -> None:
    with db.transaction():
        put_in(planned, Stage.INITIAL)
        people = make_colleagues(planned.home, 5)
        make_shared_result(planned.home, planned.lead, planned.strategic, people, usual=1)
    met, source = gate(client.sign_in(planned.lead))[
        "The ISA is complete and shows the support is well built"
    ]
    assert met == "Not met"
    assert "50.0%, band “Emerging”; a band from 60% is asked for" in source


def test_full_implementation_rests_on_who_is_trained_and_may_suggest_going_back(
    planned: World, client: PageClient
) -> None:
    with db.transaction():
        put_in(planned, Stage.FULL)
        team = make_team(planned.home, practitioners=3, managers=1)
    client.sign_in(planned.lead)
    label = "At least half of the intended roles are trained and use it"
    assert gate(client)[label][1] == "The milestone is open."  # an empty register says nothing
    since = TODAY - timedelta(days=300)
    with db.transaction():
        make_entry(planned.home, team, "Asha", trained_on=since, started_on=since)
    assert gate(client)[label] == (
        "Not met",
        "25% of the intended roles are trained and still in post; half is asked for.",
    )
    assert "The portal suggests going back." in client.get(PAGE).text
    with db.transaction():
        make_entry(planned.home, team, "Ben", trained_on=TODAY, started_on=since)
    assert gate(client)[label][0] == "Not known"
    assert "The portal suggests going back." not in client.get(PAGE).text
    with db.transaction():
        set_milestone(planned.home, "half-trained-and-using", happened_on=TODAY)
    assert gate(client)[label][0] == "Met"
    with db.reading():
        assert coverage_on(planned.home.id, TODAY) == [50.0, 25.0, 25.0]
    assert client.statements <= 14


def test_a_decision_against_unmet_criteria_says_so_for_good(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.lead).get(PAGE)
    assert "You can decide to go on all the same: say why." in page.text
    given: dict[str, Any] = {
        "to": "installation",
        "reason": "Both want it",
        "evidence": "Minutes of May",
    }
    client.submit(page.form("Record the decision"), **given)
    page = client.sign_in(planned.strategic).get(PAGE)
    said = "The PreISA is complete and its answers are agreed; The contract is signed."
    assert f"Both want it Evidence: Minutes of May Not met on that day: {said}" in page.text
    assert f"Not met on that day: {said}" in client.get("/sites/northmoor/history").text
    page = client.sign_in(planned.lead).get(PAGE)
    given = {"to": "exploration", "reason": "The sponsor left", "evidence": ""}
    client.submit(page.form("Record the decision"), **given)
    with db.reading():
        back, forward = journeys.decisions_of(planned.home.id)
    assert back.unmet == ()
    assert len(forward.unmet) == 2
    assert "The furthest stage it reached is Installation" in client.get(PAGE).text


def test_sustainability_counts_two_years_from_the_decision_on_full_implementation(
    planned: World,
) -> None:
    on = date(2024, 11, 1)
    with db.transaction():
        audit.because("stage moved", summary="For a test.", site_id=planned.home.id)
        decide(planned.home.id, Stage.FULL, "So", "Minutes", on)
    with db.reading():
        since = full_since(journeys.decisions_of(planned.home.id))
        done = {"sustainability-review": TODAY}
        facts = facts_of(planned.home.id, Stage.SUSTAINABILITY, done, since, date(2026, 10, 1))
    assert since == on
    assert facts["use-continues"].met is False
    assert facts["yearly-review"].met is True
