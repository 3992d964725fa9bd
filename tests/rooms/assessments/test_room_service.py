"""Writes of the consensus room: who may do what when, and that nobody's words are lost."""

import threading
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.assessments import queries, service
from app.assessments.models import Agreement, Dissent, Rater, Room, SignOff
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.rules import (
    Draft,
    Part,
    RoundState,
    TopicState,
    unseal,
    unseal_agreed,
    unseal_room,
)
from app.assessments.service import Agreeing
from app.core.db import reading, transaction
from app.instruments.rules import AnswerKind
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
    room_ref,
    round_ref,
    scored,
    sign_off,
    unknown,
)
from tests.factories.sites import make_membership
from tests.worlds import World

ROLES = ("sponsor", "team-manager", "practitioner", "data-lead")
WHY = Draft(AnswerKind.SCORE, 3, reason="Two teams have it, one has not")


def colleague(world: World, name: str) -> Person:
    """Somebody more who belongs to the home site."""
    person = make_person(name)
    make_membership(world.home, person, SiteRole.CONTRIBUTOR)
    return person


def make_four(world: World, scores: Mapping[str, int] | None = None) -> tuple[str, list[Person]]:
    """A round that four people in four roles handed in: all 4, but B1 is 1, 4, 4 and 4."""
    slug = make_round(world.home, world.lead)
    others = [colleague(world, "Priya"), colleague(world, "Sam")]
    people = [world.strategic, world.contributor, *others]
    ask(world.home, slug, dict(zip(people, ROLES, strict=True)), world.lead)
    for number, (person, role) in enumerate(zip(people, ROLES, strict=True)):
        mine = {"B1": scored((scores or {}).get(role, 1 if number == 0 else 4))}
        hand_in(world.home, slug, person, role, 4, mine)
    return slug, people


def at(world: World, slug: str, person: Person) -> tuple[RoundRef, RoomRef]:
    return round_ref(world.home, slug, person), room_ref(world.home, slug, person)


def test_the_room_opens_with_a_quorum_and_rating_ends(world: World) -> None:
    with transaction():
        slug, people = make_four(world)
        make_room(world.home, slug, world.lead, reason="")
        found = round_ref(world.home, slug, people[1])
        assert found.state is RoundState.IN_ROOM
        with pytest.raises(service.NotOpen):
            service.save_answer(found, "A1", scored(2), seen=1)


def test_without_a_quorum_the_room_needs_a_reason_which_the_result_keeps(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
        hand_in(world.home, slug, world.contributor, "practitioner")
        with pytest.raises(service.QuorumMissing, match="1 person has handed in, and 4"):
            make_room(world.home, slug, world.lead, reason="")
        make_room(world.home, slug, world.lead, "The others are off sick.")
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic, caveat="")
    with reading() as session:
        content = session.scalars(select(SignOff.content)).one()
    room = unseal_room(content)
    assert room is not None
    assert room.without_quorum == "The others are off sick."
    assert [rater.role for rater in unseal(content)] == ["practitioner"]


def test_nobody_opens_a_room_before_anybody_handed_in(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
        with pytest.raises(service.NotHandedIn):
            make_room(world.home, slug, world.lead)


def test_whoever_rates_cannot_lead_the_room(world: World) -> None:
    with transaction():
        slug, people = make_four(world)
        with pytest.raises(service.NotFacilitator):
            make_room(world.home, slug, people[2])
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, people[2])
        with pytest.raises(service.NotFacilitator):
            service.take_over(found, room, people[2].id)


def test_ratings_leave_the_database_only_once_they_are_revealed(world: World) -> None:
    with transaction():
        slug, _ = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        before = queries.table(found)
        assert {topic.state for topic in before.topics} == {TopicState.HIDDEN}
        assert not any(topic.said.ratings for topic in before.topics)
        service.reveal(found, room, ["B1"], world.lead.id)
        after = queries.table(found)
    assert [topic.item.id for topic in after.topics if topic.said.ratings] == ["B1"]
    topic = after.topic("B1")
    assert topic.state is TopicState.TO_AGREE
    assert topic.tally == "3 said 4, one said 1"
    assert topic.verdict == "They differ by 3, so agree a score together."
    assert {rating.role for rating in topic.said.ratings} == {
        "Sponsor",
        "Team manager",
        "Practitioner or advanced practitioner",
        "Data or quality assurance lead",
    }


def test_only_whoever_leads_reveals_and_agrees(world: World) -> None:
    with transaction():
        slug, _ = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.admin)
        with pytest.raises(service.NotFacilitator):
            service.reveal(found, room, ["B1"], world.admin.id)
        service.take_over(found, room, world.admin.id)
        room = room_ref(world.home, slug, world.admin)
        service.reveal(found, room, ["B1"], world.admin.id)
        with pytest.raises(service.NotFacilitator):
            service.save_agreement(found, room, "B1", Agreeing(WHY, "", 0, True), world.lead.id)


