"""The home of the community, the first steps, what is muted and chosen."""

from datetime import datetime, timedelta

import time_machine
from time_machine import Traveller

from app.core import clock
from app.core.db import reading, transaction
from app.members import queries as members
from tests.factories import in_app
from tests.factories.events import make_answer as sign_up
from tests.factories.events import make_event
from tests.factories.members import accept_rules, make_profile
from tests.factories.topics import make_answer, make_topic
from tests.page_client import PageClient
from tests.worlds import World

NOW = datetime.fromisoformat("2027-03-08T09:00:00+00:00")


def go_on(travel: Traveller, **later: float) -> None:
    travel.shift(timedelta(**later))


def test_what_came_since_the_last_visit_is_new_and_then_it_is_not(
    client: PageClient, world: World
) -> None:
    with time_machine.travel(NOW, tick=False) as travel:
        client.sign_in(world.member)
        assert "What is new in the last two weeks" in client.get("/community").text
        go_on(travel, hours=2)
        with in_app(), transaction():
            make_topic(world.strategic, "Who signs the agreement?")
            make_event(world.lead, title="Open hour")
        page = client.get("/community")
        assert "since you were last here on 8 March 2027" in page.text
        assert "Who signs the agreement?" in page.links
        assert "Open hour" in page.links
        go_on(travel, minutes=10)
        assert "Who signs the agreement?" in client.get("/community").links
        go_on(travel, days=1)
        page = client.sign_in(world.member).get("/community")
        assert "Who signs the agreement?" not in page.links
        assert "Nothing new since your last visit" in page.text


def test_questions_one_can_answer_are_of_what_interests_and_wait(
    client: PageClient, world: World
) -> None:
    with in_app(), transaction():
        make_topic(world.strategic, "How do courts see it?", tags=("courts",))
        make_topic(world.strategic, "Who writes goals?", stage="", tags=("goals",))
        answered = make_topic(world.contributor, "An answered one?", tags=("courts",))
        make_answer(answered, world.strategic)
        make_topic(world.member, "My own question?", tags=("courts",))
    client.sign_in(world.member)
    page = client.get("/community/interests")
    client.submit(page.form("Save"), interests=["courts"])
    text = client.follow().text.split("Questions you can answer")[1].split("Coming up")[0]
    assert "How do courts see it?" in text
    assert "asked today" in text
    assert "goals" not in text
    assert "answered one" not in text
    assert "My own" not in text


def test_a_newcomer_sees_five_steps_with_their_state(client: PageClient, world: World) -> None:
    with time_machine.travel(NOW, tick=False) as travel:
        client.sign_in(world.member)
        assert "0 of 5 steps done." in client.get("/community").text
        accept_rules(world.member)
        make_profile(world.member, interests=frozenset({"courts"}))
        with in_app(), transaction():
            sign_up(make_event(world.lead), world.member)
        page = client.get("/community")
        assert "4 of 5 steps done." in page.text
        assert page.links["Ask or answer something"] == "/community/topics"
        with in_app(), transaction():
            make_topic(world.member)
        assert "Your first week" not in client.get("/community").text
        client.sign_in(world.strategic)
        assert "Your first week" in client.get("/community").text
        go_on(travel, days=28)
        client.sign_in(world.strategic)
        assert "Your first week" not in client.get("/community").text


def test_a_visit_is_noted_at_most_every_five_minutes(client: PageClient, world: World) -> None:
    with time_machine.travel(NOW, tick=False) as travel:
        client.sign_in(world.member).get("/community")
        first = _seen(world)
        go_on(travel, minutes=4)
        client.get("/community")
        assert _seen(world) == first
        go_on(travel, minutes=2)
        client.get("/community")
        assert _seen(world) == clock.now()


def _seen(world: World) -> datetime | None:
    with reading():
        found = members.visit_of(world.member.id)
    return found.seen_at if found else None
