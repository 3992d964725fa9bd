"""Support as people meet it: asked, answered, given, and said whether it helped."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import audit, clock, db
from app.core.outbox import OutboxMail
from app.core.words import short_day
from app.sites.rules import Status
from app.support.rules.entries import Asker
from app.support.rules.states import State
from tests.factories.standing import declare
from tests.factories.support import make_delivered, make_offered, make_support, read
from tests.page_client import PageClient
from tests.worlds import World

SUPPORT = "/sites/northmoor/support"


def mails() -> list[tuple[str, int | None]]:
    """(template, person) of every mail, in their order."""
    with db.reading() as session:
        found = session.scalars(select(OutboxMail).order_by(OutboxMail.id))
        return [(mail.template.removeprefix("support_"), mail.person_id) for mail in found]


def test_a_request_is_asked_offered_and_agreed(client: PageClient, world: World) -> None:
    lead, strategic, asker = world.lead, world.strategic, world.contributor
    page = client.sign_in(asker).get("/sites/northmoor/check-ins")
    page = client.get(page.links["Ask for support"])
    page = client.get(page.links["Ask for support"])
    page = client.submit(page.form("Ask for it"), 400, title="Managers’ day", kind="leadership")
    assert "Enter whom it is for" in page.text
    asked = {"detail": "They have not heard of it.", "for_whom": "All managers", "people": "20"}
    client.submit(page.form("Ask for it"), 303, **asked)
    page = client.follow()
    assert "It has waited for the NSPCC for less than a working day" in page.text
    assert mails() == [("asked", lead.id)]

    page = client.sign_in(lead).get(f"{SUPPORT}/1")
    page = client.get(page.links["Offer support"])
    client.submit(page.form("Send the offer"), words="An hour with them", helper=str(lead.id))
    assert "the authority says whether it suits" in client.follow().text
    assert mails()[1:] == [("answered", asker.id), ("answered", strategic.id)]

    page = client.sign_in(asker).get(f"{SUPPORT}/1")
    client.submit(page.form("Agree to the offer"))
    assert "The offer is agreed." in client.follow().text
    assert mails()[3:] == [("said", lead.id)]


def test_what_is_given_is_logged_and_whoever_asked_says_whether_it_helped(
    client: PageClient, world: World
) -> None:
    client.allowed = 25  # each who is told gets a mail and a notice
    lead, strategic, asker = world.lead, world.strategic, world.contributor
    with db.transaction():
        make_offered(world.home, asker, lead)
    page = client.sign_in(lead).get(f"{SUPPORT}/1")
    page = client.get(page.links["Log what was given"])
    given = {"minutes": "60", "delivery": "workshop", "words": "Stages", "people": "18"}
    client.submit(page.form("Log it"), 303, **given, is_last="y")
    page = client.follow()
    assert "Given 1 time, 1 hour in all. 18 people were reached." in page.text
    assert mails()[3:] == [("delivered", asker.id), ("delivered", strategic.id)]

    page = client.sign_in(asker).get(f"{SUPPORT}/1")
    page = client.get(page.links["Say whether it helped"])
    page = client.submit(page.form("Close the request"), 400, helped="partly")
    assert "Enter what was missing" in page.text
    client.submit(page.form("Close the request"), words="Too short for questions")
    page = client.follow()
    assert "Closed: it helped in part" in page.text
    assert "First answered on the same day" in page.text
    assert mails()[5:] == [("said", lead.id)]


def test_a_conversation_turns_and_notes_of_the_nspcc_stay_with_it(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_support(world.home, world.strategic)
    page = client.sign_in(world.lead).get(f"{SUPPORT}/1")
    client.submit(page.form("Keep the note"), note="Their sponsor left")
    page = client.follow()
    assert "Their sponsor left" in page.text
    client.submit(page.form("Save how soon"), priority="urgent")
    page = client.follow()
    client.submit(page.form("Send the message"), words="Which day would suit you?")
    assert "waits for the authority" in client.follow().text
    page = client.sign_in(world.contributor).get(f"{SUPPORT}/1")
    assert "Which day would suit you?" in page.text
    assert "Urgent" in page.text
    assert "Their sponsor left" not in page.text
    assert "Withdraw the request" not in page.links  # it is the strategic lead's
    client.get(f"{SUPPORT}/1/withdraw", 403)
    client.post(f"{SUPPORT}/1/note", {"note": "No"}, 403)
    client.submit(page.form("Send the message"), words="Any Monday")
    assert "It has waited for the NSPCC for less than a working day" in client.follow().text
    client.sign_in(world.foreign_strategic).get("/sites/farfield/support/1", 404)
    client.get(f"{SUPPORT}/1", 404)
    page = client.sign_in(world.other_lead).get(f"{SUPPORT}/1")  # reads, and does not answer
    assert "Their sponsor left" in page.text
    client.get(f"{SUPPORT}/1/offer", 403)


def test_what_is_declined_says_what_else_may_help_and_something_else_can_be_asked_for(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_support(world.home, world.strategic)
    page = client.sign_in(world.lead).get(f"{SUPPORT}/1")
    page = client.get(page.links["Say why it cannot be offered"])
    page = client.submit(page.form("Send the answer"), 400, reason="Nobody is free")
    assert "Enter what else may help" in page.text
    client.submit(page.form("Send the answer"), instead="Farfield did the same in May")
    page = client.sign_in(world.strategic).get(f"{SUPPORT}/1")
    assert "What else may help: Farfield did the same in May" in page.text
    page = client.get(page.links["Ask for something else"])
    client.submit(page.form("Send it"), words="Then a call with Farfield")
    assert "It has waited for the NSPCC for less than a working day" in client.follow().text
    client.get(f"{SUPPORT}/1/close", 303)  # not open: back to the request
    assert "whether it helped once the support is delivered" in client.follow().text


def test_two_who_answer_see_both_texts_and_a_change_is_put_right_until_then(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_support(world.home, world.strategic)
    page = client.sign_in(world.strategic).get(f"{SUPPORT}/1")
    page = client.get(page.links["Change the request"])
    form = page.form("Save the request")
    client.submit(form, title="Two hours with managers")
    page = client.submit(form, 409, title="Three hours")
    assert "Two hours with managers" in page.text
    assert "Three hours" in page.text


def test_the_nspcc_enters_what_was_asked_on_the_phone_and_both_sides_are_told(
    client: PageClient, world: World
) -> None:
    client.allowed = 25  # each who is told gets a mail and a notice
    page = client.sign_in(world.lead).get(SUPPORT)
    page = client.get(page.links["Enter a request"])
    typed = {"title": "Templates", "detail": "For chronologies", "for_whom": "Duty", "kind": "data"}
    page = client.submit(page.form("Enter the request"), 400, **typed)
    assert "Choose or enter who asked" in page.text
    client.submit(page.form("Enter the request"), asker=str(world.contributor.id))
    page = client.follow()
    assert "Cora Contributor (entered by the NSPCC)" in page.text
    assert "Entered for the authority, as it was told." in page.text
    assert mails() == [("said", world.contributor.id), ("said", world.strategic.id)]
    page = client.get(f"{SUPPORT}/new")
    page = client.submit(
        page.form("Enter the request"), 400, **typed, asker=str(world.foreign_strategic.id)
    )
    assert "Choose somebody of the authority" in page.text


@pytest.mark.parametrize("status", [Status.PAUSED, Status.STOPPED])
@pytest.mark.one_database("sqlite")
def test_support_is_asked_for_and_answered_at_a_site_that_rests(
    client: PageClient, world: World, status: Status
) -> None:
    with client.app.app_context(), db.transaction():
        declare(world.home, status)
    page = client.sign_in(world.strategic).get(f"{SUPPORT}/new")
    asked = {"title": "How we begin again", "detail": "We lost our lead", "kind": "planning"}
    client.submit(page.form("Ask for it"), 303, **asked, for_whom="The sponsor")
    page = client.follow()
    assert f"Northmoor is {status.value}." in page.text
    page = client.sign_in(world.lead).get(f"{SUPPORT}/1")
    client.submit(page.form("Send the message"), words="Shall we talk on Monday?")
    assert ("said", world.strategic.id) in mails()


def test_the_list_of_a_site_says_how_fast_answers_come_and_narrows(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_offered(world.home, world.strategic, world.lead)
        make_delivered(world.home, world.contributor, world.lead)
        make_support(world.home, world.strategic, "Advice", kind="practice")
        make_support(world.foreign, world.foreign_strategic, "Another site’s")
    page = client.sign_in(world.contributor).get(SUPPORT)
    assert "3 requests in the last 12 months: too few to say how fast answers come" in page.text
    assert "Another site’s" not in page.text
    page = client.get(f"{SUPPORT}?state=open&kind=practice&sort=-asked&page=9")
    assert "1 of 3 requests: Open, Advice on direct practice" in page.text
    assert "Advice" in page.links
    found = client.http.get(f"{SUPPORT}.csv", base_url="http://portal.test").data.decode()
    assert found.count("\r\n") == 4


def test_all_sites_begin_with_a_leads_own_and_what_is_late_is_said(
    client: PageClient, world: World
) -> None:
    today = clock.today()
    with db.transaction():
        long_ago = Asker(world.foreign_strategic.id, "", today - timedelta(days=20))
        make_support(world.foreign, world.other_lead, "Longest", asker=long_ago)
        make_support(world.home, world.strategic, "Our own")
        make_delivered(world.home, world.strategic, world.lead, "Given")
    page = client.sign_in(world.lead).get("/support")
    assert "3 open requests at 2 sites: 2 wait for an answer of the NSPCC, 1 of them longer" in (
        page.text
    )
    order = [page.text.index(title) for title in ("Our own", "Given", "Longest")]
    assert order == sorted(order)
    assert "Answer overdue" in page.text
    page = client.get("/support?late=late")
    assert "1 request: Something is late" in page.text
    assert "Our own" not in page.links
    page = client.get(f"/support?lead={world.lead.id}&state=any")
    assert "2 requests: Lead: Lena Lead" in page.text
    client.sign_in(world.strategic).get("/support", 403)


def test_what_is_logged_is_put_right(client: PageClient, world: World) -> None:
    client.allowed = 25  # each who is told gets a mail and a notice
    with db.transaction():
        found = make_delivered(world.home, world.strategic, world.lead)
    page = client.sign_in(world.lead).get(f"{SUPPORT}/{found.id}")
    page = client.get(page.links[short_day(clock.today())])
    client.submit(page.form("Save it"), minutes="90")
    assert "1 hour 30 minutes in all" in client.follow().text
    with db.reading():
        assert read(world.home, found.id).state is State.DELIVERED
    with db.reading() as session:
        summaries = set(session.scalars(select(audit.AuditEvent.summary)))
    assert any("what was given is put right" in one for one in summaries)


def test_homes_say_what_waits_also_at_a_site_that_rests(client: PageClient, world: World) -> None:
    long_ago = Asker(world.strategic.id, "", clock.today() - timedelta(days=20))
    with db.transaction():
        make_support(world.home, world.lead, "Help with counts", asker=long_ago)
        make_offered(world.home, world.strategic, world.lead, "A workshop")
    page = client.sign_in(world.lead).get("/")
    assert "“Help with counts” has waited for an answer for" in page.text
    assert "longer than promised" in page.text
    page = client.get(page.links["Requests for support of all sites"])
    assert "Help with counts" in page.links
    page = client.sign_in(world.strategic).get("/")
    assert "“A workshop”: the NSPCC made an offer, say whether it suits you." in page.text
    with client.app.app_context(), db.transaction():
        declare(world.home, Status.PAUSED)
    page = client.sign_in(world.lead).get("/")
    assert "Answer Northmoor: they ask for support" in page.links
    page = client.sign_in(world.other_lead).get("/")
    assert "Help with counts" not in page.text
