"""Delivering what is due to a real server, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import cast

import pytest
import time_machine
from aiosmtpd.smtp import SMTP, Envelope
from sqlalchemy import QueuePool, select

from app.core import clock, db, outbox
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.mail import (
    Attempt,
    CaptureTransport,
    Outcome,
    Security,
    Sender,
    SmtpSettings,
    SmtpTransport,
)
from app.core.outbox import OutboxMail, State, rules
from app.core.outbox.claims import Claim, claim, enter_data, settle
from app.core.web.edge import Portal
from tests.factories.mail import make_mail
from tests.mail_server import DROP, Behaviour, Inbox, mail_server

SENDER = Sender("portal@portal.example", "The portal")


@pytest.fixture(autouse=True)
def _portal(app: Portal, data: str) -> Iterator[None]:
    with app.app_context():
        yield


def to(inbox: Inbox) -> SmtpTransport:
    return SmtpTransport(
        SmtpSettings("127.0.0.1", inbox.port, security=Security.NONE, timeout=5, data_timeout=5)
    )


def deliver(inbox: Inbox, worker: str = "one", limit: int = 100) -> outbox.Delivered:
    return outbox.deliver_due(to(inbox), SENDER, worker=worker, limit=limit)


def queued(count: int = 1, *, confidential: bool = False) -> list[int]:
    with transaction():
        return [make_mail(confidential=confidential).id for _ in range(count)]


def mail(number: int) -> OutboxMail:
    with reading() as current:
        return current.get_one(OutboxMail, number)


def claimed_by(worker: str) -> Claim:
    held = claim(worker, clock.now())
    assert held is not None
    return held


def test_due_mail_goes_out_over_one_line_and_is_marked_sent() -> None:
    numbers = queued(5)
    with mail_server() as inbox:
        result = deliver(inbox)
        assert deliver(inbox).states == {}
    assert result.states == {State.SENT: 5}
    assert (len(inbox.mails), inbox.sessions) == (5, 1)
    sent = mail(numbers[0])
    assert (sent.state, sent.tries, sent.sent_count) == (State.SENT, 1, 1)
    assert sent.sent_at is not None
    assert inbox.ids()[0] == sent.message_id


def test_no_more_than_the_limit_goes_out_in_a_round_and_none_once_stopping() -> None:
    queued(5)
    with mail_server() as inbox:
        assert deliver(inbox, limit=2).states == {State.SENT: 2}
        stopped = outbox.deliver_due(to(inbox), SENDER, worker="one", stopping=lambda: True)
    assert stopped.states == {}
    assert len(inbox.mails) == 2


def test_a_confidential_text_is_gone_once_sent_and_an_ordinary_one_stays() -> None:
    (secret,), (plain,) = queued(confidential=True), queued()
    with mail_server() as inbox:
        deliver(inbox)
    assert (mail(secret).state, mail(secret).text, mail(secret).html) == (State.SENT, "", "")
    assert mail(plain).text


def test_without_a_server_mail_is_captured_with_its_text() -> None:
    (number,) = queued(confidential=True)
    outbox.deliver_due(CaptureTransport(), SENDER, worker="one")
    assert mail(number).state is State.CAPTURED
    assert mail(number).text


def test_a_greylisted_mail_goes_out_when_its_time_comes() -> None:
    (number,) = queued()
    answers = iter(["450 4.2.0 Greylisted", None])
    with (
        mail_server(Behaviour(at_rcpt=lambda *_: next(answers))) as inbox,
        time_machine.travel(clock.now(), tick=False) as moment,
    ):
        assert deliver(inbox).states == {State.NEW: 1}
        assert "450" in mail(number).last_error
        assert deliver(inbox).states == {}
        moment.shift(rules.RETRY_AFTER[0])
        assert deliver(inbox).states == {State.SENT: 1}
    assert mail(number).tries == 2
    assert mail(number).last_error == ""


def test_one_refused_recipient_fails_alone() -> None:
    numbers = queued(5)
    refused = mail(numbers[2]).address

    def at_rcpt(_server: SMTP, envelope: Envelope) -> str | None:
        return "550 5.1.1 No such person" if envelope.rcpt_tos == [refused] else None

    with mail_server(Behaviour(at_rcpt=at_rcpt)) as inbox:
        result = deliver(inbox)
    assert result.states == {State.SENT: 4, State.FAILED: 1}
    assert inbox.sessions == 1
    assert "550" in mail(numbers[2]).last_error


def test_a_server_away_for_a_weekend_costs_no_mail_and_one_connection_a_round() -> None:
    numbers = queued(3)
    with mail_server() as inbox:
        pass
    with time_machine.travel(clock.now(), tick=False) as moment:
        for _ in range(60):
            assert deliver(inbox).states == {State.NEW: 1}
            moment.shift(timedelta(hours=1))
        assert {mail(n).tries for n in numbers} == {0}
        assert "refused" in mail(numbers[0]).last_error
        with mail_server() as inbox:
            assert deliver(inbox).states == {State.SENT: 3}
        (late,) = queued()
        inbox.port = 1
        moment.shift(rules.GIVE_UP_AFTER)
        assert deliver(inbox).states == {State.FAILED: 1}
    assert mail(late).trouble is None  # nothing is known about the address


def test_a_reminder_cut_off_after_the_dot_is_sent_once_more_with_the_same_identity() -> None:
    (number,) = queued()
    answers = iter([DROP, None])
    with (
        mail_server(Behaviour(at_dot=lambda *_: next(answers))) as inbox,
        time_machine.travel(clock.now(), tick=False) as moment,
    ):
        deliver(inbox)
        assert (mail(number).state, mail(number).doubts) == (State.NEW, 1)
        moment.shift(rules.RETRY_AFTER[0])
        deliver(inbox)
    assert mail(number).state is State.SENT
    assert inbox.ids() == [mail(number).message_id] * 2
    first, second = (_without_boundaries(m) for m in inbox.mails)
    assert first == second


def _without_boundaries(message: EmailMessage) -> list[tuple[str, str]]:
    return [(k, str(v)) for k, v in message.items() if k not in ("Content-Type", "X-Peer")]


def test_a_confidential_mail_cut_off_after_the_dot_is_parked_with_a_trace() -> None:
    (number,) = queued(confidential=True)
    with mail_server(Behaviour(at_dot=lambda *_: DROP)) as inbox:
        deliver(inbox)
        assert deliver(inbox).states == {}
    assert mail(number).state is State.PARKED
    assert mail(number).text  # a person may still send it again
    with reading() as current:
        events = current.scalars(select(AuditEvent.verb)).all()
    assert events == ["mail in doubt"]


def test_a_mail_that_cannot_be_put_together_fails_and_lets_the_others_pass() -> None:
    broken, good = queued(2)
    with transaction() as current:
        current.get_one(OutboxMail, broken).message_id = "none"
    with mail_server() as inbox:
        assert deliver(inbox).states == {State.FAILED: 1, State.SENT: 1}
    assert "could not be put together" in mail(broken).last_error
    assert mail(good).state is State.SENT


def test_two_workers_never_hold_the_same_mail() -> None:
    queued(2)
    first, second = claimed_by("one"), claimed_by("two")
    assert first.mail.id != second.mail.id
    assert claim("three", clock.now()) is None


def test_a_claim_left_by_a_dead_worker_is_taken_over_after_its_lease() -> None:
    (number,) = queued()
    with time_machine.travel(clock.now(), tick=False) as moment:
        claimed_by("dead")
        moment.shift(rules.LEASE)
        assert claim("heir", clock.now()) is None
        moment.shift(1)
        assert claimed_by("heir").mail.id == number


def test_a_worker_that_slept_past_its_lease_changes_nothing_when_it_wakes() -> None:
    (number,) = queued()
    with time_machine.travel(clock.now(), tick=False) as moment:
        sleeper = claimed_by("sleeper")
        moment.shift(rules.LEASE + timedelta(seconds=1))
        with mail_server() as inbox:
            deliver(inbox, worker="heir")
        before = _row(number)
        assert enter_data(sleeper, clock.now()) is False
        for outcome in Outcome:
            assert settle(sleeper, Attempt(outcome, "late"), clock.now()) is None
        assert _row(number) == before
    assert len(inbox.mails) == 1


def _row(number: int) -> dict[str, object]:
    found = mail(number)
    return {column.key: getattr(found, column.key) for column in OutboxMail.__table__.columns}


def test_a_worker_whose_name_was_reused_is_stopped_by_the_fence() -> None:
    (number,) = queued()
    with time_machine.travel(clock.now(), tick=False) as moment:
        earlier = claimed_by("same name")
        moment.shift(rules.LEASE + timedelta(seconds=1))
        later = claimed_by("same name")
        assert enter_data(earlier, clock.now()) is False
        assert enter_data(later, clock.now()) is True
    assert mail(number).state is State.IN_DATA


@pytest.mark.parametrize(("confidential", "state"), [(False, State.NEW), (True, State.PARKED)])
def test_mail_left_in_data_by_the_dead_is_swept_by_class(confidential: bool, state: State) -> None:
    (number,) = queued(confidential=confidential)
    with time_machine.travel(clock.now(), tick=False) as moment:
        sleeper = claimed_by("dead")
        assert enter_data(sleeper, clock.now())
        moment.shift(rules.LEASE)
        assert outbox.sweep(clock.now()) == 0
        moment.shift(1)
        assert claim("heir", clock.now()) is None
        assert outbox.sweep(clock.now()) == 1
        assert settle(sleeper, Attempt(Outcome.SENT), clock.now()) is None
    assert mail(number).state is state
    assert mail(number).doubts == 1
    with reading() as current:
        assert [e.about_id for e in current.scalars(select(AuditEvent))] == [None]


def test_a_mail_that_kills_every_worker_fails_in_the_end() -> None:
    (number,) = queued()
    with time_machine.travel(clock.now(), tick=False) as moment:
        for n in range(rules.MOST_TRIES):
            claimed_by(f"victim {n}")
            moment.shift(rules.LEASE + timedelta(seconds=1))
        assert claim("last", clock.now()) is None
        assert outbox.sweep(clock.now()) == 1
    assert mail(number).state is State.FAILED


def test_no_transaction_is_open_while_the_server_is_spoken_to() -> None:
    queued(3)
    checked_out: list[object] = []

    def look(_server: SMTP, _envelope: Envelope) -> None:
        checked_out.append(cast(QueuePool, db.engine().pool).checkedout())

    behaviour = Behaviour(at_mail=look, at_rcpt=look, at_data=look, at_dot=look)
    with mail_server(behaviour) as inbox:
        deliver(inbox)
    assert checked_out == [0] * 12
