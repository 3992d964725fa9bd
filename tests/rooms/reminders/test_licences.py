"""Notices before a trainer's licence expires: to both sides, once each, and not after renewal."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from app.core import db
from app.core.web.edge import Portal
from app.training.service import trainers
from tests.factories.reminders import digests, dropped, remind, sent
from tests.factories.training import make_trainer
from tests.worlds import World

BEFORE = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
EXPIRES = date(2027, 7, 4)  # 90, 60 and 30 days before are working days


def _at(left: int, hour: int = 9) -> datetime:
    """A moment so many days before the licence expires."""
    on = EXPIRES - timedelta(days=left)
    return datetime(on.year, on.month, on.day, hour, 0, tzinfo=UTC)


@pytest.fixture
def trainer(app: Portal, world: World) -> int:
    """A trainer at home, licensed until 4 July."""
    with time_machine.travel(BEFORE, tick=False), db.transaction():
        return make_trainer(world.home, expires_on=EXPIRES)


def test_both_sides_are_told_90_60_and_30_days_before(
    app: Portal, world: World, trainer: int
) -> None:
    days = (91, 90, 89, 61, 60, 59, 31, 30, 29, 1, 0, -1)
    told = {left: remind(app, _at(left)) for left in days}
    assert {left: number for left, number in told.items() if number} == {90: 2, 60: 2, 30: 2}
    mails = digests()
    assert {mail.person_id for mail in mails} == {world.lead.id, world.strategic.id}
    first = next(mail for mail in mails if mail.person_id == world.strategic.id)
    assert first.reply_to == world.lead.email
    assert "Tara Trainer" in first.subject
    assert "nds on 4 July 2027, in 90 days" in first.text
    assert f"/sites/northmoor/training/trainers/{trainer}" in first.text


def test_of_what_was_missed_while_nothing_ran_the_newest_is_sent(
    app: Portal, world: World, trainer: int
) -> None:
    assert remind(app, _at(91)) == 0
    assert remind(app, _at(60, hour=5)) == 0  # at night nobody is told
    assert remind(app, _at(60)) == 2
    assert {(one.rung, one.dropped) for one in dropped()} == {("days-90", "overtaken")}
    assert {one.rung for one in sent()} == {"days-60"}
    assert remind(app, _at(12)) == 2
    assert len(digests()) == 4


def test_who_renewed_was_withdrawn_or_left_needs_no_notice(
    app: Portal, world: World, trainer: int
) -> None:
    with time_machine.travel(_at(100), tick=False), db.transaction():
        home = world.home.id
        lost = make_trainer(world.home, "Wim Withdrawn", expires_on=EXPIRES)
        trainers.withdraw_licence(home, lost, "Has not taught")
        gone = make_trainer(world.home, "Lou Left", expires_on=EXPIRES)
        trainers.record_leaving(home, gone, _at(95).date())
        trainers.issue_licence(home, trainer, _at(100).date(), EXPIRES + timedelta(days=364))
    assert remind(app, _at(60)) == 0
    assert remind(app, _at(60 - 364)) == 2
