"""The morning run killed at any moment, and by several workers at once: one mail a person."""

import random
import signal
import time
from collections import Counter

import pytest
import time_machine
from sqlalchemy import func, select

from app.core import audit, db
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.notices.models import Notice
from app.reminders.models import Reminder, ReminderDigest
from app.sites.rules import SiteRole
from tests.factories.accounts import make_person
from tests.factories.plans import make_action
from tests.factories.sites import make_membership
from tests.faults.nursery import nursery
from tests.faults.reminding import MORNING
from tests.worlds import World

PEOPLE, EACH = 30, 2
LONGEST_LIFE = 0.03  # seconds after the first mail: some people, ended at any step
KILLS = 6
AT_ONCE = 8
REMINDING = "tests.faults.reminding"


@pytest.fixture
def crowd(app: Portal, world: World) -> World:
    """Thirty people of one site, with two actions each that are due on one morning."""
    with time_machine.travel("2027-02-01 09:00", tick=False), db.transaction():
        audit.because("people made", summary="For a test.")
        for number in range(PEOPLE):
            person = make_person(f"Person {number}")
            make_membership(world.home, person, SiteRole.CONTRIBUTOR)
            for nth in range(EACH):
                make_action(
                    world.home,
                    world.strategic,
                    f"Action {number} {nth}",
                    owner=person,
                    due_on=MORNING.date().replace(day=8),
                )
    return world


def count_of(table: type[db.Base]) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def assert_everybody_was_told_once() -> None:
    with db.reading() as session:
        mails = Counter(session.scalars(select(OutboxMail.person_id)))
        lines = session.scalars(select(AuditEvent.summary).where(AuditEvent.verb == "reminder"))
        assert list(lines) == [f"{PEOPLE * EACH} reminders sent to {PEOPLE} people."]
    assert set(mails.values()) == {1}
    assert len(mails) == PEOPLE == count_of(ReminderDigest)
    assert count_of(Reminder) == PEOPLE * EACH
    with db.reading() as session:
        told = Counter(session.scalars(select(Notice.person_id).where(Notice.told_at == MORNING)))
    assert len(told) == PEOPLE
    assert set(told.values()) == {EACH}


def wait_for_more_than(people: int) -> None:
    """Wait until somebody more was told."""
    patience = time.monotonic() + 60
    while count_of(ReminderDigest) <= people:
        assert time.monotonic() < patience, "the run told nobody"
        time.sleep(0.002)


@pytest.mark.faults
def test_a_run_that_is_killed_again_and_again_tells_everybody_once(
    data: str, database: str, crowd: World, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)
    reached = [0]
    with nursery(data, 0, REMINDING) as workers:
        while len(reached) <= KILLS and reached[-1] < PEOPLE:
            worker = workers.start()
            wait_for_more_than(reached[-1])
            time.sleep(chance.uniform(0.0, LONGEST_LIFE))
            worker.signal(signal.SIGKILL)
            if worker.end() == -signal.SIGKILL:
                reached.append(count_of(ReminderDigest))
        assert workers.start().end() == 0
    with capsys.disabled():
        print(f"\n{database}: {len(reached) - 1} kills of the morning run, after {reached} people")
    assert len(reached) > 1
    assert_everybody_was_told_once()


@pytest.mark.faults
def test_workers_at_once_tell_everybody_once(data: str, crowd: World) -> None:
    with nursery(data, 0, REMINDING) as workers:
        started = [workers.start() for _ in range(AT_ONCE)]
        assert [worker.end() for worker in started] == [0] * AT_ONCE
    assert_everybody_was_told_once()
