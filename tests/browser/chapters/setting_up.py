"""The administrator brings the register and one authority into an empty portal."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from config import ROOT
from tests.browser.chapters import CAST, SITE, day_in_words, mail_to, part
from tests.browser.portal import LivePortal
from tests.browser.visitor import Visitor

REGISTER = ROOT / "tests" / "data" / "register.csv"
BANDS = 6


def import_the_register(admin: Visitor) -> None:
    """Upload, read the preview, import; a second time there is nothing to do."""
    admin.go("/", re.compile("portal")).go("/authorities/import", "Sign in")
    admin.fill("E-mail address", CAST.admin).fill("Password", "plum violin harbour")
    admin.press("Sign in").see("Import the register")
    upload(admin)
    admin.reads("12 new authorities, 0 changed", "Nothing is imported yet", SITE)
    admin.press("Import this").see("Authorities")
    admin.reads("Imported: 12 new, 0 changed.", SITE, "Llanfair Môr")
    admin.follow("Import the register").see("Import the register")
    upload(admin)
    admin.reads("There is nothing to import")


def upload(admin: Visitor) -> None:
    """Choose the fictional register and look at what it would change."""
    admin.page.get_by_label("Register file").set_input_files(REGISTER)
    admin.press("Show what would change").see("Check the import")


def create_the_adoption(admin: Visitor, today: date) -> None:
    """Find the authority, name its lead and its dates; its journey is planned at once."""
    training = today + timedelta(days=60)
    admin.go("/sites", "Sites").follow("Add a site").see("Add a site")
    admin.fill("Which authority adopts the framework?", "calver").press("Find").see("Add a site")
    admin.follow(SITE).see("Add a site")
    admin.page.get_by_label("Implementation lead").select_option(label="Lena Lead")
    admin.fill_day("Contract date", today)
    admin.fill_day("Date of training for trainers", training)
    admin.press("Add the site").see("Journey")
    admin.reads(f"{SITE} is added and its journey is planned.", day_in_words(training))
    expect(admin.main.locator(".govuk-task-list__item")).to_have_count(32)
    expect(admin.main.locator(".govuk-task-list")).to_have_count(BANDS)


def invite_the_strategic_lead(admin: Visitor, portal: LivePortal) -> str:
    """Invite by e-mail; the link of the mail, as it came over the line."""
    admin.follow("People").see("People")
    admin.fill("Name", "Stella Strategic").fill("E-mail address", CAST.strategic)
    admin.pick("Strategic lead").press("Send the invitation").see("People")
    admin.reads("The invitation is on its way", "Invitations waiting for an answer")
    mail = mail_to(portal, CAST.strategic, "Calverbridge: you are invited")
    text = part(mail, "text/plain").get_content()
    assert "Dear Stella Strategic" in text
    found = re.search(rf"{portal.address}/invitation/\S+", text)
    assert found, text
    assert found.group() in part(mail, "text/html").get_content()
    return found.group()
