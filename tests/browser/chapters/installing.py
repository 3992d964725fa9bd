"""Installation: a steering group that meets on another day, a plan, trainers, the decision."""

import re
from datetime import date, timedelta
from email.message import EmailMessage

from icalendar import Calendar, Event
from playwright.sync_api import expect

from app.meetings import queries
from app.training.service import trainers as training
from tests.browser.chapters import day_in_words, mail_to, part
from tests.browser.chapters.year import HERE, Year
from tests.browser.visitor import Visitor
from tests.factories.journey import set_milestone
from tests.factories.meetings import make_member
from tests.factories.training import make_trainer

SET_UP, MET, TRAINED = 3, 26, 60
GOOD_UNTIL = 240
TRAINER = "Tara Trainer"


def set_up_the_steering_group(strategic: Visitor, year: Year) -> None:
    """Terms of reference, a member by hand; the others are added meanwhile."""
    strategic.sign_in(year.strategic.email, "What is next")
    strategic.go(f"{HERE}/meetings", "Meetings").reads("Begin with the steering group")
    strategic.follow("Set up a group").see("Set up a group")
    strategic.pick("Steering group").fill("Name", "Steering group")
    strategic.fill_day("Set up on", year.day(SET_UP))
    strategic.fill("What it is for", "Gives the work an owner with the power to decide.")
    strategic.fill("What it decides", "Time, people and money for the framework.")
    strategic.fill("How often it meets", "Every six weeks").fill("Quorum", "2")
    strategic.press("Set up the group").see("Steering group").reads("Nobody yet")
    strategic.follow("Add a member").see("Add a member")
    person = strategic.page.get_by_label("Somebody with an account")
    person.select_option(str(year.strategic.id))
    strategic.pick("Chair").press("Add the member").see("Steering group")
    strategic.reads("Stella Strategic", "With 1 member the group cannot reach its quorum of 2")
    with year.meanwhile(SET_UP):
        (group,) = queries.groups_of(year.site.id, year.day(SET_UP))
        make_member(group, year.successor)
        make_member(group)


