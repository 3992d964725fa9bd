"""Reminders of open rounds: to whoever has not handed in, once each, and to the NSPCC when late."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts.models import Person
from app.assessments import service
from app.core import audit, db
from app.core.web.edge import Portal
from app.sites.models import Invitation, Membership
from app.sites.rules import SiteRole
from app.sites.service import end_membership
from tests.factories.accounts import make_person
from tests.factories.assessments import (
    answer_all,
    ask,
    hand_in,
    make_rater,
    make_room,
    make_round,
    round_ref,
    scored,
    unknown,
)
from tests.factories.reminders import digests, remind, sent
from tests.factories.sites import make_membership
from tests.worlds import World

OPENED = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)  # a Monday; to be finished by Monday 29 March
WEEK_BEFORE = datetime(2027, 3, 22, 7, 30, tzinfo=UTC)
DAY_BEFORE = datetime(2027, 3, 25, 7, 30, tzinfo=UTC)  # a Thursday: the 26th is Good Friday
OVERDUE = datetime(2027, 4, 1, 6, 30, tzinfo=UTC)  # 07:30 in British Summer Time


@pytest.fixture
def slug(app: Portal, world: World) -> str:
    """An open round, for which the strategic lead and the contributor are asked."""
    roles = {world.strategic: "strategic", world.contributor: "practice"}
    with time_machine.travel(OPENED, tick=False), db.transaction():
        slug = make_round(world.home, world.lead)
        ask(world.home, slug, roles, world.lead)
    return slug


def _reminded() -> list[tuple[int | None, datetime]]:
    return [(one.person_id, one.at) for one in sent("rater")]


def test_whoever_has_not_handed_in_is_reminded_a_week_and_a_day_before_and_when_it_is_late(
    app: Portal, world: World, slug: str
) -> None:
    at = OPENED
    while at < datetime(2027, 4, 6, tzinfo=UTC):
        remind(app, at)
        at += timedelta(minutes=30)
    people = {world.strategic.id, world.contributor.id}
    moments = (WEEK_BEFORE, DAY_BEFORE, OVERDUE)
    assert set(_reminded()) == {(person, moment) for person in people for moment in moments}
    assert len(_reminded()) == 6


def test_what_was_handed_in_withdrawn_or_left_is_not_asked_for(
    app: Portal, world: World, slug: str
) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction() as session:
        audit.because("people made", summary="For a test.")
        left, closed, withdrawn = (make_person(f"Rater {n}") for n in range(3))
        for person in (left, closed, withdrawn):
            make_membership(world.home, person, SiteRole.CONTRIBUTOR)
        ask(world.home, slug, dict.fromkeys((left, closed, withdrawn), "practice"), world.lead)
        hand_in(world.home, slug, world.strategic, "strategic")
        membership = select(Membership.id).where(Membership.person_id == left.id)
        end_membership(session.scalars(membership).one(), "Moved on.")
        audit.because("person deactivated", summary="For a test.")
        session.get_one(Person, closed.id).deactivated_at = OPENED
        ref = round_ref(world.home, slug, world.lead)
        wanted = {world.strategic.id: "strategic", world.contributor.id: "practice"}
        with app.app_context():
            service.ask(ref, wanted | {left.id: "practice", closed.id: "practice"}, world.lead.id)
    remind(app, WEEK_BEFORE)
    assert [person for person, _ in _reminded()] == [world.contributor.id]


def test_who_only_waits_to_join_is_not_reminded_and_is_once_they_have_joined(
    app: Portal, world: World, slug: str
) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction(), app.app_context():
        ref = round_ref(world.home, slug, world.lead)
        service.ask_newcomer(ref, "Nia New", "nia@example.org", "practice", world.lead.id)
        audit.because("person joined", summary="For a test.")
        nia = make_person("Nia New", email="nia@example.org")
        make_membership(world.home, nia, SiteRole.CONTRIBUTOR)
    assert remind(app, WEEK_BEFORE) == 2
    with time_machine.travel(WEEK_BEFORE, tick=False), db.transaction() as session:
        audit.because("invitation accepted", summary="For a test.")
        session.scalars(select(Invitation)).one().accepted_at = WEEK_BEFORE
    assert remind(app, DAY_BEFORE) == 3
    assert (nia.id, DAY_BEFORE) in _reminded()
    with time_machine.travel(DAY_BEFORE, tick=False), db.transaction():
        hand_in(world.home, slug, nia, "practice")
    remind(app, OVERDUE)
    assert (nia.id, OVERDUE) not in _reminded()


def test_who_was_asked_only_after_the_hour_of_a_reminder_is_not_reminded_at_once(
    app: Portal, world: World, slug: str
) -> None:
    later = WEEK_BEFORE + timedelta(hours=2)
    with time_machine.travel(later, tick=False), db.transaction():
        audit.because("people made", summary="For a test.")
        new = make_person("Nell New")
        make_membership(world.home, new, SiteRole.CONTRIBUTOR)
        ask(world.home, slug, {new: "practice"}, world.lead)
    assert remind(app, later + timedelta(minutes=1)) == 2
    assert new.id not in {person for person, _ in _reminded()}


def test_moving_the_date_begins_the_ladder_anew(app: Portal, world: World, slug: str) -> None:
    assert remind(app, WEEK_BEFORE) == 2
    with time_machine.travel(WEEK_BEFORE, tick=False), db.transaction():
        ref = round_ref(world.home, slug, world.lead)
        service.move_dates(ref, date(2027, 4, 12), "Half term.")
    assert remind(app, DAY_BEFORE) == 0
    assert remind(app, datetime(2027, 4, 5, 8, 0, tzinfo=UTC)) == 2


def test_a_date_moved_after_the_reminder_of_the_day_is_told_of(
    app: Portal, world: World, slug: str
) -> None:
    assert remind(app, DAY_BEFORE) == 2
    with time_machine.travel(DAY_BEFORE, tick=False), db.transaction():
        ref = round_ref(world.home, slug, world.lead)
        service.move_dates(ref, date(2027, 3, 28), "Needed for Monday.")
    assert remind(app, DAY_BEFORE + timedelta(hours=1)) == 2
    assert "due on 28 March 2027, in 3 days" in digests()[-1].subject


def test_nobody_is_reminded_once_the_room_is_open(app: Portal, world: World, slug: str) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction():
        hand_in(world.home, slug, world.strategic, "strategic")
        make_room(world.home, slug, world.lead)
    assert remind(app, WEEK_BEFORE) == 0


def test_the_mail_says_where_what_and_how_far_one_is(app: Portal, world: World, slug: str) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction():
        found = make_rater(world.home, slug, world.contributor, "practice")
        some = {item.id: None for item in found.instrument.items[3:]}
        answer_all(found, others={**some, found.instrument.items[0].id: unknown()})
    remind(app, WEEK_BEFORE)
    first, second = digests()
    assert first.subject.startswith("Northmoor: Your answers to the ")
    assert first.subject.endswith("due on 29 March 2027, in 7 days")
    assert first.text.splitlines()[2] == "Answer from where you stand and hand in."
    assert "28 statements, about" in first.text
    assert "3 of 28 statements are answered and saved." in second.text
    assert "Go to it: http://portal.test/sites/northmoor/assessments/preisa-1" in second.text
    assert second.html.count("http://portal.test/sites/northmoor/assessments/preisa-1") == 3
    assert first.reply_to == world.lead.email


def test_a_late_mail_says_that_it_was_due_and_can_still_be_done(
    app: Portal, world: World, slug: str
) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction():
        answer_all(make_rater(world.home, slug, world.contributor, "practice"), 3)
    remind(app, OVERDUE)
    mail = next(one for one in digests() if one.person_id == world.contributor.id)
    assert "All 28 statements are answered: read them once more and hand in." in mail.text
    assert "Was due on 29 March 2027, 3 days ago" in mail.text


def test_the_nspcc_lead_is_told_once_when_a_round_is_late_how_many_have_handed_in(
    app: Portal, world: World, slug: str
) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction():
        hand_in(world.home, slug, world.strategic, "strategic", others={"A1": scored(2)})
    remind(app, WEEK_BEFORE)
    remind(app, DAY_BEFORE)
    assert sent("round") == []
    assert remind(app, OVERDUE) == 2
    assert remind(app, OVERDUE + timedelta(hours=2)) == 0
    (mail,) = [one for one in digests() if one.person_id == world.lead.id]
    assert mail.subject.startswith("Northmoor: PreISA, round 1, was due on 29 March 2027")
    assert "Talk with the strategic lead about who is missing, or move the date" in mail.text
    assert "1 of 2 people handed in. Not yet: Cora Contributor." in mail.text
    assert "http://portal.test/sites/northmoor/assessments/preisa-1" in mail.text


def test_a_late_round_that_nobody_is_missing_from_is_told_of_as_ready_for_the_room(
    app: Portal, world: World, slug: str
) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction():
        hand_in(world.home, slug, world.strategic, "strategic")
        hand_in(world.home, slug, world.contributor, "practice")
    assert remind(app, OVERDUE) == 1
    (mail,) = digests()
    assert "Everybody who was asked has handed in" in mail.text
    assert "Not yet" not in mail.text


def test_answers_nobody_went_on_with_for_two_weeks_are_remembered_once(
    app: Portal, world: World, slug: str
) -> None:
    with time_machine.travel(OPENED, tick=False), db.transaction():
        found = make_rater(world.home, slug, world.contributor, "practice")
        answer_all(found, others={item.id: None for item in found.instrument.items[3:]})
    hours = [OPENED + timedelta(days=number) for number in (13, 14, 15)]
    assert [remind(app, at) for at in hours] == [0, 1, 0]
    assert [(one.person_id, one.kind) for one in sent()] == [(world.contributor.id, "drafts")]
