"""What is typed into the forms of the community never runs, wherever it is shown."""

import pytest
from playwright.sync_api import ConsoleMessage
from playwright.sync_api import Page as Tab

from app.core.web.edge import Portal
from tests.browser.conftest import Meet
from tests.browser.furnished import furnish
from tests.browser.portal import LivePortal
from tests.browser.test_every_page import pages_of
from tests.page_client import PageClient
from tests.pages import Form, Page, check_page, parse_page

TYPED = (
    """"'><script>window.ran=1</script><img src=x onerror="window.ran=1">[a](javascript:ran=1)"""
)
TEXT_INPUTS = ("text", "search", "url", "email", "tel", None)
LAST = (
    "delete",
    "remove",
    "discard",
    "withdraw",
    "cancel",
    "close",
)  # so that there is more to see
ROLES = ("lead", "strategic", "contributor", "member")


def text_fields(page: Page) -> frozenset[str]:
    """The names of the fields of a page in which one can type anything."""
    inputs = [one for one in page.root.iter("input") if one.get("type") in TEXT_INPUTS]
    return frozenset(str(one.get("name")) for one in [*inputs, *page.root.iter("textarea")])


def fill_in(client: PageClient, page: Page, form: Form) -> None:
    """Send a form with the script in every field that takes text; no answer breaks."""
    text = text_fields(page) & form.names
    data = form.filled({name: TYPED for name in text})
    target = form.action or page.path
    answer = client.http.post(target, data=data, base_url="http://portal.test")
    assert answer.status_code < 500, f"{target}: {answer.status_code}"
    shown = parse_page(target, answer)
    if shown.is_html:
        check_page(shown)
        assert "<script>window.ran" not in shown.body


def said_by(tab: Tab) -> list[str]:
    """What the console of a tab says from now on."""
    said: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        said.append(message.text)

    tab.on("console", keep)
    return said


@pytest.mark.one_database("sqlite")
def test_no_script_that_is_typed_runs(
    app: Portal, data: str, portal: LivePortal, meet: Meet
) -> None:
    furnished = furnish(app)
    addresses = {
        role: [one for one in pages_of(app, role, furnished, 1) if one.startswith("/community")]
        for role in ROLES
    }
    sent = 0
    for role in ROLES:
        client = PageClient(app).sign_in(furnished.world.person(role))
        for address in sorted(addresses[role], key=lambda one: one.endswith(LAST)):
            answer = client.http.get(address, base_url="http://portal.test", follow_redirects=True)
            page = parse_page(address, answer)
            for form in [one for one in page.forms if one.method == "POST"]:
                fill_in(client, page, form)
                sent += 1
    assert sent > 60
    for role in ROLES:
        visitor = meet(role)
        visitor.sign_in(furnished.world.person(role).email)
        tab = visitor.context.new_page()
        said = said_by(tab)
        for address in addresses[role]:
            tab.goto(portal.address + address)
            assert tab.evaluate("window.ran") is None, address
        assert not [one for one in said if "Content Security Policy" in one]
