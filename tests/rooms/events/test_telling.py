"""Who is told of an event, what their calendars are told, and who gets the last place."""

import threading
from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import event as sql
from sqlalchemy import select

from app.accounts.models import Person
from app.admin import service as administration
from app.core import clock, db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.events import queries, service
from app.events.queries import EventRow
from app.events.rules import Answer, Details, Plan
from app.reminders import queries as reminders
from tests.factories.accounts import make_person
from tests.factories.events import (
    after,
    during,
    event_row,
    in_calendar,
    mails,
    make_answer,
    make_event,
)
from tests.page_client import PageClient
from tests.worlds import World

LINK = "https://meet.example/abc"


@pytest.fixture
def full(app: Portal, world: World) -> EventRow:
    """One place: the strategic lead has it, the member waits, the contributor may come."""
    with app.app_context(), db.transaction():
        event = make_event(world.lead, capacity=1)
        make_answer(event, world.strategic)
        make_answer(event, world.member)
        make_answer(event, world.contributor, Answer.MAYBE)
    return event


def methods(person: Person) -> list[str | None]:
    return [mail.calendar_method for mail in mails(person)]


def details_of(event: EventRow, title: str, capacity: int | None = None) -> Details:
    return Details(title, event.kind, event.audience, "An hour with **two**.", capacity)


def test_only_who_has_a_place_is_invited_when_it_moves_and_withdrawn_when_not(
    app: Portal, world: World, full: EventRow
) -> None:
    later = full.starts_at + timedelta(days=1)
    plan = Plan(later.date(), clock.in_london(later).time(), 60, full.way, "Hall 1", LINK)
    with app.app_context(), db.transaction():
        assert service.move(event_row(full.id), plan, "A better day", 1) == 3
    with app.app_context(), db.transaction():
        assert service.cancel(event_row(full.id), "Nobody to speak", 2) == 3
    assert methods(world.strategic) == ["REQUEST", "REQUEST", "CANCEL"]
    assert methods(world.member) == [None, None, None]
    assert methods(world.contributor) == [None, None]
    told = [*mails(world.member), *mails(world.contributor)]
    assert not [mail for mail in told if LINK in mail.text + mail.html + in_calendar(mail)]
    assert "A better day" in mails(world.contributor)[0].text


def test_who_gives_a_place_back_loses_it_in_the_calendar_too(
    app: Portal, world: World, full: EventRow
) -> None:
    with app.app_context(), db.transaction():
        make_answer(full, world.strategic, Answer.MAYBE)
    assert methods(world.strategic) == ["REQUEST", "CANCEL"]
    assert LINK not in in_calendar(mails(world.strategic)[-1])
    assert methods(world.member) == [None, "REQUEST"]


def test_a_new_name_or_link_reaches_calendars_and_a_new_text_does_not(
    app: Portal, world: World, full: EventRow
) -> None:
    link = "https://meet.example/new"
    with app.app_context(), db.transaction():
        details, version = details_of(full, full.title, 1), service.change_version(full)
        service.change(full, details, LINK, world.lead.id, version)
    assert len(mails(world.strategic)) == 1
    with app.app_context(), db.transaction():
        event = event_row(full.id)
        details, version = details_of(full, "Aloud", 1), service.change_version(event)
        service.change(event, details, link, world.lead.id, version)
    first, second = map(in_calendar, mails(world.strategic))
    assert "SEQUENCE:2\r\n" in second
    assert "SUMMARY:Aloud" in second
    assert link in second
    uid = next(line for line in first.splitlines() if line.startswith("UID:"))
    assert uid in second
    assert len(mails(world.contributor)) == 0
    with app.app_context(), time_machine.travel(after(full), tick=False), db.transaction():
        event = event_row(full.id)
        details, version = details_of(full, "Over", 1), service.change_version(event)
        service.change(event, details, link, world.lead.id, version)
    assert len(mails(world.strategic)) == 2


def test_mail_download_and_feed_know_an_event_by_one_name(
    app: Portal, client: PageClient, world: World, full: EventRow
) -> None:
    client.sign_in(world.strategic)
    page = client.get("/account/calendar")
    made = client.submit(page.form("Make an address"), status=201)
    field = next(node for node in made.root.iter("input") if node.get("id") == "address")
    feed = str(field.get("value")).removeprefix("http://portal.test")
    found = set()
    for path in (f"{full.path}/calendar.ics", feed):
        answer = client.http.get(path, base_url="http://portal.test")
        (entry,) = Calendar.from_ical(answer.data).walk("VEVENT")
        found.add((str(entry["uid"]), str(entry["sequence"]), str(entry["location"])))
    (entry,) = Calendar.from_ical(mails(world.strategic)[0].calendar or b"").walk("VEVENT")
    assert found == {(str(entry["uid"]), str(entry["sequence"]), LINK)}
    client.sign_in(world.contributor)
    answer = client.http.get(f"{full.path}/calendar.ics", base_url="http://portal.test")
    assert str(entry["uid"]).encode() not in answer.data


