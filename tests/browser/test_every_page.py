"""Every page of every role, wide and narrow: accessible, quiet, and never wider than its window."""

import re
from itertools import product

import pytest
from playwright.sync_api import ViewportSize, expect

from app.core.web.edge import Portal
from tests.browser.conftest import WIDE, Meet
from tests.browser.furnished import Furnished, furnish
from tests.browser.portal import LivePortal
from tests.browser.structure import kinds, parts
from tests.browser.visitor import Visitor
from tests.conventions import matrix
from tests.page_client import PageClient
from tests.pages import check_page, parse_page

NOT_LOOKED_AT = {
    "community.conversation": "needs another member; tests/rooms/community opens it",
    "community.reporting_profile": "needs another member; tests/rooms/community opens it",
    "accounts.choose_password": "needs the secret of a mail; tests/rooms/accounts opens it",
    "accounts.confirm_email": "needs the secret of a mail; tests/rooms/accounts opens it",
    "notices.stopping": "needs the secret of a mail; tests/rooms/notices opens it",
    "overview.open_notice": "leads to another page; tests/rooms/overview follows it",
    "reminders.dry_run_csv": "a file, not a page",
    "reminders.feed": "a file, not a page",
    "sites.invitation": "needs the secret of a mail; the story opens it",
    "sites.authority_undo": "needs a reorganisation; tests/rooms/sites opens it",
    "admin.export_held": "a file, not a page",
    "admin.open_account": "needs a closed account; tests/rooms/admin opens it",
    "arrivals.empty_file": "a file, not a page",
    "arrivals.empty_workbook": "a file, not a page",
    "assessments.result_csv": "a file, not a page",
    "assessments.burden_csv": "a file, not a page",
    "assessments.compare_csv": "a file, not a page",
    "assessments.room_now": "for the script of the consensus room",
    "chat.of_event": "leads to the room, or to the event; tests/rooms/chat opens it",
    "chat.message": "leads to another page; tests/rooms/chat follows it",
    "chat.since": "for the script of the chat",
    "chat.summing_up": "for those who may sum up a room; tests/rooms/chat opens it",
    "dashboards.chart_csv": "a file, not a page",
    "dashboards.site_csv": "a file, not a page",
    "dashboards.fidelity_csv": "a file, not a page",
    "dashboards.sustainability_csv": "a file, not a page",
    "dashboards.scale_up_csv": "a file, not a page",
    "dashboards.compare_csv": "a file, not a page",
    "dashboards.view": "for one person alone; its form is that of dashboards.new_view",
    "evidence.file": "a file, not a page",
    "joining.contracts_csv": "a file, not a page",
    "joining.enquiries_csv": "a file, not a page",
    "journey.export": "a file, not a page",
    "journey.timeline_csv": "a file, not a page",
    "events.calendar": "a file, not a page",
    "library.ask_to_withdraw": "for its owner alone; its form is that of notes elsewhere",
    "library.check": "for its owner alone; tests/rooms/library opens it",
    "library.decide": "for who decides alone; tests/rooms/library opens it",
    "library.edit": "for its owner alone; its form is that of library.new",
    "library.new_edition": "for its owner alone; its form is that of library.new",
    "library.file": "a file, not a page",
    "library.follow": "leads out of the portal; tests/rooms/library follows it",
    "library.picture": "a file, not a page",
    "meetings.record_text": "a text to copy, not a page",
    "measures.agreed_csv": "a file, not a page",
    "measures.measure_csv": "a file, not a page",
    "measures.pulse_csv": "a file, not a page",
    "measures.return_csv": "a file, not a page",
    "measures.return_workbook": "a file, not a page",
    "measures.use_csv": "a file, not a page",
    "pilots.months_csv": "a file, not a page",
    "posts.ask_to_remove": "for its author alone; tests/rooms/posts opens it",
    "posts.decision": "for its author alone; tests/rooms/posts opens it",
    "posts.edit": "for its author alone; tests/rooms/posts opens it",
    "quality.audit_result_csv": "a file, not a page",
    "quality.stage": "for one person alone, before handing in; tests/rooms/quality opens it",
    "overview.progress_csv": "a file, not a page",
    "overview.history_csv": "a file, not a page",
    "standing.merged": "needs a merger; tests/rooms/standing opens it",
    "plans.across_csv": "a file, not a page",
    "plans.barriers_csv": "a file, not a page",
    "plans.communication_csv": "a file, not a page",
    "plans.export": "a file, not a page",
    "plans.recurring_csv": "a file, not a page",
    "quality.adaptations_csv": "a file, not a page",
    "quality.adaptations_across_csv": "a file, not a page",
    "support.across_csv": "a file, not a page",
    "support.export": "a file, not a page",
    "support.change": "only while nobody answered; its form is that of support.new",
    "support.session": "needs the one time that belongs to a request; tests/rooms/support opens it",
    "topics.change": "for one person alone; its form is that of topics.new",
    "topics.ask_to_delete": "for one person alone; tests/rooms/topics opens it",
    "training.coverage_csv": "a file, not a page",
    "training.empty_register": "a file, not a page",
    "training.empty_workbook": "a file, not a page",
    "training.register_csv": "a file, not a page",
    "training.certificate_pdf": "a file, not a page",
    "training.own_certificate": "a file, not a page",
    "training.attempt": "for one person alone; tests/rooms/training opens it",
    "training.check_answers": "for one person alone; tests/rooms/training opens it",
    "training.question": "for one person alone; tests/rooms/training opens it",
    "admin.mail_html": "a mail as it was sent, shut in where no script runs, so axe cannot",
    "indicators.index_csv": "a file, not a page",
    "admin.health": "for machines",
    "admin.ready": "for machines",
}
ASKED = {
    "sites.authority_reorganise": "?kind=merge",
    "plans.together": "?pick=1.1&pick=2.1",
    "standing.details": "?to=paused",
    "quality.adaptation_what": "?kind=shortened",
}  # what an address needs besides its parts
NARROW: ViewportSize = {"width": 320, "height": 700}
BROAD: ViewportSize = {"width": WIDE, "height": 900}
ROLES = ("admin", "lead", "strategic", "contributor", "member", "anonymous")
MAY = ("open", "yes", "every", "home")


