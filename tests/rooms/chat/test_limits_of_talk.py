"""What cannot be done in a room, and what sending twice makes."""

import pytest

from app.chat.models import ChatMessage, ChatRoom
from app.core import audit, db
from app.core.web.edge import Portal
from app.members import service as members
from app.sites.models import Site
from app.sites.rules import Status
from tests.factories.chat import make_room, say
from tests.page_client import PageClient
from tests.worlds import World


@pytest.fixture
def private(app: Portal, world: World, everyone: int) -> tuple[int, int]:
    """The room of an authority in which something was said: (its number, that of the post)."""
    with app.app_context(), db.transaction() as current:
        room = make_room(site=world.home)
        return room, current.get_one(ChatMessage, say(room, world.strategic)).post_id


def rest(world: World) -> None:
    """The authority is paused."""
    with db.transaction() as current:
        audit.because("made", summary="Made for a test.")
        current.get_one(Site, world.home.id).status = Status.PAUSED


def test_there_is_no_day_after_the_last(client: PageClient, world: World, everyone: int) -> None:
    client.sign_in(world.member)
    for day, status in (("9999-12-31", 404), ("9999-12-30", 200), ("0001-01-01", 200)):
        client.get(f"/community/chat/{everyone}/day/{day}", status)


def test_a_room_opened_twice_is_one_and_closes_without_a_summary(
    client: PageClient, world: World, everyone: int
) -> None:
    form = client.sign_in(world.lead).get("/community/chat/open").form("Open the room")
    rooms = set()
    for _ in range(2):
        client.submit(form, title="After the webinar")
        rooms.add(client.response.headers["Location"])
    (room,) = rooms
    page = client.get(f"{room}/sum-up")
    assert "Nothing was said" in page.text
    client.submit(page.form("Close the room without a summary"))
    assert "This room was closed on" in client.follow().text
    client.sign_in(world.member).post(f"{room}/close", status=403)
    client.sign_in(world.lead).post(f"/community/chat/{everyone}/close")
    assert "stays open" in client.follow().text


def test_nothing_is_edited_in_a_closed_room(
    client: PageClient, world: World, private: tuple[int, int]
) -> None:
    room, post = private
    form = client.sign_in(world.strategic).get(f"/community/posts/{post}/edit").form("Save")
    client.submit(form, text="Better words.")
    client.post(f"/community/chat/{room}/close")
    page = client.submit(client.get(f"/community/posts/{post}/edit").form("Save"), 400, text="Late")
    assert "This room is closed" in page.text
    assert page.form("Save").filled({})["text"] == ["Late"]
    client.post(f"/community/posts/{post}/remove")  # taking back stays possible
    assert "Removed by its author" in client.get(f"/community/chat/{room}").text


def test_nothing_is_written_at_a_site_at_rest(
    client: PageClient, world: World, private: tuple[int, int]
) -> None:
    room, post = private
    rest(world)
    page = client.sign_in(world.strategic).get(f"/community/chat/{room}/sum-up")
    page = client.submit(page.form("Keep the summary"), 400, text="What came of it.")
    assert "paused or stopped" in page.text
    assert page.form("Keep the summary").filled({})["text"] == ["What came of it."]
    page = client.get(f"/community/posts/{post}/edit")
    assert "paused or stopped" in client.submit(page.form("Save"), 400, text="Late").text
    client.post(f"/community/chat/{room}/close")
    assert "nothing changes in its room" in client.follow().text
    with db.reading() as current:
        assert current.get_one(ChatRoom, room).closed_at is None


def test_who_has_not_accepted_the_house_rules_sums_up_and_edits_nothing(
    app: Portal, client: PageClient, world: World, everyone: int
) -> None:
    with app.app_context(), db.transaction() as current:
        post = current.get_one(ChatMessage, say(everyone, world.admin)).post_id
    page = client.sign_in(world.admin).get(f"/community/chat/{everyone}/sum-up")
    assert "Read and accept the house rules" in page.links
    page = client.submit(page.form("Keep the summary"), 400, text="What came of it.")
    assert "Accept the house rules first" in page.text
    page = client.get(f"/community/posts/{post}/edit")
    assert "Accept the house rules" in client.submit(page.form("Save"), 400, text="Better").text
    with app.app_context(), db.transaction():
        members.agree(world.admin.id)
    client.submit(client.get(f"/community/posts/{post}/edit").form("Save"), text="Better words.")
