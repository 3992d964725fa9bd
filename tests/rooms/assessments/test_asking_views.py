"""Choosing who answers, moving the date, beginning when asked; who learns what by mail."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.assessments import queries
from app.assessments.models import AwaitedRater, Rater
from app.assessments.rules import Part, RaterState
from app.core import audit, clock
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail
from app.sites.models import Invitation
from app.sites.rules import SiteRole
from tests.factories.accounts import make_person
from tests.factories.assessments import ask, hand_in, make_rater, round_ref
from tests.factories.sites import make_membership
from tests.page_client import PageClient
from tests.worlds import World


def mails() -> list[tuple[str, str]]:
    """(template, address) of everything queued, in order."""
    with reading() as session:
        rows = session.execute(select(OutboxMail.template, OutboxMail.address))
        return [(template, address) for template, address in rows]


def role_field(world: World, name: str) -> str:
    return f"role_{getattr(world, name).id}"


def test_colleagues_are_asked_in_a_role_and_get_one_mail_each(
    client: PageClient, world: World, open_round: str
) -> None:
    page = client.sign_in(world.lead).get(f"{open_round}/raters")
    assert "At least 4 people from 3 roles" in page.text
    form = page.form("Save who answers")
    roles: dict[str, Any] = {
        role_field(world, "strategic"): "sponsor",
        role_field(world, "contributor"): "practitioner",
    }
    client.submit(form, **roles)
    page = client.follow()
    assert "2 people get an email" in page.text
    assert "Asked, not begun" in page.text
    assert sorted(mails()) == [
        ("assessments_invitation", world.contributor.email),
        ("assessments_invitation", world.strategic.email),
    ]
    client.submit(page.form("Save who answers"))
    assert "Nobody new is asked" in client.follow().text
    assert len(mails()) == 2


def test_the_mail_leads_straight_to_the_round_and_says_how_long_it_takes(
    client: PageClient, world: World, open_round: str
) -> None:
    form = client.sign_in(world.strategic).get(f"{open_round}/raters").form("Save who answers")
    one: dict[str, Any] = {role_field(world, "contributor"): "practitioner"}
    client.submit(form, **one)
    with reading() as session:
        mail = session.scalars(select(OutboxMail)).one()
    assert "Northmoor: you are asked to answer" in mail.subject
    assert "about 40 minutes" in mail.text
    assert "Practitioner or advanced practitioner" in mail.text
    assert f"http://portal.test{open_round}" in mail.text
    assert mail.reply_to == world.lead.email
    page = client.sign_in(world.contributor).get(open_round)
    assert "You are asked to answer" in page.text
    client.submit(page.form("Start now"))
    assert client.follow().path == f"{open_round}/items/A1"


def test_a_role_that_is_taken_away_withdraws_and_a_hand_in_stays(
    client: PageClient, world: World, open_round: str
) -> None:
    with transaction():
        roles = {world.strategic: "sponsor", world.contributor: "practitioner"}
        ask(world.home, "preisa-1", roles, world.lead)
        hand_in(world.home, "preisa-1", world.strategic, "sponsor")
    form = client.sign_in(world.lead).get(f"{open_round}/raters").form("Save who answers")
    nobody: dict[str, Any] = {
        role_field(world, "strategic"): "",
        role_field(world, "contributor"): "",
    }
    client.submit(form, **nobody)
    client.follow()
    with transaction():
        found = round_ref(world.home, "preisa-1", world.lead)
        states = {row.name: row.state for row in queries.raters_of(found.id)}
    assert states == {
        "Stella Strategic": RaterState.HANDED_IN,
        "Cora Contributor": RaterState.WITHDRAWN,
    }
    page = client.sign_in(world.contributor).get(open_round)
    assert "Start now" not in page.text


def test_somebody_new_joins_the_site_and_then_finds_the_round(
    client: PageClient, world: World, open_round: str
) -> None:
    page = client.sign_in(world.lead).get(f"{open_round}/raters")
    form = page.form("Invite")
    page = client.submit(form, 400, name="Nadia New", email="not an address", role="partner")
    assert page.form("Invite").fields["name"] == ["Nadia New"]
    client.submit(form, name="Nadia New", email="nadia@partner.example", role="partner")
    page = client.follow()
    assert "Invited to join first" in page.text
    assert mails() == [("sites_invitation", "nadia@partner.example")]
    with transaction() as session:
        awaited = session.scalars(select(AwaitedRater)).one()
        audit.because("joined", summary="For a test.")
        session.get_one(Invitation, awaited.invitation_id).accepted_at = clock.now()
        nadia = make_person("Nadia New", email="nadia@partner.example")
        make_membership(world.home, nadia, SiteRole.CONTRIBUTOR)
    page = client.sign_in(nadia).get(open_round)
    client.submit(page.form("Start now"))
    with transaction():
        found = round_ref(world.home, "preisa-1", nadia)
        assert (found.my_part, found.my_role) == (Part.RATING, "partner")
        names = [row.name for row in queries.raters_of(found.id)]
    assert names == ["Nadia New"]


def test_a_waiting_invitation_serves_the_round_too(
    client: PageClient, world: World, open_round: str
) -> None:
    page = client.sign_in(world.strategic).get("/sites/northmoor/people")
    form = page.form("Send the invitation")
    client.submit(form, name="Nadia New", email="nadia@partner.example", role="contributor")
    form = client.get(f"{open_round}/raters").form("Invite")
    client.submit(form, name="Nadia New", email="Nadia@Partner.example", role="partner")
    assert "Invited to join first" in client.follow().text
    assert mails() == [("sites_invitation", "nadia@partner.example")]


def test_asking_again_sends_one_mail_a_day(
    client: PageClient, world: World, open_round: str
) -> None:
    with transaction():
        ask(world.home, "preisa-1", {world.contributor: "practitioner"}, world.lead)
    page = client.sign_in(world.lead).get(f"{open_round}/raters")
    form = page.form("Ask Cora Contributor again")
    client.submit(form)
    assert "Asked again by email" in client.follow().text
    client.submit(form)
    assert "They were asked again today already" in client.follow().text
    with reading() as session:
        subjects = session.scalars(select(OutboxMail.subject)).all()
    assert len(subjects) == 2
    assert any("please remember to answer" in subject for subject in subjects)


def test_when_enough_have_handed_in_the_lead_is_told_once(world: World, open_round: str) -> None:
    with transaction():
        audit.because("colleagues made", summary="For a test.")
        people = [world.strategic, world.contributor, make_person("Priya"), make_person("Sam")]
        for person in people[2:]:
            make_membership(world.home, person, SiteRole.CONTRIBUTOR)
        roles = ("sponsor", "team-manager", "practitioner", "data-lead")
        ask(world.home, "preisa-1", dict(zip(people, roles, strict=True)), world.lead)
        for person, role in zip(people, roles, strict=True):
            hand_in(world.home, "preisa-1", person, role)
    told = [address for template, address in mails() if template == "assessments_quorum"]
    assert told == [world.lead.email]


def test_the_date_moves_with_a_reason_that_the_history_keeps(
    client: PageClient, world: World, open_round: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{open_round}/dates")
    form = page.form("Move the date")
    later = clock.today() + timedelta(days=60)
    parts = [str(later.day), str(later.month), str(later.year)]
    page = client.submit(form, 400, closes_on=parts)
    assert "Enter why the date moves" in page.text
    page = client.submit(form, 400, closes_on=["1", "1", "2020"], reason="Too long")
    assert "must be the same as or after" in page.text
    client.submit(form, closes_on=parts, reason="Half of us are on leave")
    client.follow()
    with reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "round moved")).one()
        assert event.reason == "Half of us are on leave"
        found = queries.round_at(world.home.id, "preisa-1", world.lead.id)
        assert found is not None
        assert found.closes_on == later


def test_answers_handed_in_can_be_taken_back_until_the_room_opens(
    client: PageClient, world: World, open_round: str
) -> None:
    with transaction():
        roles = {world.strategic: "sponsor", world.contributor: "practitioner"}
        ask(world.home, "preisa-1", roles, world.lead)
        hand_in(world.home, "preisa-1", world.contributor, "practitioner")
    page = client.sign_in(world.contributor).get(open_round)
    assert "Nobody sees your answers before the consensus room" in page.text
    client.get(f"{open_round}/items/A1", 303)
    client.submit(client.get(open_round).form("Take them back to change something"))
    client.get(f"{open_round}/items/A1")


def test_completion_is_visible_and_answers_are_not(
    client: PageClient, world: World, open_round: str
) -> None:
    with transaction() as session:
        make_rater(world.home, "preisa-1", world.contributor, "practitioner")
        assert session.scalars(select(Rater)).one().joined_at is not None
    for person in (world.lead, world.admin, world.strategic):
        page = client.sign_in(person).get(f"{open_round}/raters")
        assert "Begun" in page.text
        client.get(f"{open_round}/room", 303)
        client.get(f"{open_round}/room/items/A1", 303)
        client.get(f"{open_round}/room/now", 404)
