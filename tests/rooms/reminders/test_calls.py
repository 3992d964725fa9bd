"""Reminders before calls: once each, to the right people, at the right hour of the wall clock."""

from datetime import UTC, date, datetime, time, timedelta

import time_machine
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit, db
from app.core.audit import AuditEvent
from app.core.web.edge import Portal
from app.notices.models import Notice
from app.notices.service import go_away
from app.reminders.queries import foresee
from app.reminders.queries.ladders import present
from tests.factories.checkins import book_call
from tests.factories.reminders import digests, dropped, remind, sent
from tests.worlds import World

BOOKED = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)
WEEK_BEFORE = datetime(2027, 3, 25, 7, 30, tzinfo=UTC)
ON_THE_DAY = datetime(2027, 4, 1, 6, 30, tzinfo=UTC)  # 07:30 in British Summer Time


def _book(app: Portal, world: World, on: date, at: time = time(10, 0)) -> int:
    with time_machine.travel(BOOKED, tick=False), app.app_context():
        return book_call(world, on, at).id


def test_a_call_after_the_clocks_change_is_reminded_of_at_the_same_hour_of_the_wall_clock(
    app: Portal, world: World
) -> None:
    _book(app, world, date(2027, 4, 1))  # Thursday; the clocks go forward on 28 March
    at = BOOKED
    while at < datetime(2027, 4, 2, tzinfo=UTC):
        remind(app, at)
        at += timedelta(minutes=30)
    people = {world.lead.id, world.strategic.id}
    assert {(one.person_id, one.at) for one in sent()} == {
        (person, moment) for person in people for moment in (WEEK_BEFORE, ON_THE_DAY)
    }
    assert len(sent()) == len(digests()) == 4


def test_a_worker_that_was_away_sends_what_is_still_useful_only(app: Portal, world: World) -> None:
    _book(app, world, date(2027, 4, 1))
    _book(app, world, date(2027, 4, 8))
    remind(app, WEEK_BEFORE - timedelta(days=1))
    assert remind(app, datetime(2027, 4, 2, 9, 0, tzinfo=UTC)) == 2  # the second call is ahead
    assert {one.rung for one in sent()} == {"week-before"}
    assert {(one.rung, one.dropped) for one in dropped()} == {
        ("week-before", "over"),
        ("on-the-day", "over"),
    }


def test_what_people_were_told_later_than_the_rung_needs_no_reminder(
    app: Portal, world: World
) -> None:
    remind(app, BOOKED - timedelta(days=1))
    _book(app, world, date(2027, 3, 15))  # a Monday: booked after the week before
    _book(app, world, date(2027, 3, 12), time(15, 0))  # this morning, for this afternoon
    hours = [remind(app, BOOKED.replace(hour=hour, minute=5)) for hour in (9, 10, 11, 12)]
    assert hours == [0, 2, 0, 0]  # an hour after the invitation
    assert {one.due_on for one in sent()} == {date(2027, 3, 12)}
    assert "today at 15:00" in digests()[0].subject


def test_people_who_left_are_not_reminded(app: Portal, world: World) -> None:
    _book(app, world, date(2027, 4, 1))
    with db.transaction() as session:
        audit.because("person deactivated", summary="Left.")
        session.get_one(Person, world.strategic.id).deactivated_at = BOOKED
    assert remind(app, WEEK_BEFORE) == 1
    assert [one.person_id for one in sent()] == [world.lead.id]


def test_a_moved_call_begins_its_ladder_anew(app: Portal, world: World) -> None:
    number = _book(app, world, date(2027, 4, 1))
    remind(app, WEEK_BEFORE)
    from app.checkins.service import SiteName, move
    from tests.factories.checkins import a_booking

    site = SiteName(world.home.id, world.home.slug, world.home.name)
    with time_machine.travel(WEEK_BEFORE, tick=False), app.app_context(), db.transaction():
        move(site, number, a_booking(date(2027, 4, 8)), reason="Needed.", version=1)
    assert remind(app, datetime(2027, 4, 1, 9, 0, tzinfo=UTC)) == 2
    assert [one.rung for one in sent()] == ["week-before"] * 4


def test_the_history_of_the_site_has_one_line_a_run_and_each_person_a_notice(
    app: Portal, world: World
) -> None:
    _book(app, world, date(2027, 4, 1))
    _book(app, world, date(2027, 4, 1), time(14, 0))
    remind(app, WEEK_BEFORE)
    remind(app, WEEK_BEFORE + timedelta(minutes=1))
    remind(app, WEEK_BEFORE + timedelta(hours=1))
    with db.reading() as session:
        said = session.scalars(
            select(AuditEvent.summary).where(
                AuditEvent.verb == "reminder", AuditEvent.site_id == world.home.id
            )
        ).all()
        told = session.scalars(
            select(Notice).where(Notice.key.startswith("reminder:")).order_by(Notice.id)
        ).all()
    assert said == ["4 reminders sent to 2 people."]
    assert len(told) == 4
    assert told[0].title == "Northmoor: Check-in call, on 1 April 2027 at 10:00, in 7 days"
    assert len(digests()) == 2
    assert digests()[0].subject == "Northmoor: 2 reminders"


def test_whoever_says_they_are_away_is_left_out_and_the_dry_run_says_so(
    app: Portal, world: World
) -> None:
    with time_machine.travel(BOOKED, tick=False), db.transaction():
        both = (world.lead.id, world.strategic.id)
        for person_id in both:
            go_away(person_id, date(2027, 3, 22), date(2027, 3, 26), "")
    call_id = _book(app, world, date(2027, 4, 1))
    with time_machine.travel(BOOKED, tick=False), app.app_context(), db.reading():
        (found,), _ = foresee(BOOKED, 20, present().ladders)
    foreseen = {
        (one.planned.person_id, one.planned.dropped)
        for one in found
        if one.slot.on == WEEK_BEFORE.date()
    }
    remind(app, WEEK_BEFORE - timedelta(days=1))
    remind(app, WEEK_BEFORE)
    assert {(one.person_id, one.dropped) for one in dropped(f"call:{call_id}")} == {
        (one, "away") for one in both
    }
    told = {one.person_id for one in sent(f"call:{call_id}")}
    assert told == {world.admin.id}  # nobody of site and lead is there: the next audience
    assert foreseen == {(one, "away") for one in both} | {(one, None) for one in told}
