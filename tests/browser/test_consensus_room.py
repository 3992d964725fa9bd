"""A whole ISA: five raters at five browsers, one of them a phone, and whoever leads the talk.

Each rates the first statement by hand; what they say to the others is written for them, as the
talk would take an hour. In the room a line drops, and two windows of the facilitator disagree.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from app.accounts.models import Person
from app.assessments import service
from app.core import audit
from app.core.db import transaction
from app.sites.models import Site
from app.sites.rules import SiteRole
from tests.browser.chapters import mail_to
from tests.browser.conftest import PHONE, WIDE, Meet
from tests.browser.portal import LivePortal
from tests.browser.visitor import Visitor
from tests.factories.accounts import give_password, make_person
from tests.factories.assessments import round_ref, scored
from tests.factories.instruments import publish_seeds
from tests.factories.journey import make_journey
from tests.factories.sites import make_membership
from tests.worlds import World, build_world

ROLES = {
    "Stella Strategic": "Strategic lead or deputy",
    "Cora Contributor": "Practitioner or advanced practitioner",
    "Theo Manager": "Team manager",
    "Dana Data": "Data or quality assurance lead",
    "Tara Trainer": "Trainer or champion",
}
ITEMS = 38
APART = {"A1": (0, 1, 2, 1, 1), "B2": (1, 2, 2, 2, 2), "H4": (0, 0, 1, 0, 0)}
FOLLOWS = "You see the room as it is now. This page follows it by itself."


@dataclass(frozen=True)
class Raters:
    """The five, each at a browser, in the order of ROLES."""

    people: tuple[Person, ...]
    visitors: tuple[Visitor, ...]
    base: str

    def page(self, number: int) -> Visitor:
        return self.visitors[number]


@pytest.fixture
def world(data: str) -> World:
    """The home site with three more colleagues; everyone has a password."""
    world = build_world()
    with transaction():
        audit.because("colleagues made", summary="Made for a test.")
        publish_seeds()
        make_journey(world.home)
        for name in list(ROLES)[2:]:
            make_membership(world.home, make_person(name), SiteRole.CONTRIBUTOR)
    return world


def five(world: World) -> tuple[Person, ...]:
    """The raters, in the order of ROLES."""
    with transaction() as session:
        people = {person.name: person for person in session.query(Person)}
    return tuple(give_password(people[name]) for name in ROLES)


@pytest.mark.one_database("postgresql")
def test_a_whole_isa_with_five_raters_and_a_facilitator(
    meet: Meet, portal: LivePortal, world: World
) -> None:
    people = five(world)
    give_password(world.lead)
    lead = meet("lead").sign_in(world.lead.email)
    base = open_the_round(lead, world.home)
    with portal.worker():
        links = [start_link(portal, person) for person in people]
    widths = (WIDE, PHONE, WIDE, WIDE, WIDE)
    visitors = tuple(
        meet(person.name.split()[0].lower(), width=width)
        for person, width in zip(people, widths, strict=True)
    )
    raters = Raters(people, visitors, base)
    for number in range(5):
        rate(raters, number, links[number], world.home)
    lead.go(base).reads("5 people have handed in")
    open_the_room(lead, raters)
    waits = reveal_to_everybody(lead, raters)
    a_line_drops(lead, raters)
    two_windows_disagree(lead, base)
    agree_the_rest(lead, raters)
    finish(lead, raters)
    sign_off_and_answer(lead, raters)
    print(f"the room updates: longest wait {max(waits):.1f} s over {len(waits)} pages")


def open_the_round(lead: Visitor, site: Site) -> str:
    """The lead opens the ISA and asks five people in five roles; returns its address."""
    lead.go(f"/sites/{site.slug}/assessments/new", "Open a self assessment")
    lead.pick("Implementation self assessment")
    lead.press("Open the self assessment").see("Who answers")
    for name, role in ROLES.items():
        lead.page.get_by_label(name, exact=True).select_option(label=role)
    lead.press("Save who answers").see("Who answers")
    lead.reads("5 people get an email", "Asked, not begun")
    return f"/sites/{site.slug}/assessments/isa-1"


def start_link(portal: LivePortal, person: Person) -> str:
    """The link of the mail that asks this person."""
    text = str(mail_to(portal, person.email, "you are asked to answer").get_body(("plain",)))
    found = re.search(r"http\S+/assessments/isa-1", text)
    assert found is not None
    return found.group()


def rate(raters: Raters, number: int, link: str, site: Site) -> None:
    """From the mail to handing in: sign in, rate one statement, find the others written."""
    visitor, person = raters.page(number), raters.people[number]
    visitor.sign_in(person.email).go(link, "Implementation self assessment")
    visitor.reads("You are asked to answer")
    visitor.send("Start now").see().reads("0 of 38 answered")
    visitor.page.get_by_role("radio").nth(APART["A1"][number]).check()
    visitor.fill("Evidence", f"Minutes kept by {person.name.split()[0]}")
    visitor.press("Save and continue").see(re.compile("^The named strategic lead"))
    write_the_rest(site, person, number)
    visitor.go(f"{raters.base}/check", "Check your answers").reads("38 of 38", "Not sent yet")
    visitor.press("Hand in").see("ISA handed in").reads("Nobody sees them before")


def write_the_rest(site: Site, person: Person, number: int) -> None:
    """Every statement but the first: 2 with evidence, other than where they lie apart."""
    with transaction():
        found = round_ref(site, "isa-1", person)
        for item in found.instrument.items[1:]:
            score = APART[item.id][number] if item.id in APART else 2
            service.save_answer(found, item.id, scored(score), seen=0)


def open_the_room(lead: Visitor, raters: Raters) -> None:
    """Nobody sees a rating before the first reveal."""
    lead.follow("Open the consensus room").see("Open the consensus room")
    lead.press("Open the room").see("Consensus room").reads("Nothing is revealed yet")
    for visitor in raters.visitors:
        visitor.go(raters.base, "Implementation self assessment")
        visitor.follow("Go to the consensus room").see("Consensus room")
        visitor.reads("Nothing is revealed yet", FOLLOWS)


def reveal_to_everybody(lead: Visitor, raters: Raters) -> list[float]:
    """One press, and all five see all five ratings; returns how long each waited."""
    lead.follow("Go to A1").see().reads("Not revealed yet")
    lead.press("Reveal the ratings to everybody")
    began, waits = time.monotonic(), []
    for visitor in raters.visitors:
        expect(visitor.page.locator("#room-now")).to_contain_text(
            "3 said 1, one said 0, one said 2"
        )
        waits.append(time.monotonic() - began)
    lead.see().reads("They differ by 2, so agree a score together.")
    for visitor in raters.visitors:
        visitor.see("Consensus room").reads("Team manager", "Minutes kept by Dana")
        expect(visitor.page.locator("[data-room-news]")).to_have_text(
            "A1: 3 said 1, one said 0, one said 2. They differ by 2, so agree a score together."
        )
        expect(visitor.page.locator(".portal-dot")).to_have_count(5)
    return waits


def a_line_drops(lead: Visitor, raters: Raters) -> None:
    """Theo writes in a tunnel; the room goes on; nothing is lost on either side."""
    theo, tara = raters.page(2), raters.page(4)
    theo.follow("I see this differently").see("I see A1 differently")
    theo.context.set_offline(True)
    theo.fill("How you see it", "The duty team has never heard of it")
    expect(theo.page.locator("[data-saved]")).to_contain_text("we keep trying")
    tara.context.set_offline(True)
    expect(tara.page.locator("[data-room-line]")).to_contain_text("No connection since")
    dana = raters.page(3)
    fold = dana.page.locator("#room-now summary").filter(has_text="Evidence and comments")
    fold.click()
    lead.pick("1 – Partly in place: started, inconsistent, or only in some teams")
    lead.fill("Why, in one line", "Two teams of three")
    for visitor in (raters.page(0), raters.page(1), dana):
        expect(visitor.page.locator("#room-now")).to_contain_text("Two teams of three")
    expect(fold).to_be_focused()  # what was folded stays so, and the keyboard where it was
    expect(dana.page.get_by_text("Minutes kept by Dana")).to_be_hidden()
    for visitor in (theo, tara):
        visitor.watch.take()  # what the browser said about the line
        visitor.context.set_offline(False)
    expect(tara.page.locator("[data-room-line]")).to_contain_text("Connected again")
    expect(tara.page.locator("#room-now")).to_contain_text("Two teams of three")
    expect(theo.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    theo.send("Save and go back to the room").see()
    theo.reads("Who sees it otherwise", "Team manager", "The duty team has never heard of it")
    expect(lead.page.locator("#room-topic")).to_contain_text("The duty team has never heard")
    lead.finds("Why, in one line", "Two teams of three")  # nothing typed was replaced


def two_windows_disagree(lead: Visitor, base: str) -> None:
    """What the other window saved is shown beside what was typed here, and the reader chooses."""
    there = lead.another_tab().go(f"{base}/room/items/A1")
    there.fill("Why, in one line", "One team of three")
    expect(there.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    lead.page.bring_to_front()
    with lead.expecting(409):
        lead.fill("Why, in one line", "Two teams of three, and duty not")
        conflict = lead.page.locator(".portal-conflict")
        expect(conflict).to_contain_text("Two teams of three, and duty not")
        expect(conflict).to_contain_text("One team of three")
        lead.see()
        lead.press("Keep mine")
        expect(lead.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    lead.send("Agree and go to A2").see()
    there.page.close()


def agree_the_rest(lead: Visitor, raters: Raters) -> None:
    """Section by section: what is close stands, what lies apart is agreed."""
    for first, apart in (("A2", None), ("B1", "B2"), *((f"{s}1", None) for s in "CDEFG")):
        lead.go(f"{raters.base}/room/items/{first}")
        lead.send(f"Reveal all of section {first[0]}").see()
        if apart:
            agree(lead, raters.base, apart, 2, "Written down since May")
    lead.go(f"{raters.base}/room/items/H1").send("Reveal all of section H").see()
    agree(lead, raters.base, "H4", 0, "No date and no budget yet")
    for visitor in raters.visitors:
        expect(visitor.page.get_by_role("main")).to_contain_text("3 agreed, 0 to talk about")


def agree(lead: Visitor, base: str, item: str, score: int, why: str) -> None:
    """Agree one statement."""
    lead.go(f"{base}/room/items/{item}").reads("so agree a score together")
    lead.page.get_by_role("radio").nth(score).check()
    lead.fill("Why, in one line", why)
    with lead.page.expect_navigation():  # to the room itself, when nothing is left to agree
        lead.page.get_by_role("button", name=re.compile("^Agree")).click()
    lead.see()


def finish(lead: Visitor, raters: Raters) -> None:
    """The checklist, and everybody is led on."""
    lead.go(f"{raters.base}/room/finish", "Finish the conversation")
    boxes: Sequence[str] = (
        "The points of the scale were read out before talking",
        "For each low score somebody said what happens next",
    )
    for box in boxes:
        lead.pick(box)
    lead.press("Finish and send to the strategic lead").see("ISA finished")
    for visitor in raters.visitors:
        line = visitor.page.locator("[data-room-line]")
        expect(line).to_contain_text("The conversation has moved on")
        visitor.follow("See where it stands").see("What you agreed").reads("Not sent yet")


def sign_off_and_answer(lead: Visitor, raters: Raters) -> None:
    """The strategic lead signs off; the NSPCC answers; a rater reads both."""
    stella, cora = raters.page(0), raters.page(1)
    stella.follow("Continue to sign-off").see("Sign off the ISA")
    stella.press("Sign off and send to the NSPCC").see("ISA signed off")
    lead.go(f"{raters.base}/decision")
    lead.page.get_by_role("radio").first.check()
    lead.fill("Answer to the whole, and why this is decided", "A good start; the plan comes next.")
    with lead.page.expect_navigation():
        lead.page.get_by_role("button", name=re.compile("Send the answer")).click()
    lead.see()
    cora.go(f"{raters.base}/result").reads("A good start", "The duty team has never heard of it")
    cora.reads("No date and no budget yet")
