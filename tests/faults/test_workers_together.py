"""Two workers at once, and one that freezes and wakes after another has taken over."""

import signal
import time
from collections import Counter

import pytest
from sqlalchemy import select

from app.core.db import reading, transaction
from app.core.outbox import OutboxMail, State
from app.core.outbox.rules import CLAIM_LEASE, DATA_LEASE
from tests.factories.mail import make_mail
from tests.faults.nursery import nursery
from tests.mail_server import Behaviour, mail_server


def all_rows() -> list[dict[str, object]]:
    """Every column of every mail."""
    with reading() as current:
        mails = current.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
    keys = [column.key for column in OutboxMail.__table__.columns]
    return [{key: getattr(mail, key) for key in keys} for mail in mails]


def wait_for(state: State) -> None:
    """Wait until a mail stands in this state."""
    while not any(row["state"] is state for row in all_rows()):
        time.sleep(0.005)


@pytest.mark.faults
def test_two_workers_share_a_mailing_and_send_nothing_twice(data: str) -> None:
    with transaction():
        for _ in range(200):
            make_mail()
    with (
        mail_server(Behaviour(seconds_in_data=0.005)) as inbox,
        nursery(data, inbox.port) as first,
        nursery(data, inbox.port) as second,
    ):
        first.start(0)
        second.start(0)
        assert (first.end(), second.end()) == (0, 0)
    assert len(inbox.mails) == len(set(inbox.ids())) == 200
    assert {(row["state"], row["tries"]) for row in all_rows()} == {(State.SENT, 1)}
    shares = Counter(inbox.lines)
    assert sorted(shares.values())[-2] > 20, "one worker did nearly all of it"


@pytest.mark.faults
def test_a_worker_frozen_before_the_text_wakes_and_sends_nothing(data: str) -> None:
    with transaction():
        for _ in range(3):
            make_mail()
    slow = Behaviour(seconds_at_rcpt=0.5)
    with (
        mail_server(slow) as inbox,
        nursery(data, inbox.port) as frozen,
        nursery(data, inbox.port) as heir,
    ):
        frozen.start(0)
        wait_for(State.CLAIMED)
        frozen.signal(signal.SIGSTOP)
        slow.seconds_at_rcpt = 0
        heir.start(2 * CLAIM_LEASE.total_seconds())
        assert heir.end() == 0
        before = all_rows()
        frozen.signal(signal.SIGCONT)
        assert frozen.end() == 1
    assert all_rows() == before
    assert [row["state"] for row in before] == [State.SENT] * 3
    assert len(inbox.mails) == len(set(inbox.ids())) == 3


@pytest.mark.faults
def test_a_worker_frozen_in_data_repeats_at_most_that_mail_and_changes_nothing(data: str) -> None:
    with transaction():
        for _ in range(3):
            make_mail()
    slow = Behaviour(seconds_in_data=0.5)
    with (
        mail_server(slow) as inbox,
        nursery(data, inbox.port) as frozen,
        nursery(data, inbox.port) as heir,
    ):
        frozen.start(0)
        wait_for(State.IN_DATA)
        frozen.signal(signal.SIGSTOP)
        doubtful = {r["message_id"] for r in all_rows() if r["state"] is State.IN_DATA}
        slow.seconds_in_data = 0
        for times in (1.2, 2.4):  # swept by the first, sent again by the second
            heir.start(times * DATA_LEASE.total_seconds())
            assert heir.end() == 0
        before = all_rows()
        frozen.signal(signal.SIGCONT)
        assert frozen.end() == 1
    assert all_rows() == before
    assert [row["state"] for row in before] == [State.SENT] * 3
    arrived = Counter(inbox.ids())
    assert {name for name, times in arrived.items() if times > 1} <= doubtful
    assert max(arrived.values()) <= 2
    assert len(arrived) == 3
