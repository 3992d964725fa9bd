"""A meeting in real browsers: minutes are saved as they are typed, and two writers lose nothing."""

import re

import pytest
from playwright.sync_api import expect

from app.core.db import transaction
from tests.browser.conftest import Meet
from tests.browser.portal import LivePortal
from tests.factories.accounts import give_password
from tests.factories.meetings import make_group, make_meeting, make_member, weekday
from tests.worlds import World, build_world

SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture(scope="module")
def portal(shared_portal: LivePortal) -> LivePortal:
    """One for all of these."""
    return shared_portal


@pytest.fixture(scope="module")
def world(shared_data: str) -> World:
    """A steering group that met some days ago and was not written up yet."""
    world = build_world()
    for person in (world.strategic, world.lead):
        give_password(person)
    with transaction():
        group = make_group(world.home)
        for person in (world.strategic, world.lead):
            make_member(group, person)
        make_meeting(world.home, world.strategic, group, on=weekday(-5))
    return world


def test_two_people_who_write_on_one_item_both_keep_their_words(meet: Meet, world: World) -> None:
    strategic, lead = meet("strategic"), meet("lead", width=360)
    for visitor, person in ((strategic, world.strategic), (lead, world.lead)):
        visitor.sign_in(person.email)
        visitor.go("/sites/northmoor/meetings", "Meetings")
        visitor.page.get_by_role("table", name="Meetings").get_by_role("rowheader").get_by_role(
            "link"
        ).click()
        visitor.see(re.compile("^Steering group"))
        visitor.page.get_by_role("link", name="Training dates").click()
        visitor.see("Training dates")
    with strategic.page.expect_response(re.compile("autosave")):
        strategic.page.get_by_label("Minutes", exact=True).press_sequentially("Two teams in May")
    expect(strategic.page.locator("[data-saved]")).to_have_text(SAVED)
    with lead.expecting(409):
        lead.page.get_by_label("Minutes", exact=True).press_sequentially("Three teams")
        expect(lead.page.get_by_role("alert").get_by_text("Two teams in May")).to_be_visible()
        lead.see()
        lead.press("Keep mine")
        expect(lead.page.locator("[data-saved]")).to_have_text(SAVED)
    lead.page.reload()
    lead.see("Training dates").finds("Minutes", "Three teams")
