"""Notices before a trainer's licence expires: to both sides, once each, and not after renewal."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core import db
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.reminders.service import queue_licence_notices
from app.training.service import trainers
from tests.factories.training import make_trainer
from tests.worlds import World

BEFORE = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
EXPIRES = date(2027, 6, 30)


def _at(left: int, hour: int = 9) -> datetime:
    """A moment so many days before the licence expires."""
    on = EXPIRES - timedelta(days=left)
    return datetime(on.year, on.month, on.day, hour, 0, tzinfo=UTC)


@pytest.fixture
def trainer(app: Portal, world: World) -> int:
    """A trainer at home, licensed until 30 June."""
    with time_machine.travel(BEFORE, tick=False), db.transaction():
        return make_trainer(world.home, expires_on=EXPIRES)


def _queue(app: Portal, at: datetime) -> int:
    with time_machine.travel(at, tick=False), app.app_context(), db.transaction():
        return queue_licence_notices(at)


def _mails() -> list[OutboxMail]:
    with db.reading() as session:
        wanted = select(OutboxMail).where(OutboxMail.template == "training_licence")
        return list(session.scalars(wanted.order_by(OutboxMail.id)))


def test_both_sides_are_told_90_60_and_30_days_before(
    app: Portal, world: World, trainer: int
) -> None:
    told = {left: _queue(app, _at(left)) for left in (91, 90, 89, 61, 60, 59, 31, 30, 29, 1, 0, -1)}
    assert {left: number for left, number in told.items() if number} == {90: 2, 60: 2, 30: 2}
    mails = _mails()
    assert {mail.person_id for mail in mails} == {world.lead.id, world.strategic.id}
    assert {mail.reply_to for mail in mails} == {world.lead.email}
    first = next(mail for mail in mails if mail.person_id == world.lead.id)
    assert "Tara Trainer" in first.text
    assert "30 June 2027, 90 days from now" in first.text
    assert f"/sites/northmoor/training/trainers/{trainer}" in first.text
    assert "enter the new licence" in first.text
    with db.reading() as session:
        said = list(
            session.scalars(select(AuditEvent.summary).where(AuditEvent.verb == "licence notice"))
        )
    assert said[0] == "2 people were told that a trainer’s licence expires in 90 days."
    assert len(said) == 3


def test_a_notice_missed_while_nothing_ran_is_made_up_for(
    app: Portal, world: World, trainer: int
) -> None:
    assert _queue(app, _at(75)) == 2
    assert _queue(app, _at(60, hour=5)) == 0  # at night nobody is told
    assert _queue(app, _at(12)) == 2
    assert len(_mails()) == 4


def test_who_renewed_was_withdrawn_or_left_needs_no_notice(
    app: Portal, world: World, trainer: int
) -> None:
    with time_machine.travel(_at(100), tick=False), db.transaction():
        home = world.home.id
        lost = make_trainer(world.home, "Wim Withdrawn", expires_on=EXPIRES)
        trainers.withdraw_licence(home, lost, "Has not taught")
        gone = make_trainer(world.home, "Lou Left", expires_on=EXPIRES)
        trainers.record_leaving(home, gone, _at(95).date())
        trainers.issue_licence(home, trainer, _at(100).date(), EXPIRES + timedelta(days=365))
    assert _queue(app, _at(60)) == 0
    assert _queue(app, _at(60 - 365)) == 2
