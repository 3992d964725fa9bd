"""Self assessments on the homes, the portfolio and the page of a site, as each role meets them."""

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.assessments import queries, service
from app.assessments.rules import NspccAnswer
from app.core import audit, clock
from app.core.db import transaction
from app.core.web.edge import Portal
from app.core.words import day, short_day
from app.sites.models import Site
from app.sites.rules import SiteRole
from tests.factories import in_app
from tests.factories.accounts import make_person
from tests.factories.assessments import (
    agree_all,
    ask,
    hand_in,
    make_rater,
    make_room,
    make_round,
    make_signed_round,
    round_ref,
)
from tests.factories.journey import make_journey
from tests.factories.sites import make_membership, make_site
from tests.page_client import PageClient
from tests.worlds import World

ROLES = ("sponsor", "team-manager", "practitioner", "data-lead", "partner", "trainer")
ISA = "/sites/northmoor/assessments/isa-1"


@pytest.fixture
def planned(world: World) -> World:
    """Both sites have a journey that is ahead of them."""
    start = clock.today() + timedelta(days=100)
    with transaction():
        make_journey(world.home, contract_on=start, training_on=start + timedelta(days=60))
        make_journey(world.foreign)
    return world


def colleagues(site: Site, number: int) -> list[Person]:
    """People who belong to the site beside those of the world."""
    people = [make_person(f"Colleague {index} of {site.name}") for index in range(number)]
    for person in people:
        make_membership(site, person, SiteRole.CONTRIBUTOR)
    return people


def make_isa(world: World, *, asked: int = 5, done: int = 0) -> tuple[str, list[Person]]:
    """An ISA of the home site; the contributor is asked first, and the last `done` hand in."""
    slug = make_round(world.home, world.lead, "isa")
    people = [world.contributor, *colleagues(world.home, asked - 1)]
    ask(world.home, slug, dict(zip(people, ROLES, strict=False)), world.lead)
    for person, role in list(zip(people, ROLES, strict=False))[asked - done :]:
        hand_in(world.home, slug, person, role, 2)
    return slug, people


def move(world: World, slug: str, days: int) -> None:
    """Put the date to finish by `days` from today."""
    found = round_ref(world.home, slug, world.lead)
    service.move_dates(found, clock.today() + timedelta(days=days), "A test.")


def test_a_contributor_finds_first_that_they_are_asked_to_answer(
    planned: World, client: PageClient
) -> None:
    with transaction():
        slug, _ = make_isa(planned, done=3)
        move(planned, slug, 6)
    page = client.sign_in(planned.contributor).get("/")
    words = (
        "Asked of you ISA, round 1 You are asked to answer the implementation self assessment. "
        "It is due in 6 days. Start now"
    )
    assert words in page.text
    assert page.text.index("Asked of you") < page.text.index("Northmoor")
    assert page.links["Start now (ISA, round 1)"] == ISA
    assert page.links["See the ISA of Northmoor"] == ISA
    assert "3 of 5 handed in, due in 6 days" in page.text
    with transaction():
        make_rater(planned.home, slug, planned.contributor, "sponsor")
    page = client.get("/")
    assert "You have begun to answer the implementation self assessment" in page.text
    assert page.links["Continue (ISA, round 1)"] == ISA


def test_nothing_is_asked_of_whoever_handed_in_or_was_never_asked(
    planned: World, client: PageClient
) -> None:
    with transaction():
        _, people = make_isa(planned, done=3)
    page = client.sign_in(people[-1]).get("/")
    assert "Asked of you" not in page.text
    assert "3 of 5 handed in (you have), due in 28 days" in page.text
    assert page.links["See the ISA of Northmoor"] == ISA
    page = client.sign_in(planned.strategic).get("/")
    assert "Asked of you" not in page.text
    assert "3 of 5 handed in, due in 28 days" in page.text


def test_the_room_and_the_sign_off_are_asked_of_those_who_belong_there(
    planned: World, client: PageClient
) -> None:
    with transaction():
        slug, people = make_isa(planned, asked=5, done=4)
        make_room(planned.home, slug, planned.lead)
    page = client.sign_in(people[-1]).get("/")
    assert page.links["Go to the consensus room (ISA, round 1)"] == f"{ISA}/room"
    assert "Asked of you" not in client.sign_in(planned.contributor).get("/").text
    with transaction():
        agree_all(planned.home, slug, planned.lead)
    page = client.sign_in(planned.strategic).get("/")
    assert "wait for your sign-off. They are not sent yet." in page.text
    assert page.links["Read the answers and sign off (ISA, round 1)"] == f"{ISA}/check"
    page = client.sign_in(people[-1]).get("/")
    assert "Asked of you" not in page.text
    assert "waits for the strategic lead's sign-off" in page.text


