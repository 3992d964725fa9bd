"""Moving, confirming and counting dates anew, as people walk through it."""

from datetime import date, timedelta

import pytest

from app.core import audit, clock, db
from app.core.words import day
from app.journey import service
from app.journey.models import JourneyDraft
from app.journey.rules import DateMoveReason, MilestoneStatus
from app.sites.service import move_anchors
from tests.factories.journey import make_journey, milestone, set_milestone
from tests.page_client import PageClient
from tests.worlds import World

JOURNEY = "/sites/northmoor/journey"
DATE = f"{JOURNEY}/first-strategic-workshop/date"


@pytest.fixture
def planned(world: World) -> World:
    """Home has its milestones; today lies 100 days after its contract."""
    contract = clock.today() - timedelta(days=100)
    with db.transaction():
        put_anchors(world, contract, contract + timedelta(days=60))
        make_journey(world.home, contract_on=contract, training_on=contract + timedelta(days=60))
        set_milestone(world.home, "contract", happened_on=contract)
    return world


def put_anchors(world: World, contract_on: date, training_on: date) -> None:
    """Move the dates of the site alone, without its milestones."""
    audit.because("anchors put", summary="Put for a test.", site_id=world.home.id)
    move_anchors(world.home.id, contract_on, training_on)
    world.home.contract_on, world.home.training_on = contract_on, training_on


