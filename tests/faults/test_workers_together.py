"""Several workers at once: one freezes and wakes after another has taken over.

Frozen before the text, its mail is sent by another and by nobody else; frozen while the server
answers, that one mail may be repeated. Times are real: nothing pretends another clock.
"""

import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from app.core.db import engine, reading
from app.core.outbox import OutboxMail, State
from app.core.outbox.rules import LEASE, WAITING
from tests.faults.delivering import Order
from tests.faults.nursery import Child, nursery
from tests.faults.outcome import Tally, all_mails, as_rows, count_in, queue_mails
from tests.mail_server import Behaviour, Inbox, mail_server

# Mails, and the pace of the workers: in `make faults` that of production.
NUMBERS = {"short": (60, Order(lease=4.0, tick=0.2)), "long": (1250, Order(tick=5.0))}
WORKERS = {"short": (3,), "long": (2, 8)}
STEPS = {State.CLAIMED: "rcpt", State.IN_DATA: "dot"}  # where the server holds them
TAKEN_OVER_WITHIN = 60.0  # seconds, in production


def wait_for(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    patience = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < patience
        time.sleep(0.01)


def have_begun(inbox: Inbox, more_than: int) -> bool:
    """Whether more than so many mails have arrived."""
    return len(inbox.mails) > more_than


def are_held(inbox: Inbox, number: int) -> bool:
    """Whether the server holds so many workers."""
    return len(inbox.held) == number


def held_by(worker: Child) -> OutboxMail | None:
    """The mail in this worker's hands."""
    with reading() as current:
        return current.scalars(
            select(OutboxMail).where(OutboxMail.owner == str(worker.number))
        ).first()


def freeze(worker: Child) -> OutboxMail:
    """Freeze it with a mail in hand and no transaction open, which would stop everybody."""
    while True:
        worker.signal(signal.SIGSTOP)
        time.sleep(0.02)
        mail = held_by(worker)
        assert mail is not None
        if _is_free(mail.id):
            return mail
        worker.signal(signal.SIGCONT)
        time.sleep(0.01)


def _is_free(number: int) -> bool:
    """Whether nobody holds a lock on a mail (PostgreSQL) or on the database (SQLite)."""
    try:
        if engine().dialect.name == "sqlite":
            with closing(sqlite3.connect(str(engine().url.database), timeout=0.05)) as line:
                line.isolation_level = None
                line.execute("BEGIN IMMEDIATE")
                line.execute("ROLLBACK")
        else:
            wanted = text("SELECT 1 FROM outbox WHERE id = :id FOR UPDATE NOWAIT")
            with engine().connect() as connection:
                connection.execute(wanted, {"id": number})
    except (sqlite3.OperationalError, OperationalError):
        return False
    return True


def seconds_until_taken_over(worker: Child, mail: OutboxMail) -> float:
    """How long until somebody else has the mail of a frozen worker, or has sent it."""
    began = time.monotonic()
    while held_by(worker) is not None:
        assert time.monotonic() - began < 2 * TAKEN_OVER_WITHIN, f"nobody took {mail.id} over"
        time.sleep(0.02)
    return time.monotonic() - began


def rounds(length: str) -> list[tuple[int, State]]:
    """How many workers, and where one of them freezes."""
    return [(n, state) for n in WORKERS[length] for state in (State.CLAIMED, State.IN_DATA)]


@pytest.mark.faults
def test_one_of_several_workers_freezes_past_its_lease_and_wakes(
    data: str, database: str, length: str, capsys: pytest.CaptureFixture[str]
) -> None:
    count, order = NUMBERS[length]
    pace = Behaviour(seconds_in_data=0.02, seconds_at_rcpt=0.02)
    queued = 0
    with mail_server(pace) as inbox, nursery(data, inbox.port) as workers:
        for number, state in rounds(length):
            queue_mails(count)
            queued += count
            began = time.monotonic()
            frozen, *others = [workers.start(order) for _ in range(number)]
            wait_for(partial(have_begun, inbox, queued - count + number))
            pace.hold_at = STEPS[state]
            wait_for(partial(are_held, inbox, number))
            mail = freeze(frozen)
            pace.hold_at = ""
            assert mail.state is state
            seconds = seconds_until_taken_over(frozen, mail)
            assert [other.end() for other in others] == [0] * len(others)
            rate = count / (time.monotonic() - began)
            before = as_rows(all_mails())
            assert count_in(*WAITING) == 0
            frozen.signal(signal.SIGCONT)
            assert frozen.end() == 1, "it did not notice that its mail was gone"
            tally = Tally.of(inbox)
            with capsys.disabled():
                print(
                    f"\n{database}: {number} workers, one frozen {state.value.replace('_', ' ')}, "
                    f"taken over after {seconds:.1f} s; {tally.in_words()}; {rate:.0f} mails/s"
                )
            assert as_rows(all_mails()) == before
            assert tally.states == {State.SENT: queued}
            assert tally.lost == tally.repeated_outside_the_window == []
            in_doubt = [m.id for m in tally.mails if m.doubts and m.id > queued - count]
            assert in_doubt == ([mail.id] if state is State.IN_DATA else [])
            ahead = order.lease / LEASE.total_seconds()
            assert seconds < TAKEN_OVER_WITHIN * max(ahead, 0.5)


@pytest.mark.faults
def test_how_many_mails_a_second_go_through_the_outbox(
    data: str, database: str, length: str, capsys: pytest.CaptureFixture[str]
) -> None:
    count = {"short": 100, "long": 2000}[length]
    found = {}
    with mail_server() as inbox, nursery(data, inbox.port) as workers:
        for number in (1, 2):
            queue_mails(count)
            began = time.monotonic()
            started = [workers.start(Order()) for _ in range(number)]
            assert [worker.end() for worker in started] == [0] * number
            found[number] = count / (time.monotonic() - began)
    with capsys.disabled():
        print(
            f"\n{database}: {found[1]:.0f} mails a second by one worker, {found[2]:.0f} by two "
            "(the mail server included, on the same machine)"
        )
    tally = Tally.of(inbox)
    assert len(inbox.mails) == len(tally.arrived) == 2 * count
    assert {(m.state, m.tries) for m in tally.mails} == {(State.SENT, 1)}
    if length == "short":
        shares = sorted(inbox.lines.count(line) for line in set(inbox.lines[count:]))
        assert len(shares) > 1, "one worker did all of it"
