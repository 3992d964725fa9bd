"""What comes before the contract, as each role meets it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core import clock, db
from app.core.refusals import ChangedMeanwhile, Refused
from app.joining import service
from app.joining.rules import ConversationEntry, EnquiryEntry
from app.journey.models import Milestone
from app.journey.rules import MilestoneStatus
from tests.factories.joining import (
    ago,
    make_contact,
    make_contract,
    make_conversation,
    make_decision,
    make_enquiry,
)
from tests.factories.journey import make_journey, milestone, set_milestone
from tests.page_client import PageClient
from tests.worlds import World

JOINING = "/sites/northmoor/joining"


def parts(on: date) -> list[str]:
    """A day as its three inputs take it."""
    return f"{on:%d %m %Y}".split()


def kept(world: World, code: str) -> Milestone:
    with db.reading():
        return milestone(world.home, code)


def test_a_lead_goes_from_the_enquiry_to_the_decision(client: PageClient, world: World) -> None:
    with db.transaction():
        make_journey(world.home)
    page = client.sign_in(world.lead).get(JOINING)
    assert "Next: enter the enquiry. No contact is entered yet." in page.text
    form = client.get(page.links["Enquiry"]).form("Save the enquiry")
    page = client.submit(form, 400, post="Head of service")
    assert "Enter what they asked for" in page.text
    assert "Head of service" in page.body  # what was typed stays
    asked: dict[str, Any] = {"asked_on": parts(ago(60)), "way": "phone", "wanted": "A talk"}
    client.submit(page.form("Save the enquiry"), **asked, internal="Small budget")
    page = client.follow()
    assert "Silent for 60 days." in page.text
    assert f"Phone, Head of service. Entered on {day(clock.today())} by Lena Lead." in page.text
    form = client.get(page.links["Webinar attended"]).form("Save the contact")
    assert form.fields["kind"] == ["webinar"]
    client.submit(form, on=parts(ago(20)), people="3", posts="Team managers")
    page = client.follow()
    assert "Next: the early strategic conversation. Last contact 20 days ago." in page.text
    form = client.get(page.links["Early strategic conversation"]).form("Save the conversation")
    talk: dict[str, Any] = {
        "need": "Figures",
        "fit": "Fits",
        "capacity": "A lead",
        "fit_score": "4",
    }
    page = client.submit(form, held_on=parts(ago(9)), posts="Director", **talk)
    page = client.follow()
    assert "Next: their decision to explore. Last contact 9 days ago." in page.text
    held = kept(world, "strategic-conversation")
    assert (held.status, held.happened_on) == (MilestoneStatus.DONE, ago(9))
    form = client.get(page.links["Decision to explore"]).form("Save the decision")
    page = client.submit(form, 400, answer="not-now", post="Director", reason="An inspection")
    assert "Enter when to ask again" in page.text
    until = date(clock.today().year + 1, 4, 1)
    client.submit(page.form("Save the decision"), until=parts(until), decided_on=parts(ago(2)))
    page = client.follow()
    assert f"Not now, until {day(until)}: ask again then." in page.text


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def test_the_authority_reads_it_without_internal_notes_and_changes_nothing(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_enquiry(world.home)
        make_contact(world.home)
        number = make_conversation(world.home)
        make_decision(world.home)
        make_contract(world.home)
    for path, note in (
        (JOINING, "Small budget"),
        (f"{JOINING}/conversations/{number}", "Rests on the director"),
    ):
        assert note in client.sign_in(world.lead).get(path).text
        page = client.sign_in(world.strategic).get(path)
        assert note not in page.body
        assert [form.action for form in page.forms] == ["/sign-out"]
        assert "3 of 5" in page.text
    assert "Known from one" not in page.text
    assert "3 of 5: Known from some cases or one year of figures" in page.text
    client.get(f"/sites/farfield/joining/conversations/{number}", 404)
    client.sign_in(world.contributor).get(JOINING, 403)


def test_what_the_journey_knows_counts_where_no_record_is(client: PageClient, world: World) -> None:
    with db.transaction():
        make_journey(world.home)
        for code in ("strategic-conversation", "preisa", "contract"):
            set_milestone(world.home, code, happened_on=ago(30))
    page = client.sign_in(world.lead).get(JOINING)
    assert "Known from the journey; the record is missing here." in page.text
    assert "Known from the journey; the contract is missing here." in page.text
    assert "Re-baseline the journey" in page.links  # it was planned from another day


def test_two_who_correct_one_record_see_both_texts(client: PageClient, world: World) -> None:
    with db.transaction():
        make_enquiry(world.home)
        talk, heard = make_conversation(world.home), make_contact(world.home)
    client.sign_in(world.lead)
    forms = {
        "wanted": client.get(f"{JOINING}/enquiry").form("Save the enquiry"),
        "need": client.get(f"{JOINING}/conversations/{talk}/edit").form("Save the conversation"),
        "words": client.get(f"{JOINING}/contacts/{heard}").form("Save the contact"),
    }
    for field, form in forms.items():
        typed: dict[str, Any] = {field: "Written first"}
        client.submit(form, **typed)
        typed[field] = "Written second"
        page = client.submit(form, 409, **typed)
        assert "Written first" in page.text
        assert "Written second" in page.text
    assert "Written first" in client.get(JOINING).text


def test_an_enquiry_entered_twice_at_once_is_one(world: World) -> None:
    entry = EnquiryEntry(ago(3), "mail", "Head of service", "A talk")
    with db.transaction():
        service.record_enquiry(world.home.id, entry, 0)
    with pytest.raises(ChangedMeanwhile), db.transaction():
        service.record_enquiry(world.home.id, entry, 0)
    stranger = replace(entry, asked_by_id=world.foreign_strategic.id)
    with pytest.raises(Refused) as refused, db.transaction():
        service.record_enquiry(world.home.id, stranger, 1)
    assert refused.value.faults[0][0] == "asked_by_id"


def test_a_second_conversation_keeps_the_day_of_the_milestone(world: World) -> None:
    with db.transaction():
        make_journey(world.home)
        make_conversation(world.home, 40)
        make_conversation(world.home, 4)
        service.add_conversation(
            world.home.id, ConversationEntry(ago(2), "Director", "Need", "Fit", "Capacity")
        )
    assert kept(world, "strategic-conversation").happened_on == ago(40)
