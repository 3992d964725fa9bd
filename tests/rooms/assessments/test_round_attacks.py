"""Attempts to read, lose or sign off somebody's answers by ways a round should not offer."""

import json
from threading import Thread
from time import sleep

from sqlalchemy import select

from app.accounts.models import Person
from app.assessments import queries, service
from app.assessments.models import Rater, Round, SignOff
from app.assessments.rules import Draft, RoundState
from app.core import audit, clock
from app.core.audit import AuditChange
from app.core.db import reading, session, transaction
from app.sites.models import Invitation, Membership
from app.sites.rules import SiteRole
from tests.factories import in_app
from tests.factories.accounts import make_person
from tests.factories.assessments import (
    agree_all,
    answer_all,
    ask,
    hand_in,
    make_rater,
    make_room,
    make_round,
    round_ref,
    scored,
    sign_off,
)
from tests.factories.sites import make_membership
from tests.page_client import PageClient
from tests.rooms.assessments.test_bad_days import ROUND, leave, newcomer
from tests.worlds import World

NOTE = "Folder 12 of May"  # what every answer of the factories says


def with_colleague(world: World) -> tuple[str, Person]:
    """A round that the contributor and one more are asked to rate in."""
    slug, more = make_round(world.home, world.lead), newcomer(world, "Dana Data")
    ask(world.home, slug, {world.contributor: "practitioner", more: "data-lead"}, world.lead)
    return slug, more


def joined(world: World, slug: str) -> Person:
    """Somebody who was asked, has taken up the invitation to the site, and has not begun."""
    found = round_ref(world.home, slug, world.lead)
    with in_app():
        service.ask_newcomer(found, "Nia New", "nia@example.org", "data-lead", world.lead.id)
    audit.because("invitation accepted", summary="For a test.")
    person = make_person("Nia New", email="nia@example.org")
    make_membership(world.home, person, SiteRole.CONTRIBUTOR)
    session().scalars(select(Invitation)).one().accepted_at = clock.now()
    session().flush()
    return person


def state() -> RoundState:
    """How the only round stands."""
    with reading():
        return RoundState(session().scalars(select(Round.state)).one())


