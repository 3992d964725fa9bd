"""Reminders of monthly counts and of the review, once each, to whoever answers for the pilot; and
what homes say when nothing came."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from app.core import db
from app.core.web.edge import Portal
from app.pilots import service
from app.pilots.queries import concerns
from app.sites import service as sites
from app.sites.models import Membership
from tests.factories.pilots import QUIET, make_agreed
from tests.factories.reminders import digests, dropped, remind, sent
from tests.page_client import PageClient
from tests.worlds import World

BEGINS, ENDS = date(2027, 1, 11), date(2027, 3, 19)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2027, month, day, hour, 30, tzinfo=UTC)


@pytest.fixture
def pilot(app: Portal, world: World) -> int:
    """A pilot at home from 11 January to 19 March; the strategic lead answers for it."""
    with time_machine.travel(at(1, 5), tick=False), db.transaction():
        return make_agreed(world.home, world.strategic, BEGINS, ENDS)


def test_the_owner_is_told_once_of_each_month_and_of_the_review(
    app: Portal, world: World, pilot: int
) -> None:
    moments = [(1, 31), (2, 2), (2, 3), (2, 4), (2, 15), (3, 3), (3, 25), (3, 31), (4, 2), (4, 20)]
    told = {moment: remind(app, at(*moment)) for moment in moments}
    assert {when: n for when, n in told.items() if n} == {
        (2, 3): 1,
        (2, 15): 1,  # five days late
        (3, 3): 1,
        (3, 25): 2,  # February is late, and Good Friday moves the reminder of the review back
        (4, 2): 1,
        (4, 20): 3,  # March and the review are late, of which the NSPCC is told too
    }
    assert remind(app, at(2, 5, hour=5)) == 0
    mails = digests()
    assert {mail.person_id for mail in mails[:-2]} == {world.strategic.id}
    assert "January 2027" in mails[0].subject
    assert "10 February 2027" in mails[0].text
    assert f"/sites/northmoor/pilots/{pilot}/months/2027-01" in mails[0].text
    review = next(mail for mail in mails if "Review of Pilot 1" in mail.text)
    assert "ue on 2 April 2027" in review.text
    late = [one.person_id for one in sent("pilot-review") if one.rung == "overdue"]
    assert late == [world.lead.id, world.strategic.id]


def test_what_is_entered_or_begun_is_not_asked_for_and_somebody_else_is_told(
    app: Portal, world: World, pilot: int
) -> None:
    with time_machine.travel(at(2, 1), tick=False), db.transaction():
        service.enter_month(world.home.id, pilot, date(2027, 1, 1), QUIET, 0)
    assert remind(app, at(2, 3)) == 0
    with time_machine.travel(at(2, 6), tick=False), db.transaction() as session:
        mine = select(Membership.id).where(Membership.person_id == world.strategic.id)
        sites.end_membership(session.scalars(mine).one(), "Left.")
    assert remind(app, at(3, 3)) == 1  # nobody leads the site now, so that the NSPCC is told
    assert sent()[-1].person_id == world.lead.id
    with time_machine.travel(at(3, 22), tick=False), db.transaction():
        service.end(world.home.id, pilot, ENDS)
        service.begin_review(world.home.id, pilot)
    assert remind(app, at(4, 1)) == 1
    assert [one.subject for one in sent()][-1].startswith("pilot-month")
    assert dropped() == []


def test_homes_say_which_pilot_is_silent_or_not_reviewed(
    client: PageClient, world: World, pilot: int
) -> None:
    def said(moment: datetime) -> list[str]:
        with time_machine.travel(moment, tick=False), db.reading():
            found = concerns([world.home.id, world.foreign.id], moment.date())
            return [one.words for one in found.get(world.home.id, [])]

    silent = "Pilot 1 has had no counts for two months."
    assert said(at(3, 10)) == []
    assert said(at(3, 11)) == [silent]
    assert said(at(4, 3)) == ["Pilot 1 is over and its review is late."]
    with time_machine.travel(at(3, 11), tick=False):
        for person, path in (
            (world.strategic, "/"),
            (world.lead, "/"),
            (world.contributor, "/sites/northmoor"),
        ):
            page = client.sign_in(person).get(path)
            assert silent in page.text
        assert page.links["See the pilot"] == f"/sites/northmoor/pilots/{pilot}"
