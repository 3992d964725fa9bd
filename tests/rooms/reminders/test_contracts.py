"""Notices before a contract ends, and when it lapsed: to both sides, once each."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core import db
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.reminders.service import queue_contract_notices
from tests.factories.joining import make_contract
from tests.worlds import World

BEFORE = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
ENDS = date(2027, 12, 31)


def _at(left: int, hour: int = 9) -> datetime:
    """A moment so many days before the last day."""
    on = ENDS - timedelta(days=left)
    return datetime(on.year, on.month, on.day, hour, 0, tzinfo=UTC)


@pytest.fixture
def contract(app: Portal, world: World) -> int:
    """A contract at home that ends on 31 December."""
    with time_machine.travel(BEFORE, tick=False), db.transaction():
        return make_contract(world.home, drafted=3, ends=ENDS)


def _queue(app: Portal, at: datetime) -> int:
    with time_machine.travel(at, tick=False), app.app_context(), db.transaction():
        return queue_contract_notices(at)


def test_both_sides_are_told_180_and_60_days_before_and_when_it_lapsed(
    app: Portal, world: World, contract: int
) -> None:
    days = (181, 180, 179, 61, 60, 59, 1, 0, -1, -2, -15)
    told = {left: _queue(app, _at(left)) for left in days}
    assert {left: number for left, number in told.items() if number} == {180: 2, 60: 2, 0: 2}
    with db.reading() as session:
        mails = session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
        said = session.scalars(
            select(AuditEvent.summary).where(AuditEvent.verb == "contract notice")
        ).all()
    assert {mail.person_id for mail in mails} == {world.lead.id, world.strategic.id}
    assert {mail.reply_to for mail in mails} == {world.lead.email}
    first = next(mail for mail in mails if mail.person_id == world.lead.id)
    assert "ends on 31 December 2027, 180 days from now" in first.text
    assert "enter the new contract" in first.text
    assert f"/sites/northmoor/joining/contracts/{contract}" in first.text
    assert "ends today" in mails[-1].text
    assert said[0] == "2 people were told that the contract ends in 180 days."


def test_a_notice_is_made_up_for_and_none_comes_after_a_renewal_or_at_night(
    app: Portal, world: World, contract: int
) -> None:
    assert _queue(app, _at(60, hour=5)) == 0
    assert _queue(app, _at(-3)) == 2
    with db.reading() as session:
        assert "lapsed: its last day was" in session.scalars(select(OutboxMail.text)).first()  # type: ignore[operator]  # there is one
    with time_machine.travel(_at(-4), tick=False), db.transaction():
        make_contract(world.home, drafted=1, ends=ENDS + timedelta(days=365))
    assert _queue(app, _at(-5)) == 0
    assert _queue(app, _at(60 - 365)) == 2
