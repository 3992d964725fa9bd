"""Posts past the pages: written, edited, taken back, forgotten; mentions."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import audit, clock, db
from app.core.outbox import OutboxMail
from app.core.refusals import ChangedMeanwhile, Refused
from app.members.rules import handle_of
from app.notices.models import Notice
from app.posts import queries, service
from app.posts.models import Mention, Post
from app.posts.rules import Place, State
from app.posts.service import listening
from tests.factories import in_app
from tests.factories.accounts import make_person
from tests.factories.community import make_post
from tests.worlds import World


def test_a_post_is_written_edited_by_version_and_taken_back(world: World) -> None:
    with in_app(), db.transaction():
        post = make_post(world.member, "**Plan** first\n<script>alert(1)</script>")
        found = queries.shown([post.id, 999])
        assert list(found) == [post.id]
        assert "<strong>Plan</strong>" in found[post.id].html
        assert "<script" not in found[post.id].html
        assert found[post.id].author.name == "Mo Member"
        service.edit(post.id, world.member.id, "Later", version=1)
        with pytest.raises(ChangedMeanwhile) as changed:
            service.edit(post.id, world.member.id, "Mine", version=1)
        assert (changed.value.mine, changed.value.theirs) == ("Mine", "Later")
        with pytest.raises(LookupError):
            service.edit(post.id, world.strategic.id, "Not mine")
        with pytest.raises(LookupError):
            service.remove(post.id, world.strategic.id)
        service.remove(post.id, world.member.id)
        one = queries.shown([post.id])[post.id]
        assert (one.state, one.html, one.said) == (State.REMOVED, "", "Removed by its author")


def test_what_is_empty_or_too_long_is_refused(world: World) -> None:
    with in_app(), db.transaction():
        for text, place in ((" \n", Place.ANSWER), ("x" * 2001, Place.CHAT)):
            with pytest.raises(Refused) as refused:
                make_post(world.member, text, place)
            assert refused.value.faults[0][0] == "text"


def test_whoever_is_mentioned_is_told_once_the_post_has_a_place_and_once_in_all(
    world: World,
) -> None:
    handle = handle_of(world.lead.name, world.lead.id)
    with in_app(), db.transaction():
        begun = service.begin(world.member.id, f"{handle}, what do you do?", Place.QUESTION)
        post = begun.post
        assert "<strong>@Lena Lead</strong>" in post.html
        assert told() == []
        service.placed(begun, "/community/topics/1")
        service.edit(post.id, world.member.id, f"Dear {handle}, and {handle}")
        assert told() == [world.lead.id]
        service.write(
            world.member.id,
            handle,
            Place.CHAT,
            path="/community/chat/1",
            room_key="site:1",  # of which no room knows, so that nobody reads it
        )
        make_post(world.member, f"{handle}!", Place.CHAT, path="/community/chat/2")
    with db.reading() as session:
        assert session.scalar(select(Mention.handle).limit(1)) == handle
        titles = list(
            session.scalars(select(Notice.title).where(Notice.person_id == world.lead.id))
        )
    assert len(titles) == 2
    assert "Mo Member mentioned you in a chat message." in titles


def told() -> list[int | None]:
    chosen = select(OutboxMail.person_id).where(OutboxMail.template == "posts_mentioned")
    return list(db.session().scalars(chosen))


def test_who_writes_without_a_name_is_not_named(world: World) -> None:
    with in_app(), db.transaction():
        post = make_post(world.member, nameless=True)
        one = queries.shown([post.id])[post.id]
        assert (one.author.name, one.author.person_id) == ("A member", 0)


def test_talk_and_what_was_removed_are_forgotten_after_24_months_and_questions_are_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_of: list[int] = []
    now = clock.now()
    old, young = now - timedelta(days=740), now - timedelta(days=720)
    with in_app(), db.transaction():
        chat = make_post(world.member, "Chat", Place.CHAT, at=old)
        message = make_post(world.member, "To one", Place.MESSAGE, room_key="people:1:2", at=old)
        recent = make_post(world.member, "Of late", Place.MESSAGE, room_key="people:1:2", at=young)
        gone = make_post(world.member, "Gone", Place.ANSWER, at=old)
        kept = make_post(world.member, "Kept", Place.QUESTION, at=old)
        new = make_post(world.member, "New", Place.CHAT, at=young)
        service.remove(gone.id, world.member.id)
        monkeypatch.setattr(listening, "_listeners", {Place.CHAT: told_of.append})
        assert service.forget_old(now) == 3
        assert service.forget_old(now) == 0
        assert told_of == [chat.id]
        texts = [
            db.session().get_one(Post, one.id).text
            for one in (chat, message, gone, kept, new, recent)
        ]
        assert texts == ["", "", "", "Kept", "New", "Of late"]
        assert queries.shown([chat.id])[chat.id].said == "Deleted because it is old"


def test_ten_people_are_mentioned_at_most(world: World) -> None:
    with in_app(), db.transaction():
        audit.because("people", summary="Made for a test.")
        people = [make_person(f"Nina Number{one}", staff_role="lead") for one in range(11)]
        handles = [handle_of(one.name, one.id) for one in people]
        post = make_post(world.member, " ".join(handles[:10]))
        assert len(told()) == 10
        with pytest.raises(Refused) as refused:
            make_post(world.member, " ".join(handles))
        assert refused.value.faults == [("text", "Mention at most 10 people, not 11")]
        with pytest.raises(Refused):
            service.edit(post.id, world.member.id, " ".join(handles))
        assert handles[10] not in post.text
