"""Events as members and hosts meet them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.access.actor import Actor
from app.core import clock, db
from app.core.refusals import Refused
from app.core.web.edge import Portal
from app.events import queries, service
from app.events.models import SignUp, Tally
from app.events.queries import EventRow
from app.events.rules import Answer
from app.notices.models import Notice
from tests.factories.events import (
    after,
    closed,
    event_row,
    in_calendar,
    in_days,
    mails,
    make_answer,
    make_event,
)
from tests.factories.instruments import publish_seeds
from tests.page_client import PageClient
from tests.worlds import World

LIST = "/community/events"


def parts(days: int) -> list[str]:
    on = in_days(days)
    return [str(on.day), str(on.month), str(on.year)]


def coming(event: EventRow) -> EventRow:
    with db.reading():
        return event_row(event.id)


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "title": "Hand-over",
        "kind": "webinar",
        "about": "What to settle **before** somebody goes.",
        "capacity": "20",
        "on": parts(9),
        "at": "10:00",
        "minutes": "60",
        "way": "online",
        "link": "https://meet.example/abc",
    } | changed


def test_a_host_announces_and_a_member_signs_up(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get(LIST)
    assert "No events yet" in page.text
    page = client.get(page.links["Announce an event"])
    client.submit(page.form("Announce the event"), **typed())
    assert client.follow().h1 == "Hand-over"
    member = PageClient(client.app).sign_in(world.member)
    page = member.get(member.get(LIST).links["Hand-over"])
    assert "https://meet.example/abc" not in page.text
    member.submit(page.form("Send my answer"), answer="yes", needs="Captions")
    page = member.follow()
    assert "You have a place" in page.text
    assert "https://meet.example/abc" in page.text
    (mail,) = mails(world.member)
    assert mail.calendar_method == "REQUEST"
    assert "https://meet.example/abc" in in_calendar(mail)
    page = client.get(f"{LIST}/1")
    assert "Mo Member. Needs: Captions" in page.text
    assert "Captions" not in PageClient(client.app).sign_in(world.strategic).get(f"{LIST}/1").text


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"about": " "}, "what the event is about"),
        ({"on": parts(-2)}, "still to come"),
        ({"way": "both"}, "Enter the address"),
        ({"link": "meet.example"}, "starts with https://"),
        ({"capacity": "many"}, "whole number of places"),
    ],
)
def test_a_faulty_event_says_what_to_do_and_tells_nobody(
    client: PageClient, world: World, changed: dict[str, Any], message: str
) -> None:
    page = client.sign_in(world.lead).get(f"{LIST}/new")
    page = client.submit(page.form("Announce the event"), status=400, **typed(**changed))
    assert message in page.text
    with db.reading():
        assert queries.ahead(clock.now(), 5) == []


def test_places_run_out_and_who_waits_moves_up(world: World, app: Portal) -> None:
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead, capacity=1)
            make_answer(event, world.strategic)
            make_answer(event, world.contributor)
            make_answer(event, world.member)
        row = coming(event)
        assert (row.taken, row.waiting) == (1, 2)
        assert [mail.calendar_method for mail in mails(world.contributor)] == [None]
        with db.transaction():
            make_answer(event, world.strategic, Answer.NO)
        row = coming(event)
        assert (row.taken, row.waiting) == (1, 1)
        assert [mail.calendar_method for mail in mails(world.contributor)] == [None, "REQUEST"]
        assert mails(world.strategic)[-1].calendar_method == "CANCEL"
        assert [mail.calendar_method for mail in mails(world.member)] == [None]


def test_more_places_move_people_up(client: PageClient, world: World, app: Portal) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead, capacity=1)
        make_answer(event, world.strategic)
        make_answer(event, world.member)
    page = client.sign_in(world.lead).get(f"{LIST}/{event.id}/change")
    client.submit(page.form("Save the changes"), capacity="2")
    client.follow()
    assert mails(world.member)[-1].calendar_method == "REQUEST"
    page = client.get(f"{LIST}/{event.id}/change")
    page = client.submit(page.form("Save the changes"), status=400, capacity="1")
    assert "Enter at least 2" in page.text


def test_the_same_answer_again_keeps_the_place_and_sends_nothing(world: World, app: Portal) -> None:
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead, capacity=1)
            make_answer(event, world.member)
            make_answer(event, world.strategic)
            make_answer(event, world.member, needs="Step-free access")
        with db.reading():
            mine = queries.answers_of(world.member.id, [event.id])[event.id]
        assert mine.has_place
        assert mine.needs == "Step-free access"
        assert len(mails(world.member)) == 1


def test_every_change_of_mind_is_told_anew(world: World, app: Portal) -> None:
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead)
        for said in (Answer.YES, Answer.NO, Answer.YES):
            with db.transaction():
                make_answer(event, world.member, said)
        sent = mails(world.member)
        assert [mail.calendar_method for mail in sent] == ["REQUEST", "CANCEL", "REQUEST"]
        numbers = [f"SEQUENCE:{n}\r\n" in in_calendar(mail) for n, mail in enumerate(sent, 1)]
        assert numbers == [True, True, True]


def test_a_moved_and_cancelled_event_is_followed_by_calendars(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead, capacity=1)
        make_answer(event, world.member)
        make_answer(event, world.strategic)
        make_answer(event, world.contributor, Answer.NO)
    page = client.sign_in(world.lead).get(f"{LIST}/{event.id}/move")
    client.submit(page.form("Move the event"), at="14:00", reason="The speaker is late")
    assert "Everybody who signed up is being told" in client.follow().text
    page = client.get(f"{LIST}/{event.id}/cancel")
    client.submit(page.form("Cancel the event"), reason="The speaker is ill")
    assert "This event was cancelled" in client.follow().text
    methods = [mail.calendar_method for mail in mails(world.member)]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    assert [mail.calendar_method for mail in mails(world.strategic)] == [None, None, None]
    assert mails(world.contributor) == []
    assert "The speaker is ill" in (mails(world.member)[-1].text or "")


def test_moving_what_somebody_else_moved_shows_both(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
    form = client.sign_in(world.admin).get(f"{LIST}/{event.id}/move").form("Move the event")
    other = PageClient(app).sign_in(world.lead)
    theirs = other.get(f"{LIST}/{event.id}/move").form("Move the event")
    other.submit(theirs, at="15:00", reason="Room")
    page = client.submit(form, status=409, at="16:00", reason="Room")
    assert "15:00" in page.text
    assert "16:00" in page.text


def test_answers_close_when_it_begins(client: PageClient, world: World, app: Portal) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
    page = client.sign_in(world.member).get(event.path)
    form = page.form("Send my answer")
    with time_machine.travel(after(event), tick=False):
        PageClient(app).sign_in(world.member)
        page = client.sign_in(world.member).submit(form, status=400, answer="yes")
    assert "answers are closed" in page.text


def test_what_follows_an_event(client: PageClient, world: World, app: Portal) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
        make_answer(event, world.member)
    page = client.sign_in(world.lead).get(f"{event.path}/notes")
    page = client.submit(page.form("Save the notes"), status=400, notes="Too early.")
    assert "has not taken place" in page.text
    with time_machine.travel(after(event), tick=False):
        client.sign_in(world.lead)
        client.submit(client.get(f"{event.path}/notes").form("Save the notes"), notes="*Agreed.*")
        client.submit(client.get(f"{event.path}/attendance").form("Save who came"), came=[])
        page = client.get(f"{event.path}/materials")
        page = client.submit(
            page.form("Add the link"), status=400, title="Slides", link="javascript:alert(1)"
        )
        assert "starts with https://" in page.text
        client.submit(page.form("Add the link"), link="/community/resources/1")
        page = client.get(event.path)
        assert page.links["Slides"] == "/community/resources/1"
        assert "Mo Member, was not there" in page.text
    with db.reading() as session:
        told = session.scalars(select(Notice.title).where(Notice.person_id == world.member.id))
        assert any("the notes are there" in title for title in told)


def test_feedback_is_counted_without_a_name(client: PageClient, world: World, app: Portal) -> None:
    people = [world.member, world.strategic, world.contributor, world.admin, world.other_lead]
    with app.app_context(), db.transaction():
        publish_seeds()
        event = make_event(world.lead)
        for person in people:
            make_answer(event, person)
    path = f"{event.path}/feedback"
    with time_machine.travel(after(event), tick=False):
        for number, person in enumerate(people):
            mine = PageClient(app).sign_in(person)
            page = mine.get(path)
            assert "Slower" not in page.text
            scores: dict[str, Any] = {f"E{item}": "5" for item in range(1, 4)} | {
                "E4": "not-for-me"
            }
            words = "Slower, please." if number == 0 else ""
            mine.submit(page.form("Send my feedback"), words=words, **scores)
        page = client.sign_in(world.foreign_strategic).get(path)
        assert "5 of 5 people with a place gave feedback. It is open until" in page.text
        assert "Slower" not in page.text
        with app.app_context(), db.transaction(), pytest.raises(Refused, match="already"):
            service.give_feedback(event, world.member.id, {"E1": 1}, "")
    with time_machine.travel(closed(event), tick=False):
        page = client.sign_in(world.foreign_strategic).get(path)
        assert "5 of 5 people with a place gave feedback" in page.text
        assert page.table("Answers from")[1][1:] == ["5.0", "5 of 5", "5"]
        assert page.table("Answers from")[4][1:] == ["Not enough answers", "", "0"]
        assert "Slower, please." in page.text
        with app.app_context(), db.transaction(), pytest.raises(Refused, match="closed on"):
            service.give_feedback(event, world.member.id, {"E1": 1}, "")
    with db.reading() as session:
        assert sum(session.scalars(select(Tally.given))) == 20
        given = session.scalars(select(SignUp.feedback_at)).all()
    assert all(given)


def test_only_who_had_a_place_gives_feedback_and_not_before_the_end(
    world: World, app: Portal
) -> None:
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead)
            make_answer(event, world.member)
        with db.transaction(), pytest.raises(Refused, match="is over"):
            service.give_feedback(event, world.member.id, {"E1": 5}, "")
        with (
            time_machine.travel(after(event), tick=False),
            db.transaction(),
            pytest.raises(Refused, match="had a place"),
        ):
            service.give_feedback(event, world.strategic.id, {"E1": 5}, "")


def test_reminders_and_calendars_know_who_has_a_place(world: World, app: Portal) -> None:
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead, capacity=1)
            make_answer(event, world.member)
            make_answer(event, world.strategic)
        first, last = clock.now(), after(event)
        with db.reading():
            (due,) = queries.due(in_days(9), in_days(11))
            mine = queries.events_for(world.member.id, first, last)
            waits = queries.events_for(world.strategic.id, first, last)
        assert due.owner_ids == (world.member.id,)
        assert [(one.id, turn) for one, turn in mine] == [(event.id, 1)]
        assert waits == []


def test_what_others_announced_is_new_while_it_lies_ahead(world: World, app: Portal) -> None:
    before = clock.now() - timedelta(minutes=1)
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
    reader, host = (Actor(one.id, one.name, one.email) for one in (world.member, world.lead))
    with db.reading():
        (one,) = queries.fresh(reader, before, 5)
        assert (one.kind, one.path) == ("event", event.path)
        assert queries.fresh(host, before, 5) == ()
        assert queries.fresh(reader, clock.now(), 5) == ()
        with time_machine.travel(after(event), tick=False):
            assert queries.fresh(reader, before, 5) == ()


def test_the_list_is_narrowed_and_keeps_its_statements(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        for number in range(25):
            make_event(world.lead, title=f"Session {number}", days=10 + number)
        make_event(world.lead, title="In the hall", place="Hall 1, Northmoor")
    page = client.sign_in(world.member).get(LIST)
    once = client.statements
    assert "Session 0" in page.links
    assert "Session 24" not in page.links
    page = client.get(f"{LIST}?way=face-to-face")
    assert "In the hall" in page.links
    assert "Session 0" not in page.links
    assert client.statements <= once
    assert "No event fits" in client.get(f"{LIST}?when=mine").text


def test_the_calendar_file_hides_the_link_from_who_has_no_place(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead)
        make_answer(event, world.strategic)
    client.sign_in(world.member)
    answer = client.http.get(f"{event.path}/calendar.ics", base_url="http://portal.test")
    assert answer.mimetype == "text/calendar"
    assert b"meet.example" not in answer.data
    client.sign_in(world.strategic)
    answer = client.http.get(f"{event.path}/calendar.ics", base_url="http://portal.test")
    assert b"meet.example" in answer.data
