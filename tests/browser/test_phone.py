"""The PreISA on a phone: 360 px wide, with errors, what a choice reveals, and the drawn result."""

import pytest
from playwright.sync_api import expect

from app.core.web.edge import Portal
from tests.browser.conftest import PHONE, Meet
from tests.browser.furnished import Furnished, furnish
from tests.browser.portal import LivePortal


@pytest.fixture(scope="module")
def furnished(app: Portal, shared_data: str) -> Furnished:
    """A round signed off and one under way."""
    return furnish(app)


@pytest.fixture(scope="module")
def portal(furnished: Furnished, shared_portal: LivePortal) -> LivePortal:
    """Where these happen."""
    return shared_portal


def test_the_preisa_can_be_answered_and_read_on_a_phone(meet: Meet, furnished: Furnished) -> None:
    signed, _, under_way, _ = furnished.parts["slug"]
    assessments = f"/sites/{furnished.world.home.slug}/assessments"
    rater = meet("phone", width=PHONE).sign_in(furnished.world.strategic.email, "What is next")
    rater.go(assessments, "Assessments").go(f"{assessments}/{under_way}")
    rater.go(f"{assessments}/{under_way}/items", "All statements")
    rater.go(f"{assessments}/{under_way}/items/A1").pick("We do not know yet")
    expect(rater.page.get_by_label("Who will find out")).to_be_visible()
    rater.see().press("Save and continue", statuses=(400,))
    expect(rater.page.get_by_role("alert")).to_contain_text("There is a problem")
    rater.see().pick("3 – Agreed or partly in place").press("Save and continue")
    expect(rater.page).to_have_url(
        rater.address + f"{assessments}/{under_way}/items/A2#main-content"
    )
    rater.see().go(f"{assessments}/{under_way}/check", "Check your answers")
    rater.go(f"{assessments}/{under_way}/sign-off", "Sign off the PreISA")
    rater.go(f"{assessments}/{signed}/result", "PreISA result")
    expect(rater.page.locator("[data-chart][data-drawn]")).to_have_count(1)
    rater.see()
    rater.page.get_by_text("Table", exact=True).click()
    rater.see().reads("Score by section")
