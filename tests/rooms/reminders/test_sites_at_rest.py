"""Paused and stopped sites get no reminders; that a pause is over is told once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from app.access.actor import Actor
from app.access.policy import Role
from app.core import audit, clock, db
from app.core.web.edge import Portal
from app.plans.queries import mine
from app.reminders.queries import dues, programme
from app.sites.rules import Status
from app.sites.rules.working_days import working_day_from
from app.standing import queries
from tests.factories.assessments import make_round
from tests.factories.checkins import book_call
from tests.factories.plans import make_action
from tests.factories.reminders import digests, remind, sent
from tests.factories.standing import declare
from tests.factories.training import make_trainer
from tests.rooms.standing.test_events import merge
from tests.worlds import World

PAUSED = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
UNTIL = date(2027, 4, 12)


def _due(world: World) -> list[int]:
    """How many calls, rounds, licences and actions fall due at any site, and the actions listed."""
    today = clock.today()
    of_home = frozenset({(world.home.id, Role.STRATEGIC)})
    who = Actor(world.strategic.id, "Stella", world.strategic.email, belongs=of_home)
    with db.reading():
        found = [one.kind for one in dues(today, today + timedelta(days=60), programme())]
        kinds = ("calls", "assessments", "licences", "actions")
        return [*(found.count(kind) for kind in kinds), len(mine(who))]


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
    assert _due(world) == [1, 1, 1, 1, 1]
    with app.app_context(), db.transaction():
        declare(world.home, to)
    assert _due(world) == [0, 0, 0, 0, 0]
    with app.app_context(), db.transaction():
        declare(world.home, Status.ACTIVE)
    assert _due(world) == [1, 1, 1, 1, 1]


def test_the_lead_is_told_once_that_a_pause_is_over_and_nothing_resumes(
    app: Portal, world: World
) -> None:
    with time_machine.travel(PAUSED, tick=False), app.app_context(), db.transaction():
        declare(world.home, Status.PAUSED, until=UNTIL)
    moments = [
        datetime(2027, 4, day, hour, 0, tzinfo=UTC) for day in (11, 12, 13) for hour in (5, 9)
    ]
    assert [remind(app, moment) for moment in moments] == [0, 0, 0, 1, 0, 0]
    (mail,) = digests()
    assert mail.person_id == world.lead.id
    assert "Pause until 12 April 2027, ends today" in mail.subject
    with db.reading():
        assert len(queries.waiting(None, UNTIL)) == 1
        assert queries.waiting(frozenset({world.foreign.id}), UNTIL) == []
    with time_machine.travel(moments[-1], tick=False), app.app_context(), db.transaction():
        declare(world.home, Status.PAUSED, until=date(2027, 6, 1))
    assert remind(app, datetime(2027, 4, 14, 9, 0, tzinfo=UTC)) == 0
    assert remind(app, datetime(2027, 6, 1, 9, 0, tzinfo=UTC)) == 1
    assert remind(app, datetime(2027, 6, 15, 9, 0, tzinfo=UTC)) == 1
    assert {(one.rung, one.person_id) for one in sent("pause")} == {
        ("over", world.lead.id),
        ("escalated", world.admin.id),
    }


def test_both_leads_are_told_once_of_a_merger_that_was_recorded(
    app: Portal, data: str, world: World
) -> None:
    recorded = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
    with time_machine.travel(recorded, tick=False), app.app_context(), db.transaction():
        merge(world, clock.today() + timedelta(days=40))
    hours = [recorded + timedelta(hours=number) for number in (1, 2, 24)]
    assert [remind(app, at) for at in hours] == [2, 0, 0]
    assert {one.person_id for one in sent("register")} == {world.lead.id, world.other_lead.id}
