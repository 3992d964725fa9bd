"""The status wizard, read-only sites, asking to resume, as each role meets them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.sites.models import Site
from app.sites.rules import Status
from tests.factories.journey import make_journey
from tests.factories.plans import make_action
from tests.factories.standing import WHY, declare, make_request
from tests.page_client import PageClient
from tests.worlds import World

HOME = "/sites/northmoor"


def parts(on: date) -> list[str]:
    return [str(on.day), str(on.month), str(on.year)]


def status_of(world: World) -> str:
    with db.reading() as session:
        return session.scalars(select(Site.status).where(Site.id == world.home.id)).one()


def mails(template: str) -> set[str]:
    with db.reading() as session:
        found = select(OutboxMail.address).where(OutboxMail.template == template)
        return set(session.scalars(found))


def at(world: World, app: Portal, to: Status) -> None:
    with app.app_context(), db.transaction():
        declare(world.home, to)


def test_a_lead_pauses_a_site_in_three_steps_without_scripts(
    client: PageClient, world: World
) -> None:
    until = clock.today() + timedelta(days=60)
    page = client.sign_in(world.lead).get(HOME)
    page = client.get(page.links["Change the status"])
    assert page.h1 == "Status"
    page = client.get(page.links["Change the status"])
    page = client.submit(page.form("Continue"), to="paused", status=200)
    form = page.form("Continue")
    page = client.submit(form, reasons=["staffing"], words=WHY, until=parts(until), status=200)
    assert page.h1 == "Check what will happen"
    assert "Nobody can change anything, you neither" in page.text
    assert status_of(world) == "active"
    again = client.submit(page.form("Change what you typed"), status=200)
    assert again.form("Continue").filled({})["words"] == [WHY]
    client.submit(page.form("Pause the site"))
    page = client.follow()
    assert "Northmoor is now paused" in page.text
    assert "Staff are not available" in page.text
    assert status_of(world) == "paused"
    assert mails("standing_declared") == {world.strategic.email}


@pytest.mark.parametrize(
    ("to", "typed", "message"),
    [
        ("paused", {"until": ["", "", ""]}, "Enter the day on which you will look at it again"),
        ("paused", {"until": ["1", "1", "2020"]}, "must be in the future"),
        ("paused", {"reasons": []}, "Choose at least one reason"),
        ("stopped", {"on": ["", "", ""]}, "Enter the day on which it stopped"),
        ("stopped", {"on": ["1", "1", "2050"]}, "must be today or in the past"),
        ("stopped", {"words": "Done"}, "ten characters or more"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_changes(
    client: PageClient, world: World, to: str, typed: dict[str, object], message: str
) -> None:
    page = client.sign_in(world.lead).get(f"{HOME}/status/change/why?to={to}")
    days = {"paused": "until", "stopped": "on"}
    given = {"reasons": ["funding"], "words": WHY, days[to]: parts(clock.today()), **typed}
    page = client.submit(page.form("Continue"), status=400, **given)
    assert message in page.text
    assert status_of(world) == "active"


def test_no_status_chosen_leads_back_to_the_first_step(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(f"{HOME}/status/change")
    client.submit(page.form("Continue"), status=302)
    page = client.follow()
    assert page.title.startswith("Error:")
    assert "Choose a status" in page.text


def test_two_who_decide_at_once_do_not_overwrite_each_other(
    app: Portal, client: PageClient, world: World
) -> None:
    page = client.sign_in(world.lead).get(f"{HOME}/status/change/why?to=stopped")
    given = {"reasons": ["funding"], "words": WHY, "on": parts(clock.today())}
    page = client.submit(page.form("Continue"), status=200, **given)
    at(world, app, Status.PAUSED)
    page = client.submit(page.form("Stop the site"), status=409)
    assert WHY in page.text
    assert status_of(world) == "paused"


@pytest.mark.parametrize("to", [Status.PAUSED, Status.STOPPED])
def test_a_site_at_rest_is_read_only_and_keeps_what_was_typed(
    app: Portal, client: PageClient, world: World, to: Status
) -> None:
    with db.transaction():
        make_journey(world.home)
        action = make_action(world.home, world.strategic, owner=world.contributor)
    client.sign_in(world.strategic).get(f"{HOME}/plan/actions/new")
    before = client.page.form("Add the action")
    at(world, app, to)
    page = client.submit(before, title="Write to the courts", status=403)
    assert page.h1 == f"This site is {to.value}, so nothing was changed"
    assert "Write to the courts" in page.text
    assert page.links["Ask the NSPCC to resume it"] == f"{HOME}/status/ask"
    refused = client.fetch("POST", f"{HOME}/plan/actions/new", {"title": "x"}, status=403)
    assert "nothing was saved" in str(refused.json)
    owner = PageClient(app).sign_in(world.contributor)
    page = owner.get(f"{HOME}/plan/actions/{action.id}")
    assert "nothing can be changed" in page.text
    assert [form.action for form in page.forms if form.method == "POST"] == ["/sign-out"]
    page = owner.post(f"{HOME}/plan/actions/{action.id}/done", status=403)
    with app.app_context(), db.transaction():
        declare(world.home, Status.ACTIVE)
    page = client.post(f"{HOME}/plan/actions/new", {"title": "Write", "_returned": "1"}, status=200)
    assert page.form("Add the action").filled({})["title"] == ["Write"]


def test_a_contributor_asks_and_reads_the_answer_and_asks_again(
    app: Portal, client: PageClient, world: World
) -> None:
    at(world, app, Status.STOPPED)
    theirs = PageClient(app).sign_in(world.contributor)
    page = theirs.get(HOME)
    page = theirs.get(page.links["Ask to resume"])
    theirs.submit(page.form("Ask to resume"), words="short", status=400)
    theirs.submit(page.form("Ask to resume"), words="A new director started in May.")
    page = theirs.follow()
    assert "the NSPCC’s answer is waited for" in page.text
    assert mails("standing_asked") == {world.lead.email}
    page = client.sign_in(world.lead).get("/")
    href = page.links["Answer Northmoor: they ask to resume"]
    form = client.get(href).form("Send the answer")
    client.submit(form, answer="not-yet", words="First a strategic lead has to be named.")
    assert status_of(world) == "stopped"
    client.submit(form, answer="resume", words="Somebody else was faster.", status=409)
    assert mails("standing_answered") == {world.contributor.email}
    page = theirs.get(HOME)
    assert "First a strategic lead has to be named." in page.text
    assert "Ask to resume" in page.links


def test_resuming_answers_and_leads_to_what_can_be_reused(
    app: Portal, client: PageClient, world: World
) -> None:
    with db.transaction():
        make_journey(world.home)
    with app.app_context(), db.transaction():
        declare(world.home, Status.PAUSED)
        number = make_request(world.home, world.strategic.id)
    form = client.sign_in(world.lead).get(f"{HOME}/status/requests/{number}")
    client.submit(form.form("Send the answer"), answer="resume", words="A lead is named now.")
    page = client.follow()
    assert page.h1 == "Coming back"
    assert "Northmoor is active again" in page.text
    assert ["Lead", "1 strategic lead with an account."] in [
        row[:2] for row in page.table("What can be reused")
    ]
    assert "Groups" in [row[0] for row in page.table("What has to be renewed")]
    assert status_of(world) == "active"
    assert client.get(f"{HOME}/status").text.count("A lead is named now.") == 2


def test_an_authority_does_not_declare_and_the_nspcc_does_not_ask(
    app: Portal, client: PageClient, world: World
) -> None:
    at(world, app, Status.PAUSED)
    page = client.sign_in(world.strategic).get(f"{HOME}/status")
    assert "Change the status" not in page.links
    page = client.get("/")
    assert "nothing is due" in page.text
    page = PageClient(app).sign_in(world.admin).get(HOME)
    assert "Change the status" in page.links
    assert "Ask to resume" not in page.links
