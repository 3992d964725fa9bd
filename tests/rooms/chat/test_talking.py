"""A room as people use it: without a script, and as the script asks for it."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.chat.models import ChatMessage
from app.core import audit, db
from app.core.web.edge import Portal
from app.members.rules import handle_of
from app.notices.models import Notice
from app.posts import service as posts
from app.sites import service as sites
from app.sites.models import Membership
from app.sites.rules import SiteRole
from tests.factories.chat import make_room, say
from tests.factories.members import make_profile
from tests.factories.sites import make_membership
from tests.page_client import PageClient
from tests.worlds import World

NUMBER = "NHS 943 476 5919"
EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)'


def news(client: PageClient, room: int, since: int, status: int = 200) -> Any:
    """What the script is told; None where nothing is new."""
    headers = {"X-Requested-With": "fetch", "If-None-Match": f'"{since}"'}
    client.get(f"/community/chat/{room}/since/{since}", status, headers=headers)
    return client.response.get_json() if status == 200 else None


def test_somebody_reads_accepts_the_rules_and_writes(
    client: PageClient, world: World, everyone: int
) -> None:
    client.sign_in(world.admin)  # who has not accepted the house rules yet
    page = client.get("/community/chat")
    page = client.get(page.links["Everyone"])
    assert "Nobody has written here yet" in page.text
    assert "Read and accept the house rules" in page.links
    typed = {"text": "I wrote this before.", "client_id": "", "reply_to": ""}
    page = client.post(f"/community/chat/{everyone}", typed, status=400)
    assert "Accept the house rules first" in page.text
    assert page.form("Send").filled({})["text"] == ["I wrote this before."]
    client.sign_in(world.member)
    page = client.get(f"/community/chat/{everyone}")
    page = client.submit(page.form("Send"), text=f"The child is {NUMBER}.", status=400)
    assert page.form("Send").filled({})["text"] == [f"The child is {NUMBER}."]
    number = page.form("Send").filled({})["client_id"]
    client.submit(page.form("Send"), text="How do you *begin*?")
    page = client.follow()
    assert "Mo Member" in page.text
    assert "<em>begin</em>" in page.body
    assert page.form("Send").filled({})["client_id"] != number
    assert "Ada Admin is here now" in page.text


def test_a_message_sent_again_is_one_message(
    client: PageClient, world: World, everyone: int
) -> None:
    client.sign_in(world.member)
    typed = {"text": "Only once.", "client_id": str(uuid4()), "reply_to": ""}
    client.post(f"/community/chat/{everyone}", typed)
    where = client.response.headers["Location"]
    client.post(f"/community/chat/{everyone}", typed)
    assert client.response.headers["Location"] == where
    with db.reading() as session:
        assert len(session.scalars(select(ChatMessage)).all()) == 1


def test_new_and_changed_messages_come_the_same_way_and_nothing_costs_one_read(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    client.sign_in(world.member).get(f"/community/chat/{everyone}")
    client.get("/community/house-rules")
    gate = client.statements
    with app.app_context(), db.transaction():
        first = say(everyone, world.strategic, "First words.")
        second = say(everyone, world.contributor, "An answer.", reply_to=first)
    found = news(client, everyone, 0)
    assert [one["id"] for one in found["messages"]] == [first, second]
    assert "Stella Strategic</a>: First words." in found["messages"][1]["html"]
    tick = found["tick"]
    assert news(client, everyone, tick, status=304) is None
    assert client.statements <= gate  # the gate's own, and one for the room
    with app.app_context(), db.transaction():
        post = session_post(first)
        posts.edit(post, world.strategic.id, "Better words.")
    found = news(client, everyone, tick)
    assert [one["id"] for one in found["messages"]] == [first, second]  # a quote of it, too
    assert "Better words." in found["messages"][0]["html"]
    assert "Better words." in found["messages"][1]["html"]
    tick = found["tick"]
    with app.app_context(), db.transaction():
        posts.remove(post, world.strategic.id)
    found = news(client, everyone, tick)
    assert "words." not in str(found)
    assert "Removed by its author" in found["messages"][0]["html"]


def session_post(message_id: int) -> int:
    """The number of a message's post."""
    return db.session().get_one(ChatMessage, message_id).post_id