def test_every_change_lets_the_pages_of_the_room_know(world: World) -> None:
    with transaction():
        slug, people = make_four(world)
        room = make_room(world.home, slug, world.lead)
        ticks = [room.tick]

        def noted() -> None:
            ticks.append(room_ref(world.home, slug, world.lead).tick)

        found, room = at(world, slug, world.lead)
        lead = world.lead.id
        service.turn_to(found, room, "B1", lead)
        noted()
        service.reveal(found, room, ["B1"], lead)
        noted()
        service.save_agreement(found, room, "B1", Agreeing(WHY, "", 0, False), lead)
        noted()
        service.save_agreement(found, room, "B1", Agreeing(WHY, "", 1, True), lead)
        noted()
        service.save_note(found, room_ref(world.home, slug, world.lead), "Begun late", seen=0)
        noted()
        mine, room = at(world, slug, people[1])
        service.record_other_view(mine, room, "B1", "I see 1", by_name=False, seen=0)
        noted()
    assert ticks == sorted(set(ticks))


def test_what_two_windows_agree_at_once_is_given_back_and_not_overwritten(world: World) -> None:
    with transaction():
        slug, _ = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        service.reveal(found, room, ["B1"], world.lead.id)
    gate, kept, told = threading.Barrier(6), [], []

    def agree(n: int) -> None:
        gate.wait()
        draft = Draft(AnswerKind.SCORE, 2, reason=f"window {n}")
        try:
            with transaction():
                found = queries.round_at(world.home.id, slug, world.lead.id, lock="share")
                assert found is not None
                assert found.room is not None
                service.save_agreement(
                    found, found.room, "B1", Agreeing(draft, "", 0, False), world.lead.id
                )
            kept.append(f"window {n}")
        except service.RoomOvertaken as overtaken:
            told.append(overtaken.theirs.agreed.reason)

    work = [threading.Thread(target=agree, args=(n,)) for n in range(6)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert len(kept) == 1
    assert told == kept * 5


def test_what_raters_enter_at_once_in_the_room_is_all_kept(world: World) -> None:
    with transaction():
        slug, people = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        ids = [item.id for item in found.instrument.items][:8]
        service.reveal(found, room, ids, world.lead.id)
    gate, failures = threading.Barrier(len(people) * 8), []

    def say(person: Person, item_id: str) -> None:
        gate.wait()
        try:
            with transaction():
                found = queries.round_at(world.home.id, slug, person.id, lock="share")
                assert found is not None
                assert found.room is not None
                words = f"{person.name} on {item_id}"
                service.record_other_view(found, found.room, item_id, words, by_name=True, seen=0)
        except Exception as failure:  # noqa: BLE001 whatever a thread meets is counted as a loss
            failures.append(failure)

    work = [threading.Thread(target=say, args=(p, i)) for p in people for i in ids]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert failures == []
    with reading() as session:
        kept = session.scalars(select(Dissent.words)).all()
        ticks = session.scalars(select(Room.tick)).one()
    assert sorted(kept) == sorted(f"{p.name} on {i}" for p in people for i in ids)
    assert ticks == 2 + len(kept)  # opened, revealed, and one for each


def test_the_room_closes_when_everything_is_revealed_and_what_lies_apart_is_agreed(
    world: World,
) -> None:
    with transaction():
        slug, _ = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        lead = world.lead.id
        service.reveal(found, room, ["A1", "B1"], lead)
        with pytest.raises(service.NotAgreed) as refusal, in_app():
            service.close_room(found, room, [], lead)
        assert "B1" in refusal.value.items
        assert "A1" not in refusal.value.items
        assert "A2" in refusal.value.items
        agree_all(world.home, slug, world.lead, score=2)
        assert round_ref(world.home, slug, world.lead).state is RoundState.SUBMITTED


def test_the_sign_off_keeps_what_was_agreed_why_and_who_sees_it_otherwise(world: World) -> None:
    with transaction():
        slug, people = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        lead = world.lead.id
        service.reveal(found, room, ["B1"], lead)
        service.save_agreement(found, room, "B1", Agreeing(WHY, "Look again in May", 0, True), lead)
        mine, room = at(world, slug, people[0])
        service.record_other_view(mine, room, "B1", "Not yet, I think", by_name=False, seen=0)
        mine, room = at(world, slug, people[2])
        service.record_other_view(mine, room, "B1", "Priya thinks 4", by_name=True, seen=0)
        service.save_note(found, room_ref(world.home, slug, world.lead), "A good talk", seen=0)
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic, caveat="")
    with reading() as session:
        content = session.scalars(select(SignOff.content)).one()
        assert session.scalars(select(SignOff.caveat)).one() == ""
    agreed = unseal_agreed(content)["B1"]
    assert agreed.draft.score == 3
    assert agreed.draft.comment == "Two teams have it, one has not"
    assert agreed.note == "Look again in May"
    assert agreed.other_views == (
        ("Sponsor", "Not yet, I think"),
        ("Priya, practitioner or advanced practitioner", "Priya thinks 4"),
    )
    room_record = unseal_room(content)
    assert room_record is not None
    assert room_record.note == "A good talk"
    assert "Stella" not in str(content)