def test_who_left_is_not_told_and_their_place_is_given_on(
    app: Portal, world: World, full: EventRow
) -> None:
    with app.app_context():
        with db.transaction():
            administration.close_account(world.admin.id, world.strategic.id, "Left the authority")
            administration.close_account(world.admin.id, world.contributor.id, "Left as well")
        assert methods(world.member) == [None, "REQUEST"]
        with db.transaction():
            row = event_row(full.id)
            assert (row.taken, row.waiting) == (1, 0)
            assert [one.person_id for one in queries.sign_ups(full.id)] == [world.member.id]
            service.cancel(row, "Nobody to speak", 1)
        with db.transaction():
            administration.open_account(world.strategic.id, "Back")
        assert event_row_read(full.id) == (1, 0)
    assert methods(world.strategic) == ["REQUEST"]
    assert methods(world.contributor) == []
    assert methods(world.member)[-1] == "CANCEL"


def event_row_read(number: int) -> tuple[int, int]:
    with db.reading():
        row = event_row(number)
    return row.taken, row.waiting


def test_who_left_after_the_event_hears_of_no_notes_and_stays_counted_in_feedback(
    app: Portal, world: World, full: EventRow
) -> None:
    with time_machine.travel(after(full), tick=False), app.app_context():
        with db.transaction():
            service.give_feedback(full, world.strategic.id, {"E1": 5}, "")
            administration.close_account(world.admin.id, world.strategic.id, "Left the authority")
        with db.transaction():
            service.write_notes(event_row(full.id), "Agreed.", world.lead.id, 0)
        with db.reading():
            assert queries.feedback_given(full.id) == (1, 1)
    assert methods(world.strategic) == ["REQUEST"]
    assert methods(world.member) == [None]


def test_members_of_no_authority_are_reminded_and_those_who_left_are_not(
    app: Portal, world: World
) -> None:
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead)
            for person in (world.member, world.strategic, world.contributor):
                make_answer(event, person)
        with db.transaction():
            administration.close_account(world.admin.id, world.contributor.id, "Left")
        on_the_day = event.starts_at.replace(hour=7, minute=45)
        with time_machine.travel(on_the_day, tick=False), db.reading():
            plan = reminders.plan_now(reminders.present().ladders, on_the_day)
    assert {one.person_id for one in plan.planned} == {world.member.id, world.strategic.id}
    assert plan.facts.people[world.member.id].email == world.member.email


def test_places_of_an_event_that_has_begun_are_given_to_nobody(
    app: Portal, world: World, full: EventRow
) -> None:
    with time_machine.travel(during(full), tick=False), app.app_context(), db.transaction():
        version = service.change_version(full)
        service.change(full, details_of(full, full.title), LINK, world.lead.id, version)
    assert methods(world.member) == [None]


def test_two_who_want_the_last_place_at_the_same_moment_do_not_both_have_it(
    app: Portal, world: World
) -> None:
    with app.app_context(), db.transaction():
        event = make_event(world.lead, capacity=1)
    first_holds, second_ended = threading.Event(), threading.Event()

    def first() -> None:
        with app.app_context(), db.transaction():
            make_answer(event, world.member)
            first_holds.set()
            second_ended.wait(0.5)  # it must not end before the first is written

    def second() -> None:
        with app.app_context(), db.transaction():
            make_answer(event, world.strategic)
        second_ended.set()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert first_holds.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join(20)
    with db.reading():
        row = event_row(event.id)
    assert (row.taken, row.waiting) == (1, 1)


def test_many_are_told_in_a_few_statements(app: Portal, world: World) -> None:
    seen: list[str] = []
    with app.app_context():
        with db.transaction():
            event = make_event(world.lead)
            people = [make_person(f"Ola Nr{number}") for number in range(40)]
        for person in people:
            with db.transaction():
                make_answer(event, person)
        sql.listen(db.engine(), "before_cursor_execute", lambda *given: seen.append(given[2]))
        with db.transaction():
            service.cancel(event_row(event.id), "Nobody to speak", 1)
    assert len(seen) < 20
    with db.reading() as session:
        cancelled = OutboxMail.template == "events_cancelled"
        assert len(session.scalars(select(OutboxMail.id).where(cancelled)).all()) == 40
