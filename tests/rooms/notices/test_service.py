"""Telling somebody once, forgetting in time, and mutes that critical kinds ignore."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import event, select

from app.core import audit, db
from app.core.outbox import Letter, OutboxMail, Recipient
from app.core.web.edge import Portal
from app.notices import queries, service
from app.notices.models import Mute, Notice
from app.notices.rules import Kind
from tests.factories import in_app
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


def _statements_of_writing(letters: list[Letter], *, can_stop: bool = True) -> int:
    """How many statements it takes to write to these."""
    counted: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        counted.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        with in_app(), db.transaction():
            service.write_all(letters, kind=Kind.COMMUNITY, path="/help", can_stop=can_stop)
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)
    return len(counted)


def _told() -> tuple[set[str], set[str]]:
    """The keys of all mails, and of all notices."""
    with db.reading() as session:
        mails = session.scalars(select(OutboxMail.key)).all()
        return set(mails), set(session.scalars(select(Notice.key)))


def test_many_are_written_to_in_as_many_statements_as_one(world: World) -> None:
    people = (world.lead, world.strategic, world.contributor, world.admin, world.member)
    template, context = "posts_mentioned", {"name": "Mo", "one": "an answer", "path": "/help"}
    lead, *others, member = [
        Letter(template, Recipient(one.email, one.id, one.name), context, one.name.split()[0])
        for one in people
    ]
    outside = Letter(template, Recipient("pat@elsewhere.example"), context, "outside")
    with db.transaction():
        service.mute(world.member.id, Kind.COMMUNITY)
    few = _statements_of_writing([lead])
    with audit.acting(audit.Acting(actor_id=world.strategic.id)):
        assert _statements_of_writing([lead, *others, member, outside]) == few
    everybody = {"Lena", "Stella", "Cora", "Ada", "Mo", "outside"}
    assert _told() == (everybody - {"Mo"}, everybody - {"Stella", "outside"})
    _statements_of_writing([])
    _statements_of_writing([member, replace(member, key="critical")], can_stop=False)
    assert _told() == (everybody | {"critical"}, everybody - {"Stella", "outside"} | {"critical"})
    with db.reading() as session:
        ways_out = {one.key: one.unsubscribe for one in session.scalars(select(OutboxMail))}
    assert ways_out["Lena"]
    assert not ways_out["critical"]
    assert not ways_out["outside"]
