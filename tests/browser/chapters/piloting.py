"""The pilot: planned and agreed, counted, reviewed, adjusted; the next one is widened."""

from datetime import timedelta

from playwright.sync_api import expect

from app.pilots import queries, service
from app.pilots.rules.months import missing_months
from app.pilots.rules.review import PROCESS, Finding
from tests.browser.chapters import day_in_words
from tests.browser.chapters.year import HERE, Year
from tests.browser.visitor import Visitor
from tests.factories.pilots import COHORT, PARTS, QUIET

PLANNED, COUNTED, ENDED = 65, 112, 140
NEXT_BEGINS, NEXT_ENDS, WIDENED = 160, 235, 245
NAME = "Two teams"
FIRST, SECOND = f"Pilot 1: {NAME}", f"Pilot 2: {NAME}, continued"


def plan_the_pilot(strategic: Visitor, year: Year) -> None:
    """A name, teams and children, dates; what is tried and measured comes meanwhile; agreed."""
    strategic.sign_in(year.strategic.email, "What is next")
    strategic.go(f"{HERE}/pilots", "Pilots").reads("No pilot yet").follow("Plan a pilot")
    strategic.see("Plan a pilot").fill("Name of the pilot", NAME)
    strategic.press("Begin the plan").see(FIRST).follow("Say which teams and children take part")
    strategic.see("Teams and children").finds("Name of the pilot", NAME)
    strategic.fill("What do you want to find out?", COHORT.aim)
    strategic.fill("Teams that take part", COHORT.teams).fill("How many children", "12")
    strategic.pick("Care order (section 31)").press("Save").see(FIRST)
    with year.meanwhile(PLANNED):
        for each in PARTS:
            service.add_part(year.site.id, _newest(year), each)
    strategic.page.reload()
    strategic.see(FIRST).follow("Say who answers for it and when it runs").see("Dates and owner")
    strategic.page.get_by_label("Who answers for the pilot").select_option(str(year.strategic.id))
    strategic.fill_day("First day", year.day(PLANNED + 5))
    strategic.fill_day("Last day", year.day(ENDED)).press("Save").see(FIRST)
    _agree(strategic, FIRST)


def _agree(strategic: Visitor, title: str) -> None:
    strategic.follow("Read the plan and agree it").see(f"Plan of {title}")
    strategic.reads("Draw the family tree together", "Somebody leaves")
    strategic.press("Agree the plan").see(title).reads("Not yet")


def _newest(year: Year) -> int:
    listed = queries.of_site(year.site.id, queries.Wanted(), year.day(0), 1)
    return max(one.id for one in listed.rows)


def _count(year: Year, number: int) -> None:
    """Enter the months of the newest pilot that are not entered yet."""
    found = queries.find(year.site.id, _newest(year), year.day(number))
    assert found is not None
    assert found.times.starts_on is not None
    assert found.times.ends_on is not None
    entered = frozenset(one.month for one in queries.months_of(found.id))
    span = found.times.starts_on, found.times.ends_on
    for month in missing_months(*span, entered, year.day(number)):
        service.enter_month(year.site.id, found.id, month, QUIET, 0, "As it was.")


def enter_a_month(strategic: Visitor, year: Year) -> None:
    """The counts of the first month; a number that cannot be is sent back."""
    strategic.sign_in(year.strategic.email, "What is next")
    month = f"{year.day(PLANNED + 5):%B %Y}"
    strategic.go(f"{HERE}/pilots", "Pilots").follow(FIRST).see(FIRST).reads(f"Missing: {month}")
    strategic.follow(f"Enter the counts of {month}").see(f"Counts of {month}")
    for key, number in QUIET.items():
        strategic.page.locator(f"[name={key}]").fill(str(number))
    strategic.page.locator("[name=finished_1]").fill("9")
    strategic.press("Save the counts", statuses=(400,)).see(f"Counts of {month}")
    expect(strategic.page.get_by_role("alert")).to_contain_text("stage 1")
    strategic.page.locator("[name=finished_1]").fill("3")
    strategic.press("Save the counts").see("Monthly counts of Pilot 1").reads(month)


