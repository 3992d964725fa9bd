"""Objectives, their approval and their reviews, as people meet them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core import clock, db
from app.core.present import present
from app.core.refusals import ChangedMeanwhile
from app.plans import queries, service
from app.plans.queries import approvals, objectives, reviews
from app.plans.rules import ActionStatus, Refused
from app.plans.rules.approval import Plan, changes
from app.plans.rules.objectives import NewObjective
from app.plans.rules.reviewing import Colour
from app.plans.service import approving, reviewing
from app.plans.service import objectives as objective_service
from app.plans.service.objectives import ObjectiveChange
from tests.factories.journey import make_journey
from tests.factories.plan_parts import make_objective, make_review
from tests.factories.plans import make_action
from tests.page_client import PageClient
from tests.worlds import World

PLAN = "/sites/northmoor/plan"


def parts(days: int) -> list[str]:
    on = clock.today() + timedelta(days=days)
    return [str(on.day), str(on.month), str(on.year)]


def test_from_an_empty_plan_to_an_approved_one_and_a_change_after_it(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_journey(world.home)
    page = client.sign_in(world.strategic).get(PLAN)
    page = client.get(page.links["Add an objective"])
    typed = {
        "area": "data",
        "good": "One table a quarter.",
        "owner": str(world.contributor.id),
        "due_on": parts(90),
        "barriers": ["B18"],
    }
    page = client.submit(page.form("Add the objective"), 400, title="", **typed)
    assert "Enter the objective" in page.text
    client.submit(page.form("Add the objective"), title="We can count")
    page = client.follow()
    assert "1 objective under way: 1 not reviewed yet." in page.text
    page = client.get(page.links["Add an action for “We can count”"])
    client.submit(
        page.form("Add the action"),
        title="Agree the list",
        side="authority",
        owner=str(world.contributor.id),
        due_on=parts(20),
    )
    page = client.get(PLAN)
    assert "Agree the list" in page.links
    page = client.get(f"{PLAN}/approve/implementation-plan")
    client.submit(page.form("Approve it as it stands today"), note="Steering group, 12 March")
    assert "The implementation plan is approved." in client.follow().text
    assert "Done" in client.get("/sites/northmoor/journey/implementation-plan").text
    assert "Changed since approval" not in client.get(PLAN).text
    client.post(f"{PLAN}/actions/1/drop", {"reason": "The region does it"})
    assert "Changed since approval 1 change" in client.get(PLAN).text
    page = client.get(f"{PLAN}/approve/implementation-plan")
    assert "Action dropped: “Agree the list”." in page.text
    assert "Agree the list: Cora Contributor" in page.text  # the copy stays as it was


def test_only_the_authority_approves_its_plan(client: PageClient, world: World) -> None:
    client.sign_in(world.lead).post(f"{PLAN}/approve/implementation-plan", {}, 403)
    client.get(f"{PLAN}/approve/nonsense", 404)


def test_approving_twice_what_has_not_changed_keeps_one_copy(world: World) -> None:
    with pytest.raises(Refused, match="Add an objective first"), db.transaction():
        approving.approve(world.home.id, Plan.IMPLEMENTATION, "", world.strategic.id)
    with db.transaction():
        make_objective(world.home, world.strategic)
        for _ in range(2):
            approving.approve(world.home.id, Plan.IMPLEMENTATION, "", world.strategic.id)
    with db.reading():
        (only,) = approvals.approvals(world.home.id, Plan.IMPLEMENTATION)
        assert changes(only.parts, approvals.parts_of(world.home.id, Plan.IMPLEMENTATION)) == []
        assert approvals.approvals(world.home.id, Plan.COMMUNICATION) == []


def test_who_changes_an_objective_second_sees_both_texts(world: World) -> None:
    with db.transaction():
        found = make_objective(world.home, world.strategic, codes=("B05",))
    new = NewObjective(
        found.area, "First", found.good, "", found.due_on, owner_name="Lead", codes=("B02", "F01")
    )
    first = ObjectiveChange(new, found.version)
    second = ObjectiveChange(replace(new, title="Second"), found.version)
    with db.transaction():
        objective_service.change_objective(found, first)
    with pytest.raises(ChangedMeanwhile) as conflict, db.transaction():
        objective_service.change_objective(found, second)
    assert "First" in conflict.value.theirs
    assert "Second" in conflict.value.mine
    with db.reading():
        again = objectives.objective(world.home.id, found.id)
    assert again is not None
    assert [code.value for code in again.codes] == ["B02", "F01"]
    with db.reading():
        assert objectives.objective(world.foreign.id, found.id) is None


def test_objectives_change_places_within_their_area_and_stay_at_its_ends(world: World) -> None:
    with db.transaction():
        rows = [make_objective(world.home, world.strategic, f"Objective {n}") for n in (1, 2, 3)]
        make_objective(world.home, world.strategic, "Elsewhere", area="data")
        objective_service.move_objective(rows[2], up=True)
        objective_service.move_objective(rows[0], up=True)
    with db.reading():
        found = [row.title for row in objectives.objectives(world.home.id)]
    assert found == ["Objective 1", "Objective 3", "Objective 2", "Elsewhere"]


def test_a_review_can_stop_go_on_skip_and_end_and_ticks_actions_off_in_place(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        first = make_objective(world.home, world.strategic, "First")
        make_objective(world.home, world.strategic, "Second", area="data")
        done = make_action(world.home, world.strategic, "Do it", objective_id=first.id)
        moved = make_action(world.home, world.strategic, "Move it", objective_id=first.id)
    page = client.sign_in(world.strategic).get(f"{PLAN}/review")
    client.submit(page.form("Begin a review"))
    page = client.follow()
    assert page.h1 == "First"
    typed = {"done": [str(done.id)], "words": "Half is done.", f"due_{moved.id}": parts(60)}
    page = client.submit(page.form("Save and go on"), 400, colour="", **typed)
    assert "Choose red, amber or green" in page.text
    client.submit(page.form("Save and go on"), colour="amber")
    page = client.follow()
    assert page.h1 == "Second"
    with db.reading():
        after = [present(queries.find(world.home.id, n.id)) for n in (done, moved)]
        assert [one.status.value for one in after] == ["done", "open"]
        assert after[1].due_on == clock.today() + timedelta(days=60)
    page = client.get(f"{PLAN}/review")  # stopped, and gone on with
    assert "1 of 2 looked at" in page.text
    client.submit(page.form("Go on"))
    page = client.follow()
    assert page.h1 == "Second"
    client.submit(page.form("Skip it this time"))
    page = client.follow()
    assert "1 of 2 objectives looked at: 1 amber." in page.text
    assert "1 action done, 1 date moved" in page.text
    client.submit(page.form("End the review"))
    assert "Ended on" in client.follow().text
    page = client.get(f"{PLAN}/objectives/{first.id}")
    assert "Amber." in page.text
    assert "Half is done." in page.text


def test_an_ended_review_takes_nothing_more_and_is_read_by_everybody(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        found = make_objective(world.home, world.strategic)
        number = make_review(world.home, world.strategic, found)
    step = f"{PLAN}/review/{number}/{found.id}"
    page = client.sign_in(world.strategic).get(step)
    assert "This review has ended" in page.text
    client.post(step, {"colour": "red", "words": "Late"}, 400)
    client.sign_in(world.contributor).get(step, 403)
    client.get(f"{PLAN}/review/{number}")


def test_what_another_window_said_in_the_review_is_not_overwritten(world: World) -> None:
    with db.transaction():
        found = make_objective(world.home, world.strategic)
        number = reviewing.begin_review(world.home.id, world.strategic.id)
        assert reviewing.begin_review(world.home.id, world.lead.id) == number
        walk = reviews.walk(world.home.id, number)
        assert walk is not None
        by = world.strategic.id
        reviewing.say(walk, found, reviewing.Spoken("green", "Fine.", None), by)
    with pytest.raises(ChangedMeanwhile), db.transaction():
        reviewing.say(walk, found, reviewing.Spoken("red", "Not fine.", None), by)
    with db.transaction():
        reviewing.skip(walk, found, None, by)
        reviewing.say(walk, found, reviewing.Spoken("amber", "So so.", None, seen=1), by)
        reviewing.end_review(walk)
        make_review(world.home, world.lead, found, "red")
    with db.reading():
        assert [one.colour for one in reviews.said_of(found.id)] == [Colour.RED, Colour.AMBER]
        assert reviews.before(world.home.id, number + 1) == {found.id: Colour.AMBER}
        again = objectives.objective(world.home.id, found.id)
    assert again is not None
    assert again.next_review_on == clock.today() + Colour.RED.look_again


def test_the_plan_takes_as_many_statements_for_thirty_objectives_as_for_one(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        found = make_objective(world.home, world.strategic, codes=("B02",))
        make_review(world.home, world.strategic, found)
        make_action(world.home, world.strategic, objective_id=found.id)
        approving.approve(world.home.id, Plan.IMPLEMENTATION, "", world.strategic.id)
    client.sign_in(world.strategic).get(PLAN)
    one = client.statements
    with db.transaction():
        for number in range(29):
            more = make_objective(world.home, world.strategic, f"Objective {number}")
            make_action(world.home, world.strategic, f"Action {number}", objective_id=more.id)
            service.set_status(
                make_action(world.home, world.strategic, f"Done {number}"),
                ActionStatus.DONE,
                on=clock.today(),
            )
    client.get(PLAN)
    assert client.statements == one


def test_an_action_cannot_serve_an_objective_of_another_site(world: World) -> None:
    with db.transaction():
        abroad = make_objective(world.foreign, world.foreign_strategic)
    with pytest.raises(Refused, match="Choose an objective of this plan"), db.transaction():
        make_action(world.home, world.strategic, objective_id=abroad.id)
