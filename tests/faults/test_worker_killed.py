"""A worker killed at any moment loses no mail, and repeats one only where nobody could know.

The window for a repeat runs from "in data" being committed to "sent" being committed. Only mail
that is not confidential is repeated, once, with the same Message-ID. Most kills come at random;
some are aimed at a mail that the server holds at a certain step, so that each step is surely hit.
"""

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest

from app.core.outbox import State
from app.core.outbox.rules import LEASE, WAITING
from tests.faults.delivering import Order
from tests.faults.nursery import Nursery, nursery
from tests.faults.outcome import Tally, audited_doubts, count_in, queue_mails
from tests.mail_server import Behaviour, Inbox, mail_server

KILLS = {"short": 50, "long": 1000}
MAILS = {"short": 200, "long": 5000}
CONFIDENTIAL = 3  # every third
LONGEST_LIFE = 0.06  # seconds from its greeting: some mails, ended at any step
STEP = LEASE.total_seconds() + 61  # every lease and the first wait are over by then
AIMS = ("dot", "rcpt", "", "", "")  # what every fifth kill waits for; "": no longer than chance


@dataclass
class Losses:
    """What was found in the outbox right after each kill, by state."""

    kills: int = 0
    rounds: int = 0
    aimed: Counter[str] = field(default_factory=Counter)
    caught: Counter[State] = field(default_factory=Counter)


def kill_workers(
    workers: Nursery, inbox: Inbox, behaviour: Behaviour, wanted: int, fewest: int
) -> Losses:
    """Start worker after worker and kill each."""
    losses = Losses()
    chance = random.Random(20270329)
    while losses.kills < wanted:
        if count_in(State.NEW) < fewest:
            queue_mails(fewest, confidential=CONFIDENTIAL)
        losses.rounds += 1
        behaviour.hold_at, sessions = AIMS[losses.rounds % len(AIMS)], inbox.sessions
        worker = workers.start(Order(ahead=losses.rounds * STEP))
        if behaviour.hold_at:
            wait_for(lambda: bool(inbox.held), "the worker never came to this step")
        else:
            wait_for(partial(has_greeted, inbox, sessions), "the worker never greeted the server")
            time.sleep(chance.uniform(0.0, LONGEST_LIFE))
        worker.signal(signal.SIGKILL)
        if worker.end() == -signal.SIGKILL:
            losses.kills += 1
            losses.aimed[behaviour.hold_at] += 1
            losses.caught.update({s: count_in(s) for s in (State.CLAIMED, State.IN_DATA)})
        behaviour.hold_at = ""
        wait_for(lambda: not inbox.held, "the server held on")
    return losses


def has_greeted(inbox: Inbox, sessions: int) -> bool:
    """Whether the server has been greeted more than so many times."""
    return inbox.sessions > sessions


def wait_for(holds: Callable[[], bool], otherwise: str) -> None:
    """Wait until something holds."""
    patience = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < patience, otherwise
        time.sleep(0.001)


def let_live(workers: Nursery, rounds: int) -> None:
    """Let workers run to their end until nothing waits."""
    while count_in(*WAITING):
        rounds += 1
        assert workers.start(Order(ahead=rounds * STEP)).end() == 0


@pytest.mark.faults
def test_killed_workers_lose_no_mail_and_repeat_only_what_was_in_doubt(
    data: str, database: str, length: str, capsys: pytest.CaptureFixture[str]
) -> None:
    queue_mails(MAILS[length], confidential=CONFIDENTIAL)
    behaviour = Behaviour(seconds_in_data=0.01)
    with mail_server(behaviour) as inbox, nursery(data, inbox.port) as workers:
        losses = kill_workers(
            workers, inbox, behaviour, KILLS[length], min(30, MAILS[length] // 10)
        )
        behaviour.seconds_in_data = 0.0
        let_live(workers, losses.rounds)
    tally = Tally.of(inbox)
    with capsys.disabled():
        print(
            f"\n{database}: {losses.kills} kills ({losses.aimed['dot']} aimed at the final dot, "
            f"{losses.aimed['rcpt']} at the recipient); found after a kill: "
            f"{losses.caught[State.CLAIMED]} claimed, {losses.caught[State.IN_DATA]} in data; "
            f"{tally.in_words()}, {audited_doubts()} audited"
        )
    assert losses.caught[State.IN_DATA] >= losses.aimed["dot"] > 0
    assert losses.caught[State.CLAIMED] >= losses.aimed["rcpt"] > 0
    assert tally.lost == []
    assert tally.repeated_outside_the_window == []
    assert set(tally.arrived) <= {mail.message_id for mail in tally.mails}
    assert all(mail.doubts for mail in tally.mails if mail.state is State.PARKED)
    assert sum(tally.arrived.values()) - len(tally.arrived) <= losses.kills
    assert audited_doubts() == sum(mail.doubts for mail in tally.mails)
