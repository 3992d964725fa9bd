"""A newcomer's way into the community, and a moderator's day."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.core import audit, clock
from app.core.db import transaction
from tests.browser.chapters import mail_to, part
from tests.browser.conftest import PHONE, Meet
from tests.browser.portal import LivePortal
from tests.browser.visitor import Visitor
from tests.factories.accounts import PASSWORD, give_password
from tests.factories.chat import make_room
from tests.factories.journey import make_journey
from tests.worlds import World, build_world

NADIA = "nadia.newcomer@northmoor.example"
TEMPLATE = "Written agreement with parents"
EVENT = "Agreements that parents write with us"
QUESTION = "When do you look at the agreement again?"
TOO_MUCH = "I had a case with a baby last night"
WORRY = f"Ask me on the phone: {TOO_MUCH} and nobody came."
DECIDED = re.compile("decision|moderator", re.IGNORECASE)


@pytest.fixture
def world(data: str, portal: LivePortal) -> World:
    """A site with its people, who may sign in, and the room of everyone."""
    made = build_world()
    with transaction():
        audit.because("story begun", summary="Made for a test.")
        make_journey(made.home)
        make_room()
    for person in (made.lead, made.strategic, made.foreign_strategic):
        give_password(person)
    return made


@pytest.mark.one_database("postgresql")
def test_a_newcomer_finds_asks_and_meets(portal: LivePortal, world: World, meet: Meet) -> None:
    lead, strategic = meet("lead"), meet("strategic")
    share_a_template(lead, world)
    announce_an_event(lead)
    newcomer = accept_the_invitation(
        meet("newcomer", width=PHONE), invite(strategic, portal, world)
    )
    find_the_template(newcomer)
    ask(newcomer)
    answer(lead)
    read_the_answer(newcomer)
    sign_up(newcomer)
    other = meet("other", width=PHONE)
    talk(newcomer, lead, other, world)
    report_the_worry(newcomer)
    moderate(lead)
    read_the_decision(other)


def accept_the_rules(visitor: Visitor) -> None:
    visitor.go("/community/house-rules", "House rules")
    visitor.pick("I have read the house rules and will keep to them").send("Accept").see()


def share_a_template(lead: Visitor, world: World) -> None:
    """A link, which its first reader looks through before anybody sees it."""
    lead.sign_in(world.lead.email)
    accept_the_rules(lead)
    lead.go("/community/resources", "Resources").follow("Share a resource").see("Share a resource")
    lead.pick("A link").fill("Address of the page or document", "https://files.example/agreement")
    lead.fill("Title", TEMPLATE)
    lead.fill("What is it for, and who could use it?", "A page to fill in with the family.")
    lead.main.get_by_label("What sort of resource is it?").select_option(label="Template")
    lead.pick("Anyone may use and adapt it (Open Government Licence)")
    lead.press("Continue").see("Look through it before you share it")
    lead.press("Share with the community").see(TEMPLATE)


def announce_an_event(lead: Visitor) -> None:
    """Online, in ten days."""
    lead.go("/community/events", "Events").follow("Announce an event").see("Announce an event")
    lead.fill("Name of the event", EVENT).pick("Webinar")
    lead.fill("What it is about", "Two authorities show theirs.")
    lead.fill_day("Date", clock.today() + timedelta(days=10)).fill("Start time", "10:00")
    lead.pick("Online").fill("Joining link (online)", "https://meet.example/agreements")
    lead.press("Announce the event").see(EVENT)


def invite(strategic: Visitor, portal: LivePortal, world: World) -> str:
    """By the strategic lead; the link of the mail."""
    strategic.sign_in(world.strategic.email)
    strategic.go("/sites/northmoor/people", "People")
    strategic.fill("Name", "Nadia Newcomer").fill("E-mail address", NADIA)
    strategic.pick("Contributor").press("Send the invitation").see("People")
    with portal.worker():
        mail = mail_to(portal, NADIA, "Northmoor: you are invited")
    found = re.search(rf"{portal.address}/invitation/\S+", part(mail, "text/plain").get_content())
    assert found
    return found.group()


def accept_the_invitation(newcomer: Visitor, link: str) -> Visitor:
    """On a phone; the community is one click away and says what to begin with."""
    newcomer.go(link).fill("Choose a password", PASSWORD)
    newcomer.send("Create the account and join").see()
    newcomer.follow("Community").see("Community").reads("Your first week")
    newcomer.follow("If a child is at risk now").see()
    return newcomer


def find_the_template(newcomer: Visitor) -> None:
    """Typed with a slip of the thumb."""
    newcomer.go("/community/resources", "Resources")
    newcomer.fill("Search the resources", "writen agreemnt").press("Search").see("Resources")
    newcomer.follow(TEMPLATE).see(TEMPLATE).reads("A page to fill in with the family.")


def ask(newcomer: Visitor) -> None:
    """Warned off the name of a child; nothing typed is lost."""
    accept_the_rules(newcomer)
    newcomer.go("/community/topics/new", "Ask the community")
    newcomer.fill("Your question or subject", QUESTION)
    newcomer.fill("More about it", "Jayden’s mum signed it in March. Is June too late?")
    newcomer.press("Publish", statuses=(400,)).see("Ask the community")
    newcomer.reads("looks like the name of a child").finds("Your question or subject", QUESTION)
    newcomer.fill("More about it", "Signed three months ago. Is that too late?")
    newcomer.press("Publish").see(QUESTION).reads("Is that too late?")


def answer(lead: Visitor) -> None:
    """From the list of questions that wait."""
    lead.go("/community/topics?state=unanswered", "Topics").follow(QUESTION).see(QUESTION)
    lead.fill("Your answer", "At **every** review, and when somebody moves.")
    lead.press("Publish").see(QUESTION)


def read_the_answer(newcomer: Visitor) -> None:
    """Told of it; it settles the question."""
    newcomer.go("/notices").follow("your question has an answer", exact=False).see(QUESTION)
    newcomer.press("This settles the question").see(QUESTION).reads("Accepted answer")


def sign_up(newcomer: Visitor) -> None:
    """The link to join is there once there is a place."""
    newcomer.go("/community/events", "Events").follow(EVENT).see(EVENT)
    expect(newcomer.main).not_to_contain_text("https://meet.example/agreements")
    newcomer.pick("Yes, I’m coming").press("Send my answer").see(EVENT)
    newcomer.reads("You have a place", "https://meet.example/agreements")


def talk(newcomer: Visitor, lead: Visitor, other: Visitor, world: World) -> None:
    """Three in one room; each reads what the others say without loading the page again."""
    other.sign_in(world.foreign_strategic.email)
    accept_the_rules(other)
    everybody = (newcomer, lead, other)
    for one in everybody:
        one.go("/community/chat", "Chat").follow("Everyone").see("Everyone")
    for one, words in zip(everybody, ("Good morning.", "Welcome!", WORRY), strict=True):
        one.fill("Your message", words).press("Send")
        for reader in everybody:
            reader.reads(words)
    for one in everybody:
        one.see("Everyone")


def report_the_worry(newcomer: Visitor) -> None:
    """From the room itself."""
    message = newcomer.main.locator("article, li").filter(has_text=WORRY).last
    message.get_by_role("link", name=re.compile("^Report")).click()
    newcomer.see(re.compile("^Report a")).pick("It makes me worry that a child is at risk")
    newcomer.send("Report it").see()


def moderate(lead: Visitor) -> None:
    """The worry comes first; a part goes, and the author is told why."""
    lead.go("/community/reports", "Reports")
    lead.main.get_by_role("table").get_by_role("link").first.click()
    lead.see().reads(WORRY).send("I deal with it").see()
    lead.pick("Take something out of it")
    lead.main.get_by_label("What has to go", exact=False).fill(
        "I had a case with a baby last night"
    )
    lead.main.get_by_label("Why?").select_option(index=1)
    lead.fill("What do you tell the author?", "Please keep cases out of the chat and call me.")
    lead.fill("What was done about the worry?", "Spoke to the author; the duty team knows.")
    lead.send("Decide").see().reads("Decided on")


def read_the_decision(other: Visitor) -> None:
    """In the notices of whoever wrote it; the words are gone from the room."""
    other.go("/community/chat", "Chat").follow("Everyone").see("Everyone")
    expect(other.main).not_to_contain_text(TOO_MUCH)
    other.go("/notices")
    other.main.get_by_role(
        "link", name=re.compile("decision|moderator", re.IGNORECASE)
    ).first.click()
    other.see(re.compile("^A decision about your")).reads("Please keep cases out of the chat")