def test_a_private_room_is_read_by_its_members_alone_and_only_while_they_are(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    page = client.sign_in(world.strategic).get("/community/chat")
    client.submit(page.form("Open a room for Northmoor"))
    page = client.follow()
    assert "Only people who belong to your authority" in page.text
    room = int(page.path.rsplit("/", 1)[1])
    client.submit(page.form("Send"), text="Among ourselves.")
    make_profile(world.foreign_strategic)
    with app.app_context(), db.transaction():
        site_room = make_room(site=world.home)
        assert site_room == room
        handle = handle_of(world.foreign_strategic.name, world.foreign_strategic.id)
        say(room, world.strategic, f"Ask {handle} too.")
    addresses = [f"/community/chat/{room}", f"/community/chat/{room}/since/0"]
    for other in (world.foreign_strategic, world.lead, world.admin):
        client.sign_in(other)
        for address in addresses:
            client.get(address, status=404)
        assert "Northmoor" not in client.get("/community/chat").text
    client.sign_in(world.contributor)
    assert len(news(client, room, 0)["messages"]) == 2
    with app.app_context(), db.transaction() as session:
        audit.because("made", summary="Made for a test.")
        theirs = select(Membership.id).where(Membership.person_id == world.contributor.id)
        number = session.scalars(theirs).one()
        make_membership(world.foreign, world.contributor, SiteRole.CONTRIBUTOR)
        sites.end_membership(number, "Works elsewhere now.")
    client.get(addresses[1], status=404)
    with db.reading() as session:
        assert not session.scalars(select(Notice).where(Notice.path.contains("chat"))).all()


def test_whoever_is_mentioned_in_a_private_room_is_told_if_they_read_it(
    client: PageClient, world: World, everyone: int
) -> None:
    page = client.sign_in(world.strategic).get("/community/chat")
    client.submit(page.form("Open a room for Northmoor"))
    client.submit(client.follow().form("Send"), text="Among ourselves.")
    page = client.follow()
    edit = next(path for path in page.links.values() if path.endswith("/edit"))
    people = (world.foreign_strategic, world.contributor)
    make_profile(people[0])
    make_profile(people[1])
    named = [handle_of(one.name, one.id) for one in people]
    client.submit(client.get(edit).form("Save"), text=" and ".join(named))
    with db.reading() as session:
        told = session.scalars(select(Notice.person_id).where(Notice.path.contains("chat"))).all()
    assert told == [world.contributor.id]


def test_who_is_here_and_what_is_unread(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    address = f"/community/chat/{everyone}"
    client.sign_in(world.member).get(address)
    with app.app_context(), db.transaction():
        say(everyone, world.strategic)
    client.sign_in(world.lead).get(address)
    client.sign_in(world.member)
    assert "1 new message" in client.get("/community/chat").text
    page = client.get(address)
    assert "New since you were here" in page.text
    assert "Lena Lead is here now" in page.text
    assert "New since you were here" not in client.get(address).text
    answer = client.fetch("POST", f"{address}/here", {"read": "1"}, status=201)
    assert answer.get_json() == {"here": "Lena Lead is here now"}
    seen = client.get("/account").text
    assert "Mo Member" in seen


def test_nothing_typed_in_the_chat_becomes_markup(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    client.sign_in(world.lead)
    page = client.get("/community/chat/open")
    client.submit(page.form("Open the room"), title=EVIL[:100])
    page = client.follow()
    client.submit(page.form("Send"), text=EVIL)
    page = client.follow()
    room = page.path
    page = client.get(page.links["Sum up what was said"])
    client.submit(page.form("Keep the summary"), text=EVIL)
    pages = [client.follow(), client.get(room), client.get("/community/chat")]
    pages.append(client.get("/community/chat/search", query_string={"q": EVIL}))
    pages.append(client.get(pages[1].links["Read day by day"]))
    for page in pages:
        assert "<script>alert" not in page.body
        assert not [e for e in page.root.iter("img") if e.get("onerror")]
        assert not [e for e in page.root.iter() if e.get("onmouseover")]
    assert "<script>alert" not in str(news(client, int(room.rsplit("/", 1)[1]), 0))
