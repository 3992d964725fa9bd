"""Booking, moving and cancelling calls through the pages."""

from datetime import date, time
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete, select

from app.checkins.models import CheckInCall
from app.core import db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.sites.models import Membership
from tests.factories.checkins import book_call
from tests.page_client import PageClient
from tests.worlds import World

NOW = "2027-03-12T09:00:00Z"


@pytest.fixture(autouse=True)
def friday_in_march(data: str) -> object:
    """Friday 12 March 2027, before the clocks go forward."""
    with time_machine.travel(NOW, tick=False):
        yield


def _mails() -> list[OutboxMail]:
    with db.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def _typed(on: date = date(2027, 3, 29), at: str = "10:00") -> dict[str, Any]:
    return {
        "on": [str(on.day), str(on.month), str(on.year)],
        "at": at,
        "minutes": "45",
        "channel": "video",
        "place": "https://meet.example/abc",
        "agenda": "How the steering group went.",
    }


def _booked(on: date = date(2027, 3, 30), at: str = "10:00") -> dict[str, Any]:
    return {"slot": "another", **_typed(on, at)}


def test_the_form_proposes_the_next_call_by_cadence(client: PageClient, world: World) -> None:
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    assert (
        "Proposed: 12 April 2027: 30 days after today, the usual time in Exploration; 11 April is"
        " a Sunday. You can choose another day." in page.text
    )
    assert page.form("Book the call").fields["on"] == ["12", "04", "2027"]
    assert "Stella Strategic, Strategic lead" in page.text


def test_the_proposal_counts_from_the_latest_call_and_says_when_one_is_overdue(
    client: PageClient, world: World, app: Portal
) -> None:
    with time_machine.travel("2027-01-11T09:00:00Z", tick=False), app.app_context():
        book_call(world, date(2027, 1, 12))
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    assert "Proposed: 15 March 2027: a call was due on 11 February 2027" in page.text
    with app.app_context():
        book_call(world, date(2027, 3, 17))
    assert "Proposed: 16 April 2027: 30 days after the planned call" in client.get(page.path).text


def test_booking_warns_when_nobody_from_the_authority_would_hear_of_it(
    client: PageClient, world: World
) -> None:
    warning = "Nobody from Northmoor will hear of this call"
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    assert warning not in page.text
    with db.transaction() as session:
        session.execute(delete(Membership).where(Membership.person_id == world.strategic.id))
    assert warning in client.get(page.path).text


def test_a_booked_call_is_right_across_the_change_of_the_clocks(
    client: PageClient, world: World
) -> None:
    client.allowed = 25  # each who is told gets a mail and a notice
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    client.submit(page.form("Book the call"), **_booked())
    page = client.follow()
    assert "The call is booked for 30 March 2027 at 10:00" in page.text
    assert page.table("Planned")[1][:2] == ["30 March 2027, 10:00", "45 minutes"]
    mails = _mails()
    assert {mail.person_id for mail in mails} == {world.lead.id, world.strategic.id}
    for mail in mails:
        assert mail.subject == "Northmoor: check-in call on 30 March 2027"
        assert mail.calendar_method == "REQUEST"
        assert b"DTSTART:20270330T090000Z" in (mail.calendar or b"")
        assert b"SEQUENCE:0" in (mail.calendar or b"")
        assert mail.reply_to == world.lead.email


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"on": ["11", "3", "2027"]}, "The call must be in the future"),
        ({"on": ["27", "3", "2027"]}, "Choose a day from Monday to Friday"),
        ({"on": ["31", "2", "2027"]}, "must be a real date"),
        ({"on": ["", "", ""]}, "Enter the date of the call"),
        ({"at": "06:30"}, "between 08:00 and 18:00"),
        ({"at": ""}, "Enter the time the call starts"),
        ({"minutes": "5"}, "between 15 and 180 minutes"),
        ({"minutes": "soon"}, "such as 45"),
        ({"place": "http://meet.example"}, "It starts with https://"),
        ({"place": ""}, "Enter the meeting link or the phone number"),
    ],
)
def test_a_faulty_booking_says_what_to_do_and_keeps_what_was_typed(
    client: PageClient, world: World, changed: dict[str, Any], message: str
) -> None:
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    page = client.submit(
        page.form("Book the call"), status=400, **{"slot": "another", **_typed(), **changed}
    )
    assert message in page.text
    assert page.title.startswith("Error: ")
    assert page.form("Book the call").fields["agenda"] == ["How the steering group went."]
    assert _mails() == []


