"""Full implementation: the ISA and the review are in, a person decides, the year can be read."""

from playwright.sync_api import expect

from tests.browser.chapters import day_in_words
from tests.browser.chapters.installing import TRAINED
from tests.browser.chapters.year import HERE, Year
from tests.browser.visitor import Visitor
from tests.factories.assessments import answer_all, make_rater, make_round, sign_off

ASSESSED, ARRIVED = 350, 365


def assess_meanwhile(year: Year) -> None:
    """ISA and 12-month review are answered and signed off."""
    for code, best in (("isa", 2), ("review", 3)):
        with year.meanwhile(ASSESSED):
            slug = make_round(year.site, year.lead, code)
            answer_all(make_rater(year.site, slug, year.successor), best)
            sign_off(year.site, slug, year.successor)


def decide(lead: Visitor, year: Year) -> None:
    """The facts, the reason in spite of what is not met, the stage."""
    lead.sign_in(year.lead.email, "Who needs you this week")
    lead.go(f"{HERE}/stage", "Stage").reads("Before leaving Initial implementation")
    gate = lead.page.get_by_role("table", name="Criteria")
    for criterion in ("The pilot is reviewed", "The plan for wider implementation"):
        expect(gate.get_by_role("row").filter(has_text=criterion)).to_contain_text("was done on")
    lead.pick("Full implementation (the next stage)")
    lead.fill("Why?", "The second pilot did what the first did not.")
    lead.fill("What shows it?", "ISA, review of both pilots")
    lead.press("Record the decision").see("Overview")
    lead.reads(f"{year.site.name} is now in Full implementation.")


def read_the_year(lead: Visitor, year: Year) -> None:
    """Journey, timeline and history tell it."""
    lead.go(f"{HERE}/journey", "Journey")
    for name in ("Complete the ISA", "Review the pilot", "Plan wider implementation"):
        task = lead.main.locator(".govuk-task-list__item").filter(has_text=name)
        expect(task.first).to_contain_text("Done")
    lead.follow("Timeline", exact=False).see("Timeline")
    expect(lead.page.locator("[data-chart][data-drawn]")).to_have_count(1)
    lead.reads(day_in_words(year.day(TRAINED))[:6])
    lead.go(f"{HERE}/history/changes", "All recorded changes").reads(
        f"Stage moved from Initial implementation to Full implementation on "
        f"{day_in_words(year.day(ARRIVED))}.",
        "The second pilot did what the first did not.",
        f"Milestone “Complete the ISA” done on {day_in_words(year.day(ASSESSED))}.",
        "Milestone “Hold the 12-month review workshop” done on",
        "The roll-out after Pilot 2 is planned",
        "Pilot 2: decided to widen.",
    )
