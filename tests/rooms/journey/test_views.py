"""Pages of a journey, as each role meets them."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock, db
from app.journey.rules import MilestoneStatus
from tests.factories.journey import make_journey, milestone, set_milestone
from tests.page_client import PageClient
from tests.pages import Page
from tests.worlds import World

JOURNEY = "/sites/northmoor/journey"


@pytest.fixture
def planned(world: World) -> World:
    """Home has its milestones; today lies 100 days after its contract."""
    contract = clock.today() - timedelta(days=100)
    with db.transaction():
        make_journey(world.home, contract_on=contract, training_on=contract + timedelta(days=60))
        make_journey(world.foreign)
        set_milestone(world.home, "contract", happened_on=contract)
    return world


@pytest.mark.parametrize("role", ["admin", "lead", "strategic", "contributor"])
def test_the_journey_lists_every_milestone_by_band(
    planned: World, client: PageClient, role: str
) -> None:
    page = client.sign_in(planned.person(role)).get(JOURNEY)
    assert "1 of 32 done so far" in page.text
    assert "Before the contract" in page.text
    assert "12 months and later: making it last" in page.text
    links = [href for href in page.links.values() if href.startswith(f"{JOURNEY}/")]
    assert len(links) == 33  # and the timeline


def test_what_is_late_is_said_in_words(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.strategic).get(JOURNEY)
    assert "Not started, overdue" in page.text
    assert "weeks ago" in page.text
    assert "Critical. Planned for" in page.text
    assert "Cannot start yet" in page.text


def test_a_site_without_milestones_says_why(world: World, client: PageClient) -> None:
    page = client.sign_in(world.lead).get(JOURNEY)
    assert "No milestones yet" in page.text


@pytest.mark.parametrize("path", [JOURNEY, f"{JOURNEY}/contract"])
def test_another_authority_is_told_there_is_no_such_page(
    planned: World, client: PageClient, path: str
) -> None:
    client.sign_in(planned.foreign_strategic).get(path, 404)
    client.sign_in(planned.member).get(path, 404)


def test_an_unknown_milestone_is_not_found(planned: World, client: PageClient) -> None:
    client.sign_in(planned.lead).get(f"{JOURNEY}/no-such-thing", 404)


def done(page: Page, client: PageClient, on: date, **more: str) -> Page:
    values: dict[str, Any] = {
        "progress": "done",
        "happened_on": [str(on.day), str(on.month), str(on.year)],
        **more,
    }
    return client.submit(page.form("Save"), **values)


def test_a_strategic_lead_records_that_a_milestone_is_done(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.strategic).get(f"{JOURNEY}/steering-group")
    assert "Gives the work an owner" in page.text
    done(page, client, clock.today(), note="First meeting held")
    page = client.follow()
    assert "“Set up the steering group” is saved." in page.text
    assert "2 of 32 done so far" in page.text
    page = client.get(f"{JOURNEY}/steering-group")
    assert "First meeting held" in page.body
    assert "Stella Strategic" in page.text


def test_a_form_that_is_wrong_says_what_to_do_and_keeps_what_was_typed(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.strategic).get(f"{JOURNEY}/implementation-plan")
    page = client.submit(
        page.form("Save"),
        400,
        progress="done",
        happened_on=["31", "2", "2026"],
        note="Keep this text",
    )
    assert page.title.startswith("Error: ")
    assert "The date on which this happened must be a real date" in page.text
    assert "Keep this text" in page.body
    assert 'value="31"' in page.body
    page = client.submit(page.form("Save"), 400, happened_on=["1", "", "2026"])
    assert "must include a month" in page.text
    page = client.submit(page.form("Save"), 400, happened_on=["1", "March", "2026"])
    assert "Add a note or a file that shows this is done" in page.text
    with db.reading():
        assert milestone(planned.home, "implementation-plan").status == MilestoneStatus.NOT_STARTED


def test_a_date_moves_with_reasons_and_the_history_shows_it(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.lead).get(f"{JOURNEY}/pilot-plan")
    page = client.submit(page.form("Move the date"), 400, new_on=["1", "6", "2028"])
    assert "Choose at least one reason" in page.text
    client.submit(
        page.form("Move the date"), reasons=["restructure", "correction"], move_note="New director"
    )
    page = client.follow()
    assert "Planned 1 June 2028" in page.text
    assert "Why: Restructure or reorganisation, Correcting an error." in page.text
    assert "New director" in page.text


def test_a_contributor_reads_and_cannot_write(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.contributor).get(f"{JOURNEY}/steering-group")
    assert "can change this" in page.text
    assert all("Save" not in form.text for form in page.forms)
    client.post(f"{JOURNEY}/steering-group", {"progress": "done"}, 403)
    client.post(f"{JOURNEY}/steering-group/date", {}, 403)


def test_a_lead_of_other_sites_reads_and_cannot_write(planned: World, client: PageClient) -> None:
    client.sign_in(planned.other_lead).get(f"{JOURNEY}/steering-group")
    client.post(f"{JOURNEY}/steering-group", {"progress": "done"}, 403)


def test_who_saves_second_sees_both_texts(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.strategic).get(f"{JOURNEY}/steering-group")
    client.submit(page.form("Save"), progress="in-progress", note="Mine was first")
    page = client.submit(page.form("Save"), 409, progress="in-progress", note="Mine was second")
    assert "Mine was first" in page.text
    assert "Mine was second" in page.text


def test_a_form_given_back_after_signing_in_is_filled_and_does_nothing(
    planned: World, client: PageClient
) -> None:
    client.sign_in(planned.strategic)
    page = client.post(
        f"{JOURNEY}/steering-group",
        {"_returned": "1", "progress": "in-progress", "note": "Typed before", "version": "1"},
        200,
    )
    assert "Typed before" in page.body
    with db.reading():
        assert milestone(planned.home, "steering-group").note == ""


def test_the_journey_takes_few_statements(planned: World, client: PageClient) -> None:
    client.sign_in(planned.lead).get(JOURNEY)
    assert client.statements <= 7
