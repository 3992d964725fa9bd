"""Who hears of an answer, and who does not; what stands once the same is sent or taken back."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock, db
from app.core.outbox import OutboxMail
from app.core.refusals import Refused
from app.core.web.edge import Portal
from app.members import service as members
from app.members.rules import handle_of
from app.notices.models import Notice
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import State as PostState
from app.topics import queries, service
from tests.factories import in_app
from tests.factories.members import accept_rules, make_profile
from tests.factories.topics import a_topic, make_answer, make_topic, read, writes
from tests.page_client import PageClient
from tests.worlds import World


def mails() -> list[tuple[str, int | None]]:
    """(template, person) of every mail of the community, in their order."""
    with db.reading() as current:
        chosen = select(OutboxMail.template, OutboxMail.person_id).order_by(OutboxMail.id)
        return [(template, person_id) for template, person_id in current.execute(chosen)]


def notices(person_id: int) -> int:
    """How many notices somebody has."""
    with db.reading() as current:
        return len(current.scalars(select(Notice.id).where(Notice.person_id == person_id)).all())


def test_who_stopped_following_or_muted_the_topic_hears_nothing(world: World) -> None:
    asker, muting, follower = world.member, world.contributor, world.lead
    with db.transaction(), in_app():
        left, muted = make_topic(asker), make_topic(asker, "What do you do with goals?")
        service.unfollow(left, asker.id)
        members.mute(asker.id, f"/community/topics/{muted}")
        for person in (muting, follower):
            service.follow(left, person.id)
        members.mute(muting.id, f"/community/topics/{left}")
        members.mute(follower.id, f"/community/topics/{left}0")  # another one
    with db.transaction():
        for topic in (left, muted):
            make_answer(topic, world.strategic)
    assert mails() == []
    assert [notices(one.id) for one in (asker, muting, follower)] == [0, 0, 1]


def test_one_mail_an_hour_for_one_topic_and_notices_for_the_rest(world: World) -> None:
    began, replied = clock.now(), ("topics_replied", world.member.id)
    with db.transaction():
        first, second = make_topic(world.member), make_topic(world.member, "And with goals?")
    for topic, later in ((first, 0), (first, 59), (second, 59), (first, 61)):
        with db.transaction():
            make_answer(topic, world.strategic, f"After {later}", began + timedelta(minutes=later))
    assert mails() == [replied] * 3
    assert notices(world.member.id) == 4


def test_who_is_mentioned_in_an_answer_hears_of_it_once(world: World) -> None:
    make_profile(world.member)
    with db.transaction():
        topic = make_topic(world.member)
    before = notices(world.member.id)
    with db.transaction():
        handle = handle_of(world.member.name, world.member.id)
        make_answer(topic, world.strategic, f"{handle} begins with the dates.")
    assert mails() == [("posts_mentioned", world.member.id)]
    assert notices(world.member.id) == before + 1


def test_a_merge_does_not_say_who_asked_without_their_name(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        stays = make_topic(world.member, "Which goals can be measured?")
        goes = make_topic(world.member, "Goals that one can measure?", unnamed=True)
        with in_app():
            service.merge(goes, stays, writes(world.lead))
        (reply,) = read(stays, world.strategic).replies
        assert not reply.is_asker
    page = client.sign_in(world.strategic).get(f"/community/topics/{stays}")
    assert "asks without their name" in page.text
    assert "Began this topic" not in page.text


def test_what_was_taken_back_can_be_written_again(world: World) -> None:
    with db.transaction(), in_app():
        topic = make_topic(world.member)
        first = service.answer(topic, world.strategic.id, "Begin with the dates.")
        posts.remove(first, world.strategic.id)
        again = service.answer(topic, world.strategic.id, "Begin with the dates.")
        assert again != first
        assert [one.post.state for one in read(topic, world.member).replies] == [
            *(PostState.REMOVED, PostState.STANDING)
        ]


def test_hidden_words_go_with_their_topic_and_nothing_is_merged_into_them(world: World) -> None:
    with db.transaction() as current, in_app():
        hidden = make_topic(world.member)
        make_answer(hidden, world.strategic)
        other = make_topic(world.strategic, "Which goals can be measured?")
        post_id = read(hidden, world.member).row.post.id
        current.get_one(Post, post_id).state = PostState.HIDDEN.value
        current.flush()
        with pytest.raises(Refused, match="that members read"):
            service.merge(other, hidden, writes(world.lead))
        service.take_back(hidden, world.member.id)
        assert read(hidden, world.member).row.post.state is PostState.REMOVED
        with pytest.raises(Refused, match="that members read"):
            service.merge(other, hidden, writes(world.lead))
        assert queries.place_of(other) == other


def _ask(person: Person) -> int:
    """As the page does it."""
    assert service.may_write(person.id)
    return service.ask(person.id, a_topic())


def test_a_question_sent_twice_at_the_same_moment_is_one(app: Portal, world: World) -> None:
    def ask() -> int:
        with app.app_context(), db.transaction():
            return _ask(world.member)

    accept_rules(world.member)
    with ThreadPoolExecutor(1) as other:
        with app.app_context(), db.transaction():
            first = _ask(world.member)
            second = other.submit(ask)
            wait([second], timeout=0.3)  # long enough for it to come as far as it can
        assert second.result() == first
