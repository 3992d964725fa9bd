"""Notices before a contract ends, and when it lapsed: to both sides, once each."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from app.core import db
from app.core.web.edge import Portal
from tests.factories.joining import make_contract
from tests.factories.reminders import digests, remind, sent
from tests.worlds import World

BEFORE = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
ENDS = date(2027, 11, 30)  # a Tuesday; 60 and 180 days before are working days


def _at(left: int, hour: int = 9) -> datetime:
    """A moment so many days before the last day."""
    on = ENDS - timedelta(days=left)
    return datetime(on.year, on.month, on.day, hour, 0, tzinfo=UTC)


@pytest.fixture
def contract(app: Portal, world: World) -> int:
    """A contract at home that ends on 30 November."""
    with time_machine.travel(BEFORE, tick=False), db.transaction():
        return make_contract(world.home, drafted=3, ends=ENDS)


def test_both_sides_are_told_180_and_60_days_before_and_on_the_last_day(
    app: Portal, world: World, contract: int
) -> None:
    days = (181, 180, 179, 61, 60, 59, 1, 0, -1, -2, -15)
    told = {left: remind(app, _at(left)) for left in days}
    assert {left: number for left, number in told.items() if number} == {180: 2, 60: 2, 0: 2}
    mails = digests()
    assert {mail.person_id for mail in mails} == {world.lead.id, world.strategic.id}
    first = next(mail for mail in mails if mail.person_id == world.strategic.id)
    assert first.reply_to == world.lead.email
    assert first.subject.startswith("Northmoor: Contract")
    assert "nds on 30 November 2027, in 180 days" in first.text
    assert "Agree how the work goes on" in first.text
    assert f"/sites/northmoor/joining/contracts/{contract}" in first.text
    assert "nds today" in mails[-1].text


def test_a_notice_is_made_up_for_and_none_comes_after_a_renewal_or_at_night(
    app: Portal, world: World, contract: int
) -> None:
    assert remind(app, _at(61)) == 0
    assert remind(app, _at(60, hour=5)) == 0
    assert remind(app, _at(57)) == 2
    with time_machine.travel(_at(56), tick=False), db.transaction():
        make_contract(world.home, drafted=1, ends=ENDS + timedelta(days=364))
    assert remind(app, _at(0)) == 0
    assert remind(app, _at(61 - 364)) == 0
    assert remind(app, _at(60 - 364)) == 2
    assert [one.rung for one in sent()] == ["days-60"] * 4
