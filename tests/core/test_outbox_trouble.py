"""Servers that are slow, silent or refuse: what becomes of the mail, and of the contact."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app.core import clock, outbox
from app.core.db import reading, transaction
from app.core.mail import Attempt, Outcome, Security, Sender, SmtpSettings, SmtpTransport, Trouble
from app.core.outbox import OutboxMail, State, delivery
from app.core.outbox.claims import Claim, claim, renew, settle
from app.core.outbox.rules import LEASE, RENEWALS
from app.core.web.edge import Portal
from tests.core.test_outbox_smtp import certificate, server_tls
from tests.factories.mail import make_mail
from tests.mail_server import Behaviour, mail_server
from tests.slow_line import greeting_only, slow_line

__all__ = ["certificate"]  # a fixture, used by name below
SENDER = Sender("portal@portal.example", "The portal", "bounces@portal.example")
SHORT = timedelta(seconds=1.5)  # a busy machine renews it in time


@pytest.fixture(autouse=True)
def _portal(app: Portal, data: str) -> Iterator[None]:
    with app.app_context():
        yield


def to(port: int, **changes: object) -> SmtpTransport:
    settings = SmtpSettings("127.0.0.1", port, security=Security.NONE, timeout=30)
    for name, value in changes.items():
        object.__setattr__(settings, name, value)
    return SmtpTransport(settings)


def deliver(transport: SmtpTransport, lease: timedelta = LEASE) -> outbox.Delivered:
    return outbox.deliver_due(transport, SENDER, worker="one", lease=lease)


def queued(count: int = 1) -> list[int]:
    with transaction():
        return [make_mail().id for _ in range(count)]


def mails() -> list[OutboxMail]:
    with reading() as current:
        return list(current.scalars(select(OutboxMail).order_by(OutboxMail.id)))


@contextmanager
def meanwhile(transport: SmtpTransport) -> Iterator[list[outbox.Delivered]]:
    """A worker with a short lease delivers in the background; what it did is there at the end."""
    done: list[outbox.Delivered] = []
    worker = threading.Thread(target=lambda: done.append(deliver(transport, SHORT)))
    worker.start()
    yield done
    worker.join()


def nobody_else_gets_it(while_: Callable[[], bool], state: State) -> None:
    """Try to take the mail over, for longer than a lease, while it stands in this state."""
    while mails()[0].state is State.NEW:
        time.sleep(0.01)
    until = time.monotonic() + 2.5 * SHORT.total_seconds()
    seen = set()
    while time.monotonic() < until and while_():
        assert claim("heir", clock.now(), SHORT) is None
        assert outbox.sweep(clock.now()) == 0
        seen.add(mails()[0].state)
        time.sleep(0.05)
    assert state in seen


@pytest.mark.parametrize(
    ("slow", "state"),
    [
        (Behaviour(seconds_at_rcpt=3.6), State.CLAIMED),
        (Behaviour(seconds_in_data=3.6), State.IN_DATA),
    ],
)
def test_a_server_slower_than_a_lease_gets_the_mail_once(slow: Behaviour, state: State) -> None:
    queued()
    with mail_server(slow) as inbox, meanwhile(to(inbox.port)) as done:
        nobody_else_gets_it(lambda: not done, state)
    (mail,) = mails()
    assert (mail.state, mail.tries, mail.doubts, len(inbox.mails)) == (State.SENT, 1, 0, 1)
    assert done[0].lost_leases == 0


def test_a_line_of_ten_kilobytes_a_second_is_waited_for() -> None:
    (number,) = queued()
    with transaction() as current:
        current.execute(update(OutboxMail).values(text="Some more words. " * 900))
    with mail_server() as inbox, slow_line(inbox.port, 10_000) as port:
        began = time.monotonic()
        with meanwhile(to(port)) as done:
            nobody_else_gets_it(lambda: not done, State.IN_DATA)
        took = time.monotonic() - began
    (mail,) = mails()
    assert (mail.id, mail.state, mail.tries, len(inbox.mails)) == (number, State.SENT, 1, 1)
    assert took > 1.5


def test_a_worker_that_lost_its_mail_in_the_text_cuts_the_line_before_the_dot() -> None:
    queued()

    def taken_over(_server: SMTP, _envelope: Envelope) -> None:
        with transaction() as current:
            current.execute(update(OutboxMail).values(owner="heir", fence=OutboxMail.fence + 1))

    with mail_server(Behaviour(at_data=taken_over)) as inbox:
        done = deliver(to(inbox.port), lease=timedelta(0))  # it asks at every step
    assert (done.states.total(), done.lost_leases, inbox.mails) == (0, 1, [])
    assert mails()[0].state is State.IN_DATA


def test_a_renewal_changes_nothing_of_a_mail_that_changed_hands_or_is_settled() -> None:
    queued()
    held = claim("one", clock.now())
    assert held is not None
    assert renew(held, clock.now())
    assert not renew(Claim(held.mail, "other", held.fence), clock.now())
    settle(held, Attempt(Outcome.TEMPORARY), clock.now())
    before = mails()[0].lease_until
    assert not renew(held, clock.now())
    assert mails()[0].lease_until == before is None


def test_leases_are_short_and_renewed_often_enough_to_miss_one() -> None:
    assert timedelta(seconds=15) <= LEASE <= timedelta(seconds=45)
    assert RENEWALS >= 3


def test_a_database_that_is_away_after_the_dot_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queued()
    away = [OperationalError("UPDATE", None, Exception("gone"))] * 3

    def sometimes(held: Claim, attempt: Attempt, now: object) -> State | None:
        if away:
            raise away.pop()
        return settle(held, attempt, clock.now())

    monkeypatch.setattr(delivery, "settle", sometimes)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with mail_server() as inbox:
        assert deliver(to(inbox.port)).states == {State.SENT: 1}
    assert len(inbox.mails) == 1


@pytest.mark.parametrize(
    ("greeting", "words"),
    [(b"", "timed out"), (b"421 4.3.2 Full\r\n", "421"), (b"554 5.7.1 No\r\n", "554")],
)
def test_a_server_that_does_not_let_us_in_costs_no_try(greeting: bytes, words: str) -> None:
    queued()
    with greeting_only(greeting) as port:
        assert deliver(to(port, timeout=0.3)).states == {State.NEW: 1}
    (mail,) = mails()
    assert (mail.tries, mail.trouble) == (0, None)
    assert words in mail.last_error


def test_without_encryption_or_a_good_certificate_nothing_is_sent_and_the_reason_said(
    certificate: Path,
) -> None:
    numbers = queued(2)
    with mail_server() as plain, mail_server(tls=server_tls(certificate)) as unknown:
        deliver(to(plain.port, security=Security.STARTTLS, user="portal", password="secret"))
        deliver(to(unknown.port, security=Security.STARTTLS, user="portal", password="secret"))
        assert plain.mails == unknown.mails == []
    first, second = mails()
    assert [first.id, second.id] == numbers
    assert {first.state, second.state} == {State.NEW}
    assert "STARTTLS" in first.last_error
    assert "certificate" in second.last_error
    assert "secret" not in first.last_error + second.last_error


def test_of_fifty_recipients_one_is_refused_and_shown_and_the_others_get_their_mail() -> None:
    numbers = queued(50)
    refused = mails()[20].address

    def at_rcpt(_server: SMTP, envelope: Envelope) -> str | None:
        return "550 5.1.1 No such person" if envelope.rcpt_tos == [refused] else None

    with mail_server(Behaviour(at_rcpt=at_rcpt)) as inbox:
        assert deliver(to(inbox.port)).states == {State.SENT: 49, State.FAILED: 1}
    assert len(set(inbox.ids())) == 49
    with reading():
        shown = outbox.queries.undelivered(mail.address for mail in mails())
    assert {(a, u.trouble) for a, u in shown.items()} == {(refused, Trouble.NO_MAILBOX)}
    assert mails()[20].id == numbers[20]


def test_a_refusal_of_the_sender_says_nothing_about_the_contact() -> None:
    queued()
    with mail_server(Behaviour(at_mail=lambda *_: "550 5.1.1 Who are you")) as inbox:
        assert deliver(to(inbox.port)).states == {State.FAILED: 1}
    assert mails()[0].trouble is None


def test_a_mailbox_full_for_hours_is_shown_once_the_mail_has_failed() -> None:
    queued()
    full = Behaviour(at_rcpt=lambda *_: "452 4.2.2 Mailbox full")
    with mail_server(full) as inbox:
        deliver(to(inbox.port))
        assert mails()[0].trouble is None
        with transaction() as current:
            current.execute(update(OutboxMail).values(tries=9, next_try_at=clock.now()))
        assert deliver(to(inbox.port)).states == {State.FAILED: 1}
    assert mails()[0].trouble is Trouble.FULL


def test_a_report_of_failure_is_asked_for_without_the_text_where_the_server_can() -> None:
    queued()
    seen: list[tuple[str | None, list[str]]] = []

    def at_rcpt(_server: SMTP, envelope: Envelope) -> None:
        seen.append((envelope.mail_from, list(envelope.mail_options)))

    for offers in (False, True):
        with mail_server(Behaviour(at_rcpt=at_rcpt, offers_reports=offers)) as inbox:
            deliver(to(inbox.port))
        queued()
    without, given = seen
    identity = mails()[1].message_id[1:33]
    assert without == ("bounces@portal.example", [])
    assert given == ("bounces@portal.example", [f"ENVID={identity}", "RET=HDRS"])
