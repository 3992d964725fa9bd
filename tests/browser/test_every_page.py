"""Every page of every role, wide and narrow: accessible, quiet, and never wider than its window."""

from itertools import product

import pytest
from playwright.sync_api import ViewportSize, expect

from app.access.listing import ROLES
from app.core.web.edge import Portal
from tests.browser.conftest import Meet
from tests.browser.furnished import Furnished, furnish
from tests.browser.portal import LivePortal
from tests.browser.visitor import Visitor
from tests.conventions import matrix

NOT_LOOKED_AT = {
    "accounts.choose_password": "needs the secret of a mail; tests/rooms/accounts opens it",
    "accounts.confirm_email": "needs the secret of a mail; tests/rooms/accounts opens it",
    "sites.invitation": "needs the secret of a mail; the story opens it",
    "sites.authority_undo": "needs a reorganisation; tests/rooms/sites opens it",
    "admin.open_account": "needs a closed account; tests/rooms/admin opens it",
    "assessments.result_csv": "a file, not a page",
    "assessments.burden_csv": "a file, not a page",
    "assessments.compare_csv": "a file, not a page",
    "assessments.room_now": "for the script of the consensus room",
    "evidence.file": "a file, not a page",
    "meetings.record_text": "a text to copy, not a page",
    "plans.across_csv": "a file, not a page",
    "plans.barriers_csv": "a file, not a page",
    "plans.communication_csv": "a file, not a page",
    "plans.export": "a file, not a page",
    "plans.recurring_csv": "a file, not a page",
    "training.coverage_csv": "a file, not a page",
    "training.empty_register": "a file, not a page",
    "training.register_csv": "a file, not a page",
    "admin.mail_html": "a mail as it was sent, shut in where no script runs, so axe cannot",
    "admin.health": "for machines",
    "admin.ready": "for machines",
}
ASKED = {
    "sites.authority_reorganise": "?kind=merge",
    "plans.together": "?pick=1.1&pick=2.1",
}  # what an address needs besides its parts
NARROW: ViewportSize = {"width": 320, "height": 700}
MAY = ("open", "yes", "every", "home")


@pytest.fixture(scope="module")
def furnished(app: Portal, shared_data: str) -> Furnished:
    """Something to see on every page."""
    return furnish(app)


@pytest.fixture(scope="module")
def portal(furnished: Furnished, shared_portal: LivePortal) -> LivePortal:
    """One for all of these: they only look."""
    return shared_portal


def pages_of(app: Portal, role: str, furnished: Furnished) -> list[str]:
    """The addresses the role may open, with real things in them."""
    rules = {r.endpoint: r for r in app.url_map.iter_rules() if "GET" in (r.methods or ())}
    found = []
    for row in matrix.rows():
        if row.method == "GET" and row.words[role] in MAY and row.endpoint not in NOT_LOOKED_AT:
            rule = rules[row.endpoint]
            names = sorted(rule.arguments)
            for values in product(*(furnished.parts[name] for name in names)):
                built = rule.build(dict(zip(names, values, strict=True)), append_unknown=False)
                assert built is not None
                found.append(built[1] + ASKED.get(row.endpoint, ""))
    return found


def arrive(visitor: Visitor, role: str, furnished: Furnished) -> Visitor:
    """Signed in as somebody of this role, or not at all."""
    if role != "anonymous":
        visitor.sign_in(furnished.world.person(role).email)
    return visitor


@pytest.mark.parametrize("role", ROLES)
def test_each_page_of_a_role_is_in_order_wide_and_narrow(
    app: Portal, meet: Meet, furnished: Furnished, role: str
) -> None:
    visitor, faults = arrive(meet(role), role, furnished), []
    wide = visitor.page.viewport_size
    assert wide is not None
    for address in pages_of(app, role, furnished):
        try:
            visitor.page.set_viewport_size(wide)
            visitor.go(address)
            visitor.page.set_viewport_size(NARROW)
            visitor.see()
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("role", ["admin", "strategic"])
def test_each_page_stands_without_scripts(
    app: Portal, meet: Meet, furnished: Furnished, role: str
) -> None:
    visitor = arrive(meet(role, width=320, scripts=False), role, furnished)
    for address in pages_of(app, role, furnished):
        expect(visitor.go(address).page.locator("h1")).to_be_visible()