def test_a_moved_call_updates_calendars_under_the_same_identifier(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 3, 29))
    page = client.sign_in(world.lead).get(f"/sites/northmoor/check-ins/{call.id}/move")
    assert page.form("Move the call").fields["at"] == ["10:00"]
    client.submit(page.form("Move the call"), **_typed(at="14:30"), reason="Court hearing")
    assert "29 March 2027, 14:30 to 15:15" in client.follow().text
    first, *_, last = _mails()
    assert last.subject == "Northmoor: check-in call moved to 29 March 2027"
    uid = next(line for line in (first.calendar or b"").splitlines() if line.startswith(b"UID"))
    assert uid in (last.calendar or b"")
    assert b"SEQUENCE:1" in (last.calendar or b"")
    assert b"DTSTART:20270329T133000Z" in (last.calendar or b"")


def test_a_cancelled_call_reaches_the_same_people(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 3, 29))
    page = client.sign_in(world.lead).get(f"/sites/northmoor/check-ins/{call.id}/cancel")
    client.submit(page.form("Cancel the call"), reason="Lead is ill")
    assert "Cancelled" in client.follow().table("Earlier and cancelled")[1]
    invited, cancelled = _mails()[:2], _mails()[2:]
    assert {m.person_id for m in cancelled} == {m.person_id for m in invited}
    assert all(m.calendar_method == "CANCEL" for m in cancelled)
    assert all(b"STATUS:CANCELLED" in (m.calendar or b"") for m in cancelled)
    assert "Why:\nLead is ill" in cancelled[0].text


def test_two_people_who_move_one_call_see_both_versions(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 3, 29))
    client.sign_in(world.lead)
    page = client.get(f"/sites/northmoor/check-ins/{call.id}/move")
    stale = page.form("Move the call")
    client.submit(stale, **_typed(at="14:30"), reason="Court hearing")
    page = client.submit(stale, status=409, **_typed(at="16:00"), reason="School run")
    assert "29 March 2027, 16:00" in page.text
    assert "29 March 2027, 14:30" in page.text


def test_a_meeting_link_can_be_opened_from_the_page_of_the_call(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 3, 29))
    page = client.sign_in(world.strategic).get(f"/sites/northmoor/check-ins/{call.id}")
    assert page.links["https://meet.example/abc"] == "https://meet.example/abc"


def test_a_call_of_another_site_is_not_found(client: PageClient, world: World, app: Portal) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 3, 29))
    client.sign_in(world.foreign_strategic)
    client.get(f"/sites/farfield/check-ins/{call.id}", status=404)
    client.sign_in(world.other_lead)
    client.get(f"/sites/farfield/check-ins/{call.id}/move", status=404)
    client.get(f"/sites/farfield/check-ins/{call.id}/cancel", status=404)


def test_an_authority_sees_its_calls_but_books_none(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 3, 29))
    page = client.sign_in(world.strategic).get("/sites/northmoor/check-ins")
    assert "Book" not in page.text
    page = client.get(f"/sites/northmoor/check-ins/{call.id}")
    assert "https://meet.example/abc" in page.text
    assert "Move the call" not in page.text


def test_an_empty_list_says_what_happens_next(client: PageClient, world: World) -> None:
    page = client.sign_in(world.strategic).get("/sites/northmoor/check-ins")
    assert "Your NSPCC lead books the next call" in page.text
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins")
    assert page.links["Book a call"] == "/sites/northmoor/check-ins/book"


def test_thirty_calls_take_as_many_statements_as_one(
    client: PageClient, world: World, app: Portal
) -> None:
    with app.app_context():
        book_call(world, date(2027, 3, 29))
    client.sign_in(world.lead).get("/sites/northmoor/check-ins")
    one = client.statements
    with app.app_context():
        for number in range(29):
            book_call(world, date(2027, 3, 30), time(8 + number // 4, number % 4 * 15))
    client.get("/sites/northmoor/check-ins")
    assert client.statements == one


def test_calls_are_kept_in_utc(world: World, app: Portal) -> None:
    with app.app_context():
        call = book_call(world, date(2027, 10, 29))
        later = book_call(world, date(2027, 11, 1))
    with db.reading() as session:
        starts = {c.id: c.starts_at.isoformat() for c in session.scalars(select(CheckInCall))}
    assert starts == {
        call.id: "2027-10-29T09:00:00+00:00",
        later.id: "2027-11-01T10:00:00+00:00",
    }


def test_a_booking_sent_twice_is_one_call(client: PageClient, world: World) -> None:
    client.allowed = 25  # each who is told gets a mail and a notice
    page = client.sign_in(world.lead).get("/sites/northmoor/check-ins/book")
    form = page.form("Book the call")
    client.submit(form, **_booked())
    client.submit(form, **_booked())
    page = client.follow()
    assert "A call is booked for 30 March 2027 at 10:00 already" in page.text
    assert len(page.table("Planned")) == 2
    assert len(_mails()) == 2
