"""Reminders from the plan: each occasion once, to those who can do something about it."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from app.core import audit, db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.plans.models import Objective
from app.plans.queries import routes
from app.plans.service import routes as service
from app.reminders.service import queue_plan_reminders
from tests.factories.plan_parts import make_objective, make_review, make_route
from tests.worlds import World

BEGIN = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def _queue(app: Portal, day: int, hour: int = 9) -> int:
    at = BEGIN + timedelta(days=day, hours=hour - 9)
    with time_machine.travel(at, tick=False), app.app_context(), db.transaction():
        return queue_plan_reminders(at)


def _mails() -> list[OutboxMail]:
    with db.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_a_route_and_then_its_answer_are_remembered_once_each(app: Portal, world: World) -> None:
    with time_machine.travel(BEGIN, tick=False), db.transaction():
        found = make_route(world.home, begins_on=BEGIN.date(), reply_days=5)
    assert [_queue(app, day) for day in (0, 3, 4, 4, 5)] == [0, 0, 1, 0, 0]
    assert _queue(app, 6, hour=6) == 0  # at night nobody is told
    with time_machine.travel(BEGIN + timedelta(days=6), tick=False), db.transaction():
        service.use_route(found, None, "", world.strategic.id)
    assert [_queue(app, day) for day in (11, 12, 13)] == [0, 1, 0]
    with time_machine.travel(BEGIN + timedelta(days=14), tick=False), db.transaction():
        service.answer_came(found, routes.uses(found.id)[0].id)
    assert [_queue(app, day) for day in (20, 40, 41, 42)] == [0, 0, 1, 0]  # the next month
    first, second, _ = _mails()
    assert {mail.person_id for mail in _mails()} == {world.strategic.id}
    assert "It was to be used by 1 March 2027" in first.text
    assert f"/sites/northmoor/plan/communication/{found.id}" in first.text
    assert "An answer was due by 12 March 2027" in second.text
    assert first.reply_to == world.lead.email


def test_both_sides_hear_of_a_late_review_and_nobody_of_one_long_ago(
    app: Portal, world: World
) -> None:
    with time_machine.travel(BEGIN, tick=False), db.transaction():
        found = make_objective(world.home, world.strategic)
        make_review(world.home, world.strategic, found, "red")
        other = make_objective(world.foreign, world.foreign_strategic)
        make_review(world.foreign, world.foreign_strategic, other, "red")
        audit.because("old", summary="Made for a test.")
        db.session().get_one(Objective, other.id).next_review_on = BEGIN.date() - timedelta(days=40)
        db.session().flush()
    assert [_queue(app, day) for day in (28, 29, 30)] == [0, 2, 0]
    assert {mail.person_id for mail in _mails()} == {world.strategic.id, world.lead.id}
    assert "1 objective should have been looked at by 29 March 2027" in _mails()[0].text
