"""The assessment: opened by a session or an invitation, taken question by question, marked."""

from datetime import timedelta
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select

from app.core import audit, clock, db
from app.core.outbox.models import OutboxMail
from app.core.refusals import Refused
from app.core.web.edge import Portal
from app.instruments.queries import newest
from app.instruments.rules import Instrument, parse_instrument, several
from app.instruments.service.seeds import SEEDS, publish
from app.sites.rules import SiteRole, Status
from app.training.models import Attempt, Certificate
from app.training.queries import assessment as reads
from app.training.queries import certificates
from app.training.service import assessment as service
from tests.factories.accounts import make_person
from tests.factories.instruments import publish_seeds
from tests.factories.sites import make_membership
from tests.factories.standing import declare
from tests.factories.training import (
    chosen,
    hold_session,
    invite,
    make_attempt,
    make_entry,
    make_session,
    make_team,
    make_trainer,
)
from tests.page_client import PageClient
from tests.pages import Page
from tests.worlds import World

OWN = "/training/assessment"
SITE = "/sites/northmoor/training"


@pytest.fixture
def trained(world: World) -> World:
    """The contributor attended a session under her name; the quiz is published."""
    with db.transaction():
        audit.because("programme loaded", summary="Made for a test.")
        publish_seeds()
        team, trainer = make_team(world.home), make_trainer(world.home)
        entry = make_entry(world.home, team, "cora  contributor")
        others = [make_entry(world.home, team, f"Other {n}") for n in range(2)]
        session = make_session(world.home, [trainer], clock.today() - timedelta(days=3))
        hold_session(world.home, session, [entry, *others])
    return world


def answer_page(client: PageClient, page: Page, quiz: Instrument, *, right: bool) -> Page:
    """Answer the question on a page; the page after it."""
    item = next(one for one in quiz.items if one.text in page.text)
    choice = chosen(quiz, len(quiz.items) if right else 0)[item.id]
    values: dict[str, Any] = {"chosen": choice if several(item) else choice[0]}
    client.submit(page.form("Save and continue"), **values)
    return client.follow()


def the_quiz() -> Instrument:
    with db.reading():
        found = reads.newest_quiz()
    assert found is not None
    return found[1]


def test_a_practitioner_takes_it_on_a_phone_stops_goes_on_and_passes(
    client: PageClient, trained: World
) -> None:
    page = client.sign_in(trained.contributor).get(OWN)
    assert "You can begin now." in page.text
    assert "You pass with 9 right answers or more." in page.text
    client.submit(page.form("Begin the assessment"))
    page = client.follow()
    assert page.h1 == "Question 1 of 12"
    page = client.submit(page.form("Save and continue"), 400)
    assert "Choose an answer" in page.text or "Choose at least one answer" in page.text
    number, quiz = attempt_number(), the_quiz()
    for _ in range(3):
        page = answer_page(client, page, quiz, right=True)
    page = client.get(OWN)  # she was called away, and comes back
    client.submit(page.form("Go on with the assessment"))
    page = client.get(f"{OWN}/{number}/check")
    assert page.text.count("Not answered yet") == 9
    assert "9 questions still to answer" in page.text
    client.post(f"{OWN}/{number}/hand-in", {})
    assert "Answer 9 more questions first." in client.follow().text
    page = client.get(f"{OWN}/{number}/questions/4")
    for place in range(4, 13):
        page = answer_page(client, page, quiz, right=place != 12)
    assert page.h1 == "Check your answers"
    client.submit(page.form("Hand in"))
    page = client.follow()
    assert page.h1 == "You passed"
    assert "11 of 12 questions right; 9 are needed." in page.text
    assert page.text.count("Not right") == 1
    client.get(page.links["Download your certificate (PDF)"].split("?")[0])
    assert client.response.data.startswith(b"%PDF")
    assert client.response.mimetype == "application/pdf"
    nothing_changes_any_more(client, trained, number)
    page = client.get(f"{SITE}/assessment")
    assert page.table("Results by session")[1][1:] == ["3", "1", "1", "1 of 1"]


