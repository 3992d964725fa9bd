"""Mail that came back: reading reports, refusing everything else, and what follows."""

import logging
import os
import random
import time

import pytest
from sqlalchemy import select, update

from app.core import clock, db, outbox
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.mail import Trouble
from app.core.mail.reports import LARGEST, NotAReport, read_report
from app.core.outbox import OutboxMail, State
from app.core.web.edge import Portal
from tests.core.reports import report
from tests.factories.mail import make_mail

IDENTITY = "0123456789abcdef" * 2
OURS = f"<{IDENTITY}@portal.example>"
GOOD = report(OURS)


def made(state: State = State.SENT) -> tuple[int, str]:
    """A mail in a state: its number and Message-ID."""
    with transaction() as current:
        mail = make_mail()
        current.execute(
            update(OutboxMail)
            .where(OutboxMail.id == mail.id)
            .values(state=state, sent_at=clock.now() if state is State.SENT else None)
        )
        return mail.id, mail.message_id


def mail(number: int) -> OutboxMail:
    with reading() as current:
        return current.get_one(OutboxMail, number)


def bounce(app: Portal, raw: bytes) -> int:
    """What the command ends with."""
    done = app.test_cli_runner().invoke(args=["bounce"], input=raw)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code


@pytest.mark.parametrize(
    "kind",
    ["text/rfc822-headers", "message/rfc822", "message/global-headers", "Message/RFC822"],
)
def test_a_report_names_the_mail_by_what_came_back(kind: str) -> None:
    found = read_report(report(OURS, kind=kind))
    assert (found.identity, found.trouble) == (IDENTITY, Trouble.NO_MAILBOX)
    assert "no such person" in found.words


def test_a_report_may_name_the_mail_by_its_envelope_alone() -> None:
    other = report("<somebody-elses@mail.example>", envelope_id=IDENTITY)
    assert read_report(other).identity == IDENTITY


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_mail_that_is_only_late_or_has_arrived_is_in_no_trouble(action: str) -> None:
    assert read_report(report(OURS, action=action)).trouble is None


NESTED = b"".join(
    b'Content-Type: multipart/report; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3000)
)
HOSTILE = {
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "words": b"Subject: Re: the call\r\n\r\nThank you!\r\n",
    "too large": GOOD + b" " * LARGEST,
    "nested": NESTED,
    "no status": GOOD.replace(b"message/delivery-status", b"text/plain"),
    "two statuses": GOOD.replace(b"text/plain; charset=us-ascii", b"message/delivery-status"),
    "no recipient": GOOD.replace(b"\r\n\r\nFinal-Recipient", b"\r\nFinal-Recipient"),
    "no identity": report("<x@y>"),
    "wildcards": report("<%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%@portal.example>"),
    "two addresses": report(f"<{IDENTITY}@a> <{IDENTITY}@b>"),
    "no boundary": GOOD.replace(b'; boundary="b1"', b""),
    "unknown charset": GOOD.replace(
        b"text/rfc822-headers", b"text/rfc822-headers; charset=nil\r\nContent-Transfer-Encoding: x"
    ).replace(b"Message-ID: <", b"Message-ID: \xff<"),
    "another nature": GOOD.replace(b"multipart/report", b"multipart/mixed"),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_anything_else_is_refused_with_a_reason(raw: bytes) -> None:
    began = time.process_time()
    with pytest.raises(NotAReport):
        read_report(raw)
    assert time.process_time() - began < 2


def test_a_report_damaged_anywhere_is_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(20270312)
    read = 0
    for _ in range(500):
        raw = bytearray(GOOD)
        for _ in range(chance.randint(1, 12)):
            where = chance.randrange(len(raw))
            raw[where : where + chance.randint(0, 40)] = chance.randbytes(chance.randint(0, 5))
        try:
            read += read_report(bytes(raw)).identity == IDENTITY
        except NotAReport:
            continue
    assert 50 < read < 450


def test_a_mail_that_came_back_is_marked_once_with_a_trace(app: Portal, data: str) -> None:
    number, message_id = made()
    raw = report(message_id, status="5.2.2")
    assert (bounce(app, raw), bounce(app, raw)) == (0, 0)
    found = mail(number)
    assert (found.state, found.trouble) == (State.BOUNCED, Trouble.FULL)
    assert found.trouble_at is not None
    assert found.last_error.startswith("Came back: 5.2.2")
    with reading() as current:
        assert current.scalars(select(AuditEvent.verb)).all() == ["mail came back"]


@pytest.mark.parametrize(
    ("state", "status", "after"),
    [
        (State.PARKED, 0, State.BOUNCED),
        (State.FAILED, 0, State.FAILED),
        (State.CANCELLED, 0, State.CANCELLED),
        (State.IN_DATA, os.EX_TEMPFAIL, State.IN_DATA),
        (State.NEW, os.EX_TEMPFAIL, State.NEW),
    ],
)
def test_a_report_about_mail_in_another_state(
    app: Portal, data: str, state: State, status: int, after: State
) -> None:
    number, message_id = made(state)
    assert bounce(app, report(message_id)) == status
    assert mail(number).state is after


def test_what_is_no_report_about_our_mail_ends_with_a_code_and_a_line(
    app: Portal, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    number, _ = made()
    for raw in (*HOSTILE.values(), GOOD):
        assert bounce(app, raw) == os.EX_DATAERR
    assert bounce(app, report(mail(number).message_id, action="delayed")) == 0
    assert mail(number).state is State.SENT
    refusals = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert len(refusals) == len(HOSTILE) + 1
    assert all(line.startswith("a report about mail was refused: ") for line in refusals)
    assert not any("\n" in line or "Traceback" in line for line in refusals)


def test_while_the_database_is_away_the_mail_server_is_asked_to_come_again(
    app: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    db.use(db.make_engine("postgresql+psycopg://portal:secret@127.0.0.1:1/none"))
    assert bounce(app, GOOD) == os.EX_TEMPFAIL
    assert "secret" not in caplog.text


def test_a_later_mail_that_arrives_or_another_address_ends_the_trouble(
    app: Portal, data: str
) -> None:
    number, message_id = made()
    bounce(app, report(message_id))
    address = mail(number).address

    def undelivered() -> dict[str, outbox.Undelivered]:
        with reading():
            return outbox.queries.undelivered([address, "other@example.org", "not an address", ""])

    (trouble,) = undelivered().values()
    assert (trouble.address, trouble.what) == (address, "The address does not exist.")
    later, second = made()
    with transaction() as current:
        current.get_one(OutboxMail, later).address = address
    assert undelivered() == {}
    bounce(app, report(second))
    assert set(undelivered()) == {address}
