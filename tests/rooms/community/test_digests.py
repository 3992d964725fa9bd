"""The digest: who gets it and when, what is in it, once whatever happens."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.community import service
from app.community.models import CommunityDigest
from app.community.rules.digest import MOST
from app.core import clock, outbox
from app.core.db import reading, transaction
from app.core.outbox.models import OutboxMail
from app.members import service as members
from app.members.rules.digests import Choice, Every
from tests.factories import in_app
from tests.factories.members import make_profile
from tests.factories.topics import make_answer, make_topic
from tests.page_client import PageClient
from tests.worlds import World

MONDAY = datetime.fromisoformat("2027-03-08T07:30:00+00:00")


def run() -> str | None:
    with in_app():
        return service.run_due(clock.now(), lambda: False)


def mails() -> list[OutboxMail]:
    with reading() as session:
        chosen = select(OutboxMail).where(OutboxMail.template == "community_digest")
        return list(session.scalars(chosen.order_by(OutboxMail.id)))


def to(world: World, role: str) -> list[OutboxMail]:
    return [one for one in mails() if one.person_id == world.person(role).id]


def test_a_member_gets_one_mail_a_week_with_what_is_new(world: World) -> None:
    with time_machine.travel(MONDAY - timedelta(days=3), tick=False), in_app(), transaction():
        make_topic(world.strategic, "Who signs the <agreement>?")
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False):
        assert run() is None  # nobody is written to before seven
    with time_machine.travel(MONDAY, tick=False):
        assert run() == "1 digests queued, 0 with nothing new"
        assert run() is None
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        assert run() is None
    mail = mails()[0]
    assert mail.person_id == world.member.id
    assert mail.subject == "New in the community: Who signs the <agreement>?"
    assert "http://portal.test/community/topics/" in mail.text
    assert "&lt;agreement&gt;" in mail.html
    assert mail.unsubscribe
    assert "/mail/stop/" in mail.unsubscribe
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        assert run() == "0 digests queued, 1 with nothing new"
    assert len(mails()) == 1


def test_who_never_came_gets_none_unless_the_community_is_all_they_have(
    client: PageClient, world: World
) -> None:
    with time_machine.travel(MONDAY - timedelta(days=3), tick=False):
        client.sign_in(world.contributor).get("/community")
        with in_app(), transaction():
            make_topic(world.strategic)
    with time_machine.travel(MONDAY, tick=False):
        run()
    assert {one.person_id for one in mails()} == {world.member.id, world.contributor.id}


def test_daily_weekly_on_a_day_and_never(client: PageClient, world: World) -> None:
    with in_app(), transaction():
        members.choose_digest(world.lead.id, Choice(Every.DAY))
        members.choose_digest(world.strategic.id, Choice(Every.WEEK, weekday=2))
        members.choose_digest(world.member.id, Choice(Every.NEVER))
    for day in range(3):
        at = MONDAY + timedelta(days=day)
        with time_machine.travel(at, tick=False):
            with in_app(), transaction():
                make_topic(world.contributor, f"Question {day}?")
            run()
    assert [one.subject[-11:] for one in to(world, "lead")] == [
        f"Question {day}?" for day in range(3)
    ]
    assert [one.subject[-6:] for one in to(world, "strategic")] == ["2 more"]
    assert to(world, "member") == []


def test_what_one_follows_comes_first_and_what_is_muted_is_left_out(world: World) -> None:
    make_profile(world.member, interests=frozenset({"courts", "goals"}))
    with time_machine.travel(MONDAY - timedelta(days=2), tick=False), in_app(), transaction():
        mine = make_topic(world.member, "My question?", tags=("data",))
        make_answer(mine, world.strategic)
        make_topic(world.strategic, "About goals?", tags=("goals",))
        make_topic(world.strategic, "About courts?", tags=("courts",))
        members.mute(world.member.id, "courts")
        members.mute(world.member.id, "data")
    with time_machine.travel(MONDAY, tick=False):
        run()
    (mail,) = to(world, "member")
    order = [mail.text.index(words) for words in ("What you follow", "My question?", "Questions")]
    assert order == sorted(order)
    assert "About goals?" in mail.text
    assert "About courts?" not in mail.text


def test_killed_in_the_middle_and_run_again_it_queues_each_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_app(), transaction():
        for role in ("lead", "strategic", "contributor"):
            members.choose_digest(world.person(role).id, Choice(Every.DAY))
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False), in_app(), transaction():
        make_topic(world.foreign_strategic)
    queue, seen = outbox.queue, list[str]()

    def dies_at_the_third(*given: Any, **more: Any) -> bool:
        seen.append(str(more["key"]))
        done = queue(*given, **more)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return done

    with time_machine.travel(MONDAY, tick=False):
        monkeypatch.setattr(outbox, "queue", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            run()
        assert len(mails()) == 2
        monkeypatch.setattr(outbox, "queue", queue)
        run()
        run()
    assert len(mails()) == len({one.person_id for one in mails()}) == 4
    with reading() as session:
        assert list(session.scalars(select(CommunityDigest.was_sent))) == [True] * 4


def test_the_page_keeps_the_choice_and_shows_what_would_be_said(
    client: PageClient, world: World
) -> None:
    with in_app(), transaction():
        make_topic(world.strategic, "Who signs?")
    client.sign_in(world.member)
    page = client.get("/community/digest")
    assert "once a week, on Mondays" in page.text
    assert "Subject: New in the community: Who signs?" in page.text
    client.submit(page.form("Save"), every="week", weekday="3")
    assert "once a week, on Thursdays" in client.follow().text
    client.submit(client.page.form("Save"), every="never")
    assert "It comes never" in client.follow().text
    assert "digest" not in client.get("/account/notices").form("Save").fields["kinds"]
    client.submit(client.get("/community/digest").form("Save"), every="day")
    assert "digest" in client.get("/account/notices").form("Save").fields["kinds"]


def test_a_busy_subject_that_is_muted_does_not_hide_the_rest(world: World) -> None:
    make_profile(world.member)
    with in_app(), transaction():
        members.mute(world.member.id, "courts")
    with time_machine.travel(MONDAY - timedelta(days=2), tick=False), in_app(), transaction():
        make_topic(world.strategic, "About goals?", tags=("goals",))
    with time_machine.travel(MONDAY - timedelta(days=1), tick=False), in_app(), transaction():
        for number in range(MOST + 1):
            make_topic(world.strategic, f"About courts {number}?", tags=("courts",))
    with time_machine.travel(MONDAY, tick=False):
        run()
    (mail,) = to(world, "member")
    assert mail.subject == "New in the community: About goals?"
    assert "courts" not in mail.text


def test_the_subject_names_what_is_new_and_not_a_question_that_waits(world: World) -> None:
    make_profile(world.member, interests=frozenset({"courts"}))
    with time_machine.travel(MONDAY - timedelta(days=20), tick=False), in_app(), transaction():
        make_topic(world.strategic, "An old question?", tags=("courts",))
    with time_machine.travel(MONDAY - timedelta(days=1), tick=False), in_app(), transaction():
        make_topic(world.strategic, "Something new", kind="discussion", tags=("goals",))
    with time_machine.travel(MONDAY, tick=False):
        run()
    (mail,) = to(world, "member")
    assert mail.subject == "New in the community: Something new"
    assert "An old question?" in mail.text


def test_one_that_cannot_be_made_leaves_the_others_theirs_and_is_known_to_have_failed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_app(), transaction():
        for role in ("lead", "strategic", "contributor"):
            members.choose_digest(world.person(role).id, Choice(Every.DAY))
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False), in_app(), transaction():
        make_topic(world.foreign_strategic)
    queue, broken = outbox.queue, world.person("lead").id

    def fails_for_one(*given: Any, **more: Any) -> bool:
        if str(broken) in str(more["key"]).split(":"):
            raise ValueError("A word that cannot be set.")
        return queue(*given, **more)

    with time_machine.travel(MONDAY, tick=False):
        monkeypatch.setattr(outbox, "queue", fails_for_one)
        with pytest.raises(service.NotAll, match="1 of 4 digests failed"):
            run()
        assert len(mails()) == 3
        monkeypatch.setattr(outbox, "queue", queue)
        assert run() == "1 digests queued, 0 with nothing new"
    assert len(to(world, "lead")) == 1
