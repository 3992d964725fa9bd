"""Check-in calls as both sides live them: offered, picked, moved, held, missed, and their mails."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from playwright.sync_api import expect

from app.accounts.models import Person
from app.core import audit
from app.core.db import transaction
from app.core.web.edge import Portal
from app.sites.rules.working_days import working_day_from
from tests.browser.chapters import LONDON, mail_to, part
from tests.browser.chapters.year import MORNING, Year
from tests.browser.conftest import Meet
from tests.browser.portal import LivePortal, live_portal, wait_until
from tests.browser.visitor import Visitor
from tests.factories.accounts import give_password
from tests.factories.journey import make_journey
from tests.worlds import World, build_world

SITE = "/sites/northmoor/check-ins"
HOUR = 1 / 24  # the worker starts after what was done that morning
CALLS, ONE_CALL = "Check-in calls", re.compile("^Check-in call, ")
SHARED, PRIVATE = "Two teams have begun.", "The deputy would rather leave."


@pytest.fixture
def portal(data: str, tmp_path: Path) -> Iterator[LivePortal]:
    """A running portal whose clock the test moves."""
    with live_portal(data, tmp_path, clock_moves=True) as running:
        yield running


@pytest.fixture
def world(data: str, portal: LivePortal) -> World:
    """A site with its lead and strategic lead."""
    world = build_world()
    with transaction():
        audit.because("story begun", summary="Made for a test.")
        make_journey(world.home)
    for person in (world.lead, world.strategic):
        give_password(person)
    return world


@pytest.mark.one_database("postgresql")
def test_calls_are_picked_moved_held_and_missed(
    app: Portal, portal: LivePortal, world: World, meet: Meet
) -> None:
    days = Year(portal, app, world.home, world.lead, world.strategic, world.contributor)
    lead, strategic = meet("lead"), meet("strategic", width=360)
    days.comes_to(0)
    offer_times(lead, world.lead)
    booked = pick_by_link(meet("by-link", width=360), days, world)
    moved = move(lead, days, world, booked)
    write_the_note(lead, days, world, moved)
    read_the_note(strategic, days, world, moved)
    miss_the_next(lead, days, world, moved)
    read_that_it_was_missed(strategic, world)


def offer_times(lead: Visitor, person: Person) -> None:
    """Three of the times that are free."""
    lead.sign_in(person.email)
    lead.go(SITE, CALLS).follow("Offer times instead").see("Offer times for a call")
    for box in lead.main.get_by_role("checkbox").all()[:3]:
        box.check()
    lead.fill("Meeting link (optional)", "https://meet.example/northmoor")
    lead.send("Send the times").see().reads("The times are on their way")


def pick_by_link(visitor: Visitor, days: Year, world: World) -> datetime:
    """Signed out, on a phone, from the mail; everybody is sent an invitation."""
    with days.portal.worker(days.ahead(0) + HOUR):
        mail = mail_to(days.portal, world.strategic.email, "Northmoor: ")
        link = re.search(r"/times/[\w-]+", text_of(mail))
        assert link is not None
        visitor.go(link.group(), re.compile("^Check-in call: Northmoor"))
        visitor.main.get_by_role("radio").first.check()
        visitor.send("Book this time").see().reads("Planned")
        ours, theirs = (
            mail_to(days.portal, one.email, "Northmoor: check-in call on")
            for one in (world.lead, world.strategic)
        )
    assert event_of(ours)["UID"] == event_of(theirs)["UID"]
    assert event_of(theirs)["SEQUENCE"] == 0
    return start_of(theirs)


def move(lead: Visitor, days: Year, world: World, booked: datetime) -> datetime:
    """To the working day after, with a reason; calendars follow."""
    on = working_day_from(booked.astimezone(LONDON).date() + timedelta(days=1))
    lead.go(SITE, CALLS)
    lead.main.get_by_role("table", name="Planned").get_by_role("link").first.click()
    lead.see(ONE_CALL).follow("Move the call").see("Move the call")
    lead.fill_day("Date", on).fill("Start time", "11:00")
    lead.fill("Why it moves", "A court date").press("Move the call").see(ONE_CALL)
    lead.reads("11:00")
    with days.portal.worker(days.ahead(0) + HOUR):
        mail = mail_to(days.portal, world.strategic.email, "check-in call moved")
    event = event_of(mail)
    assert event["SEQUENCE"] == 1
    start = start_of(mail)
    assert start.astimezone(LONDON).date() == on
    return start


def write_the_note(lead: Visitor, days: Year, world: World, moved: datetime) -> None:
    """After the call: what both sides read, what the NSPCC alone reads, and the next call."""
    come_to_the_day_after(days, moved)
    lead.sign_in(world.lead.email)
    lead.go("/check-ins?state=to-record").see().reads("Northmoor").follow(
        "Write the note", exact=False
    )
    lead.see(re.compile("^Note of the call"))
    lead.main.get_by_label("Stella Strategic").check()
    with lead.page.expect_response(re.compile("/note/cases$")):
        lead.main.get_by_label("Cases started").press_sequentially(SHARED)
    with lead.page.expect_response(re.compile("/note/private$")):
        lead.main.get_by_label("For the NSPCC only").press_sequentially(PRIVATE)
    choose_the_next(lead, days, moved)
    lead.press("Save the note").see(ONE_CALL).reads(SHARED, PRIVATE)


def choose_the_next(lead: Visitor, days: Year, moved: datetime) -> None:
    """A month on, in the afternoon."""
    lead.main.get_by_role("radio", name="Another time").check()
    lead.fill_day("Date of the next call", next_day(moved)).fill("Start time", "14:00")


def next_day(moved: datetime) -> date:
    """The working day about a month after a call."""
    return working_day_from(moved.astimezone(LONDON).date() + timedelta(days=29))


def read_the_note(strategic: Visitor, days: Year, world: World, moved: datetime) -> None:
    """By mail and on the page: what is shared, nothing of what is not."""
    with days.portal.worker(days.ahead(number_of(days, moved) + 1) + HOUR):
        mail = mail_to(days.portal, world.strategic.email, "note of the check-in call")
    assert SHARED in text_of(mail)
    strategic.sign_in(world.strategic.email)
    strategic.go(SITE, CALLS).reads("14:00")
    strategic.main.get_by_role("link", name=re.compile(str(moved.year))).last.click()
    strategic.see(ONE_CALL).reads(SHARED)
    for kept in (mail.as_string(), strategic.page.content()):
        assert PRIVATE not in kept
    assert not [one for one in days.portal.inbox.mails if PRIVATE in one.as_string()]


def miss_the_next(lead: Visitor, days: Year, world: World, moved: datetime) -> None:
    """Nobody came; three days later the lead is reminded that nothing is booked."""
    missed = datetime.combine(next_day(moved), MORNING, LONDON)
    come_to_the_day_after(days, missed)
    lead.sign_in(world.lead.email)
    lead.go(SITE, CALLS)
    lead.main.get_by_role("link", name=re.compile("14:00")).first.click()
    lead.see(ONE_CALL).follow("It was not held").see("The call was not held")
    lead.pick("Nobody from the authority came")
    lead.fill("What happened (optional)", "Nobody picked up.")
    lead.main.get_by_role("radio", name=re.compile("^Not yet")).check()
    lead.fill("Why not yet", "They will ring back.")
    lead.press("Record that it was not held").see(ONE_CALL).reads("This call was not held.")
    later = number_of(days, missed) + 7  # the rung of three days, moved on over a weekend
    with days.portal.worker(days.ahead(later)):
        wait_until(
            partial(asked_to_book, days, world.lead.email), "the reminder of the missed call"
        )


def asked_to_book(days: Year, address: str) -> bool:
    """Whether a mail to this address, alone or with other reminders, asks for another call."""
    texts = [text_of(one) for one in days.portal.inbox.mails if address in str(one["To"])]
    asked = [text for text in texts if "Check-in call that was not held" in text]
    return any("Book another call" in text for text in asked)


def read_that_it_was_missed(strategic: Visitor, world: World) -> None:
    """The authority sees why, in the same words."""
    strategic.sign_in(world.strategic.email)
    strategic.go(SITE, CALLS).reads("Not held")
    expect(strategic.main).not_to_contain_text(PRIVATE)


def come_to_the_day_after(days: Year, moment: datetime) -> None:
    """The morning after, for the web server."""
    days.comes_to(number_of(days, moment) + 1)


def number_of(days: Year, moment: datetime) -> int:
    """The number of a day of the story."""
    return (moment.astimezone(LONDON).date() - days.begins_on).days


def text_of(mail: EmailMessage) -> str:
    """The plain part."""
    return str(part(mail, "text/plain").get_content())


def event_of(mail: EmailMessage) -> Event:
    """The one event of the calendar part."""
    (event,) = Calendar.from_ical(part(mail, "text/calendar").get_content()).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def start_of(mail: EmailMessage) -> datetime:
    """When that event begins."""
    start = event_of(mail).start
    assert isinstance(start, datetime)
    return start