def nothing_changes_any_more(client: PageClient, trained: World, number: int) -> None:
    client.get(f"{OWN}/{number}/questions/1", 303)
    client.post(f"{OWN}/{number}/hand-in", {})
    client.post(f"{OWN}/start", {"site": str(trained.home.id)})
    assert "You have passed already." in client.follow().text
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Certificate)) == 1
        issued = select(audit.AuditEvent.actor_id).where(
            audit.AuditEvent.verb == "certificate issued"
        )
        assert session.scalars(issued).all() == [None]  # who acts would be who passed


def attempt_number() -> int:
    with db.reading() as session:
        return session.scalars(select(Attempt.id)).one()


def test_who_does_not_pass_sees_why_waits_and_is_invited_anew(
    app: Portal, client: PageClient, trained: World
) -> None:
    now = clock.now()
    with app.app_context():
        for days in (9, 6, 3):
            with clock.pretend(now - timedelta(days=days)), db.transaction():
                if days == 9:
                    invite(trained.home, trained.strategic)
                number = make_attempt(trained.home, trained.strategic, right=8)
    page = client.sign_in(trained.strategic).get(f"{OWN}/{number}")
    assert page.h1 == "Not passed this time"
    assert "8 of 12 questions right; 9 are needed." in page.text
    assert "Also right: " in page.text  # no try is left that this could spoil
    page = client.get(OWN)
    assert "You have no tries left." in page.text
    assert [row[2] for row in page.table("Your tries")[1:]] == ["Not passed"] * 3
    with db.transaction(), pytest.raises(Refused, match="no tries left"):
        service.begin(trained.home.id, trained.strategic.id)
    client.sign_in(trained.contributor)
    page = client.get(f"{SITE}/assessment/invite")
    assert "Tick who is to be invited" in client.submit(page.form("Invite"), 400).text
    client.submit(page.form("Invite"), people=[str(trained.strategic.id)])
    assert "1 person is invited to the assessment." in client.follow().text
    with db.reading() as session:
        subject = session.scalars(select(OutboxMail.subject).order_by(OutboxMail.id.desc())).first()
    assert subject == "Northmoor: you are invited to the assessment after training"
    assert "You can begin now." in client.sign_in(trained.strategic).get(OWN).text


def test_a_failed_try_explains_only_what_was_chosen_and_asks_to_wait(
    app: Portal, client: PageClient, trained: World
) -> None:
    with db.transaction():
        number = make_attempt(trained.home, trained.contributor, right=0)
    page = client.sign_in(trained.contributor).get(f"{OWN}/{number}")
    assert "Also right: " not in page.text
    assert "You can try again from" in client.get(OWN).text
    with db.transaction(), pytest.raises(Refused, match="too early"):
        service.begin(trained.home.id, trained.contributor.id)
    later = clock.now() + timedelta(hours=24)
    with app.app_context(), clock.pretend(later), db.transaction():
        assert make_attempt(trained.home, trained.contributor, right=9) > number
    with db.reading():
        assert certificates.counts(trained.home.id) == certificates.Counts(1, 1, 2)


def test_nothing_is_taken_while_the_site_rests_and_results_can_be_read(
    app: Portal, client: PageClient, trained: World
) -> None:
    with db.transaction():
        number = make_attempt(trained.home, trained.contributor, hand_in=False)
    with app.app_context(), db.transaction():
        declare(trained.home, Status.PAUSED)
    client.sign_in(trained.contributor)
    page = client.get(OWN)
    assert "Work rests at your site" in page.text
    assert all("assessment" not in form.text for form in page.forms)
    for path, fields in (
        (f"{OWN}/start", {"site": str(trained.home.id)}),
        (f"{OWN}/{number}/questions/1", {"chosen": "a"}),
        (f"{OWN}/{number}/hand-in", {}),
    ):
        client.post(path, fields)
        assert "Work rests at your site, so nothing was saved." in client.follow().text
    with db.reading():
        found = reads.attempt(number, trained.contributor.id, [trained.home.id])
    assert found is not None
    assert found.handed_in_at is None
    assert "Cora Contributor" in client.get(f"{SITE}/certificates").text


