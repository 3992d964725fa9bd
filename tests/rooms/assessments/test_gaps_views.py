"""Gaps become actions: what is offered, one send for all that is ticked, what stays typed."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.assessments.models import SignOff
from app.assessments.rules import Draft
from app.core import audit, clock
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.instruments import queries as instruments
from app.plans import queries as plans
from app.plans import service as plan_service
from app.plans.models import Action
from app.plans.queries import ActionRow
from app.plans.rules import ActionStatus
from tests.factories.assessments import make_signed_round, scored, unknown
from tests.page_client import PageClient
from tests.pages import Form
from tests.rooms.assessments.conftest import BASE
from tests.worlds import World

URL = f"{BASE}/preisa-1"
LOW: dict[str, Draft | None] = {
    "A2": scored(2),
    "B2": scored(1),
    "C1": scored(2),
    "D3": unknown("Cora Contributor", 9),
    "E2": unknown("Data officer", 20),
}


@pytest.fixture
def signed(world: World) -> World:
    """A signed-off PreISA with three gaps (C1 is critical) and two things not known."""
    with transaction():
        make_signed_round(world.home, world.strategic, 4, LOW)
    return world


def the_form(client: PageClient) -> Form:
    return client.get(f"{URL}/gaps").form("Add to the plan")


def actions(world: World) -> dict[str, ActionRow]:
    with reading() as session:
        ids = list(session.scalars(select(SignOff.id)))
        rows = plans.by_origin(world.home.id, "assessment", ids)
    return {row.origin.part: row for row in rows if row.origin}


def owned(*items: str, **more: Any) -> dict[str, Any]:
    """What is typed so that these items can become actions."""
    fields: dict[str, Any] = {"ticked": list(items)}
    for item in items:
        fields[f"owner_name_{item}"] = "Head of service"
    return {**fields, **more}


def test_gaps_come_lowest_and_critical_first_then_what_is_not_known(
    client: PageClient, signed: World
) -> None:
    page = client.sign_in(signed.strategic).get(f"{URL}/gaps")
    boxes = [n.get("value") for n in page.root.iter("input") if n.get("type") == "checkbox"]
    assert boxes == ["B2", "C1", "A2", "D3", "E2"]  # C1 is critical, D3 is due before E2
    assert "5 low or unknown answers without an action, lowest and critical first" in page.text


def test_what_is_suggested_comes_from_the_instrument_and_from_who_would_find_out(
    client: PageClient, signed: World
) -> None:
    fields = the_form(client.sign_in(signed.strategic)).fields
    today = clock.today()
    with reading():
        version = instruments.newest("preisa")
        assert version is not None
        preisa = instruments.instrument(version.id, version.content_hash)
    suggested = preisa.by_id["B2"].suggestion
    assert suggested is not None
    assert fields["title_B2"] == [suggested.text]
    assert day_of(fields["due_on_B2"]) == today + timedelta(days=suggested.days)
    assert fields["title_D3"][0].startswith("Find out: ")
    assert fields["owner_D3"] == [str(signed.contributor.id)]
    assert fields["owner_name_D3"] == [""]
    assert fields["owner_name_E2"] == ["Data officer"]
    assert day_of(fields["due_on_E2"]) == today + timedelta(days=20)


def day_of(parts: list[str]) -> date:
    """The date in three inputs."""
    day, month, year = map(int, parts)
    return date(year, month, day)


def test_one_send_creates_every_ticked_action_with_where_it_comes_from(
    client: PageClient, signed: World
) -> None:
    form = the_form(client.sign_in(signed.strategic))
    client.submit(form, **owned("B2", "E2", title_B2="Write the plan"))
    raised = actions(signed)
    assert sorted(raised) == ["B2", "E2"]
    action = raised["B2"]
    assert action.title == "Write the plan"
    assert action.owner == "Head of service"
    assert action.raised_by_id == signed.strategic.id
    assert action.origin is not None
    assert action.origin.words == "PreISA, round 1: B2"
    assert action.origin.path == f"{URL}/result?number=1#item-B2"
    page = client.follow()
    assert "2 actions added to the plan." in page.text
    assert [row[0][:2] for row in page.table("In the plan already")[1:]] == ["B2", "E2"]
    assert 'id="item-B2"' in client.get(f"{URL}/result").body


def test_sent_twice_is_sent_once(client: PageClient, signed: World) -> None:
    form = the_form(client.sign_in(signed.strategic))
    client.submit(form, **owned("B2", "C1"))
    client.submit(form, **owned("B2", "C1"))
    assert len(actions(signed)) == 2
    with reading() as session:
        assert len(session.scalars(select(Action)).all()) == 2
        raised = session.scalars(select(AuditEvent).where(AuditEvent.verb == "action raised"))
        assert len(raised.all()) == 1


def test_one_that_cannot_be_raised_keeps_all_from_it_and_what_was_typed_stays(
    client: PageClient, signed: World
) -> None:
    form = the_form(client.sign_in(signed.strategic))
    typed = owned("B2", "C1", title_B2="Write the plan", owner_name_C1="", title_A2="My words")
    page = client.submit(form, 400, **typed)
    assert "C1: choose who does it, or write who it is" in page.text
    assert actions(signed) == {}
    again = page.form("Add to the plan").fields
    assert again["ticked"] == ["B2", "C1"]
    assert again["title_B2"] == ["Write the plan"]
    assert again["title_A2"] == ["My words"]
    links = [a.get("href") for a in page.root.iter("a") if "choose who does it" in (a.text or "")]
    ids = {node.get("id") for node in page.root.iter()}
    assert links
    assert links[0] is not None
    assert links[0].removeprefix("#") in ids


def test_dates_words_and_sides_are_checked_for_ticked_items_only(
    client: PageClient, signed: World
) -> None:
    form = the_form(client.sign_in(signed.strategic))
    wrong: dict[str, Any] = {
        "due_on_A2": ["31", "2", "2027"],
        "title_A2": "",
        "due_on_B2": ["1", "1", "2020"],
    }
    page = client.submit(form, 400, **owned("B2"), **wrong)
    assert "B2: the date by which it is to be done must be today or later" in page.text
    assert "real date" not in page.text
    wrong["due_on_B2"] = form.fields["due_on_B2"]
    client.submit(form, **owned("B2"), **wrong)
    assert list(actions(signed)) == ["B2"]


def test_nothing_ticked_says_so(client: PageClient, signed: World) -> None:
    page = client.submit(the_form(client.sign_in(signed.strategic)), 400)
    assert "Tick at least one" in page.text


def test_words_that_may_identify_a_child_are_asked_about(client: PageClient, signed: World) -> None:
    form = the_form(client.sign_in(signed.strategic))
    page = client.submit(form, 400, **owned("B2", title_B2="Call the GP of 943 476 5919"))
    assert "NHS number" in page.text
    assert actions(signed) == {}


def test_an_item_that_somebody_took_up_meanwhile_is_named_and_not_raised_again(
    client: PageClient, signed: World
) -> None:
    form = the_form(client.sign_in(signed.strategic))
    client.submit(form, **owned("B2", title_B2="Write the plan"))
    page = client.submit(form, 400, **owned("B2", "C1", title_B2="Something else"))
    assert "B2: somebody raised an action for this meanwhile: “Write the plan”" in page.text
    assert list(actions(signed)) == ["B2"]
    again = page.form("Add to the plan")
    assert again.fields["title_B2"] == ["Something else"]
    client.submit(again, ticked=["C1"])
    assert sorted(actions(signed)) == ["B2", "C1"]


def test_a_gap_whose_action_was_dropped_is_offered_again(client: PageClient, signed: World) -> None:
    client.submit(the_form(client.sign_in(signed.strategic)), **owned("B2"))
    with transaction():
        row = plans.find(signed.home.id, actions(signed)["B2"].id)
        assert row is not None
        plan_service.set_status(row, ActionStatus.DROPPED, reason="Another way was found")
    page = client.get(f"{URL}/gaps")
    assert "An action for this was dropped" in page.text
    client.submit(page.form("Add to the plan"), **owned("B2", title_B2="Another way"))
    with reading() as session:
        assert len(session.scalars(select(Action)).all()) == 2


def test_an_action_that_the_round_before_raised_and_nobody_finished_is_named_at_the_gap(
    client: PageClient, signed: World
) -> None:
    form = the_form(client.sign_in(signed.strategic))
    client.submit(form, **owned("B2", "C1", title_B2="Write the plan", title_C1="Name a sponsor"))
    with transaction():
        row = plans.find(signed.home.id, actions(signed)["C1"].id)
        assert row is not None
        plan_service.set_status(row, ActionStatus.DONE, on=clock.today())
        make_signed_round(signed.home, signed.strategic, 4, LOW)
    page = client.get(f"{BASE}/preisa-2/gaps")
    assert "Still open since the round before: “Write the plan”, Head of service, by" in page.text
    assert "Name a sponsor" not in page.text
    assert "5 low or unknown answers without an action" in page.text


def test_the_result_counts_them_and_says_whether_conditions_have_an_action(
    client: PageClient, signed: World
) -> None:
    page = client.sign_in(signed.strategic).get(f"{URL}/result")
    assert "0 of 5 low or unknown answers have an action in the plan." in page.text
    assert "no action yet" in page.text
    client.get(page.links["Turn gaps into actions"])
    client.submit(client.page.form("Add to the plan"), **owned("C1", title_C1="Name a sponsor"))
    page = client.get(f"{URL}/result")
    assert "1 of 5 low or unknown answers has an action in the plan." in page.text
    assert "no action yet" not in page.text
    assert page.links["Name a sponsor"].endswith("/plan/actions/1")
    rows = {row[0][:2]: row for row in page.table("Low answers")[1:]}
    assert "Name a sponsor" in rows["C1"][2]
    assert "Head of service, by" in rows["C1"][2]


def test_who_does_not_edit_the_plan_does_not_raise_actions(
    client: PageClient, signed: World
) -> None:
    for person in (signed.contributor, signed.other_lead):
        page = client.sign_in(person).get(f"{URL}/result")
        assert "Turn gaps into actions" not in page.links
        client.get(f"{URL}/gaps", 403)
        client.post(f"{URL}/gaps", {"ticked": "B2"}, status=403)
    client.sign_in(signed.foreign_strategic).get(f"{URL}/gaps", 404)
    client.sign_in(signed.lead).get(f"{URL}/gaps")


def test_a_round_that_is_not_signed_off_leads_to_its_start(
    client: PageClient, open_round: str, world: World
) -> None:
    client.sign_in(world.strategic).get(f"{open_round}/gaps", 303)
    client.post(f"{open_round}/gaps", {"ticked": "B2"})


def test_more_gaps_take_no_more_statements(client: PageClient, signed: World) -> None:
    client.sign_in(signed.strategic).get(f"{URL}/gaps")
    few = client.statements
    with transaction():
        audit.because("test", summary="Made for a test.")
        make_signed_round(signed.foreign, signed.foreign_strategic, 1)
    client.sign_in(signed.foreign_strategic).get("/sites/farfield/assessments/preisa-1/gaps")
    assert client.statements == few <= 10


def test_nothing_low_and_nothing_unknown_offers_nothing(client: PageClient, world: World) -> None:
    with transaction():
        make_signed_round(world.home, world.strategic)
    page = client.sign_in(world.strategic).get(f"{URL}/gaps")
    assert "No answer is low, and everything that was asked is known." in page.text
    client.post(f"{URL}/gaps", {"ticked": "B2"}, status=400)
