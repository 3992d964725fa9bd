"""A worker killed at any moment loses no mail, and repeats one only where nobody could know.

The window for a repeat runs from "in data" being committed to "sent" being committed. Only mail
that is not confidential is repeated, once, with the same Message-ID.
"""

import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail, State
from app.core.outbox.rules import DATA_LEASE, WAITING
from tests.factories.mail import make_mail
from tests.faults.nursery import Nursery, nursery
from tests.mail_server import Behaviour, Inbox, mail_server

KILLS = 100
MAILS = 300
LONGEST_LIFE = 0.06  # seconds from its greeting: some mails, ended at any step
STEP = DATA_LEASE.total_seconds() + 60  # every lease and the first wait are over by then


@dataclass
class Losses:
    """What was found in the outbox right after each kill, by state."""

    kills: int = 0
    rounds: int = 0
    caught: Counter[State] = field(default_factory=Counter)


def queue_mails(count: int) -> None:
    with transaction():
        for number in range(count):
            make_mail(confidential=number % 3 == 0)


def count_in(*states: State) -> int:
    with reading() as current:
        found = current.scalar(select(func.count()).where(OutboxMail.state.in_(states)))
    return found or 0


def kill_workers(workers: Nursery, inbox: Inbox) -> Losses:
    """Start worker after worker and kill each, at a random moment once it speaks to the server."""
    losses = Losses()
    chance = random.Random(20270329)  # noqa: S311 a repeatable test, not a secret
    longest = LONGEST_LIFE
    while losses.kills < KILLS:
        if count_in(State.NEW) < MAILS // 10:
            queue_mails(MAILS // 10)
        losses.rounds += 1
        sessions, arrived = inbox.sessions, len(inbox.mails)
        workers.start(losses.rounds * STEP)
        wait_for_greeting(inbox, sessions)
        time.sleep(chance.uniform(0.0, longest))
        workers.signal(signal.SIGKILL)
        if workers.end() == -signal.SIGKILL:
            losses.kills += 1
            losses.caught.update({s: count_in(s) for s in (State.CLAIMED, State.IN_DATA)})
        # On a busy machine all would die over the same mail, until it had been tried too often.
        longest = longest * 2 if len(inbox.mails) == arrived else LONGEST_LIFE
    return losses


def wait_for_greeting(inbox: Inbox, sessions: int) -> None:
    """Wait until the server has been greeted once more than ``sessions`` times."""
    patience = time.monotonic() + 60
    while inbox.sessions == sessions:
        assert time.monotonic() < patience, "the worker never spoke to the mail server"
        time.sleep(0.001)


def let_live(workers: Nursery, rounds: int) -> None:
    """Let workers run to their end until nothing waits."""
    while count_in(*WAITING):
        rounds += 1
        workers.start(rounds * STEP)
        assert workers.end() == 0


def all_mails() -> list[OutboxMail]:
    with reading() as current:
        return list(current.scalars(select(OutboxMail)))


def audited_doubts() -> int:
    with reading() as current:
        found = current.scalar(select(func.count()).where(AuditEvent.verb == "mail in doubt"))
    return found or 0


@pytest.mark.faults
def test_a_hundred_killed_workers_lose_no_mail_and_repeat_only_what_was_in_doubt(
    data: str, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    queue_mails(MAILS)
    with (
        mail_server(Behaviour(seconds_in_data=0.01)) as inbox,
        nursery(data, inbox.port) as workers,
    ):
        losses = kill_workers(workers, inbox)
        let_live(workers, losses.rounds)
    arrived = Counter(inbox.ids())
    mails = all_mails()
    by_state = Counter(mail.state for mail in mails)
    repeated = [mail for mail in mails if arrived[mail.message_id] > 1]
    with capsys.disabled():
        print(
            f"\n{database}: {losses.kills} kills over {len(mails)} mails; found after a kill: "
            f"{losses.caught[State.CLAIMED]} claimed, {losses.caught[State.IN_DATA]} in data; "
            f"{by_state[State.SENT]} sent, {by_state[State.PARKED]} parked; "
            f"{sum(not arrived[m.message_id] for m in mails if m.state is State.SENT)} lost, "
            f"{len(repeated)} repeated, {audited_doubts()} doubts audited"
        )
    assert losses.caught[State.IN_DATA] > 0, "no kill hit the moment this test is about"
    assert set(by_state) <= {State.SENT, State.PARKED}
    assert all(arrived[mail.message_id] for mail in mails if mail.state is State.SENT)
    assert set(arrived) <= {mail.message_id for mail in mails}
    assert all(mail.doubts and not mail.confidential for mail in repeated)
    assert all(arrived[m.message_id] <= 1 + m.doubts for m in mails)
    assert all(m.doubts for m in mails if m.state is State.PARKED)
    assert sum(arrived.values()) - len(arrived) <= losses.kills
    assert audited_doubts() == sum(mail.doubts for mail in mails)
