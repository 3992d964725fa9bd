"""A note of a call in real browsers: with the keyboard alone, by two people at once, on paper."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.checkins.models import CheckInCall
from app.core import audit, clock
from app.core.db import transaction
from app.core.web.edge import Portal
from app.sites.rules.working_days import working_day_from
from tests.browser.conftest import Meet
from tests.browser.keyboard import Keyboard
from tests.browser.portal import LivePortal
from tests.factories.accounts import give_password
from tests.factories.calls import hold
from tests.factories.checkins import book_call
from tests.factories.journey import make_journey
from tests.factories.plans import make_action
from tests.factories.standing import make_event
from tests.worlds import World, build_world

SAVED = re.compile(r"^Saved \d\d:\d\d$")
SITE = "/sites/northmoor/check-ins"
NOTE = re.compile("^Note of the call")
MOST_STROKES = 320  # of which 131 are the words of SAID; a slow typist strikes 100 keys a minute
SAID = {
    "Since last time": "Two teams began; the practice group met twice.",
    "People changes": "The deputy leaves in May, nobody named yet.",
    "Cases started": "Five since the last call.",
    "Training": "Ten more in June.",
}


@pytest.fixture(scope="module")
def world(app: Portal, shared_data: str) -> World:
    """People with passwords, and a site with much to say."""
    world = build_world()
    for person in (world.lead, world.admin):
        give_password(person)
    with app.app_context(), transaction():
        audit.because("made", summary="Made for a test.")
        make_journey(world.home)
        make_event(world.home)
        for number in range(30):
            title = f"Agree with the court team which of the two formats stands, part {number}"
            make_action(world.home, world.strategic, title, owner=world.strategic)
    return world


@pytest.fixture(scope="module")
def calls(app: Portal, world: World) -> Iterator[list[CheckInCall]]:
    """Two held, then one for each test."""
    first = clock.today() - timedelta(days=100)
    with app.app_context():
        with clock.pretend(clock.now() - timedelta(days=120)):
            made = [
                book_call(world, working_day_from(first + timedelta(days=20 * n))) for n in range(5)
            ]
        words = "The steering group met and agreed who does what until the summer. " * 6
        for call in made[:2]:
            hold(world, call, since=words, people=words, barriers="B03 B06", confidence="7")
        yield made


@pytest.fixture(scope="module")
def portal(calls: list[CheckInCall], shared_portal: LivePortal) -> LivePortal:
    """One for all of these."""
    return shared_portal


def test_a_note_is_written_in_five_minutes_with_the_keyboard_alone(
    meet: Meet, world: World, calls: list[CheckInCall]
) -> None:
    lead = meet("lead")
    lead.sign_in(world.lead.email)
    lead.go(f"{SITE}/{calls[2].id}/note", NOTE)
    began, keys = time.monotonic(), Keyboard(lead.page)
    keys.tab_to("Stella Strategic").strike("Space")
    for label, words in SAID.items():
        keys.tab_to(label).write(words)
    keys.tab_to("Find a barrier").write("practit").strike("Enter")
    keys.tab_to("Find what helps").write("champ").strike("Enter")
    keys.tab_to("How sure").strike("Space").strike("ArrowRight", 5)
    keys.tab_to("What is to be done").write("Name who follows the deputy")
    keys.tab_to("Who does it").write("Stella")
    keys.open("Add the action")
    lead.reads("Name who follows the deputy").see(NOTE)
    keys.tab_to("For the NSPCC only").write("The lead is tired.")
    keys.open("Save the note")
    lead.see(re.compile("^Check-in call"))
    took = time.monotonic() - began
    for words in (*SAID.values(), "Practitioners do not feel sure", "6 of 10", "Name who follows"):
        expect(lead.main).to_contain_text(words)
    expect(lead.main).to_contain_text("The lead is tired.")
    lead.go(SITE, "Check-in calls")
    expect(lead.main.get_by_role("table", name="Planned")).to_be_visible()
    written = sum(map(len, SAID.values()))
    print(f"a note: {keys.strokes} strokes, {written} of them words; {took:.0f} s by script")
    assert keys.strokes <= MOST_STROKES


def test_two_people_fill_in_one_note_and_only_the_same_field_asks(
    meet: Meet, world: World, calls: list[CheckInCall]
) -> None:
    lead, admin = meet("lead"), meet("admin", width=360)
    for visitor, person in ((lead, world.lead), (admin, world.admin)):
        visitor.sign_in(person.email)
        visitor.go(f"{SITE}/{calls[3].id}/note", NOTE)
    training, cases = lead.page.get_by_label("Training"), admin.page.get_by_label("Cases started")
    with lead.page.expect_response(re.compile("/note/training$")):
        training.press_sequentially("Ten in June")
    with admin.page.expect_response(re.compile("/note/cases$")):
        cases.press_sequentially("Three")
    expect(lead.page.locator("[data-saved]", has_text=SAVED)).to_have_count(1)
    with lead.expecting(409):
        lead.page.get_by_label("Cases started").press_sequentially("Four")
        alert = lead.page.get_by_role("alert")
        expect(alert.get_by_text("Ada Admin changed this")).to_be_visible()
        expect(alert.get_by_text("Three")).to_be_visible()
        lead.see()
        with lead.page.expect_response(re.compile("/note/cases$")):
            lead.press("Keep mine")
        expect(alert).to_have_count(0)
    admin.page.reload()
    admin.see(NOTE).finds("Cases started", "Four").finds("Training", "Ten in June")


def test_the_call_sheet_of_a_full_site_prints_on_one_page(
    meet: Meet, world: World, calls: list[CheckInCall]
) -> None:
    lead = meet("lead")
    lead.sign_in(world.lead.email)
    lead.go(f"{SITE}/{calls[4].id}/sheet", re.compile("^Call sheet"))
    printed = lead.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
