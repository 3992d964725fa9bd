"""Writes of self assessment under pressure: many at once, and the guards of the database."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.assessments import queries, service
from app.assessments.models import Rater, Round, SavedAnswer, SignOff
from app.assessments.rules import Answering, Draft, RaterState, RoundState
from app.core import audit, clock
from app.core.db import reading, transaction
from app.instruments.rules import AnswerKind
from app.sites.models import Membership
from app.sites.service import end_membership
from tests.factories.accounts import make_person
from tests.factories.assessments import (
    answer_all,
    make_rater,
    make_round,
    make_signed_round,
    round_ref,
    scored,
    sign_off,
)
from tests.worlds import World

RATERS = 10
SAVES_EACH = 5


def run_at_once(work: list[threading.Thread]) -> None:
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()


def test_fifty_saves_at_once_by_ten_raters_lose_no_answer(world: World) -> None:
    with transaction() as session:
        slug = make_round(world.home, world.lead)
        round_id = session.scalars(select(Round.id)).one()
        audit.because("raters made", summary="For a test.")
        people = [make_person(f"Rater {n}") for n in range(RATERS)]
        session.add_all(
            Rater(round_id=round_id, person_id=p.id, role=f"role {n}", joined_at=clock.now())
            for n, p in enumerate(people)
        )
    gate, failures = threading.Barrier(RATERS * SAVES_EACH), []

    def save(person_id: int, n: int) -> None:
        gate.wait()
        try:
            with transaction():
                found = queries.round_at(world.home.id, slug, person_id, lock="share")
                assert found is not None
                item = found.instrument.items[n]
                service.save_answer(found, item.id, scored(n % 5 + 1, f"{person_id}-{n}"), seen=0)
        except Exception as failure:  # noqa: BLE001 whatever a thread meets is counted as a loss
            failures.append(failure)

    run_at_once(
        [
            threading.Thread(target=save, args=(person.id, n))
            for person in people
            for n in range(SAVES_EACH)
        ]
    )
    assert failures == []
    with reading() as session:
        kept = session.scalars(select(SavedAnswer.evidence)).all()
    assert sorted(kept) == sorted(f"{p.id}-{n}" for p in people for n in range(SAVES_EACH))


def test_of_many_windows_saving_one_answer_at_once_one_wins_and_every_other_is_told(
    world: World,
) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
    gate, won, told = threading.Barrier(8), [], []

    def save(n: int) -> None:
        gate.wait()
        try:
            with transaction():
                found = queries.round_at(world.home.id, slug, world.strategic.id, lock="share")
                assert found is not None
                service.save_answer(found, "A1", scored(3, f"window {n}"), seen=0)
            won.append(f"window {n}")
        except service.Overtaken as overtaken:
            told.append(overtaken.theirs.draft.evidence)

    run_at_once([threading.Thread(target=save, args=(n,)) for n in range(8)])
    assert len(won) == 1
    assert told == won * 7


def test_signing_off_waits_for_a_save_under_way_and_signs_what_it_saved(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, slug, world.strategic))

    def sign() -> None:
        with transaction():
            sign_off(world.home, slug, world.strategic)

    signing = threading.Thread(target=sign)
    with transaction():
        found = queries.round_at(world.home.id, slug, world.strategic.id, lock="share")
        assert found is not None
        signing.start()
        signing.join(0.5)  # it would be done by now, if nothing held it up
        service.save_answer(found, "A1", scored(1, "just in time"), seen=1)
    signing.join()
    with reading() as session:
        content = session.scalars(select(SignOff.content)).one()
    assert content["raters"][0]["answers"]["A1"]["score"] == 1


def test_a_save_after_signing_off_is_refused(world: World) -> None:
    with transaction():
        slug = make_signed_round(world.home, world.strategic)
        found = queries.round_at(world.home.id, slug, world.strategic.id, lock="share")
        assert found is not None
        with pytest.raises(service.NotOpen):
            service.save_answer(found, "A1", scored(1, "late"), seen=1)


def test_two_who_open_a_round_at_once_open_one(world: World) -> None:
    with transaction():
        make_signed_round(world.home, world.strategic)
    gate, opened, refused = threading.Barrier(2), [], []

    def open_one() -> None:
        gate.wait()
        try:
            with transaction():
                opened.append(make_round(world.home, world.lead))
        except service.RoundUnderWay as under_way:
            refused.append(under_way.slug)

    run_at_once([threading.Thread(target=open_one) for _ in range(2)])
    assert opened == refused == ["preisa-2"]


def test_the_database_refuses_a_second_round_under_way(world: World) -> None:
    with transaction():
        make_round(world.home, world.lead)
    with transaction() as session:
        first = session.scalars(select(Round)).one()
        values = {c.key: getattr(first, c.key) for c in Round.__table__.columns if c.key != "id"}
        audit.because("round forced", summary="For a test.")
        session.add(Round(**values | {"number": 2, "slug": "preisa-2"}))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_an_item_of_another_version_is_refused(world: World) -> None:
    with transaction():
        found = make_rater(world.home, make_round(world.home, world.lead), world.strategic)
        with pytest.raises(KeyError):
            service.save_answer(found, "Z9", Draft(), seen=0)


def test_signing_off_needs_every_answer_and_names_those_that_lack(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, slug, world.strategic), others={"B2": None})
        with pytest.raises(service.NotComplete) as refusal:
            sign_off(world.home, slug, world.strategic)
    assert refusal.value.missing == ("B2",)


def test_nobody_signs_off_what_somebody_else_is_still_answering(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, slug, world.contributor, "contributor"))
        with pytest.raises(service.NotHandedIn):
            sign_off(world.home, slug, world.strategic)


def test_an_earlier_round_cannot_be_opened_again_beside_a_later_one(world: World) -> None:
    with transaction():
        first = make_signed_round(world.home, world.strategic)
        later = make_round(world.home, world.lead)
        with pytest.raises(service.RoundUnderWay) as refusal:
            service.reopen(round_ref(world.home, first, world.strategic), "Wrong")
    assert refusal.value.slug == later == "preisa-2"


def test_unknowns_are_data_with_owner_and_date(world: World) -> None:
    due = clock.today() + timedelta(days=9)
    with transaction():
        draft = Draft(AnswerKind.NOT_KNOWN, owner="Data officer", due_on=due)
        make_signed_round(world.home, world.strategic, others={"A2": draft})
    with reading() as session:
        row = session.scalars(
            select(SavedAnswer).where(SavedAnswer.kind == AnswerKind.NOT_KNOWN)
        ).one()
        assert (row.owner, row.due_on) == ("Data officer", due)
        assert session.scalars(select(Round.state)).one() == RoundState.SIGNED_OFF


def test_a_round_goes_on_when_its_rater_leaves_and_what_they_entered_stays_private(
    world: World,
) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        first = make_rater(world.home, slug, world.contributor, "contributor")
        answer_all(first)
    with transaction(), pytest.raises(service.NotHandedIn):
        sign_off(world.home, slug, world.strategic)
    with transaction() as session:
        membership = session.scalars(
            select(Membership.id).where(Membership.person_id == world.contributor.id)
        ).one()
        end_membership(membership, "Moved to another service.")
    with transaction():
        service.begin(round_ref(world.home, slug, world.strategic), world.strategic.id, "strategic")
    with reading():
        states = {r.person_id: r.state for r in queries.raters_of(first.id)}
        assert states == {
            world.contributor.id: RaterState.LEFT,
            world.strategic.id: RaterState.BEGUN,
        }
        assert queries.answering(first.id) == Answering(asked=1, begun=1)
        assert [part.answers for part in queries.parts_of(first.id)] == [{}]
