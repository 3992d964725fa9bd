"""The pages of the ladders: change, look, save, restore; the dry run and the log."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.core import db
from app.core.web.edge import Portal
from app.reminders import queries
from tests.factories.plans import make_action
from tests.factories.reminders import remind
from tests.page_client import PageClient
from tests.worlds import World

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
RUNG = "/admin/reminders/actions/open"
TYPED = {"side": "before", "days": "5", "at": "08:00", "to": ["owners"], "reason": "Asked for."}


@pytest.fixture
def admin(client: PageClient, world: World) -> PageClient:
    """An administrator, and an action due in a fortnight."""
    with time_machine.travel(NOW, tick=False), db.transaction():
        due = (NOW + timedelta(days=14)).date()
        make_action(
            world.home, world.strategic, "Ask the teams", owner=world.contributor, due_on=due
        )
    with time_machine.travel(NOW, tick=False):
        client.sign_in(world.admin)
    return client


@time_machine.travel(NOW, tick=False)
def test_a_rung_is_looked_at_then_saved_changed_removed_and_put_back(
    admin: PageClient, world: World
) -> None:
    page = admin.get("/admin/reminders")
    assert "as the programme brings them" in page.text
    assert "Actions: 3 days before, 07:30; 1 day after, 07:30; 14 days after, 07:30" in page.text
    assert "Whoever is to do it" in admin.get("/admin/reminders/actions").text
    admin.get("/admin/reminders/nothing", status=404)
    page = admin.post(f"{RUNG}/new", {**TYPED, "step": "look", "version": "0"}, 200)
    assert "In the next 30 days 5 reminders would be sent by this ladder" in page.text
    assert "Without the change it is 4 reminders" in page.text
    assert "Cora Contributor" in page.text
    assert queries_number() == 0
    admin.post(f"{RUNG}/new", {**TYPED, "step": "save", "version": "0"}, 303)
    page = admin.follow()
    assert "5 days before, 08:00" in page.text
    assert "version 1 holds, saved by Ada Admin" in admin.get("/admin/reminders").text
    admin.post(f"{RUNG}/before-5", {**TYPED, "days": "6", "step": "save", "version": "1"}, 303)
    page = admin.get("/admin/reminders/versions")
    assert "“5 days before, 08:00” to" in page.text
    assert "became “6 days before, 08:00”" in page.text
    page = admin.get(f"{RUNG}/before-5/remove")
    assert "would not be sent any more" in page.text
    admin.post(f"{RUNG}/before-5/remove", {"reason": "Too much.", "version": "2"}, 303)
    assert "6 days before" not in admin.get("/admin/reminders").text
    page = admin.get("/admin/reminders/versions/1")
    assert "added “5 days before, 08:00”" in page.text
    admin.post("/admin/reminders/versions/1", {"reason": "It was right.", "version": "3"}, 303)
    assert queries_number() == 4
    assert "5 days before, 08:00" in admin.get("/admin/reminders").text
    admin.get("/admin/reminders/versions/9", status=404)
    admin.get(f"{RUNG}/nothing", status=404)


@time_machine.travel(NOW, tick=False)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    admin: PageClient, world: World
) -> None:
    wrong = {**TYPED, "at": "22:00", "reason": "", "step": "save", "version": "0"}
    page = admin.post(f"{RUNG}/new", wrong, 400)
    assert "nobody is reminded at night" in page.text
    assert "Enter why the ladder changes" in page.text
    assert 'value="22:00"' in page.body
    admin.post(f"{RUNG}/new", {**TYPED, "step": "save", "version": "0"}, 303)
    page = admin.post(f"{RUNG}/new", {**TYPED, "days": "9", "step": "save", "version": "0"}, 400)
    assert "Somebody else saved a version meanwhile" in page.text
    assert queries_number() == 1


@time_machine.travel(NOW, tick=False)
def test_portfolio_leads_are_people_of_the_nspcc(admin: PageClient, world: World) -> None:
    assert "Nobody is named" in admin.get("/admin/reminders").text
    people = [str(world.other_lead.id), str(world.strategic.id)]
    admin.post("/admin/reminders/portfolio-leads", {"people": people}, 303)
    assert "Olu Otherlead." in admin.follow().text
    with db.reading():
        assert queries.portfolio() == (world.other_lead.id,)


@time_machine.travel(NOW, tick=False)
def test_the_dry_run_says_by_day_and_person_who_would_get_what(
    admin: PageClient, world: World
) -> None:
    admin.allowed = 45  # it asks every room, each a few times, whatever there is
    page = admin.get("/admin/reminders/dry-run")
    assert "Ask the teams" in page.text
    assert "12 March 2027" in page.text  # three days before the Monday
    assert "Actions: 3 days before, 07:30" in page.text
    admin.get("/admin/reminders/dry-run?kind=actions&at=north&person=cora")
    page = admin.get("/admin/reminders/dry-run?at=elsewhere")
    assert "Nobody would get anything" in page.text
    admin.get("/admin/reminders/dry-run.csv?kind=actions")
    lines = admin.response.get_data(as_text=True).splitlines()
    assert "2027-03-12,Cora Contributor,Northmoor,Actions,Ask the teams" in lines[1]


def test_the_log_names_who_was_told_what_and_what_was_dropped(
    app: Portal, admin: PageClient, world: World
) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "No run had anything to do yet" in admin.get("/admin/reminders/log").text
    remind(app, NOW)
    remind(app, NOW + timedelta(days=16))
    with time_machine.travel(NOW, tick=False):
        page = admin.get("/admin/reminders/log")
        assert "1 reminder sent to 1 person, 1 dropped." in page.text
        page = admin.get("/admin/reminders/log/2")
        assert "Cora Contributor" in page.text
        assert "No mail: a later reminder of the same took its place" in page.text
        admin.get("/admin/reminders/log/99", status=404)


def queries_number() -> int:
    """The number of the version that holds."""
    with db.reading():
        return queries.present().number
