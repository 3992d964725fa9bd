"""What was said, later: by day, by searching, summed up."""

from datetime import UTC, datetime, timedelta

from app.access.actor import Actor
from app.chat import queries, service
from app.chat.rules import ON_A_DAY, SHOWN
from app.core import clock, db
from app.core.web.edge import Portal
from app.posts import service as posts
from tests.factories.chat import make_room, say
from tests.page_client import PageClient
from tests.rooms.chat.test_talking import session_post
from tests.worlds import World

NOON = datetime(2027, 3, 12, 12, tzinfo=UTC)


def index_all() -> None:
    """As the worker does."""
    done = 1
    while done:
        with db.transaction():
            done = service.index()


def test_a_long_talk_is_read_day_by_day_and_each_message_has_an_address(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    with app.app_context(), db.transaction():
        early = say(everyone, world.strategic, "The day before.", at=NOON - timedelta(days=3))
        many = [
            say(everyone, world.strategic, f"Number {n}.", at=NOON + timedelta(minutes=n))
            for n in range(ON_A_DAY + SHOWN + 1)
        ]
    page = client.sign_in(world.member).get(f"/community/chat/{everyone}")
    assert f"Number {ON_A_DAY}." not in page.text
    page = client.get(page.links["Earlier messages"])
    assert "Number 0." in page.text
    assert "151 messages" in page.text
    page = client.get(page.links["The day before: 9 March 2027"])
    assert "The day before." in page.text
    for number, where in (
        (many[-1], f"/community/chat/{everyone}#message-{many[-1]}"),
        (many[ON_A_DAY], f"/day/2027-03-12?page=2#message-{many[ON_A_DAY]}"),
    ):
        client.get(f"/community/chat/{everyone}/messages/{number}", status=303)
        assert client.response.headers["Location"].endswith(where)
    assert f"Number {ON_A_DAY}." in client.follow().text
    client.get(f"/community/chat/{everyone}/messages/{early + 1000}", status=404)
    client.get(f"/community/chat/{everyone}/day/yesterday", status=404)


def test_what_was_said_is_found_where_one_may_read_it_and_not_after_it_is_taken_back(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    with app.app_context(), db.transaction():
        public = say(everyone, world.strategic, "Our matching panel meets weekly.")
        home = make_room(site=world.home)
        say(home, world.strategic, "The panel of ourselves.")
    index_all()
    page = client.sign_in(world.member).get("/community/chat/search?q=panels")
    assert "Our matching panel" in page.text
    assert "of ourselves" not in page.text
    page = client.sign_in(world.contributor).get(f"/community/chat/search?q=panel&room={home}")
    assert "of ourselves" in page.text
    assert "Our matching panel" not in page.text
    with app.app_context(), db.transaction():
        posts.remove(session_post(public), world.strategic.id)
    page = client.sign_in(world.member).get("/community/chat/search?q=panel")
    assert "Nothing was found" in page.text


def test_a_talk_is_summed_up_and_its_room_closed(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    page = client.sign_in(world.lead).get("/community/chat/open")
    client.submit(page.form("Open the room"), title="After the webinar")
    page = client.follow()
    room = int(page.path.rsplit("/", 1)[1])
    with app.app_context(), db.transaction():
        say(room, world.strategic, "Who begins with one team?")
    client.sign_in(world.member).get(f"/community/chat/{room}/sum-up", status=403)
    page = client.sign_in(world.lead).get(f"/community/chat/{room}/sum-up")
    with app.app_context(), db.transaction():
        say(room, world.strategic, "Said while it is summed up.")
    client.submit(page.form("Keep the summary"), text="Begin with **one** team.", closes="y")
    page = client.follow()
    assert "A summary of 1 message in After the webinar" in page.text
    assert "/community/topics/new?title=After" in page.links["Make it a topic"]
    page = client.get(f"/community/chat/{room}")
    assert "This room was closed on" in page.text
    assert [link for link in page.links if link.startswith("What came of the talk")]
    typed = {"text": "Too late.", "client_id": "", "reply_to": ""}
    page = client.post(f"/community/chat/{room}", typed, status=400)
    assert "This room is closed. Copy what you wrote" in page.text
    assert page.form("Send").filled({})["text"] == ["Too late."]
    client.submit(page.form("Open the room again"))
    who = Actor(world.member.id, world.member.name, world.member.email)
    with db.reading():
        left = queries.stretch(room)
        fresh = queries.fresh(who, clock.now() - timedelta(days=1), 10)
    assert left is not None
    assert left.messages == 1
    assert {one.kind for one in fresh} == {"chat", "summary"}
