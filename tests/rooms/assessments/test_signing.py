"""What a sign-off needs, what it completes, and who is told."""

import pytest
from sqlalchemy import select

from app.assessments import queries, service
from app.assessments.models import SignOff
from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.rules import NspccAnswer
from app.core import clock
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail
from app.journey import queries as journey
from app.journey import service as journey_service
from app.journey.rules import MilestoneStatus
from tests.factories import in_app
from tests.factories.assessments import (
    agree_all,
    answer_all,
    hand_in,
    make_rater,
    make_room,
    make_round,
    round_ref,
    sign_off,
)
from tests.page_client import PageClient
from tests.worlds import World

HIGHEST = {"preisa": 5, "isa": 2, "review": 3, "selfcheck": 7}


def sign_alone(world: World, code: str, caveat: str = "Nobody else was there.") -> str:
    """A round that the strategic lead answered and signed off alone."""
    slug = make_round(world.home, world.lead, code)
    answer_all(make_rater(world.home, slug, world.strategic), HIGHEST[code])
    sign_off(world.home, slug, world.strategic, caveat)
    return slug


@pytest.mark.parametrize("code", ["preisa", "isa", "review"])
def test_each_instrument_completes_its_milestone_at_the_first_sign_off(
    world: World, code: str
) -> None:
    with transaction():
        journey_service.plan_journey(world.home.id, clock.today(), clock.today())
    with transaction():
        slug = sign_alone(world, code)
    with reading():
        done = [
            row
            for row in journey.milestones_of(world.home.id, clock.today())
            if row.status is MilestoneStatus.DONE
        ]
    assert len(done) == 1
    assert done[0].template.completed_by == f"{code}-submitted"
    assert slug == f"{code}-1"


def test_a_self_check_completes_no_milestone(world: World) -> None:
    with transaction():
        journey_service.plan_journey(world.home.id, clock.today(), clock.today())
    with transaction():
        sign_alone(world, "selfcheck")
    with reading():
        rows = journey.milestones_of(world.home.id, clock.today())
    assert not [row for row in rows if row.status is MilestoneStatus.DONE]


def test_the_review_is_not_signed_off_before_the_isa_without_a_reason(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead, "review")
        answer_all(make_rater(world.home, slug, world.strategic), 3)
    with transaction(), pytest.raises(service.CaveatMissing, match="the ISA is not signed off"):
        sign_off(world.home, slug, world.strategic, caveat="")
    with transaction():
        sign_off(world.home, slug, world.strategic, caveat="The ISA was done on paper in May.")
    with reading() as session:
        assert session.scalars(select(SignOff.caveat)).one() == "The ISA was done on paper in May."


def test_the_review_needs_no_reason_once_the_isa_is_signed_off(world: World) -> None:
    with transaction():
        sign_alone(world, "isa")
        slug = make_round(world.home, world.lead, "review")
        hand_in(world.home, slug, world.strategic, "strategic", 3)
        found = round_ref(world.home, slug, world.strategic)
        assert "ISA" not in service.what_lacks(found)
        assert "1 person has handed in" in service.what_lacks(found)


def test_the_page_says_what_is_missing_and_keeps_the_reason_with_the_result(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = make_round(world.home, world.lead, "review")
        answer_all(make_rater(world.home, slug, world.strategic), 3)
    address = f"/sites/northmoor/assessments/{slug}"
    page = client.sign_in(world.strategic).get(f"{address}/sign-off")
    assert "the ISA is not signed off" in page.text
    form = page.form("Sign off and send")
    page = client.submit(form, 400)
    assert "Enter why you sign off although something is missing" in page.text
    client.submit(form, caveat="The ISA was done on paper in May.")
    assert "The ISA was done on paper in May." in client.get(f"{address}/result").text


def test_a_room_opened_without_a_quorum_is_not_asked_about_again(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
        hand_in(world.home, slug, world.contributor, "practitioner")
        make_room(world.home, slug, world.lead, "The others are ill.")
        agree_all(world.home, slug, world.lead)
        assert service.what_lacks(round_ref(world.home, slug, world.strategic)) == ""


def test_each_who_may_act_next_is_told_by_mail(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
        hand_in(world.home, slug, world.contributor, "practitioner")
        make_room(world.home, slug, world.lead)
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic, caveat="")
        found = round_ref(world.home, slug, world.lead)
        answer = NspccAnswer("proceed", None, "The ground is prepared.", {"A": "Strong."})
        signed = _signed(found)
        with in_app():
            service.decide(found, signed, answer, world.lead.id)
    with reading() as session:
        rows = session.execute(select(OutboxMail.template, OutboxMail.address))
        told = {template: address for template, address in rows}
        texts = " ".join(session.scalars(select(OutboxMail.text)))
    assert told["assessments_to_sign_off"] == world.strategic.email
    assert told["assessments_signed_off"] == world.lead.email
    assert told["assessments_answered"] == world.strategic.email
    assert "The ground is prepared" not in texts
    assert "Folder 12" not in texts


def _signed(found: RoundRef) -> SignOffRow:
    signed = queries.sign_off_of(found.id, found.result_number)
    assert signed is not None
    return signed


def test_a_decision_the_instrument_does_not_offer_is_refused(world: World) -> None:
    with transaction():
        slug = sign_alone(world, "preisa")
        found = round_ref(world.home, slug, world.lead)
        answer = NspccAnswer("pause", None, "No", {})
        with pytest.raises(KeyError):
            service.decide(found, _signed(found), answer, world.lead.id)
