"""Dashboards in a real browser: drawn, read by keyboard, kept as pictures, on a phone too."""

import re

import pytest
from playwright.sync_api import Download, Locator, expect

from app.core.web.edge import Portal
from tests.browser.conftest import PHONE, Meet
from tests.browser.furnished import Furnished, furnish
from tests.browser.keyboard import Keyboard
from tests.browser.portal import LivePortal
from tests.browser.visitor import Visitor


@pytest.fixture(scope="module")
def furnished(app: Portal, shared_data: str) -> Furnished:
    """A site with a year and more of counts."""
    return furnish(app)


@pytest.fixture(scope="module")
def portal(furnished: Furnished, shared_portal: LivePortal) -> LivePortal:
    """Where these happen."""
    return shared_portal


def drawn(visitor: Visitor) -> Locator:
    """The drawings of the page, once all of them are there."""
    every = visitor.page.locator("[data-chart]")
    assert every.count() > 1
    expect(visitor.page.locator("[data-chart][data-drawn]")).to_have_count(every.count())
    return every


def test_charts_are_drawn_read_by_keyboard_and_kept(meet: Meet, furnished: Furnished) -> None:
    lead = meet("lead").sign_in(furnished.world.lead.email)
    lead.go("/dashboards", "Dashboard")
    drawn(lead)
    lead.see().follow("Northmoor").see("Early warning, fidelity and sustainability")
    lead.follow("Dashboard").see("Dashboard")
    drawn(lead)
    figure = lead.page.locator("figure#enough")
    chart = figure.locator("[data-chart]")
    chart.focus()
    keys, said = Keyboard(lead.page), figure.get_by_role("status")
    keys.strike("ArrowRight")
    expect(said).to_have_text(re.compile(r"^Cases begun\. .+ 20\d\d: 6 \(1 of 16\)$"))
    keys.strike("End")
    expect(said).to_have_text(re.compile(r": 1, Below the middle \(16 of 16\)$"))
    lead.see()
    keys.strike("Escape")
    expect(said).to_be_empty()
    for kind in ("PNG", "SVG"):
        assert kept(lead, figure, kind) == f"northmoor-used-enough.{kind.lower()}"
    with lead.page.expect_download() as file:
        figure.get_by_role("link", name="CSV").click()
    assert file.value.suggested_filename == "northmoor-used-enough.csv"


def kept(visitor: Visitor, figure: Locator, kind: str) -> str:
    """The name of the picture a button makes; it holds something."""
    with visitor.page.expect_download() as file:
        figure.get_by_role("button", name=kind).click()
    download: Download = file.value
    assert download.path().stat().st_size > 2000
    return download.suggested_filename


def test_on_a_phone_and_without_script(meet: Meet, furnished: Furnished) -> None:
    phone = meet("phone", width=PHONE).sign_in(furnished.world.strategic.email)
    phone.go("/sites/northmoor/dashboard", "Dashboard")
    drawn(phone)
    phone.see()
    plain = meet("plain", scripts=False).sign_in(furnished.world.lead.email)
    plain.go("/dashboards", "Dashboard").reads("cases began in the three months")
    expect(plain.page.locator("[data-chart]").first).to_be_hidden()
