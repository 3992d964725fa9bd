"""The strategic lead joins and completes the PreISA without touching a mouse."""

import re
import time
from datetime import date, timedelta

import yaml
from playwright.sync_api import expect

from config import ROOT
from tests.browser.chapters import SITE, day_in_words
from tests.browser.keyboard import Keyboard
from tests.browser.visitor import Visitor

FILE = ROOT / "seeds" / "instruments" / "preisa.v1.yaml"
EVIDENCE = {
    "A1": "Return tables of the last three years, checked by the data officer",
    "C1": "Minutes of the directorate, 4 May",
    "E1": "Screenshot of the new case type",
}
UNKNOWN = "A2"
STOPS_AFTER = "B5"  # the tenth statement: left without pressing anything
LOW = "D3"


def statements() -> dict[str, str]:
    """Item -> its statement, in order."""
    raw = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        item["id"]: " ".join(item["text"].split())
        for section in raw["sections"]
        for item in section["items"]
    }


def score(item: str) -> int:
    """What the story answers: C is strong, F weak, one statement low."""
    return 2 if item == LOW else {"C": 5, "F": 3}.get(item[0], 4)


def join(strategic: Visitor, link: str) -> None:
    """Open the mail's link, choose a password, land on what is next."""
    strategic.go(link, f"Join {SITE}")
    strategic.fill("Choose a password", "password1234")
    strategic.press("Create the account and join", statuses=(400,)).see(f"Join {SITE}")
    expect(strategic.page.get_by_role("alert")).to_contain_text("There is a problem")
    strategic.fill("Choose a password", "plum violin harbour")
    strategic.press("Create the account and join").see("What is next")
    strategic.reads(f"You have joined {SITE}", "Next steps", "PreISA")


def complete(strategic: Visitor, today: date) -> str:
    """All of it by keyboard; returns how long it took, in a sentence."""
    began, keys = time.monotonic(), Keyboard(strategic.page)
    strategic.forbid_mouse()
    _open_the_round(strategic, keys)
    items = statements()
    for number, item in enumerate(items, start=1):
        strategic.see(items[item])
        _answer(strategic, keys, item, today)
        if item == STOPS_AFTER:
            _leave_and_come_back(strategic, keys, number)
        else:
            keys.strike("Enter")
    _facts(strategic, keys)
    _check_and_sign_off(strategic, keys, today)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    return f"PreISA by keyboard: {keys.strokes} strokes, {minutes} min {seconds} s with axe"


def _open_the_round(strategic: Visitor, keys: Keyboard) -> None:
    strategic.go("/", "What is next")
    keys.open(SITE)
    strategic.see("Overview")
    keys.open("Assessments")
    strategic.see("Assessments")
    keys.open("Open the first self assessment")
    strategic.see("Open a self assessment")
    keys.open("Open the self assessment")
    strategic.see("Who answers").reads("At least 4 people from 3 roles")
    keys.open("Back to PreISA, round 1")
    strategic.see("Pre-implementation self assessment")
    keys.open("Answer it yourself")


def _answer(strategic: Visitor, keys: Keyboard, item: str, today: date) -> None:
    """From the top of the page to the answer, which is not sent yet."""
    keys.tab_to("How far is this in place?")
    if item == UNKNOWN:
        keys.strike("ArrowDown", 5).tab_to("Who will find out").write("Data officer")
        due = today + timedelta(days=30)
        for label, number in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
            keys.tab_to(label).write(str(number))
        return
    keys.strike("Space") if score(item) == 1 else keys.strike("ArrowDown", score(item) - 1)
    expect(strategic.page.get_by_role("radio", checked=True)).to_have_value(str(score(item)))
    if item in EVIDENCE:
        keys.tab_to("Evidence").write(EVIDENCE[item]).tab_to("Save and continue")


def _leave_and_come_back(strategic: Visitor, keys: Keyboard, answered: int) -> None:
    """What was chosen is kept without a button; the round goes on at the next statement."""
    note = strategic.page.locator("[data-saved][data-state=saved]")
    expect(note).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    strategic.go(f"/sites/{SITE.lower()}/assessments", "Assessments")
    keys.open("Continue")
    strategic.see("Pre-implementation self assessment").reads(f"{answered} of 28 answered")
    keys.open(f"Continue: {answered} of 28 answered")


def _facts(strategic: Visitor, keys: Keyboard) -> None:
    strategic.see(f"A few facts about {SITE}")
    keys.tab_to("Do you have a written policy").strike("Space")
    keys.tab_to("For how many months").write("6").strike("Enter")


def _check_and_sign_off(strategic: Visitor, keys: Keyboard, today: date) -> None:
    strategic.see("Check your answers").reads("Not sent yet.", "28 of 28", EVIDENCE["A1"])
    strategic.reads("19 high answers", "Data officer")
    keys.open("Continue to sign-off")
    strategic.see("Sign off the PreISA").reads("1 person has handed in, and 4 are asked for")
    keys.tab_to("Why you sign off all the same").write("We answered together around one screen")
    keys.open("Sign off and send to the NSPCC")
    strategic.see("PreISA signed off").reads("The result is ready for you now.")
    keys.open("Read the result")
    read_the_result(strategic, today)


def read_the_result(reader: Visitor, today: date) -> None:
    """The guide, the figures, and the same three times: drawn, in a sentence, in a table."""
    drawing = reader.page.locator("[data-chart][data-drawn]")
    expect(drawing).to_have_count(1)
    reader.see("PreISA result").reads("The guide suggests: ready", "3.9", "Data officer")
    reader.reads(day_in_words(today + timedelta(days=30)), "High answers without evidence")
    expect(drawing.locator("svg.main-svg").first).to_be_visible()
    figure = reader.main.locator("figure")
    expect(figure.locator("figcaption, .portal-chart__sentence").first).to_contain_text(
        "Leadership"
    )
    expect(figure.locator("tbody tr")).to_have_count(6)
    expect(figure.locator("table")).to_contain_text("3.6")


def see_it_done(strategic: Visitor) -> None:
    """The milestone has completed itself."""
    strategic.go(f"/sites/{SITE.lower()}/journey", "Journey")
    task = strategic.main.locator(".govuk-task-list__item").filter(has_text="PreISA")
    expect(task.first).to_contain_text("Done")
