"""The room of an event: who enters it, how it is reached, who is told in it."""

from sqlalchemy import select

from app.access.actor import Actor
from app.access.policy import Role
from app.chat import queries, service
from app.core import audit, clock, db
from app.core.web.edge import Portal
from app.events.rules import Answer
from app.members.rules import handle_of
from app.notices.models import Notice
from tests.factories.chat import say
from tests.factories.events import make_answer, make_event
from tests.factories.members import accept_rules, make_profile
from tests.page_client import PageClient
from tests.worlds import World


def test_those_with_a_place_and_the_nspcc_talk_in_the_room_of_an_event(
    app: Portal, client: PageClient, world: World
) -> None:
    make_profile(world.contributor)
    make_profile(world.strategic)
    accept_rules(world.strategic)
    with app.app_context(), db.transaction():
        event = make_event(world.lead, capacity=1)
        make_answer(event, world.strategic)
        make_answer(event, world.contributor)  # waits
        make_answer(event, world.member, Answer.MAYBE)
    page = client.sign_in(world.strategic).get(event.path)
    page = client.get(page.links["Talk with those who take part"])
    client.submit(page.form("Open the room"))
    page = client.follow()
    assert "Only those who have a place at the event, and the NSPCC" in page.text
    assert page.links["The event"] == event.path
    named = [handle_of(one.name, one.id) for one in (world.contributor, world.lead)]
    client.submit(page.form("Send"), text=f"Bring what, {named[0]} and {named[1]}?")
    room = page.path
    for outside in (world.contributor, world.member, world.foreign_strategic):
        client.sign_in(outside).get(room, 404)
        client.get(f"{room}/since/0", 404)
        assert "Talk with those" not in client.get(event.path).text
        assert event.title not in client.get("/community/chat").text
        client.post(event.chat_path)
        assert "for those who have a place" in client.follow().text
    client.sign_in(world.other_lead).get(event.chat_path, 303)
    assert "Bring what" in client.follow().text
    with db.reading() as session:
        told = session.scalars(select(Notice.person_id).where(Notice.path.contains("chat"))).all()
    assert told == [world.lead.id]
    calendar = client.sign_in(world.strategic).http.get(
        f"{event.path}/calendar.ics", base_url="http://portal.test"
    )
    assert "/community/chat/events/" in calendar.get_data(as_text=True).replace("\r\n ", "")
    with app.app_context(), db.transaction():
        make_answer(event, world.strategic, Answer.NO)
    client.get(room, 404)


def test_what_is_said_there_is_found_and_listed_for_nobody_else(app: Portal, world: World) -> None:
    with app.app_context(), db.transaction():
        audit.because("made", summary="Made for a test.")
        event = make_event(world.lead)
        make_answer(event, world.strategic)
        room = service.open_for_event(event)
        assert service.open_for_event(event) == room
        say(room, world.lead, "Bring two chronologies.")
        service.index()
    comes = Actor(world.strategic.id, "", "")
    others = Actor(world.member.id, "", "")
    staff = Actor(world.other_lead.id, "", "", staff_role=Role.LEAD)
    since = clock.now().replace(year=2000)
    with app.app_context(), db.reading():
        for who, seen in ((comes, 1), (staff, 1), (others, 0)):
            assert queries.search(who, "chronologies", None, page=1, per_page=9).total == seen
            assert len([one for one in queries.titles(who) if one == room]) == seen
            assert len(queries.fresh(who, since, 5)) == seen