def test_somebody_who_joined_and_has_not_begun_keeps_the_others_private(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        person = joined(world, slug)
        hand_in(world.home, slug, world.contributor, "practitioner")
        found = round_ref(world.home, slug, world.lead)
        assert queries.answering(found.id).asked == 2
    assert state() is RoundState.OPEN
    client.sign_in(world.strategic).get(f"{ROUND}/check", 303)
    client.sign_in(person).get(ROUND)
    client.submit(next(form for form in client.page.forms if "/begin" in form.action))
    with reading():
        assert queries.answering(found.id).asked == 2, "once begun, they are not counted twice"


def test_whoever_joined_and_left_again_is_not_waited_for(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        leave(world, joined(world, slug))
        hand_in(world.home, slug, world.contributor, "practitioner")
    assert state() is RoundState.SUBMITTED


def test_whoever_moved_to_another_site_that_has_a_round_is_not_waited_for(world: World) -> None:
    with transaction():
        slug, more = with_colleague(world)
        leave(world, more)
        make_membership(world.foreign, more, SiteRole.CONTRIBUTOR)
        make_round(world.foreign, world.other_lead)
        assert queries.answering(round_ref(world.home, slug, world.lead).id).asked == 1
        hand_in(world.home, slug, world.contributor, "practitioner")
        assert round_ref(world.home, slug, world.lead).state is RoundState.SUBMITTED


def test_a_newcomer_asked_twice_is_one_person_in_the_role_given_last(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        found = round_ref(world.home, slug, world.lead)
        for role in ("data-lead", "practitioner"):
            with in_app():
                service.ask_newcomer(found, "Nia New", "nia@example.org", role, world.lead.id)
        assert [row.role for row in queries.raters_of(found.id)] == ["practitioner"]
        assert queries.answering(found.id).asked == 1


def test_a_page_that_promised_privacy_does_not_hand_in_to_be_read(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug, more = with_colleague(world)
        answer_all(make_rater(world.home, slug, world.contributor, "practitioner"))
    page = client.sign_in(world.contributor).get(f"{ROUND}/check")
    assert "they stay private until all ratings are revealed" in page.text
    old = next(form for form in page.forms if "hand-in" in form.action)
    with transaction():
        leave(world, more)
    client.submit(old)
    assert state() is RoundState.OPEN
    page = client.follow()
    assert "Nobody else is asked any more" in page.text
    assert "your strategic lead can read your answers" in page.text
    client.submit(next(form for form in page.forms if "hand-in" in form.action))
    assert state() is RoundState.SUBMITTED


def test_a_room_left_for_rating_again_does_not_hide_the_answers_of_who_then_hands_in_alone(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug, more = with_colleague(world)
        hand_in(world.home, slug, world.contributor, "practitioner")
        room = make_room(world.home, slug, world.lead)
        service.back_to_rating(round_ref(world.home, slug, world.lead), room)
        service.take_back(round_ref(world.home, slug, world.contributor))
        leave(world, more)
        with in_app():
            service.hand_in(round_ref(world.home, slug, world.contributor))
    assert state() is RoundState.SUBMITTED
    assert NOTE in client.sign_in(world.strategic).get(f"{ROUND}/check").text
    page = client.get(f"{ROUND}/sign-off")
    client.submit(next(form for form in page.forms if "caveat" in form.names), 400, caveat="")
    client.post(f"{ROUND}/sign-off", {"caveat": "Nobody else was there."})
    with reading():
        assert session().scalars(select(SignOff.content)).one()["room"] is None


def test_whoever_never_handed_in_cannot_take_back_what_a_colleague_did(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug, more = with_colleague(world)
        make_rater(world.home, slug, more, "data-lead")
        leave(world, more)
        hand_in(world.home, slug, world.contributor, "practitioner")
        audit.because("person joined", summary="They came back.")
        mine = select(Membership).where(Membership.person_id == more.id)
        session().scalars(mine).one().ended_at = None
    page = client.sign_in(more).get(ROUND)
    assert not [form for form in page.forms if "take-back" in form.action]
    client.post(f"{ROUND}/take-back")
    assert state() is RoundState.SUBMITTED


def test_a_strategic_lead_who_did_not_hand_in_records_no_other_view(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug, _ = with_colleague(world)
        make_rater(world.home, slug, world.strategic)
        hand_in(world.home, slug, world.contributor, "practitioner")
        room = make_room(world.home, slug, world.lead)
        service.reveal(round_ref(world.home, slug, world.lead), room, ["A1"], world.lead.id)
    page = client.sign_in(world.strategic).get(f"{ROUND}/room/items/A1")
    assert "I see this differently" not in page.text
    client.get(f"{ROUND}/room/items/A1/view", 303)
    said = {"words": "I differ", "shown_as": "role"}
    client.fetch("POST", f"{ROUND}/room/items/A1/view/autosave", said, 403)
    with transaction():
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic)
    with reading():
        assert "I differ" not in str(session().scalars(select(SignOff.content)).one())


def test_the_trail_does_not_tell_how_long_somebody_took(world: World) -> None:
    with transaction():
        slug, _ = with_colleague(world)
        hand_in(world.home, slug, world.contributor, "practitioner")
    with reading():
        minutes = select(Rater.minutes).where(Rater.submitted_at.is_not(None))
        assert session().scalars(minutes).one() == 1
        changes = session().scalars(
            select(AuditChange.changes).where(AuditChange.table_name == "raters")
        )
        kept = [change["minutes"] for change in changes if "minutes" in change]
    assert set(map(json.dumps, kept)) == {'"withheld"'}


def test_a_save_under_way_while_one_hands_in_changes_nothing_any_more(world: World) -> None:
    with transaction():
        slug, _ = with_colleague(world)
        mine = make_rater(world.home, slug, world.contributor, "practitioner")
        answer_all(mine)
    said: list[str] = []

    def save() -> None:
        try:
            with transaction():
                found = queries.round_at(world.home.id, slug, world.contributor.id, lock="share")
                assert found is not None
                service.save_answer(found, "B2", Draft(), seen=1)
            said.append("saved")
        except (service.NotOpen, service.Overtaken):
            said.append("refused")

    other = Thread(target=save)
    with transaction():
        with in_app():
            service.hand_in(round_ref(world.home, slug, world.contributor))
        other.start()
        sleep(0.5)  # it waits for the round by now
    other.join()
    with reading():
        assert queries.answer_of(mine.my_rater_id or 0, "B2").draft == scored(4)
    assert said == ["refused"]
