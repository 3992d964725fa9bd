"""The list, opening, checking, handing in, signing off; who may see what, and when."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.assessments import queries
from app.assessments.models import Round
from app.assessments.rules import Draft, RoundState
from app.core import audit, clock
from app.core.audit import AuditChange, AuditEvent
from app.core.db import reading, transaction
from app.instruments.rules import AnswerKind
from app.journey import queries as journey
from app.journey import service as journey_service
from app.journey.rules import MilestoneStatus
from tests.factories.assessments import (
    answer_all,
    make_rater,
    make_round,
    make_signed_round,
    round_ref,
    scored,
    unknown,
)
from tests.factories.instruments import publish_seeds
from tests.page_client import PageClient
from tests.rooms.assessments.conftest import BASE
from tests.worlds import World


def state(world: World) -> RoundState:
    with reading():
        found = queries.round_at(world.home.id, "preisa-1", world.strategic.id)
        assert found is not None
        return found.state


def test_a_site_without_rounds_says_what_to_do(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get(BASE)
    assert "No self assessment yet" in page.text
    assert page.links["Open the first self assessment"] == f"{BASE}/new"
    page = client.sign_in(world.contributor).get(BASE)
    assert "Open the first self assessment" not in page.links


@pytest.mark.parametrize("role", ["lead", "strategic", "admin"])
def test_a_round_is_opened_with_its_window(client: PageClient, world: World, role: str) -> None:
    with transaction():
        publish_seeds()
    page = client.sign_in(world.person(role)).get(f"{BASE}/new")
    client.submit(page.form("Open the self assessment"), closes_on=["1", "3", "2099"])
    page = client.follow()
    assert page.path == f"{BASE}/preisa-1/raters"
    assert "finish by 1 March 2099" in client.get(f"{BASE}/preisa-1").text


def test_opening_twice_leads_to_the_one_that_is_open(client: PageClient, world: World) -> None:
    with transaction():
        publish_seeds()
    form = client.sign_in(world.lead).get(f"{BASE}/new").form("Open the self assessment")
    client.submit(form)
    client.submit(form)
    page = client.follow()
    assert "under way already" in page.text
    with reading() as session:
        assert len(session.scalars(select(Round)).all()) == 1


def test_a_window_that_ends_before_it_begins_is_refused(client: PageClient, world: World) -> None:
    with transaction():
        publish_seeds()
    form = client.sign_in(world.lead).get(f"{BASE}/new").form("Open the self assessment")
    page = client.submit(form, 400, opens_on=["2", "3", "2027"], closes_on=["1", "3", "2027"])
    assert "must be the same as or after" in page.text
    page = client.submit(form, 400, closes_on=["31", "2", "2027"])
    assert "The date to finish by must be a real date" in page.text


def test_the_list_says_to_each_what_is_next(client: PageClient, world: World, begun: str) -> None:
    def next_of(person: Person) -> str:
        return client.sign_in(person).get(BASE).table("Self assessments")[1][-1]

    assert next_of(world.strategic) == "Continue"
    assert next_of(world.contributor) == "Being answered"
    assert next_of(world.lead) == "Being answered"
    with transaction():
        answer_all(round_ref(world.home, "preisa-1", world.strategic))
    client.sign_in(world.strategic).post(f"{begun}/sign-off", data={"caveat": "Nobody else."})
    assert next_of(world.strategic) == "Read the result"
    assert next_of(world.lead) == "Answer and decide for the NSPCC"


def test_the_list_takes_as_many_statements_for_many_rounds_as_for_one(
    client: PageClient, world: World
) -> None:
    counts = []
    client.sign_in(world.strategic)
    for rounds in (1, 7):
        with transaction():
            for _ in range(rounds):
                make_signed_round(world.home, world.strategic)
        client.get(BASE)
        counts.append(client.statements)
    assert counts[0] == counts[1] <= 5


def test_checking_lists_what_is_missing_and_flags_high_answers_gently(
    client: PageClient, world: World, begun: str
) -> None:
    late = Draft(AnswerKind.NOT_KNOWN, owner="Jo")
    others = {"A2": None, "B1": late, "C3": scored(5, ""), "C5": scored(5, "none")}
    with transaction():
        answer_all(round_ref(world.home, "preisa-1", world.strategic), others=others)
    page = client.sign_in(world.strategic).get(f"{begun}/check")
    assert "Not sent yet. 26 of 28 statements are answered." in page.text
    assert "Not answered yet: A2" in page.text
    assert "B1: Enter the date by which they will find out" in page.text
    assert "2 high answers without evidence: C3, C5" in page.text
    assert "2 statements still need an answer" in page.text
    client.get(f"{begun}/sign-off", 303)
    client.post(f"{begun}/sign-off")
    assert "Still to be answered: A2, B1" in client.follow().text
    assert state(world) is RoundState.OPEN


def test_signing_off_locks_confirms_and_completes_the_milestone(
    client: PageClient, world: World, answered: str
) -> None:
    with transaction():
        journey_service.plan_journey(world.home.id, clock.today(), clock.today())
    page = client.sign_in(world.strategic).get(f"{answered}/check")
    page = client.get(page.links["Continue to sign-off"])
    assert "Not sent yet" in page.text
    assert "1 person has handed in, and 4 are asked for" in page.text.replace(
        "Nobody has", "1 person has"
    )
    form = page.form("Sign off and send to the NSPCC")
    page = client.submit(form, 400)
    assert "Enter why you sign off although something is missing" in page.text
    client.allowed = 21  # the lead is told by mail and by a notice
    client.submit(form, caveat="The others are on leave until May.")
    page = client.follow()
    assert page.h1 == "PreISA signed off"
    assert "Lena Lead reads it" in page.text
    client.submit(form, caveat="The others are on leave until May.")  # the button pressed twice
    with reading() as session:
        done = [
            row.template.code
            for row in journey.milestones_of(world.home.id, clock.today())
            if row.status is MilestoneStatus.DONE
        ]
        said = session.scalars(select(AuditEvent.summary)).all()
    assert len(done) == 1
    assert "preisa" in done[0]
    signed = [text for text in said if "signed off with" in text]
    assert signed == ["PreISA, round 1, signed off with 28 items. The guide suggests “Ready”."]


def test_ratings_are_private_until_sign_off_from_everyone_else(
    client: PageClient, world: World, answered: str
) -> None:
    pages = ("/items", "/items/A1", "/facts")
    for person in (world.admin, world.lead, world.other_lead):
        client.sign_in(person)
        for path in pages:
            client.get(answered + path, 403)
        client.get(f"{answered}/check", 303)
        client.get(f"{answered}/sign-off", 403)
        client.get(f"{answered}/result/sections.csv", 404)
        assert "Folder 12" not in client.get(answered).text
        assert "begun, 28 of 28" in client.page.text
    client.sign_in(world.contributor)
    for path in ("/items", "/items/A1", "/check", "/facts", "/result"):
        client.get(answered + path, 303)
    client.sign_in(world.foreign_strategic).get(answered, 404)


def test_the_trail_holds_no_private_rating(world: World, answered: str) -> None:
    with transaction() as session:
        changes = str([row.changes for row in session.scalars(select(AuditChange))])
        tables = set(session.scalars(select(AuditChange.table_name)))
    assert "Folder 12" not in changes
    assert "answers" not in tables


def test_a_contributor_hands_in_and_the_strategic_lead_reads_and_signs(
    client: PageClient, world: World, open_round: str
) -> None:
    with transaction():
        answer_all(make_rater(world.home, "preisa-1", world.contributor, "contributor"))
    client.sign_in(world.strategic)
    client.get(f"{open_round}/check", 303)  # private until handed in
    client.post(f"{open_round}/sign-off")
    assert state(world) is RoundState.OPEN
    page = client.sign_in(world.contributor).get(f"{open_round}/check")
    client.submit(page.form("Hand in to the strategic lead"))
    assert client.follow().h1 == "PreISA handed in"
    page = client.sign_in(world.strategic).get(f"{open_round}/check")
    assert "Folder 12 of May" in page.text
    assert "Change A1" not in page.links
    form = client.get(f"{open_round}/sign-off").form("Sign off and send")
    client.submit(form, caveat="The others are on leave until May.")
    assert state(world) is RoundState.SIGNED_OFF


def test_handed_in_answers_can_be_sent_back(
    client: PageClient, world: World, open_round: str
) -> None:
    with transaction():
        answer_all(make_rater(world.home, "preisa-1", world.contributor, "contributor"))
    client.sign_in(world.contributor).post(f"{open_round}/hand-in")
    page = client.sign_in(world.strategic).get(f"{open_round}/check")
    client.submit(page.form("Send back for changes"))
    assert state(world) is RoundState.OPEN
    client.sign_in(world.contributor).get(f"{open_round}/items/A1")


def test_a_colleague_who_is_not_asked_cannot_begin_and_is_told(
    client: PageClient, world: World, begun: str
) -> None:
    client.sign_in(world.contributor).post(f"{begun}/begin")
    assert "You are not asked to answer in this round" in client.follow().text
    assert "Start now" not in client.page.text


def test_a_date_that_passed_before_sign_off_asks_for_a_new_one(
    client: PageClient, world: World, begun: str
) -> None:
    with transaction():
        late = {"A2": unknown(days=-1)}
        answer_all(round_ref(world.home, "preisa-1", world.strategic), others=late)
    page = client.sign_in(world.strategic).get(f"{begun}/check")
    assert "A2: The date by which they will find out must be today or later" in page.text


def test_the_window_passing_locks_nothing(client: PageClient, world: World) -> None:
    with transaction() as session:
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
        audit.because("window passed", summary="For a test.")
        row = session.scalars(select(Round)).one()
        row.opens_on = row.closes_on = clock.today().replace(year=2020)
    page = client.sign_in(world.strategic).get(f"{BASE}/{slug}")
    assert "days ago, and you can still finish it" in page.text
    form = client.get(f"{BASE}/{slug}/items/A1").form("Save and continue")
    client.submit(form, answer="3")


def test_pages_that_are_not_there_answer_404(client: PageClient, world: World, begun: str) -> None:
    client.sign_in(world.strategic)
    for path in (f"{BASE}/preisa-9", f"{BASE}/%00", f"{begun}/items/Z1", f"{begun}/nothing"):
        client.get(path, 404)
