"""The autosaved form keeps what was typed, whatever happens to the line or the sign-in."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Route, expect

from app.accounts.models import Person
from app.core import audit
from app.core.db import transaction
from tests.browser.conftest import Meet
from tests.browser.portal import LivePortal, wait_until
from tests.browser.visitor import Visitor
from tests.factories.accounts import give_password
from tests.factories.assessments import make_rater, make_round
from tests.worlds import build_world

SAVED = re.compile(r"^Saved \d\d:\d\d$")
TRYING = "Not saved yet – we keep trying. Do not close this page."
SIGNED_OUT = re.compile("You were signed out. What you typed is still here.")


@dataclass(frozen=True)
class Round:
    """An open round, and the people around it."""

    items: str
    rater: Person
    other: Person


@pytest.fixture(scope="module")
def portal(shared_portal: LivePortal) -> LivePortal:
    """One for all of these: each test has an item of its own."""
    return shared_portal


@pytest.fixture(scope="module")
def round_(shared_data: str) -> Round:
    """The strategic lead of the home site has begun a PreISA."""
    world = build_world()
    with transaction():
        audit.because("round made", summary="Made for a test.")
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
    return Round(
        f"/sites/{world.home.slug}/assessments/{slug}/items",
        give_password(world.strategic),
        give_password(world.contributor),
    )


def at_item(visitor: Visitor, round_: Round, item: str) -> Visitor:
    """The rater at an item, signed in if need be."""
    if visitor.page.url == "about:blank":
        visitor.sign_in(round_.rater.email, "What is next")
    return visitor.go(f"{round_.items}/{item}")


def says(visitor: Visitor, words: str | re.Pattern[str]) -> None:
    """Wait until the line under the form says this."""
    note = "[data-saved][data-state=saved]" if words is SAVED else "[data-saved]"
    expect(visitor.page.locator(note)).to_have_text(words)


def test_an_answer_is_saved_without_pressing_anything(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater"), round_, "A1")
    rater.page.get_by_label("4 – Mostly in place").check()
    says(rater, SAVED)
    rater.fill("Evidence", "Board paper of May")
    says(rater, SAVED)
    expect(rater.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    rater.see()
    with rater.page.expect_response(re.compile("autosave")):
        rater.page.get_by_label("Comment (optional)").press_sequentially("Ask again")
    expect(rater.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    at_item(rater, round_, "A1")
    expect(rater.page.get_by_label("4 – Mostly in place")).to_be_checked()
    rater.finds("Evidence", "Board paper of May")


def test_what_was_typed_before_the_script_came_is_saved_too(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater"), round_, "A1")

    def type_first(route: Route) -> None:
        rater.page.get_by_label("Evidence", exact=True).fill("Typed at once")
        route.continue_()

    rater.page.route("**/autosave*.js", type_first, times=1)
    rater.page.goto(rater.page.url.replace("A1", "C3"))
    says(rater, SAVED)
    at_item(rater, round_, "C3").finds("Evidence", "Typed at once")


def test_without_a_line_it_keeps_trying_and_warns_who_leaves(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater"), round_, "A2")
    rater.context.set_offline(True)
    rater.fill("Evidence", "Typed in the tunnel")
    says(rater, TRYING)
    with rater.page.expect_event("dialog") as asked:
        rater.page.once("dialog", lambda dialog: dialog.dismiss())
        rater.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    rater.context.set_offline(False)
    says(rater, SAVED)
    rater.finds("Evidence", "Typed in the tunnel")
    rater.see()


def test_a_server_that_is_away_is_asked_again(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater"), round_, "A3")
    away = [503, 503, 429]

    def answer(route: Route) -> None:
        if away:
            route.fulfill(status=away.pop(), headers={"Retry-After": "1"}, body="away")
        else:
            route.continue_()

    rater.page.route("**/autosave", answer)
    with rater.expecting(503, 429):
        rater.pick("2 – Talked about, nothing agreed")
        says(rater, TRYING)
        says(rater, SAVED)
    assert not away
    at_item(rater, round_, "A3")
    expect(rater.page.get_by_label("2 – Talked about")).to_be_checked()


def test_saved_is_said_of_the_last_answer_only(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater"), round_, "A5")
    held: list[Route] = []
    rater.page.route("**/autosave", lambda route: held.append(route))
    with rater.page.expect_request("**/autosave"):
        rater.pick("2 – Talked about, nothing agreed")
    rater.page.get_by_label("4 – Mostly in place").check()
    with rater.page.expect_request("**/autosave"):
        held[0].continue_()
    expect(rater.page.locator("[data-saved]")).to_be_empty()
    held[1].continue_()
    says(rater, SAVED)


def test_what_was_typed_last_is_saved_when_the_page_is_left_at_once(
    meet: Meet, round_: Round
) -> None:
    rater = at_item(meet("rater"), round_, "B2")
    rater.fill("Evidence", "Last words").go("/help", "Help")
    evidence = rater.page.get_by_label("Evidence", exact=True)
    wait_until(
        lambda: (at_item(rater, round_, "B2"), evidence.input_value())[1] == "Last words",
        "the last words",
    )


def test_after_signing_in_again_in_another_tab_it_goes_on_by_itself(
    meet: Meet, round_: Round
) -> None:
    rater = at_item(meet("rater"), round_, "A4")
    other_tab = sign_out_elsewhere(rater)
    with rater.expecting(401):
        rater.fill("Evidence", "Typed while signed out")
        says(rater, SIGNED_OUT)
        rater.see()
        with rater.context.expect_page() as opened:
            rater.page.get_by_role("link", name="Sign in again").click()
        opened.value.close()
        other_tab.sign_in(round_.rater.email, "What is next")
        rater.page.bring_to_front()
        says(rater, SAVED)
    at_item(rater, round_, "A4")
    rater.finds("Evidence", "Typed while signed out")


def test_nothing_is_saved_under_somebody_elses_name(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater"), round_, "B1")
    other_tab = sign_out_elsewhere(rater)
    other_tab.sign_in(round_.other.email)
    posts: list[int] = []
    rater.page.on("response", lambda answer: posts.append(answer.status))
    with rater.expecting(400, 401, 403):
        rater.fill("Evidence", "Mine alone")
        expect(rater.page.locator("[data-saved]")).not_to_be_empty()
        rater.page.wait_for_event("response", lambda answer: "items/B1" in answer.url)
    assert not [status for status in posts if status in (201, 204)]
    expect(rater.page.locator("[data-saved]")).not_to_have_text(SAVED)
    rater.finds("Evidence", "Mine alone")
    leave(rater)


def sign_out_elsewhere(visitor: Visitor) -> Visitor:
    """Sign out in another tab of the same browser; returns that tab."""
    tab = visitor.another_tab()
    return tab.go("/account").press("Sign out").see("Sign in")


def leave(visitor: Visitor) -> None:
    """Close the tab although something in it is not saved."""
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.page.close()


def two_windows(meet: Meet, round_: Round, item: str) -> Visitor:
    """One window of the rater, after another has saved 3 and the first has chosen 5."""
    rater = at_item(meet("rater"), round_, item)
    there = rater.another_tab().go(f"{round_.items}/{item}")
    there.page.get_by_label("3 – Agreed or partly in place").check()
    says(there, SAVED)
    rater.page.bring_to_front()
    with rater.expecting(409):
        rater.page.get_by_label("5 – Fully in place").check()
        conflict = rater.page.get_by_role("alert")
        expect(conflict).to_contain_text("What you entered")
        expect(conflict).to_contain_text("5, fully in place")
        expect(conflict).to_contain_text("3, agreed or partly in place")
        expect(conflict).to_be_focused()
        return rater.see()


def test_of_two_windows_the_reader_keeps_this_one(meet: Meet, round_: Round) -> None:
    rater = two_windows(meet, round_, "C1").press("Keep mine")
    says(rater, SAVED)
    at_item(rater, round_, "C1")
    expect(rater.page.get_by_label("5 – Fully in place")).to_be_checked()


def test_of_two_windows_the_reader_takes_the_other(meet: Meet, round_: Round) -> None:
    rater = two_windows(meet, round_, "C2").press("Take theirs").see()
    expect(rater.page.get_by_label("3 – Agreed or partly in place")).to_be_checked()


def test_a_form_is_sent_once_however_often_the_button_is_struck(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater"), round_, "D1")
    sent: list[str] = []
    rater.page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    rater.page.get_by_role("button", name="Save and go to the list").dblclick()
    rater.see("All statements")
    assert [url for url in sent if url.endswith("D1")] == [rater.address + f"{round_.items}/D1"]


def test_without_scripts_an_expired_sign_in_gives_the_form_back(meet: Meet, round_: Round) -> None:
    rater = at_item(meet("rater", scripts=False), round_, "E1")
    sign_out_elsewhere(rater)
    with rater.expecting(401):
        rater.fill("Evidence", "Typed for half an hour").press("Save and go to the list")
        rater.see("Sign in to go on")
    rater.fill("E-mail address", round_.rater.email).fill("Password", "plum violin harbour")
    rater.press("Sign in and go on").see("You are signed in: your form is ready")
    rater.press("Show my form").see()
    rater.finds("Evidence", "Typed for half an hour")
    rater.press("Save and go to the list").see("All statements")