def test_nobody_begins_without_a_session_or_an_invitation(
    client: PageClient, trained: World
) -> None:
    page = client.sign_in(trained.strategic).get(OWN)
    assert "The assessment opens once you have attended a session" in page.text
    assert all("Begin" not in form.text for form in page.forms)
    client.post(f"{OWN}/start", {"site": str(trained.home.id)})
    assert "The assessment opens after a session" in client.follow().text
    client.post(f"{OWN}/start", {"site": str(trained.foreign.id)})
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_results_have_names_in_the_authority_and_counts_for_the_nspcc(
    app: Portal, client: PageClient, trained: World
) -> None:
    with app.app_context(), db.transaction():
        invite(trained.home, trained.strategic)
        number = make_attempt(trained.home, trained.contributor)
    client.sign_in(trained.lead)
    page = client.get(f"{SITE}/assessment")
    assert "1 of 1 person who tried the assessment passed" in page.text
    assert "fewer than 5, so that no percentage is shown" in page.text
    assert "Cora" not in page.text
    for path in (f"{SITE}/certificates", f"{SITE}/certificates/1", f"{SITE}/certificates/1.pdf"):
        client.get(path, 403)
    client.get(f"{OWN}/{number}", 403)
    client.sign_in(trained.strategic)
    client.get(f"{OWN}/{number}", 404)  # answers are seen by nobody else
    page = client.get(f"{SITE}/certificates")
    assert [row[:3] for row in page.table("Assessment results")[1:]] == [
        ["Cora Contributor", "Passed", "1"],
        ["Stella Strategic", "Not begun", ""],
    ]
    page = client.get(f"{SITE}/certificates?state=invited&q=stella&sort=-last")
    assert len(page.table("Assessment results")) == 2
    assert "Nobody fits" in client.get(f"{SITE}/certificates?state=gone").text
    client.sign_in(trained.foreign_strategic).get(f"{SITE}/certificates", 404)
    trail = everything_in_the_trail()
    assert "A certificate was issued after the assessment." in trail
    for secret in ("Cora", str(certificate_number())):
        assert secret not in trail


def everything_in_the_trail() -> str:
    with db.reading() as session:
        rows = [
            *session.execute(select(audit.AuditEvent.summary, audit.AuditEvent.reason)),
            *session.execute(
                select(audit.AuditChange.changes).where(
                    audit.AuditChange.table_name.like("training_%")
                )
            ),
        ]
    return str([tuple(row) for row in rows])


def certificate_number() -> str:
    with db.reading() as session:
        return session.scalars(select(Certificate.number)).one()


def test_the_pages_take_the_same_statements_for_one_and_for_thirty(
    app: Portal, client: PageClient, trained: World
) -> None:
    def asked() -> list[int]:
        client.sign_in(trained.strategic)
        found = []
        for path in (f"{SITE}/certificates", f"{SITE}/assessment", f"{SITE}/assessment/invite"):
            client.get(path)
            found.append(client.statements)
        return found

    with db.transaction():
        make_attempt(trained.home, trained.contributor)
    before = asked()
    with app.app_context(), db.transaction():
        audit.because("people made", summary="Made for a test.")
        people = [make_person(f"Pat {n}") for n in range(30)]
        for person in people:
            make_membership(trained.home, person, SiteRole.CONTRIBUTOR)
        invite(trained.home, *people)
        for person in people[:6]:
            make_attempt(trained.home, person)
    assert asked() == before
    assert (
        "7 of 7 people who tried the assessment passed, 100%."
        in client.get(f"{SITE}/assessment").text
    )


def test_a_try_stays_on_the_version_it_began_with(trained: World) -> None:
    with db.transaction():
        number = make_attempt(trained.home, trained.contributor, hand_in=False)
    with db.transaction():
        raw = yaml.safe_load((SEEDS / "quiz.v1.yaml").read_text("utf-8")) | {"version": 2}
        publish(parse_instrument(raw), raw)
    with db.reading():
        found = reads.attempt(number, trained.contributor.id, [trained.home.id])
        newer = newest("quiz")
    assert found is not None
    assert newer is not None
    assert (found.quiz_version, newer.version) == (1, 2)
    with db.transaction():
        assert service.hand_in(found).passed
    with db.reading():
        kept = certificates.of_attempt(number)
    assert kept is not None
    assert kept.quiz_version == 1
    assert kept.pass_mark == "75% (9 of 12 questions)"