def test_what_is_due_first_stands_first_and_has_the_only_button(
    planned: World, client: PageClient
) -> None:
    with transaction():
        isa, _ = make_isa(planned)
        preisa = make_round(planned.home, planned.lead)
        ask(planned.home, preisa, {planned.contributor: "sponsor"}, planned.lead)
        move(planned, isa, 9)
        move(planned, preisa, 3)
    page = client.sign_in(planned.contributor).get("/")
    assert page.text.index("PreISA, round 1") < page.text.index("ISA, round 1 You")
    buttons = [a for a in page.root.iter("a") if "govuk-button" in a.get("class", "")]
    assert [a.get("href") for a in buttons] == ["/sites/northmoor/assessments/preisa-1"]
    assert page.links["Start now (ISA, round 1)"] == ISA


def test_somebody_of_two_sites_is_told_at_which_they_are_asked(
    planned: World, client: PageClient
) -> None:
    with transaction():
        audit.because("joined", summary="Test.")
        make_membership(planned.foreign, planned.contributor, SiteRole.CONTRIBUTOR)
        make_isa(planned)
    page = client.sign_in(planned.contributor).get("/")
    assert page.links["Start now (ISA, round 1, at Northmoor)"] == ISA
    assert page.links["See the self assessments of Farfield"] == "/sites/farfield/assessments"


def test_a_strategic_lead_is_asked_who_answers_while_nobody_is(
    planned: World, client: PageClient
) -> None:
    page = client.sign_in(planned.strategic).get("/")
    assert page.links["Complete the PreISA"] == "/sites/northmoor/journey/preisa"
    with transaction():
        slug = make_round(planned.home, planned.lead)
    page = client.get("/")
    start = f"/sites/northmoor/assessments/{slug}"
    assert page.links["Complete the PreISA"] == start
    assert page.links["Choose who answers (PreISA, round 1)"] == f"{start}/raters"
    assert "Nobody is asked to answer yet, due in 28 days" in page.text
    assert "Choose who answers" not in client.sign_in(planned.contributor).get("/").text


def test_a_signed_off_preisa_waits_for_a_decision_everywhere(
    planned: World, client: PageClient
) -> None:
    with transaction():
        make_signed_round(planned.home, planned.strategic)
    waits = f"Signed off on {day(clock.today())}, waits for the NSPCC's decision"
    page = client.sign_in(planned.lead).get("/")
    result = "/sites/northmoor/assessments/preisa-1/result"
    assert "and waits for a decision." in page.text
    assert page.links["Read the PreISA result for Northmoor"] == result
    page = client.get("/sites")
    assert page.links["PreISA: waits for a decision"] == "/sites/northmoor/assessments"
    page = client.get("/sites/northmoor")
    assert waits in page.text
    decide = "/sites/northmoor/assessments/preisa-1/decision"
    assert page.links["Answer and decide for the NSPCC (PreISA)"] == decide
    home = client.sign_in(planned.strategic).get("/")
    assert waits in home.text
    assert home.links["Read the result (PreISA of Northmoor)"] == result
    page = client.get("/sites/northmoor/stage")
    assert page.table("Criteria")[1][1] == "Met"


def decide(world: World, slug: str, code: str) -> None:
    """The NSPCC decides on the newest result of a round."""
    found = round_ref(world.home, slug, world.lead)
    signed = queries.sign_off_of(found.id, found.result_number)
    assert signed is not None
    with in_app():
        service.decide(found, signed, NspccAnswer(code, None, "Seen.", {}), world.lead.id)


def test_where_nothing_is_under_way_the_newest_result_stands(
    planned: World, client: PageClient
) -> None:
    with transaction():
        slug = make_signed_round(planned.home, planned.strategic)
        decide(planned, slug, "proceed")
    page = client.sign_in(planned.strategic).get("/")
    assert "Decided: proceed" in page.text
    page = client.sign_in(planned.lead).get("/")
    assert "waits for a decision" not in page.text
    assert "PreISA: decided, proceed" in client.get("/sites").text
    assert "Decided: proceed" in client.get("/sites/northmoor").text


def test_a_result_nobody_decided_on_waits_until_a_newer_round_is_opened(
    planned: World, client: PageClient
) -> None:
    with transaction():
        make_signed_round(planned.home, planned.strategic)
        make_round(planned.home, planned.lead)
    page = client.sign_in(planned.lead).get("/")
    assert "waits for a decision" not in page.text
    due = short_day(clock.today() + timedelta(days=28))
    assert f"PreISA: 0 handed in, due {due}" in client.get("/sites").text