@pytest.fixture(scope="module")
def furnished(app: Portal, shared_data: str) -> Furnished:
    """Something to see on every page."""
    return furnish(app)


@pytest.fixture(scope="module")
def portal(furnished: Furnished, shared_portal: LivePortal) -> LivePortal:
    """One for all of these: they only look."""
    return shared_portal


def pages_of(app: Portal, role: str, furnished: Furnished, most: int = 3) -> list[str]:
    """The addresses the role may open, with real things in them: at most so many of each page,
    spread over what there is."""
    rules = {r.endpoint: r for r in app.url_map.iter_rules() if "GET" in (r.methods or ())}
    found = []
    for row in matrix.rows():
        if row.method == "GET" and row.words[role] in MAY and row.endpoint not in NOT_LOOKED_AT:
            rule = rules[row.endpoint]
            names = sorted(rule.arguments)
            every = list(product(*(furnished.parts[name] for name in names)))
            for values in every[:: -(-len(every) // most)]:
                built = rule.build(dict(zip(names, values, strict=True)), append_unknown=False)
                assert built is not None
                found.append(built[1] + ASKED.get(row.endpoint, ""))
    return found


def arrive(visitor: Visitor, role: str, furnished: Furnished) -> Visitor:
    """Signed in as somebody of this role, or not at all."""
    if role != "anonymous":
        visitor.sign_in(furnished.world.person(role).email)
    return visitor


def asked(client: PageClient, address: str) -> str:
    """A page as HTML in order, from its body on; without what differs from one answer to the
    next."""
    answer = client.http.get(address, base_url="http://portal.test", follow_redirects=True)
    check_page(parse_page(address, answer))
    text = answer.get_data(as_text=True)
    return re.sub(
        r'(name="csrf_token"[^>]*value|nonce)="[^"]*"', r"\1", text[text.index("<body") :]
    )


@pytest.fixture(scope="module")
def seen() -> dict[str, int]:
    """The parts of pages that were looked at, for whatever role; see `parts`."""
    return {}


@pytest.mark.parametrize("role", ROLES)
def test_each_page_of_a_role_is_in_order_wide_and_narrow(
    app: Portal, meet: Meet, furnished: Furnished, seen: dict[str, int], role: str
) -> None:
    """A page is not opened again when each of its parts was seen where it stands, with a word as
    long."""
    faults: list[str] = []
    visitor = arrive(meet(role), role, furnished)
    client = PageClient(app)
    if role != "anonymous":
        client.sign_in(furnished.world.person(role))
    for address in pages_of(app, role, furnished):
        found = parts(asked(client, address))
        if new := {part: word for part, word in found.items() if word > seen.get(part, -1)}:
            seen |= new
            faults += looked_at(visitor, address)
    assert not faults, "\n\n".join(faults)


def looked_at(visitor: Visitor, address: str) -> list[str]:
    """What is wrong with a page, wide or narrow."""
    try:
        visitor.page.set_viewport_size(BROAD)
        visitor.go(address)
        visitor.page.set_viewport_size(NARROW)
        visitor.see(by_width=True)
    except AssertionError as fault:
        return [str(fault)]
    return []


def test_each_page_stands_without_scripts(app: Portal, meet: Meet, furnished: Furnished) -> None:
    """What a page lacks without scripts depends on the kinds of its elements, and what is too wide
    was seen with them: a page of nothing but known kinds needs only its heading."""
    known: set[str] = set()
    for role in ("strategic", "admin"):
        visitor = arrive(meet(role, width=320, scripts=False), role, furnished)
        client = PageClient(app).sign_in(furnished.world.person(role))
        for address in pages_of(app, role, furnished, most=1):
            main = asked(client, address).partition("<main")[2].partition("</main>")[0]
            assert "<h1" in main, f"{address} has no heading of its own"
            if not kinds(main) <= known:
                known |= kinds(main)
                expect(visitor.go(address).page.locator("h1")).to_be_visible()
