"""Reminders from the plan: each occasion once, to those who can do something about it."""

from datetime import UTC, datetime, timedelta

import time_machine

from app.core import audit, db
from app.core.web.edge import Portal
from app.plans.models import Objective
from app.plans.queries import routes
from app.plans.service import routes as service
from tests.factories.plan_parts import make_objective, make_review, make_route
from tests.factories.reminders import digests, remind
from tests.worlds import World

BEGIN = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def _remind(app: Portal, day: int, hour: int = 9) -> int:
    return remind(app, BEGIN + timedelta(days=day, hours=hour - 9))


def test_a_route_and_then_its_answer_are_remembered_once_each(app: Portal, world: World) -> None:
    with time_machine.travel(BEGIN, tick=False), db.transaction():
        found = make_route(world.home, begins_on=BEGIN.date(), reply_days=5)
    assert [_remind(app, day) for day in (0, 3, 4, 4, 5)] == [0, 0, 1, 0, 0]
    assert _remind(app, 6, hour=6) == 0  # at night nobody is told
    with time_machine.travel(BEGIN + timedelta(days=6), tick=False), db.transaction():
        service.use_route(found, None, "", world.strategic.id)
    assert [_remind(app, day) for day in (11, 13, 14, 15)] == [0, 0, 1, 0]  # after the weekend
    with time_machine.travel(BEGIN + timedelta(days=15), tick=False), db.transaction():
        service.answer_came(found, routes.uses(found.id)[0].id)
    assert [_remind(app, day) for day in (20, 40, 42, 43)] == [0, 0, 1, 0]  # the next month
    first, second, _ = digests()
    assert {mail.person_id for mail in digests()} == {world.strategic.id}
    assert "as due on 1 March 2027, 4 days ago" in first.text
    assert f"/sites/northmoor/plan/communication/{found.id}" in first.text
    assert "as due on 12 March 2027" in second.text
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
    assert [_remind(app, day) for day in (28, 29, 30)] == [0, 2, 0]
    assert {mail.person_id for mail in digests()} == {world.strategic.id, world.lead.id}
    assert "1 objective to look at" in digests()[0].text
    assert "as due on 29 March 2027" in digests()[0].text
