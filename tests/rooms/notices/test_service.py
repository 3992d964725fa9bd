"""Telling somebody once, forgetting in time, and mutes that critical kinds ignore."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from app.core import audit, db
from app.core.outbox import Recipient
from app.core.web.edge import Portal
from app.notices import queries, service
from app.notices.models import Mute, Notice
from app.notices.rules import Kind
from tests.worlds import World

TODAY = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)


def _tell(world: World, key: str) -> bool:
    with db.transaction():
        return service.tell(
            world.lead.id, Kind.ACTIONS, "An action is overdue.", "/actions", key=key
        )


def test_the_same_key_tells_once(world: World) -> None:
    assert _tell(world, "action:1")
    assert not _tell(world, "action:1")
    assert _tell(world, "action:2")


def test_notices_are_forgotten_after_a_year(world: World) -> None:
    with time_machine.travel(TODAY - timedelta(days=366), tick=False):
        _tell(world, "old")
    with time_machine.travel(TODAY - timedelta(days=364), tick=False):
        _tell(world, "young")
    with db.transaction():
        service.forget_old(TODAY)
    with db.reading() as session:
        assert session.scalars(select(Notice.key)).all() == ["young"]


def test_a_critical_kind_cannot_be_muted(world: World) -> None:
    with db.transaction() as session:
        audit.because("kind muted", summary="Made for a test.")
        for kind in (Kind.ACTIONS, Kind.CONTRACTS):
            session.add(Mute(person_id=world.lead.id, kind=kind.value, since=TODAY))
    with db.reading():
        assert queries.mutes_of([world.lead.id]) == {(world.lead.id, Kind.ACTIONS)}
        assert queries.mutes_of([world.admin.id]) == set()


def test_what_a_savepoint_takes_back_is_not_told(app: Portal, world: World) -> None:
    def write(key: str) -> None:
        context = {"barrier": {"id": 1}, "site": {"name": "Northmoor", "slug": "northmoor"}}
        to = Recipient(world.lead.email, world.lead.id, world.lead.name)
        service.write("plans_barrier_raised", to, context, kind=Kind.REVIEWS, path="/help", key=key)

    with app.app_context(), db.transaction() as session:
        write("before")
        with suppress(ZeroDivisionError), session.begin_nested():
            write("taken back")
            raise ZeroDivisionError
        with session.begin_nested():
            write("kept")
    with db.reading() as session:
        told = session.scalars(select(Notice.key).order_by(Notice.id)).all()
        assert told == ["before", "kept"]
