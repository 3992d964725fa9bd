"""Topics past the pages: what falls due, what others read, what moderators' work does to lists."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.access.actor import Actor
from app.core import audit, clock, db, search
from app.core.refusals import ChangedMeanwhile, Refused
from app.core.search import engines
from app.posts.models import Post
from app.posts.rules import Place
from app.posts.rules import State as PostState
from app.posts.service.listening import tell_room
from app.topics import queries, service
from app.topics.queries import Wanted
from app.topics.rules.topics import Entered, Placed, State
from tests.factories import in_app
from tests.factories.topics import a_topic, make_answer, make_topic, read, settle, writes
from tests.worlds import World

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
DUE = date(2026, 11, 19)


def test_a_question_falls_due_until_somebody_else_answers(world: World) -> None:
    with db.transaction():
        asked = make_topic(world.strategic, at=MONDAY)
        make_topic(world.member, "What do panels ask of you?", at=MONDAY, kind="discussion")
        outside = make_topic(world.member, "Who may see the plan?", at=MONDAY + timedelta(days=7))
        (due,) = queries.due(date(2026, 11, 1), DUE)
        assert (due.subject, due.on, due.path) == (
            *(f"question:{asked}", DUE),
            f"/community/topics/{asked}",
        )
        assert due.owner_ids == (world.lead.id,)  # who leads the asker's site
        (late,) = queries.due(DUE + timedelta(days=1), date(2026, 11, 30))
        assert (late.subject, late.owner_ids) == (f"question:{outside}", ())
        owed = queries.owed(DUE + timedelta(days=1))
        assert (owed.waiting, owed.late, owed.since) == (2, 1, MONDAY.date())
        make_answer(asked, world.strategic, "To add to this: we are few.")  # the asker's own
        assert queries.due(date(2026, 11, 1), DUE)
        reply = make_answer(asked, world.member)  # a peer's answer counts
        assert queries.due(date(2026, 11, 1), DUE) == []
        post = read(asked, world.member).replies[1].post
        assert reply
        _set_state(post.id, PostState.HIDDEN)
        assert queries.due(date(2026, 11, 1), DUE)  # what is hidden answers nothing


def _set_state(post_id: int, state: PostState) -> None:
    """What a moderator does in the room of posts."""
    audit.because("moderated", summary="Made for a test.")
    post = db.session().get_one(Post, post_id)
    post.state = state.value
    db.session().flush()
    with in_app():
        tell_room(post_id, Place(post.place))


def test_a_hidden_topic_leaves_lists_and_search_and_comes_back(world: World) -> None:
    actor = Actor(world.member.id, "", "")
    with db.transaction():
        topic = make_topic(world.strategic)
        post_id = read(topic, world.member).row.post.id
        assert search.subject_ids("chronology", "topic")[0] == (topic,)
        _set_state(post_id, PostState.HIDDEN)
        assert search.subject_ids("chronology", "topic")[0] == ()
        assert queries.topics(actor, Wanted()).total == 0
        assert queries.fresh(actor, MONDAY, 5) == ()
        _set_state(post_id, PostState.STANDING)
        assert search.subject_ids("chronology", "topic")[0] == (topic,)
        _set_state(post_id, PostState.REMOVED)  # its author took the text back, not the topic
        assert queries.find(topic, world.member.id) is None


def test_what_a_list_is_narrowed_to_is_found_among_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = Actor(world.member.id, "", "")
    with db.transaction():
        mine = make_topic(
            world.member, "How do you begin it at all?", text="We ask this. " * 40 + "Chronology."
        )
        others = {make_topic(world.strategic, f"Chronology {number}") for number in range(4)}
        listed = queries.topics(actor, Wanted(q="chronology"))
        assert ({one.id for one in listed.rows}, listed.found) == ({mine, *others}, 5)
        monkeypatch.setattr(engines, "MOST_ROWS", 2)
        listed = queries.topics(actor, Wanted(q="chronology", whose="mine"))
        assert ([one.id for one in listed.rows], listed.found, listed.total) == ([mine], 1, 5)


def test_what_is_sent_twice_is_there_once(world: World) -> None:
    with db.transaction():
        first = make_topic(world.member)
        assert make_topic(world.member) == first
        assert make_topic(world.strategic) != first
        assert make_answer(first, world.lead) == make_answer(first, world.lead)
        with in_app():
            for _ in range(2):
                service.ask_too(first, world.contributor.id)
                service.follow(first, world.contributor.id)
        assert read(first, world.contributor).row.me_toos == 1


def test_one_answer_is_accepted_by_who_may(world: World) -> None:
    with db.transaction():
        topic = make_topic(world.member)
        first, second = (
            make_answer(topic, who, f"{who.name} knows")
            for who in (world.strategic, world.contributor)
        )
        for by in (world.strategic, world.contributor):
            with pytest.raises(Refused, match="Whoever asked"):
                settle(topic, first, by)
        settle(topic, first, world.member)
        settle(topic, second, world.lead)
        found = read(topic, world.member)
        assert [one.id for one in found.replies] == [second, first]
        assert found.row.state is State.ACCEPTED
        with in_app():
            service.open_again(topic, writes(world.member))
        assert read(topic, world.member).row.state is State.ANSWERED
        with pytest.raises(Refused, match="not there any longer"):
            settle(topic, 999, world.member)


def test_others_read_what_is_new_followed_and_answerable(world: World) -> None:
    me, later = Actor(world.member.id, "", ""), MONDAY + timedelta(hours=1)
    with db.transaction():
        topic = make_topic(world.strategic, at=MONDAY)
        mine = make_topic(world.member, "What do you do with goals?", at=MONDAY, tags=("goals",))
        (new,) = queries.fresh(me, MONDAY - timedelta(days=1), 5)
        assert (new.path, new.tags) == (
            *(f"/community/topics/{topic}",),
            ("stage-1", "assessment-tools"),
        )
        assert queries.fresh(me, MONDAY, 5) == ()
        make_answer(mine, world.strategic, at=later)
        make_answer(mine, world.lead, "Or so", at=later + timedelta(hours=1))
        (followed,) = queries.followed(world.member.id, MONDAY, 5)
        assert followed.when == later + timedelta(hours=1)
        assert queries.followed(world.member.id, later + timedelta(hours=1), 5) == ()
        assert [one.id for one in queries.answerable(world.member.id, {"stage-1"}, 5)] == [topic]
        assert queries.answerable(world.member.id, {"courts"}, 5) == ()
        assert queries.answerable(world.strategic.id, {"stage-1"}, 5) == ()  # their own


def test_a_merge_takes_followers_and_names_stay_hidden(world: World) -> None:
    with db.transaction():
        stays = make_topic(world.strategic, "Which goals can be measured?")
        goes = make_topic(world.member, "Goals that one can measure?", unnamed=True)
        with in_app():
            service.ask_too(goes, world.contributor.id)
            service.merge(goes, stays, writes(world.lead))
            with pytest.raises(Refused):
                service.merge(stays, goes, writes(world.lead))
            with pytest.raises(LookupError):
                service.merge(goes, stays, writes(world.lead))
        found = read(stays, world.member)
        assert (found.follows, found.row.me_toos) == (True, 2)
        make_answer(stays, world.member, "To add to this")
        names = {one.post.author.name for one in read(stays, world.strategic).replies}
        assert names == {"A member"}
        assert queries.place_of(goes) == stays


def test_a_discussion_that_becomes_a_question_waits_from_then_on(world: World) -> None:
    with db.transaction():
        topic = make_topic(world.member, at=MONDAY - timedelta(days=30), kind="discussion")
        seen = read(topic, world.member)
        assert seen.row.answer_due_on is None
        with in_app(), clock.pretend(MONDAY):
            placed = a_topic()
            service.move(
                topic,
                *("How do you begin it?", _placed(placed)),
                seen.version,
                writes(world.lead),
            )
            with pytest.raises(ChangedMeanwhile):
                service.move(topic, "Later", _placed(placed), seen.version, writes(world.lead))
        found = read(topic, world.member)
        assert (found.row.answer_due_on, found.row.post.place) == (DUE, Place.QUESTION)


def _placed(entered: Entered) -> Placed:
    return Placed(entered.kind, entered.stage, entered.tags)
