"""The end of a pilot: review in two parts, decision, next pilot, roll-out, report."""

import pytest

from app.core import clock, db
from app.core.refusals import Refused
from app.journey import queries as journeys
from app.pilots import queries, service
from app.pilots.rules.review import NewDecision
from tests.factories.journey import make_journey
from tests.factories.pilots import (
    enter_months,
    make_decided,
    make_lesson,
    make_reviewed,
    make_running,
)
from tests.page_client import PageClient
from tests.worlds import World

PILOTS = "/sites/northmoor/pilots"


def done(world: World) -> set[str]:
    """The codes of the milestones that are done."""
    with db.reading():
        rows = journeys.milestones_of(world.home.id, clock.today())
        return {row.code for row in rows if row.status.value == "done"}


def test_a_pilot_ends_is_reviewed_decided_and_rolled_out(client: PageClient, world: World) -> None:
    with db.transaction():
        make_journey(world.home)
        number = make_running(world.home, world.strategic)
        enter_months(world.home, number)
        make_lesson(world.home, number)
    home = f"{PILOTS}/{number}"
    page = client.sign_in(world.strategic).get(home)
    form = client.get(page.links["Say that the pilot ended"]).form("Save the end")
    assert "must be today or earlier" in client.submit(form, 400, on=["1", "1", "2098"]).text
    client.submit(form)
    client.submit(client.follow().form("Begin the review"))
    parts = client.follow().links
    assert "Finish the review" not in client.page.text
    form = client.get(parts["What the numbers say"]).form("Save")
    measure = min(name for name in form.names if name.startswith("result_"))
    assert form.fields[measure] == ["3"]  # one return in each of three months
    assert "The monthly counts say 3 children" in client.page.text
    assert "as a number" in client.submit(form, 400, **{measure: "three"}).text
    client.submit(form, 303, figures="Three of four.", **{measure: "3"})
    assert "Three of four." in client.follow().text
    assert "Three of four." in client.submit(form, 409, figures="All of them.").text
    form = client.get(parts["How it went"]).form("Save")
    assert "Practice groups and supervision (1 entry)" in client.page.text
    client.submit(form, helped="Time", hindered="Leave", fidelity="Close", families="Heard")
    page = client.follow()
    assert "Still missing: “What did staff say?”" in page.text
    client.post(f"{home}/review/finish")
    assert "Still missing: “What did staff say?”" in client.get(f"{home}/review").text
    client.submit(client.get(parts["How it went"]).form("Save"), staff="Sure of it")
    client.submit(client.follow().form("Finish the review"))
    page = client.follow()
    client.get(f"{home}/review/data", 303)
    _decide_and_roll_out(client, page.links["Decide: widen, adjust or stop"])
    codes = {"test-strategies", "pilot-review", "wider-implementation-plan"}
    assert codes <= done(world)
    report = client.get(f"{home}/report")
    for words in ("Decision: widen", "Three of four.", "Sure of it", "Night team", "Two visits"):
        assert words in report.text
    assert report.table("Measures")[1][4] == "Better than before, short of the target"


def _decide_and_roll_out(client: PageClient, decision: str) -> None:
    form = client.get(decision).form("Record the decision")
    assert "Better than before, short of the target" in client.page.text
    page = client.submit(form, 400, decision="widen", next_step="none", reason="It works")
    assert "After “Widen” choose “Plan the roll-out” or “Plan the next pilot”" in page.text
    client.submit(form, decision="widen", next_step="roll-out", reason="It works")
    page = client.get(client.follow().links["Plan the roll-out"])
    form = client.get(page.links["Add a team"]).form("Add it")
    client.submit(form, team="Night team", starts_on=["1", "6", "2098"], owner_name="Lead")
    client.submit(client.follow().form("The roll-out is planned"))
    assert "Planned on" in client.follow().text


def test_the_next_pilot_begins_with_what_was_not_abandoned(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        number = make_decided(world.home, world.strategic, "adjust", "next-pilot")
    client.sign_in(world.lead)
    form = client.get(f"{PILOTS}/{number}").form("Plan the next pilot with this plan")
    client.submit(form)
    page = client.follow()
    assert page.h1 == "Pilot 2: Two teams, continued"
    assert page.links["Pilot 1: Two teams"] == f"{PILOTS}/{number}"
    again = client.submit(form)
    assert client.follow().h1 == page.h1
    assert again.status == 303
    with db.reading():
        follower = queries.follower_of(number, clock.today())
        assert follower is not None
        plan = queries.document_of(follower)
        assert (len(plan.strategies), len(plan.measures), len(plan.risks)) == (1, 2, 1)
        assert follower.times.owner_id == world.strategic.id
        assert queries.measures_of(follower.id)[0].result is None


def test_a_decision_waits_for_the_review_and_is_made_once(client: PageClient, world: World) -> None:
    new = NewDecision("stop", "none", "It does not help.")
    with db.transaction():
        running = make_running(world.home, world.strategic)
        number = make_reviewed(world.home, world.strategic)
    with pytest.raises(Refused, match="after the review"), db.transaction():
        service.decide(world.home.id, running, new)
    with db.transaction():
        service.decide(world.home.id, number, new)
    with pytest.raises(Refused, match="and once"), db.transaction():
        service.decide(world.home.id, number, new)
    with pytest.raises(Refused, match="another pilot"), db.transaction():
        service.plan_next(world.home.id, number)
    page = client.sign_in(world.contributor).get(f"{PILOTS}/{number}")
    assert "Decided: stop" in page.text
    client.get(f"{PILOTS}/{number}/decision", 403)
    client.get(f"{PILOTS}/{number}/roll-out", 303)
    client.get(f"{PILOTS}/{number}/log/new", 303)
