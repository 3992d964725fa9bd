"""The NSPCC's implementation lead decides, moves the site on, and books the first call."""

from datetime import date, timedelta
from email.message import EmailMessage

from icalendar import Calendar, Event
from playwright.sync_api import expect

from tests.browser.chapters import (
    CAST,
    SITE,
    call_day,
    call_start,
    day_in_words,
    mail_to,
    part,
)
from tests.browser.chapters.self_assessment import read_the_result
from tests.browser.portal import LivePortal
from tests.browser.visitor import Visitor

AGENDA = "The low answer about caseloads"
PLACE = "https://meet.example/calverbridge"


def record_the_decision(lead: Visitor, today: date) -> None:
    """Find the site in the portfolio, read the result, decide."""
    lead.sign_in(CAST.lead, "Who needs you this week").reads(SITE)
    lead.go("/sites", "Sites").reads("Exploration").follow(SITE).see("Overview")
    lead.follow("Assessments").see("Assessments")
    lead.follow("Pre-implementation self assessment, round 1", exact=False)
    read_the_result(lead, today)
    lead.follow("Answer and decide").see("Answer for the NSPCC")
    lead.press("Send the answer", statuses=(400,)).see("Answer for the NSPCC")
    expect(lead.page.get_by_role("alert")).to_contain_text("There is a problem")
    lead.pick("Proceed").fill(
        "Answer to the whole, and why this is decided",
        "The ground is prepared; caseloads are talked about.",
    )
    lead.press("Send the answer").see("PreISA result")
    lead.reads("The answer is recorded", "Proceed.", "caseloads are talked about")


def move_to_installation(lead: Visitor, today: date) -> None:
    """With reason and evidence; without evidence it is refused."""
    lead.go(f"/sites/{SITE.lower()}/stage", "Stage")
    lead.pick("Installation (the next stage)").fill("Why?", "The PreISA says ready.")
    lead.press("Record the decision", statuses=(400,)).see("Stage")
    expect(lead.page.get_by_label("Why?", exact=True)).to_have_value("The PreISA says ready.")
    lead.fill("What shows it?", "PreISA result and the call of the sponsors")
    lead.press("Record the decision").see("Overview")
    lead.reads(f"{SITE} is now in Installation.")
    lead.go("/sites", "Sites").reads("Installation", day_in_words(today)[:6])


def book_the_first_call(lead: Visitor, today: date) -> None:
    """On the other side of the next change of the clocks."""
    lead.go(f"/sites/{SITE.lower()}/check-ins", "Check-in calls")
    lead.follow("Book a call").see("Book a check-in call").reads("Stella Strategic", "Lena Lead")
    lead.pick("Another day or time")
    lead.fill_day("Date", call_day(today)).fill("Start time", "14:30")
    lead.fill("Meeting link or phone number", PLACE)
    lead.fill("What to talk about (optional)", AGENDA)
    if (call_day(today) - today).days > 42:  # later than is usual in Exploration
        lead.press("Book the call", statuses=(400,)).see("Book a check-in call")
        lead.reads("late for a first")
        lead.fill("Why this day all the same", "After the training for trainers")
    lead.press("Book the call").see("Check-in calls")
    lead.reads(f"The call is booked for {day_in_words(call_day(today))} at 14:30")


def receive_the_invitations(portal: LivePortal, today: date) -> None:
    """Everyone invited gets a calendar file in Outlook's terms, in universal time."""
    for address in (CAST.strategic, CAST.lead):
        mail = mail_to(portal, address, f"{SITE}: check-in call on")
        event = invitation(mail)
        starts = f"{call_start(today):%Y%m%dT%H%M%SZ}"
        assert f"DTSTART:{starts}" in event.to_ical().decode()
        assert event.start == call_start(today)
        assert event.end == call_start(today) + timedelta(minutes=45)
        assert f"mailto:{address}" in {str(one).lower() for one in attendees(event)}
        assert AGENDA in part(mail, "text/plain").get_content()
        when = f"When: {day_in_words(call_day(today))}, 14:30"
        assert when in part(mail, "text/plain").get_content()


def invitation(mail: EmailMessage) -> Event:
    """The event of the mail's calendar part; its method stands in both places."""
    carried = part(mail, "text/calendar")
    assert carried.get_param("method") == "REQUEST"
    calendar = Calendar.from_ical(carried.get_content())
    assert calendar["METHOD"] == "REQUEST"
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return event


def attendees(event: Event) -> list[object]:
    """The attendees of an event, however many."""
    found = event["ATTENDEE"]
    return list(found) if isinstance(found, list) else [found]


def receive_the_reminder(portal: LivePortal, today: date, now_days: float) -> None:
    """The worker sends it a week before, when its clock has come there, among what else is due."""
    before, when = len(portal.inbox.mails), f"{day_in_words(call_day(today))} at 14:30, in 7 days"
    with portal.worker(now_days):
        mail = mail_to(portal, CAST.strategic, f"{SITE}: ", after=before)
        mail_to(portal, CAST.lead, f"{SITE}: ", after=before)
    text = " ".join(part(mail, "text/plain").get_content().split())
    assert when in text
    assert PLACE in text
    assert str(mail["Reply-To"]).find(CAST.lead) >= 0


def read_the_history(lead: Visitor, today: date) -> None:
    """All that happened stands there in words, with who did it."""
    lead.go(f"/sites/{SITE.lower()}/history/changes", "All recorded changes")
    training = today + timedelta(days=60)
    lead.reads(
        f"Adoption added: {SITE}.",
        "Journey planned: 32 milestones, counted from the contract on "
        f"{day_in_words(today)} and training for trainers on {day_in_words(training)}.",
        "Somebody was invited as strategic lead.",
        "Somebody joined as strategic lead.",
        "PreISA, round 1: somebody began to answer.",
        "PreISA, round 1, signed off with 28 items. The guide suggests “Ready”.",
        f"Milestone “Complete the PreISA” done on {day_in_words(today)}.",
        "PreISA, round 1: the NSPCC decided “Proceed”.",
        "The ground is prepared; caseloads are talked about.",
        f"Stage moved from Exploration to Installation on {day_in_words(today)}.",
        "The PreISA says ready.",
        f"Check-in call booked for {day_in_words(call_day(today))} at 14:30.",
    ).reads("Stella Strategic", "Ada Admin", "Lena Lead")