def test_another_view_can_be_changed_and_taken_back(world: World) -> None:
    with transaction():
        slug, people = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        mine, _ = at(world, slug, people[1])
        with pytest.raises(KeyError):
            service.record_other_view(mine, room, "B1", "Too early", by_name=False, seen=0)
        service.reveal(found, room, ["B1"], world.lead.id)
        service.record_other_view(mine, room, "B1", "I see 1", by_name=False, seen=0)
        with pytest.raises(service.NoteOvertaken) as told:
            service.record_other_view(mine, room, "B1", "I see 2", by_name=False, seen=0)
        assert told.value.words == "I see 1"
        service.record_other_view(mine, room, "B1", "", by_name=False, seen=1)
        assert queries.table(found).topic("B1").said.other_views == ()
        with pytest.raises(service.NotOpen):
            service.record_other_view(found, room, "B1", "I lead", by_name=True, seen=0)


def test_back_to_rating_only_while_nothing_is_revealed(world: World) -> None:
    with transaction():
        slug, people = make_four(world)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        service.back_to_rating(found, room)
        assert round_ref(world.home, slug, people[1]).is_open
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        service.reveal(found, room, ["A1"], world.lead.id)
        with pytest.raises(service.Revealed):
            service.back_to_rating(found, room)


def test_opening_again_after_sign_off_leads_back_to_the_room(world: World) -> None:
    with transaction():
        slug, _ = make_four(world)
        make_room(world.home, slug, world.lead)
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic, caveat="")
        service.reopen(round_ref(world.home, slug, world.lead), "A figure was wrong")
        found, room = at(world, slug, world.lead)
        assert found.state is RoundState.IN_ROOM
        assert room.closed_at is None
        service.undo_agreement(found, room, "B1", world.lead.id)
        with in_app(), pytest.raises(service.NotAgreed):
            service.close_room(found, room, [], world.lead.id)
        better = Draft(AnswerKind.SCORE, 5, reason="Now three teams")
        version = queries.table(found).topic("B1").said.version
        service.save_agreement(
            found, room, "B1", Agreeing(better, "", version, True), world.lead.id
        )
        with in_app():
            service.close_room(found, room, [], world.lead.id)
        sign_off(world.home, slug, world.strategic, caveat="")
    with reading() as session:
        numbers = session.scalars(select(SignOff.number).order_by(SignOff.number)).all()
        contents = session.scalars(select(SignOff.content).order_by(SignOff.number)).all()
    assert numbers == [1, 2]
    assert [unseal_agreed(c)["B1"].draft.score for c in contents] == [3, 5]


def test_an_unknown_of_all_is_agreed_with_one_owner(world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        roles = {world.strategic: "sponsor", world.contributor: "practitioner"}
        ask(world.home, slug, roles, world.lead)
        for person, role in roles.items():
            hand_in(world.home, slug, person, role, 4, {"A2": unknown(f"Owner of {role}")})
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        service.reveal(found, room, ["A2"], world.lead.id)
        topic = queries.table(found).topic("A2")
    assert topic.state is TopicState.CLOSE
    assert topic.tally == "2 do not know yet"
    assert topic.verdict == "Nobody knows yet, so agree who finds out, and by when."


def test_parts_of_raters_who_did_not_hand_in_stay_private_and_do_not_count(world: World) -> None:
    with transaction() as session:
        slug = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, slug, world.strategic), 5)
        hand_in(world.home, slug, world.contributor, "practitioner", 2)
        make_room(world.home, slug, world.lead)
        found, room = at(world, slug, world.lead)
        service.reveal(found, room, ["A1"], world.lead.id)
        ratings = queries.table(found).topic("A1").said.ratings
        assert [rating.draft.score for rating in ratings] == [2]
        assert round_ref(world.home, slug, world.strategic).my_part is Part.RATING
        assert session.scalars(select(Agreement.item_id)).all() == ["A1"]
        assert len(session.scalars(select(Rater)).all()) == 2