def typed(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def kept(world: World, code: str) -> date | None:
    with db.reading():
        return milestone(world.home, code).planned_on


def test_a_date_moves_in_three_steps_and_going_back_loses_nothing(
    planned: World, client: PageClient
) -> None:
    old = kept(planned, "first-strategic-workshop")
    second = kept(planned, "second-strategic-workshop")
    assert old is not None
    assert second is not None
    new = old + timedelta(weeks=5)
    page = client.sign_in(planned.strategic).get(f"{JOURNEY}/first-strategic-workshop")
    client.get(page.links["Move the planned date"])
    client.get(f"{DATE}/check", 303)  # nothing entered: back to where it begins
    page = client.get(DATE)
    page = client.submit(page.form("Continue"), 400, new_on=typed(old))
    assert "Enter a date other than the present one" in page.text
    client.submit(page.form("Continue"), new_on=typed(new))
    page = client.follow()
    page = client.submit(page.form("Continue"), 400, reasons=["other"])
    assert "Enter what the other reason is" in page.text
    client.submit(page.form("Continue"), reasons=["restructure", "correction"], move_note="Merged")
    page = client.follow()
    assert "Not saved yet" in page.text
    assert "(5 weeks later)" in page.text
    assert "Correcting an error" in page.text
    assert f"Hold the second strategic workshop and a practice surgery: {day(second)}" in page.text
    page = client.get(f"{DATE}/why")
    assert "Merged" in page.body
    assert page.form("Continue").fields["reasons"] == ["restructure", "correction"]
    assert client.get(DATE).form("Continue").fields["new_on"] == [
        f"{new:%d}", f"{new:%m}", f"{new:%Y}"
    ]  # fmt: skip
    page = client.get(f"{DATE}/check")
    client.submit(page.form("Move the date"), also=["second-strategic-workshop", "contract"])
    page = client.follow()
    assert "and 1 milestone with it" in page.text
    assert "5 weeks later than first planned" in page.text
    assert "Confirmed" in page.text
    assert "Restructure or reorganisation; Correcting an error. Merged" in page.text
    assert kept(planned, "second-strategic-workshop") == second + timedelta(weeks=5)
    with db.reading() as session:
        assert session.query(JourneyDraft).count() == 0


def test_who_moves_a_date_second_sees_both_and_may_go_on(
    planned: World, client: PageClient
) -> None:
    client.sign_in(planned.strategic)
    new = clock.today() + timedelta(days=90)
    client.submit(client.get(DATE).form("Continue"), new_on=typed(new))
    client.submit(client.follow().form("Continue"), reasons=["staffing"], move_note="Mine")
    page = client.follow()
    theirs = new + timedelta(days=9)
    with db.transaction():
        service.move_planned_date(
            planned.home.id,
            "first-strategic-workshop",
            theirs,
            [DateMoveReason.SYSTEMS],
            "",
            milestone(planned.home, "first-strategic-workshop").version,
        )
    page = client.submit(page.form("Move the date"), 409)
    assert f"New planned date: {day(new)}. Mine" in page.text
    assert f"Planned for {day(theirs)}" in page.text
    assert kept(planned, "first-strategic-workshop") == theirs
    second = kept(planned, "second-strategic-workshop")
    client.submit(page.form("Move the date"))
    assert kept(planned, "first-strategic-workshop") == new
    assert kept(planned, "second-strategic-workshop") == second  # nobody ticked it


def test_a_closed_milestone_leads_back_to_its_page(planned: World, client: PageClient) -> None:
    client.sign_in(planned.strategic).get(f"{JOURNEY}/contract/date", 303)
    assert client.follow().h1 == "Agree and sign the contract"


def test_several_dates_are_confirmed_at_once_as_they_were_seen(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.strategic).get(JOURNEY)
    page = client.get(page.links["Confirm planned dates"])
    page = client.submit(page.form("Confirm these dates"), 400)
    assert "Tick at least one date" in page.text
    values = [f"{code}:{kept(planned, code)}" for code in ("steering-group", "implementation-plan")]
    form = page.form("Confirm these dates")
    for wrong in ("isa:2020-01-01", "isa:soon", "nothing:2027-01-01", "contract:2027-01-01"):
        client.submit(form, 400, dates=[*values, wrong])
    with db.reading():
        assert milestone(planned.home, "steering-group").confirmed_at is None
    client.submit(form, dates=values)
    assert "2 planned dates confirmed" in client.follow().text
    page = client.get(f"{JOURNEY}?dates=confirmed")
    assert "2 of 32 milestones: Confirmed dates" in page.text
    page = client.get(f"{JOURNEY}/isa")
    assert "Provisional: from the template" in page.text
    client.submit(page.form("Confirm this date"))
    assert "by Stella Strategic" in client.follow().text


def test_the_list_narrows_by_its_address_and_comes_as_a_file(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.contributor).get(
        f"{JOURNEY}?status=open&due=overdue&critical=yes"
    )
    assert "3 of 32 milestones: Still open, Overdue, Critical only" in page.text
    assert "Set up the steering group" in page.text
    assert "Complete the PreISA" not in page.text
    client.get(page.links["Download these milestones (CSV)"])
    lines = client.response.get_data(as_text=True).splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [
        "steering-group", "training-for-trainers", "implementation-plan"
    ]  # fmt: skip
    assert "provisional" in lines[1]
    page = client.get(f"{JOURNEY}?status=dropped")
    assert "No milestone fits these filters" in page.text
    assert "32 of 32 milestones" in client.get(f"{JOURNEY}?status=nonsense").text


def test_new_dates_of_the_plan_need_reasons_and_an_order(
    planned: World, client: PageClient
) -> None:
    client.sign_in(planned.lead)
    client.get(f"{JOURNEY}/dates/check", 303)  # nothing entered yet
    page = client.get(client.get(JOURNEY).links["Move the contract or training date"])
    training = planned.home.training_on + timedelta(days=91)
    page = client.submit(page.form("Show what would move"), 400, training_on=typed(training))
    assert "Choose at least one reason" in page.text
    page = client.submit(
        page.form("Show what would move"),
        400,
        training_on=typed(planned.home.contract_on - timedelta(days=1)),
        reasons=["staffing"],
    )
    assert "on or after the contract date" in page.text


def test_the_training_moves_and_the_plan_follows_after_a_look_at_it(
    planned: World, client: PageClient
) -> None:
    isa, workshop = kept(planned, "isa"), kept(planned, "first-strategic-workshop")
    assert isa is not None
    assert workshop is not None
    agreed = clock.today() + timedelta(days=80)
    with db.transaction():
        service.move_planned_date(
            planned.home.id, "pilot-plan", agreed, [DateMoveReason.STAFFING], "", 1
        )
    training = planned.home.training_on + timedelta(days=91)
    page = client.sign_in(planned.lead).get(f"{JOURNEY}/dates")
    client.submit(
        page.form("Show what would move"),
        training_on=typed(training),
        reasons=["staffing"],
        follow="all",
        note="Trainers were ill",
    )
    page = client.follow()
    names = [row[0] for row in page.table("Provisional dates that move")]
    assert {"Complete the ISA", "Hold training for trainers"} <= set(names)
    assert "Plan the pilot" not in names
    assert f"Plan the pilot: {day(agreed)}" in page.text
    with db.transaction():
        set_milestone(planned.home, "steering-group", happened_on=planned.home.contract_on)
    page = client.submit(page.form("Move the plan"), 409)
    assert "The plan changed after you saw it" in page.text
    assert kept(planned, "isa") == isa
    client.submit(page.form("Move the plan"))
    assert "The plan is counted anew" in client.follow().text
    assert kept(planned, "isa") == isa + timedelta(days=91)
    assert kept(planned, "first-strategic-workshop") == workshop + timedelta(days=91)
    assert kept(planned, "pilot-plan") == agreed
    page = client.get(f"{JOURNEY}/isa")
    assert "The contract or training date moved" in page.text
    assert "13 weeks later than first planned" in page.text
    assert "Provisional" in page.text


def test_a_training_that_drifted_asks_for_a_new_plan_which_the_authority_may_count(
    planned: World, client: PageClient
) -> None:
    late = planned.home.training_on + timedelta(days=70)
    with db.transaction():
        set_milestone(planned.home, "training-for-trainers", MilestoneStatus.NOT_STARTED,
                      planned_on=late)  # fmt: skip
        put_anchors(planned, planned.home.contract_on, late)
    page = client.sign_in(planned.strategic).get(JOURNEY)
    assert "lies 70 days later than the plan expects" in page.text
    page = client.get(page.links["Count the plan anew"])
    assert "contract_on" not in page.form("Show what would move").names
    form = page.form("Show what would move")
    client.post(
        f"{JOURNEY}/dates",
        {"follow": "all", "contract_on": typed(late), "training_on": typed(late)},
    )
    with db.transaction():  # entered while the two dates were still theirs to move
        held = {"follow": "all", "reasons": [], "note": ""}
        dates = dict.fromkeys(("contract_on", "training_on"), late.isoformat())
        service.keep_draft(planned.home.id, planned.strategic.id, "", held | dates)
    page = client.follow()
    client.submit(page.form("Move the plan"))
    assert form.fields["follow"] == ["all"]
    assert "than the plan expects" not in client.follow().text
    with db.reading() as session:
        site = session.get_one(type(planned.home), planned.home.id)
        assert (site.contract_on, site.training_on) == (planned.home.contract_on, late)


def test_nobody_else_moves_confirms_or_counts(planned: World, client: PageClient) -> None:
    page = client.sign_in(planned.contributor).get(JOURNEY)
    assert "Confirm planned dates" not in page.links
    assert "Move the planned date" not in client.get(f"{JOURNEY}/isa").links
    for path in (DATE, f"{DATE}/check", f"{JOURNEY}/confirm", f"{JOURNEY}/dates/check"):
        client.post(path, {}, 403)
