"""Communication routes, barriers and the actions across sites, as people meet them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.outbox import OutboxMail
from app.core.refusals import ChangedMeanwhile
from app.plans.queries import barriers, routes
from app.plans.queries.barriers import BarrierWanted
from app.plans.rules import Barrier, Refused
from app.plans.rules.barriers import GoesTo
from app.plans.rules.routes import RouteState
from app.plans.service import barriers as barrier_service
from app.plans.service import routes as route_service
from tests.factories import in_app
from tests.factories.plan_parts import make_barrier, make_route
from tests.factories.plans import make_action
from tests.page_client import PageClient
from tests.worlds import World

PLAN = "/sites/northmoor/plan"
ROUTES = f"{PLAN}/communication"
BARRIERS = f"{PLAN}/barriers"


def mails(template: str) -> list[OutboxMail]:
    with db.reading() as session:
        wanted = select(OutboxMail).where(OutboxMail.template == template)
        return list(session.scalars(wanted.order_by(OutboxMail.id)))


def test_a_route_is_added_used_in_one_click_answered_changed_approved_and_stopped(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.strategic).get(ROUTES)
    page = client.get(page.links["Add a route"])
    typed = {"sender": "Steering group", "receiver": "Managers", "reply_days": "7"}
    page = client.submit(page.form("Add the route"), 400, content="", **typed)
    assert "Enter what is told" in page.text
    client.submit(page.form("Add the route"), content="What was decided")
    page = client.follow()
    assert "1 route in use: none overdue, no answers overdue." in page.text
    client.submit(page.form("Used today"))
    page = client.follow()
    assert "Answer awaited" in page.text
    page = client.get(page.links["What was decided"])
    client.submit(page.form("An answer came"))
    page = client.follow()
    assert "Came on" in page.text
    client.submit(page.form("Save changes"), frequency="quarterly")
    assert "Every three months" in client.follow().text
    page = client.get(f"{PLAN}/approve/communication-plan")
    client.submit(page.form("Approve it as it stands today"))
    page = client.follow()
    assert "Approved on" in page.text
    page = client.get(f"{ROUTES}?state=in-use&sort=used")
    assert "1 of 1 route: In use" in page.text
    assert (
        b"What was decided" in client.http.get(f"{ROUTES}.csv", base_url="http://portal.test").data
    )
    client.post(f"{ROUTES}/1/stop", {"stopped": "yes"})
    assert "Changed since approval" in client.get(ROUTES).text
    client.sign_in(world.contributor).get(ROUTES)
    client.post(f"{ROUTES}/1/used", {}, 403)
    client.sign_in(world.foreign_strategic).get("/sites/farfield/plan/communication/1", 404)


def test_a_late_answer_comes_before_a_late_route_and_no_day_is_entered_twice(world: World) -> None:
    today = clock.today()
    with db.transaction():
        found = make_route(world.home, begins_on=today - timedelta(days=60), frequency="weekly")
        route_service.use_route(found, today - timedelta(days=20), "", world.strategic.id)
    with db.reading():
        found = routes.route(world.home.id, found.id) or found
    assert found.state(today) is RouteState.REPLY_LATE
    with db.transaction():
        route_service.answer_came(found, routes.uses(found.id)[0].id)
        again = routes.route(world.home.id, found.id) or found
        assert again.state(today) is RouteState.LATE
        route_service.use_route(again, None, "Told at the meeting", world.strategic.id)
        route_service.use_route(again, None, "Clicked twice", world.strategic.id)
    with db.reading():
        assert [use.note for use in routes.uses(found.id)] == ["Told at the meeting", ""]
    with pytest.raises(Refused), db.transaction():
        route_service.use_route(again, today - timedelta(days=3), "", world.strategic.id)
    with pytest.raises(LookupError), db.transaction():
        route_service.answer_came(make_route(world.foreign, "Other"), 1)


def test_a_contributor_raises_a_barrier_is_told_and_reads_what_became_of_it(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.contributor).get(BARRIERS)
    page = client.get(page.links["Raise a barrier"])
    page = client.submit(page.form("Raise it"), 400, words="No time for training", codes=[])
    assert "Choose what it is about" in page.text
    client.submit(page.form("Raise it"), codes=["B05", "B07"], goes_to="authority")
    page = client.follow()
    assert "1 barrier waiting for an answer." in page.text
    page = client.get(page.links["No time for training"])
    assert "Answer it" not in page.text
    client.post(f"{BARRIERS}/1/answer", {"disposition": "fixed", "answer": "No"}, 403)
    assert [mail.person_id for mail in mails("plans_barrier_raised")] == [world.strategic.id]
    page = client.sign_in(world.strategic).get(f"{BARRIERS}/1")
    page = client.submit(page.form("Save the answer"), 400, disposition="declined", answer="")
    assert "Enter why it is not accepted" in page.text
    client.submit(page.form("Save the answer"), disposition="fixed", answer="Two agency workers")
    page = client.follow()
    client.submit(
        page.form("Add the action"),
        title="Hire them",
        side="authority",
        owner_name="HR",
        due_on=["1", "2", "2099"],
    )
    assert "Hire them" in client.follow().links
    (mail,) = mails("plans_barrier_answered")
    assert mail.person_id == world.contributor.id
    assert "Fixed here" in mail.text
    assert "Two agency workers" not in mail.text  # it is read where the portal guards it
    page = client.sign_in(world.contributor).get(f"{BARRIERS}/1")
    assert page.h1 == "What became of it"
    assert "Two agency workers" in page.text
    page = client.get(f"{BARRIERS}?whose=mine&state=answered&code=B05&sort=-raised")
    assert "1 of 1 barrier" in page.text
    page = client.get(f"{PLAN}/actions/1")
    assert page.links["Barrier 1"] == f"{BARRIERS}/1"


def test_what_is_passed_on_waits_for_the_nspcc_and_an_answer_by_two_is_a_conflict(
    world: World,
) -> None:
    with in_app(), db.transaction():
        found = make_barrier(world.home, world.contributor)
        assert make_barrier(world.home, world.contributor).id == found.id  # sent twice
        barrier_service.pass_on(found, GoesTo.NSPCC, world.strategic.id)
    assert [m.person_id for m in mails("plans_barrier_raised")] == [
        world.strategic.id,
        world.lead.id,
    ]
    with in_app(), db.transaction():
        version = found.version + 1
        barrier_service.answer_barrier(found, "policy", "Changed", version, world.lead.id)
    with pytest.raises(ChangedMeanwhile), db.transaction():
        barrier_service.answer_barrier(found, "fixed", "Fixed", version, world.strategic.id)
    with db.reading():
        again = barriers.barrier(world.home.id, found.id)
        assert again is not None
        assert (again.answered_by, again.answer) == ("Lena Lead", "Changed")
        assert barriers.barrier(world.foreign.id, found.id) is None


def test_barriers_that_recur_are_counted_by_site_and_no_site_is_named(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_barrier(world.home, world.contributor, codes=("B05", "B02"))
        make_barrier(world.home, world.contributor, "Again nobody", codes=("B05",))
        make_action(world.foreign, world.foreign_strategic, codes=("B05", "F01"))
    with db.reading():
        found = barriers.recurring(clock.now())
    assert [(one.barrier, one.sites, one.times) for one in found] == [
        (Barrier.B05, 2, 3),
        (Barrier.B02, 1, 1),
    ]
    page = client.sign_in(world.lead).get("/plan/barriers")
    assert "named at most sites in the last 12 months: 2 of 2" in page.text
    assert "Northmoor" not in page.text
    client.get("/plan/barriers.csv")
    client.sign_in(world.strategic).get("/plan/barriers", 403)


def test_my_actions_are_mine_at_every_site_and_staff_see_everybodys_narrowed(
    client: PageClient, world: World
) -> None:
    today = clock.today()
    with db.transaction():
        make_action(world.home, world.strategic, "Mine", owner=world.contributor)
        make_action(
            world.home,
            world.strategic,
            "Late",
            side="nspcc",
            owner=world.lead,
            due_on=today - timedelta(days=3),
        )
        make_action(world.foreign, world.foreign_strategic, "Abroad", codes=("B05",))
    page = client.sign_in(world.contributor).get("/actions")
    assert "1 open action of yours: none overdue, none due soon." in page.text
    assert [row[0] for row in page.table("Actions")[1:]] == ["Mine"]
    page = client.get("/actions?whose=everybody")
    assert {row[0] for row in page.table("Actions")[1:]} == {"Mine", "Late"}
    page = client.sign_in(world.lead).get("/actions?whose=everybody&sort=-site")
    assert [row[1] for row in page.table("Actions")[1:]] == ["Northmoor", "Northmoor", "Farfield"]
    for narrowed, titles in (
        (f"lead={world.other_lead.id}", ["Abroad"]),
        ("at=northmoor&due=overdue", ["Late"]),
        ("side=nspcc", ["Late"]),
        ("code=B05", ["Abroad"]),
    ):
        page = client.get(f"/actions?whose=everybody&{narrowed}")
        assert [row[0] for row in page.table("Actions")[1:]] == titles
    page = client.get(page.links["Abroad"])
    assert page.links["Back to the list"] == "/actions?code=B05&whose=everybody"
    page = client.sign_in(world.member).get("/actions")
    assert "you do not belong to one" in page.text


def test_each_list_takes_as_many_statements_for_thirty_rows_as_for_one(
    client: PageClient, world: World
) -> None:
    paths = (ROUTES, BARRIERS, "/actions?whose=everybody")

    def fill(first: int, last: int) -> None:
        with db.transaction():
            for n in range(first, last):
                make_route(world.home, f"News {n}")
                make_barrier(world.home, world.contributor, f"Barrier {n}")
                make_action(world.home, world.strategic, f"Action {n}")

    def statements() -> list[int]:
        client.sign_in(world.lead)
        return [(client.get(path), client.statements)[1] for path in paths]

    fill(0, 1)
    one = statements()
    fill(1, 31)
    assert statements() == one
    with db.reading():
        listed = barriers.barriers(world.home.id, BarrierWanted(), world.lead.id, page=9)
    assert (listed.found, listed.page) == (31, 1)
