"""The lead leaves and a licence ends: what the adoption has to survive in a year."""

import re
from functools import partial

from playwright.sync_api import expect

from app.meetings import queries as meetings
from app.sites.rules.posts import Post
from tests.browser.chapters import day_in_words, mail_to, part
from tests.browser.chapters.installing import GOOD_UNTIL, TRAINER, licence
from tests.browser.chapters.year import HERE, Year
from tests.browser.portal import wait_until
from tests.browser.visitor import Visitor
from tests.factories.meetings import make_meeting
from tests.factories.plans import make_action
from tests.factories.posts import fill

LEFT, NOTICED, EXPIRED = 145, GOOD_UNTIL - 30, GOOD_UNTIL + 1
ACTION = "Book the rooms for the practice groups"


def hand_over(strategic: Visitor, year: Year) -> None:
    """Four short pages; then the leaver is out."""
    with year.meanwhile(LEFT - 1):
        fill(year.site, Post.STRATEGIC, year.strategic)
        make_action(year.site, year.lead, ACTION, owner=year.strategic, due_on=year.day(LEFT + 30))
        (group,) = meetings.groups_of(year.site.id, year.day(LEFT))
        on = year.day(year.weekday(LEFT + 20))
        make_meeting(year.site, year.strategic, group, on=on)
    strategic.sign_in(year.strategic.email, "What is next")
    strategic.go(f"{HERE}/hand-over", "Hand over")
    strategic.page.get_by_label("Who leaves?").select_option(str(year.strategic.id))
    strategic.fill_day("Last day", year.day(LEFT)).press("Continue")
    strategic.see("Who follows Stella Strategic?").reads("Your last day is")
    strategic.page.get_by_label("Strategic lead: who follows?").select_option(
        str(year.successor.id)
    )
    strategic.press("Continue").see("Access of Stella Strategic")
    strategic.pick("It ends when the hand-over is carried out").press("Continue")
    strategic.see("What Stella Strategic passes on").press("Continue")
    strategic.see("Check before you hand over").reads("Sam Successor")
    strategic.press("Hand over").see(re.compile("portal$"))


def stay_out(strategic: Visitor, year: Year) -> None:
    """Whoever handed over has an account, and nothing of the site."""
    strategic.sign_in(year.strategic.email, "Community").reads("not linked to a site")
    with strategic.expecting(404):
        strategic.go(f"{HERE}/plan", "Page not found")


def take_over(successor: Visitor, year: Year) -> None:
    """A mail says so; actions and meetings are the successor's now."""
    mail = mail_to(year.portal, year.successor.email, "handed over")
    assert "Stella Strategic leaves" in part(mail, "text/plain").get_content()
    successor.sign_in(year.successor.email, "What is next")
    successor.go(f"{HERE}/hand-over/page", "Handover page").reads("Sam Successor")
    successor.go(f"{HERE}/plan/actions?mine=1", "Actions").follow(ACTION).see(ACTION)
    successor.reads("Sam Successor")
    successor.go(f"{HERE}/meetings", "Meetings").reads("Next: ")
    successor.main.get_by_role("link", name=re.compile("^Steering group, ")).first.click()
    successor.see(re.compile("^Steering group")).follow("Move").see("Move the meeting")


def read_the_notice(year: Year) -> None:
    """Thirty days before, the strategic lead of today and the NSPCC's lead are told."""
    ends = day_in_words(year.day(GOOD_UNTIL))
    for address in (year.lead.email, year.successor.email):
        wait_until(partial(told_of_the_licence, year, address), f"the licence, to {address}")
        assert f"nds on {ends}, in " in told_of_the_licence(year, address)[-1]
    assert not told_of_the_licence(year, year.strategic.email)


def told_of_the_licence(year: Year, address: str) -> list[str]:
    """The plain parts of the mails to this address that speak of the trainer's licence."""
    texts = [
        str(part(mail, "text/plain").get_content())
        for mail in year.portal.inbox.mails
        if address in str(mail["To"])
    ]
    return [text for text in texts if f"Trainer’s licence of {TRAINER}" in text]


def renew(lead: Visitor, year: Year) -> None:
    """After the day the list says so; the NSPCC's lead renews."""
    lead.sign_in(year.lead.email, "Who needs you this week")
    lead.go(f"{HERE}/training/trainers", "Trainers")
    row = lead.page.get_by_role("row").filter(has_text=TRAINER)
    expect(row).to_contain_text("Expired")
    lead.follow(TRAINER).see(TRAINER).reads("Expired")
    licence(lead, year.day(EXPIRED), year.day(EXPIRED + 3 * 365), "Renew")
    lead.reads("Licensed")
