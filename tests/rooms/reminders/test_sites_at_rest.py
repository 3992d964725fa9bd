"""Paused and stopped sites get no reminders; that a pause is over is told once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.access.policy import Actor, Role
from app.assessments.queries.awaited import open_rounds
from app.checkins.queries import planned_between
from app.core import audit, clock, db
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.plans.queries import mine
from app.reminders.service import queue_merger_notices, queue_pause_notices
from app.sites.rules import Status
from app.sites.rules.working_days import working_day_from
from app.standing import queries
from app.training.queries.trainers import expiring
from tests.factories.assessments import make_round
from tests.factories.checkins import book_call
from tests.factories.plans import make_action
from tests.factories.standing import declare
from tests.factories.training import make_trainer
from tests.rooms.standing.test_events import merge
from tests.worlds import World

PAUSED = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
UNTIL = date(2027, 4, 12)


def _pause_notices(app: Portal, at: datetime) -> int:
    with time_machine.travel(at, tick=False), app.app_context(), db.transaction():
        return queue_pause_notices(at)


def _due(world: World) -> list[int]:
    """How many calls, rounds, licences and actions are due at any site."""
    today, now = clock.today(), clock.now()
    of_home = frozenset({(world.home.id, Role.STRATEGIC)})
    who = Actor(world.strategic.id, "Stella", world.strategic.email, belongs=of_home)
    with db.reading():
        return [
            len(planned_between(now, now + timedelta(days=30))),
            len(open_rounds(today, today + timedelta(days=60))),
            len(expiring(today)),
            len(mine(who)),
        ]


@pytest.mark.parametrize("to", [Status.PAUSED, Status.STOPPED])
def test_nothing_is_due_at_a_site_at_rest_and_everything_again_afterwards(
    app: Portal, world: World, to: Status
) -> None:
    with app.app_context():
        book_call(world, working_day_from(clock.today() + timedelta(days=9)))
        with db.transaction():
            audit.because("made", summary="Made for a test.")
            make_round(world.home, world.lead)
            make_trainer(world.home, expires_on=clock.today() + timedelta(days=30))
            make_action(world.home, world.strategic, owner=world.strategic)
    assert _due(world) == [1, 1, 1, 1]
    with app.app_context(), db.transaction():
        declare(world.home, to)
    assert _due(world) == [0, 0, 0, 0]
    with app.app_context(), db.transaction():
        declare(world.home, Status.ACTIVE)
    assert _due(world) == [1, 1, 1, 1]


def test_the_lead_is_told_once_that_a_pause_is_over_and_nothing_resumes(
    app: Portal, world: World
) -> None:
    with time_machine.travel(PAUSED, tick=False), app.app_context(), db.transaction():
        declare(world.home, Status.PAUSED, until=UNTIL)
    moments = [
        datetime(2027, 4, day, hour, 0, tzinfo=UTC) for day in (11, 12, 13) for hour in (6, 9)
    ]
    assert [_pause_notices(app, moment) for moment in moments] == [0, 0, 0, 1, 0, 0]
    with db.reading() as session:
        mail = session.scalars(
            select(OutboxMail).where(OutboxMail.template == "standing_pause_over")
        ).one()
        assert mail.person_id == world.lead.id
        assert "12 April 2027" in mail.subject
        assert len(queries.waiting(None, UNTIL)) == 1
        assert queries.waiting(frozenset({world.foreign.id}), UNTIL) == []
    with time_machine.travel(moments[-1], tick=False), app.app_context(), db.transaction():
        declare(world.home, Status.PAUSED, until=date(2027, 6, 1))
    assert _pause_notices(app, datetime(2027, 4, 14, 9, 0, tzinfo=UTC)) == 0
    assert _pause_notices(app, datetime(2027, 6, 1, 9, 0, tzinfo=UTC)) == 1


def test_both_leads_are_told_once_of_a_merger_that_was_recorded(
    app: Portal, data: str, world: World
) -> None:
    with app.app_context(), db.transaction():
        merge(world, clock.today() + timedelta(days=40))
    for expected in (2, 0):
        with app.app_context(), db.transaction():
            assert queue_merger_notices(clock.now()) == expected
    with db.reading() as session:
        told = select(func.count()).where(OutboxMail.template == "standing_event")
        assert session.scalar(told) == 2
