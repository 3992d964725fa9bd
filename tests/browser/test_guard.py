"""What may identify a child is asked about: wide and on a phone, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from app.core import audit
from app.core.db import transaction
from tests.browser.conftest import PHONE, WIDE, Meet
from tests.browser.portal import LivePortal
from tests.browser.visitor import Visitor
from tests.factories.accounts import give_password
from tests.factories.assessments import make_rater, make_round
from tests.worlds import World, build_world

FAMILY = "Minutes in which Jayden’s mum speaks"
BOX = "This does not identify a child or a family"


@pytest.fixture(scope="module")
def portal(shared_portal: LivePortal) -> LivePortal:
    """One for all of these: each test has an item of its own."""
    return shared_portal


@pytest.fixture(scope="module")
def world(shared_data: str) -> World:
    """The strategic lead of the home site has begun a PreISA."""
    made = build_world()
    with transaction():
        audit.because("round made", summary="Made for a test.")
        slug = make_round(made.home, made.lead)
        make_rater(made.home, slug, made.strategic)
    give_password(made.strategic)
    return made


def at_item(visitor: Visitor, world: World, item: str) -> Visitor:
    """The rater at an item, signed in."""
    visitor.sign_in(world.strategic.email)
    return visitor.go(f"/sites/{world.home.slug}/assessments/preisa-1/items/{item}")


@pytest.mark.parametrize(("item", "width"), [("A1", WIDE), ("A2", PHONE)])
def test_autosave_waits_for_the_button_and_then_for_the_box(
    meet: Meet, world: World, item: str, width: int
) -> None:
    rater = at_item(meet(f"rater-{width}", width=width), world, item)
    note = rater.page.locator("[data-saved]")
    with rater.expecting(422):  # until the box is ticked, each pause in typing is refused
        rater.fill("Evidence", FAMILY).page.keyboard.press("Tab")
        expect(note).to_contain_text("save with the button to confirm that")
        rater.see()
        rater.pick("3 – Agreed or partly in place")
        rater.press("Save and continue", statuses=(400,))
        expect(rater.page.get_by_role("alert")).to_contain_text("looks like the name of a child")
        box = rater.page.get_by_label(BOX)
        expect(box).not_to_be_checked()
        rater.see().finds("Evidence", FAMILY)
    with rater.page.expect_response(re.compile("autosave")) as answered:
        box.check()
    assert answered.value.status == 201
    expect(note).to_have_attribute("data-state", "saved")
    rater.see().go(rater.page.url.removeprefix(rater.address)).finds("Evidence", FAMILY)
    rater.press("Save and continue").see()
    assert not rater.page.url.endswith(item)


def test_without_scripts_the_box_confirms_too(meet: Meet, world: World) -> None:
    rater = at_item(meet("plain", scripts=False), world, "A3")
    rater.fill("Evidence", FAMILY).pick("3 – Agreed or partly in place")
    rater.press("Save and continue", statuses=(400,)).see()
    rater.reads("looks like the name of a child or relative")
    rater.page.get_by_label(BOX).check()
    rater.press("Save and continue").see()
    assert rater.page.url.endswith("/items/A4#main-content")