def test_a_lead_is_told_that_enough_people_handed_in_to_meet(
    planned: World, client: PageClient
) -> None:
    with transaction():
        slug, people = make_isa(planned, asked=6, done=4)
    page = client.sign_in(planned.lead).get("/")
    assert "handed in the ISA" not in page.text
    with transaction():
        hand_in(planned.home, slug, people[0], ROLES[0], 2)
    page = client.get("/")
    assert "5 of 6 handed in the ISA; the consensus room is not open." in page.text
    assert "Next: agree a time and open the consensus room" in page.text
    assert page.links["See who has handed in the ISA for Northmoor"] == ISA
    assert "ISA: 5 handed in, due" in client.get("/sites").text
    page = client.get("/sites/northmoor")
    assert page.links["See who has handed in (ISA)"] == ISA


def test_enough_people_of_too_few_roles_are_not_enough_to_meet(
    planned: World, client: PageClient
) -> None:
    with transaction():
        slug = make_round(planned.home, planned.lead)
        people = colleagues(planned.home, 5)
        ask(planned.home, slug, dict.fromkeys(people, "practitioner"), planned.lead)
        for person in people[:4]:
            hand_in(planned.home, slug, person, "practitioner")
    page = client.sign_in(planned.lead).get("/")
    assert "handed in the PreISA" not in page.text


def test_a_lead_is_told_of_a_date_that_passed_with_too_few_answers(
    planned: World, client: PageClient
) -> None:
    with transaction():
        slug, _ = make_isa(planned, asked=5, done=1)
        past = clock.today() - timedelta(days=2)
        audit.because("dates set", summary="Test.")
        row = round_ref(planned.home, slug, planned.lead).row
        row.opens_on, row.closes_on = past - timedelta(days=20), past
    page = client.sign_in(planned.lead).get("/")
    assert f"The ISA was due on {day(past)}, and 1 of 5 handed in." in page.text
    assert f"ISA: 1 handed in, was due {short_day(past)}" in client.get("/sites").text
    page = client.sign_in(planned.contributor).get("/")
    assert "It was due 2 days ago, and you can still finish it." in page.text
    assert "1 of 5 handed in, was due 2 days ago" in page.text


def test_the_milestone_of_a_self_assessment_leads_there_before_and_after(
    planned: World, client: PageClient
) -> None:
    index = "/sites/northmoor/assessments"
    page = client.sign_in(planned.strategic).get("/sites/northmoor/journey/preisa")
    assert "Happened on" not in page.text
    assert page.links["Go to the assessments"] == index
    with transaction():
        make_signed_round(planned.home, planned.strategic)
    page = client.get("/sites/northmoor/journey/preisa")
    assert "Happened on" in page.text
    assert page.links["Go to the assessments"] == index
    page = client.get("/sites/northmoor/journey/contract")
    assert "Go to the assessments" not in page.links


def sites_with_rounds(world: World, name: str, number: int) -> None:
    """Sites of the lead and of the contributor with two self assessments under way each."""
    audit.because("world built", summary="Sites for a test.")
    for index in range(number):
        site = make_site(f"{name} {index}", lead=world.lead)
        make_journey(site)
        make_membership(site, world.contributor, SiteRole.CONTRIBUTOR)
        for code in ("preisa", "isa"):
            slug = make_round(site, world.lead, code)
            ask(site, slug, {world.contributor: "sponsor"}, world.lead)


def test_rounds_at_30_sites_take_as_many_statements_as_at_1(
    planned: World, app: Portal, data: str
) -> None:
    pages = [("lead", "/"), ("lead", "/sites"), ("admin", "/"), ("contributor", "/")]
    clients = {role: PageClient(app).sign_in(planned.person(role)) for role, _ in pages}
    few: dict[tuple[str, str], int] = {}
    with transaction():
        sites_with_rounds(planned, "Town", 1)
    for role, path in pages:
        clients[role].get(path)  # reads the instruments once for good
        clients[role].get(path)
        few[role, path] = clients[role].statements
    with transaction():
        sites_with_rounds(planned, "City", 29)
    for role, path in pages:
        page = clients[role].get(path)
        assert "City 1" in page.text
        assert clients[role].statements == few[role, path], (role, path)
    assert max(few.values()) <= 20


def test_the_page_of_a_site_takes_as_many_statements_with_rounds_as_without(
    planned: World, client: PageClient
) -> None:
    client.sign_in(planned.lead).get("/sites/northmoor")
    without = client.statements
    with transaction():
        make_isa(planned, done=1)
        make_signed_round(planned.home, planned.strategic)
    client.get("/sites/northmoor")  # reads the instruments once for good
    page = client.get("/sites/northmoor")
    assert "1 of 5 handed in" in page.text
    assert client.statements == without
