"""Reminders before calls: once each, to the right people, at the right hour of the wall clock."""

import threading
from datetime import UTC, date, datetime, time, timedelta

import time_machine
from sqlalchemy import select

from app.core import db
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.reminders.service import queue_call_reminders
from tests.factories.checkins import book_call
from tests.worlds import World

BOOKED = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)


def _book(app: Portal, world: World, on: date, at: time = time(10, 0)) -> int:
    with time_machine.travel(BOOKED, tick=False), app.app_context():
        return book_call(world, on, at).id


def _queue(app: Portal, at: datetime) -> int:
    with time_machine.travel(at, tick=False), app.app_context(), db.transaction():
        return queue_call_reminders(at)


def _reminded() -> list[tuple[int | None, datetime]]:
    with db.reading() as session:
        rows = session.scalars(
            select(OutboxMail)
            .where(OutboxMail.template == "checkins_reminder")
            .order_by(OutboxMail.id)
        )
        return [(mail.person_id, mail.created_at) for mail in rows]


def test_a_call_after_the_clocks_change_is_reminded_of_at_the_same_hour_of_the_wall_clock(
    app: Portal, world: World
) -> None:
    _book(app, world, date(2027, 4, 1))  # Thursday; the clocks go forward on 28 March
    at = BOOKED
    while at < datetime(2027, 4, 2, tzinfo=UTC):
        _queue(app, at)
        at += timedelta(minutes=30)
    week_before = datetime(2027, 3, 25, 9, 0, tzinfo=UTC)
    on_the_day = datetime(2027, 4, 1, 6, 30, tzinfo=UTC)  # 07:30 in British Summer Time
    people = {world.lead.id, world.strategic.id}
    found = _reminded()
    assert {(p, w) for p, w in found} == {(p, w) for p in people for w in (week_before, on_the_day)}
    assert len(found) == 4


def test_running_it_again_or_in_two_workers_at_once_queues_nothing_twice(
    app: Portal, world: World
) -> None:
    _book(app, world, date(2027, 4, 1))
    at = datetime(2027, 3, 25, 9, 5, tzinfo=UTC)

    def run() -> None:
        with app.app_context(), db.transaction():
            queue_call_reminders(at)

    with time_machine.travel(at, tick=False):
        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(_reminded()) == 2
    assert _queue(app, at + timedelta(hours=1)) == 0


def test_a_worker_that_was_away_sends_what_is_still_useful_only(app: Portal, world: World) -> None:
    _book(app, world, date(2027, 4, 1))
    assert _queue(app, datetime(2027, 3, 25, 15, 0, tzinfo=UTC)) == 2
    _book(app, world, date(2027, 4, 8))
    assert _queue(app, datetime(2027, 4, 3, 9, 0, tzinfo=UTC)) == 0


def test_people_who_left_are_not_reminded(app: Portal, world: World) -> None:
    _book(app, world, date(2027, 4, 1))
    with db.transaction() as session:
        from app.accounts.models import Person
        from app.core import audit

        audit.because("person deactivated", summary="Left.")
        session.get_one(Person, world.strategic.id).deactivated_at = BOOKED
    assert _queue(app, datetime(2027, 3, 25, 9, 5, tzinfo=UTC)) == 1
    assert [person for person, _ in _reminded()] == [world.lead.id]


def test_many_calls_take_as_many_reads_as_one(app: Portal, world: World) -> None:
    from sqlalchemy import event

    def reads(at: datetime) -> int:
        found: list[str] = []
        engine = db.engine()

        def note(_c: object, _cur: object, statement: str, *_: object) -> None:
            if statement.startswith("SELECT"):
                found.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            _queue(app, at)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(found)

    _book(app, world, date(2027, 4, 1))
    one = reads(datetime(2027, 3, 25, 9, 5, tzinfo=UTC))
    for hour in range(11, 16):
        _book(app, world, date(2027, 4, 1), time(hour))
    assert reads(datetime(2027, 3, 25, 9, 6, tzinfo=UTC)) == one


def test_the_history_of_the_site_holds_each_reminder_once(app: Portal, world: World) -> None:
    _book(app, world, date(2027, 4, 1))
    at = datetime(2027, 3, 25, 9, 5, tzinfo=UTC)
    _queue(app, at)
    _queue(app, at + timedelta(minutes=1))
    with db.reading() as session:
        said = session.scalars(
            select(AuditEvent.summary).where(
                AuditEvent.verb == "call reminder", AuditEvent.site_id == world.home.id
            )
        ).all()
    assert said == ["Reminder of the check-in call on 1 April 2027 at 10:00 sent to 2 people."]