def review_and_adjust(strategic: Visitor, year: Year) -> None:
    """It ends; the numbers and how it went; something has to change."""
    strategic.sign_in(year.strategic.email, "What is next")
    with year.meanwhile(ENDED):
        _count(year, ENDED)
    strategic.go(f"{HERE}/pilots", "Pilots").follow(FIRST).see(FIRST)
    strategic.follow("Say that the pilot ended").see("The pilot ended")
    strategic.press("Save the end").see(FIRST).press("Begin the review").see(f"Review of {FIRST}")
    strategic.follow("What the numbers say").see("What the numbers say")
    strategic.reads("The monthly counts say")
    strategic.fill("What do the numbers say altogether?", "Fewer returns than we hoped for.")
    strategic.press("Save").see(f"Review of {FIRST}").follow("How it went").see("How it went")
    for name, question in PROCESS:
        strategic.fill(question, f"What we heard about {name}.")
    strategic.press("Save").see(f"Review of {FIRST}").press("Finish the review").see(FIRST)
    decide(strategic, FIRST, "Adjust", "Plan the next pilot")
    strategic.press("Plan the next pilot with this plan").see(SECOND).reads(FIRST)


def decide(strategic: Visitor, title: str, decision: str, follows: str) -> None:
    """Decide about the pilot whose page is open."""
    strategic.follow("Decide: widen, adjust or stop").see("Decide: widen, adjust or stop")
    strategic.page.get_by_role("radio", name=decision).check()
    strategic.fill("Why?", "Two visits are needed where we planned one.").pick(follows)
    strategic.press("Record the decision").see(title).reads("Two visits are needed")


def agree_the_next(successor: Visitor, year: Year) -> None:
    """The successor finds the plan of the next pilot, dates it and agrees it."""
    successor.go(f"{HERE}/pilots", "Pilots").follow(SECOND).see(SECOND)
    successor.follow("Say who answers for it and when it runs").see("Dates and owner")
    successor.page.get_by_label("Who answers for the pilot").select_option(str(year.successor.id))
    successor.fill_day("First day", year.day(NEXT_BEGINS))
    successor.fill_day("Last day", year.day(NEXT_ENDS)).press("Save").see(SECOND)
    _agree(successor, SECOND)


def review_meanwhile(year: Year) -> None:
    """The next pilot is counted, ended and reviewed."""
    with year.meanwhile(WIDENED - 1):
        number, site = _newest(year), year.site.id
        _count(year, WIDENED)
        service.end(site, number, year.day(NEXT_ENDS), "As planned")
        service.begin_review(site, number)
        found = {one.id: Finding(3.0, "As hoped") for one in queries.measures_of(number)}
        service.save_data(site, number, "As many returns as hoped.", found, 1)
        service.save_process(site, number, {name: f"About {name}." for name, _ in PROCESS}, 2)
        service.finish_review(site, number)


def widen(successor: Visitor, year: Year) -> None:
    """The next one goes to more teams, by a roll-out plan."""
    successor.sign_in(year.successor.email, "What is next")
    successor.go(f"{HERE}/pilots", "Pilots").follow(SECOND).see(SECOND)
    decide(successor, SECOND, "Widen", "Plan the roll-out")
    successor.follow("Plan the roll-out").see("Roll-out after Pilot 2")
    successor.follow("Add a team").see("Add a step of the roll-out").fill(
        "Team or service", "Night team"
    )
    begins = year.day(WIDENED) + timedelta(days=60)
    successor.fill_day("When does it begin?", begins).fill("Who sees to it?", "Data lead")
    successor.press("Add it").see("Roll-out after Pilot 2").reads("Night team")
    successor.press("The roll-out is planned").see("Roll-out after Pilot 2")
    successor.reads(f"Planned on {day_in_words(year.day(WIDENED))}")