def move_its_first_meeting(strategic: Visitor, year: Year) -> None:
    """Planned for one day and moved to another; calendars follow."""
    first, later = year.day(year.weekday(17)), year.day(year.weekday(MET))
    strategic.follow("Plan a meeting").see("Plan a meeting").finds("How many minutes", "90")
    strategic.fill_day("Date", first).fill("Start time", "09:00")
    strategic.fill("Room or meeting link", "Room 4")
    strategic.fill("Agenda (optional)", "Who will be trained first\nThe plan")
    strategic.press("Plan the meeting").see(f"Steering group, {day_in_words(first)}")
    asked = _entry(mail_to(year.portal, year.successor.email, f"on {day_in_words(first)}"))
    strategic.follow("Move").see("Move the meeting").finds("Start time", "09:00")
    strategic.press("Move the meeting", statuses=(400,)).see("Move the meeting")
    expect(strategic.page.get_by_role("alert")).to_contain_text("why the meeting moves")
    strategic.fill_day("Date", later).fill("Why it moves", "The director cannot come before")
    strategic.press("Move the meeting").see(f"Steering group, {day_in_words(later)}")
    strategic.reads("The meeting is moved", day_in_words(later), "Petra Partner")
    mail = mail_to(year.portal, year.successor.email, f"moved to {day_in_words(later)}")
    assert "The director cannot come before" in part(mail, "text/plain").get_content()
    moved = _entry(mail)
    assert (moved["UID"], str(moved.start)[:10]) == (asked["UID"], later.isoformat())
    assert (asked["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)


def _entry(mail: EmailMessage) -> Event:
    calendar = Calendar.from_ical(part(mail, "text/calendar").get_content())
    assert calendar["METHOD"] == "REQUEST"
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return event


def hold_the_meeting(strategic: Visitor, year: Year) -> None:
    """It is found where it was moved to; who came, and it is held."""
    strategic.sign_in(year.strategic.email, "What is next")
    strategic.go(f"{HERE}/meetings", "Meetings")
    heading = f"Steering group, {day_in_words(year.day(year.weekday(MET)))}"
    strategic.main.get_by_role("link", name=re.compile("^Steering group, ")).first.click()
    strategic.see(heading).follow("The plan").see("The plan")
    strategic.fill("Decision", "The plan stands as it was shown.")
    strategic.press("Record the decision").see("The plan")
    strategic.fill("Minutes", "We go through it line by line.").pick("Dealt with")
    strategic.press("Save and go to the meeting").see(heading).reads("The plan stands as it was")
    strategic.follow("Record attendance").see("Who was there")
    for name in ("Stella Strategic", "Sam Successor"):
        strategic.page.get_by_role("group", name=name).get_by_label("Present").check()
    strategic.press("Save attendance").see(heading).reads("2 members")
    strategic.follow("End the meeting").see("End the meeting").reads("Who will be trained first")
    strategic.press("Record as held").see(heading).reads("Its minutes wait for approval")


def approve_the_plan(strategic: Visitor, year: Year) -> None:
    """An objective by hand; the approval completes the milestone."""
    strategic.go(f"{HERE}/plan", "Plan").follow("Add an objective").see("Add an objective")
    strategic.page.get_by_role("radio", name="People and training").check()
    strategic.fill("Objective", "Every practitioner of two teams is trained")
    strategic.fill("What does good look like?", "Each family is assessed the same way.")
    strategic.page.get_by_label("Who leads it").select_option(str(year.strategic.id))
    strategic.fill_day("To be reached by", year.day(120))
    strategic.press("Add the objective").see(re.compile("Every practitioner|^Plan$"))
    strategic.go(f"{HERE}/plan", "Plan").follow("Approve it")
    strategic.see("Implementation plan: approval")
    strategic.fill("Where was it agreed? (optional)", "Steering group")
    strategic.press("Approve it as it stands today").see("Plan")
    strategic.reads("The implementation plan is approved.")
    strategic.go(f"{HERE}/journey", "Journey")
    for name in ("Set up the steering group", "Approve the implementation plan"):
        task = strategic.main.locator(".govuk-task-list__item").filter(has_text=name)
        expect(task.first).to_contain_text("Done")


def train_the_trainers(lead: Visitor, year: Year) -> None:
    """A trainer by hand and one meanwhile; they are trained and get licences."""
    lead.sign_in(year.lead.email, "Who needs you this week")
    lead.go(f"{HERE}/training/trainers", "Trainers").follow("Add a trainer").see("Add a trainer")
    lead.fill("Name", TRAINER).press("Add the trainer").see("Trainers").reads(TRAINER)
    with year.meanwhile(TRAINED):
        other = make_trainer(year.site, "Toby Trainer")
    lead.go(f"{HERE}/training/sessions", "Training sessions")
    lead.follow("Plan training for trainers").see("Plan training for trainers")
    lead.pick("Training for trainers").fill_day("Day", year.day(TRAINED))
    lead.fill("Place", "Town hall").fill("Places", "12").pick(TRAINER).pick("Toby Trainer")
    lead.press("Plan the session").see("Training sessions").reads("The session is planned")
    lead.main.get_by_role("table").get_by_role("rowheader").get_by_role("link").click()
    lead.see(f"Training for trainers on {day_in_words(year.day(TRAINED))}")
    lead.press("Record who came").see(re.compile("^Training for trainers on"))
    lead.reads("The session is recorded").follow(TRAINER).see(TRAINER)
    lead.reads("No licence was issued yet")
    licence(lead, year.day(TRAINED), year.day(GOOD_UNTIL), "Issue")
    with year.meanwhile(TRAINED):
        three_years = year.day(TRAINED) + timedelta(days=3 * 365)
        training.issue_licence(year.site.id, other, year.day(TRAINED), three_years)
        for code in ("communication-plan", "baseline-and-measures", "qa-mechanisms"):
            set_milestone(year.site, code, happened_on=year.day(TRAINED - 5))


def licence(lead: Visitor, issued_on: date, expires_on: date, button: str) -> None:
    """Issue or renew the licence of the trainer whose page is open."""
    lead.fill_day("Issued on", issued_on).fill_day("Expires on", expires_on)
    lead.press(button).see(TRAINER).reads("The licence is entered", day_in_words(expires_on))


def begin_to_implement(lead: Visitor, year: Year) -> None:
    """What the portal knows of the gate is read first; then a person decides."""
    lead.go(f"{HERE}/stage", "Stage").reads("Before leaving Installation", "5 of 6 criteria")
    gate = lead.page.get_by_role("table", name="Criteria")
    expect(gate.get_by_role("row").filter(has_text="two trainers")).to_contain_text("of 2 entered")
    expect(gate.get_by_role("row").filter(has_text="plan is approved")).to_contain_text(
        f"done on {day_in_words(year.day(year.weekday(MET)))}"
    )
    lead.pick("Initial implementation (the next stage)")
    lead.fill("Why?", "Two trainers, a steering group that decides, a plan.")
    lead.fill("What shows it?", "Minutes of the steering group")
    lead.press("Record the decision").see("Overview")
    lead.reads(f"{year.site.name} is now in Initial implementation.")
