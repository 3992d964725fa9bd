"""Handing one mail to a real server: encryption, refusals, and lines that break."""

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core import clock
from app.core.mail import (
    Attempt,
    CannotConnect,
    Envelope,
    Gates,
    Outcome,
    OutgoingMail,
    Security,
    Sender,
    SmtpSettings,
    SmtpTransport,
    compose,
)
from tests.mail_server import DROP, Behaviour, Inbox, mail_server

SENDER = Sender("portal@portal.example", "The portal")
IDENTITY = "0123456789abcdef" * 2
TEXT = "First line.\n.\n..two dots\n.hidden = dot\n"


def send(
    inbox: Inbox,
    *,
    security: Security = Security.NONE,
    may_send: bool = True,
    may_end: bool = True,
    **changes: object,
) -> Attempt:
    """Send one mail to the server and return how it ended."""
    settings = SmtpSettings("127.0.0.1", inbox.port, security=security, timeout=5, data_timeout=5)
    for name, value in changes.items():
        object.__setattr__(settings, name, value)
    mail = compose(
        OutgoingMail(
            to="jo@example.org",
            subject="Words",
            text=TEXT,
            html="<p>Words</p>",
            message_id="<abc@portal.example>",
            date=clock.now(),
        ),
        SENDER,
    )
    with SmtpTransport(settings).connect() as connection:
        envelope = Envelope(SENDER.address, "jo@example.org", IDENTITY)
        return connection.send(mail, envelope, Gates(lambda: may_send, lambda: may_end))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with key.pem and certificate.pem, self-made for 127.0.0.1 and pages.example."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("pages.example")]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder


def server_tls(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


def test_a_mail_arrives_as_it_was_written_dots_included() -> None:
    with mail_server() as inbox:
        assert send(inbox).outcome is Outcome.SENT
    body = inbox.mails[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == TEXT
    assert inbox.ids() == ["<abc@portal.example>"]


def test_starttls_encrypts_the_mail(certificate: Path) -> None:
    with mail_server(tls=server_tls(certificate)) as inbox:
        attempt = send(inbox, security=Security.STARTTLS, ca_file=certificate / "certificate.pem")
    assert attempt.outcome is Outcome.SENT
    assert inbox.encrypted == [True]


def test_without_starttls_on_offer_nothing_is_sent_in_the_clear() -> None:
    with mail_server() as inbox, pytest.raises(CannotConnect, match="STARTTLS"):
        send(inbox, security=Security.STARTTLS)
    assert inbox.mails == []


def test_a_certificate_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with (
        mail_server(tls=server_tls(certificate)) as inbox,
        pytest.raises(CannotConnect, match="certificate"),
    ):
        send(inbox, security=Security.STARTTLS)
    assert inbox.mails == []


def test_a_certificate_for_another_name_is_refused(certificate: Path) -> None:
    with (
        mail_server(tls=server_tls(certificate)) as inbox,
        pytest.raises(CannotConnect, match="certificate"),
    ):
        send(
            inbox,
            security=Security.STARTTLS,
            host="localhost",
            ca_file=certificate / "certificate.pem",
        )
    assert inbox.mails == []


def test_a_server_that_wants_a_user_is_given_one(certificate: Path) -> None:
    tls = server_tls(certificate)
    with mail_server(tls=tls, user=("portal", "right password")) as inbox:

        def send_as_portal(password: str) -> Attempt:
            return send(
                inbox,
                security=Security.STARTTLS,
                ca_file=certificate / "certificate.pem",
                user="portal",
                password=password,
            )

        attempt = send_as_portal("right password")
        assert attempt.outcome is Outcome.SENT
        with pytest.raises(CannotConnect) as caught:
            send_as_portal("wrong password")
    assert "535" in str(caught.value)
    assert "wrong password" not in str(caught.value)


@pytest.mark.parametrize("step", ["at_mail", "at_rcpt", "at_data", "at_dot"])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("421 4.3.2 Closing", Outcome.TEMPORARY),
        ("450 4.2.0 Greylisted", Outcome.TEMPORARY),
        ("451 4.3.0 Trouble", Outcome.TEMPORARY),
        ("452 4.3.1 Full", Outcome.TEMPORARY),
        ("550 5.1.1 No such person", Outcome.PERMANENT),
        ("552 5.2.2 Too large", Outcome.PERMANENT),
        ("554 5.7.1 Spam", Outcome.PERMANENT),
    ],
)
def test_a_refusal_at_any_step_is_judged_by_its_number(
    step: str, answer: str, outcome: Outcome
) -> None:
    behaviour = Behaviour()
    setattr(behaviour, step, lambda *_: answer)
    with mail_server(behaviour) as inbox:
        attempt = send(inbox)
    assert attempt.outcome is outcome
    assert answer in attempt.reason
    assert inbox.mails == []


def test_a_line_cut_before_the_text_is_safe_to_try_again() -> None:
    with mail_server(Behaviour(at_data=lambda *_: DROP)) as inbox:
        assert send(inbox).outcome is Outcome.TEMPORARY
    assert inbox.mails == []


@pytest.mark.parametrize("delivered", [True, False])
def test_a_line_cut_after_the_final_dot_is_uncertain(delivered: bool) -> None:
    behaviour = Behaviour(at_dot=lambda *_: DROP, keeps_dropped=delivered)
    with mail_server(behaviour) as inbox:
        assert send(inbox).outcome is Outcome.UNCERTAIN
    assert len(inbox.mails) == int(delivered)


def test_a_server_that_falls_silent_after_the_dot_leaves_the_mail_uncertain() -> None:
    with mail_server(Behaviour(seconds_in_data=2)) as inbox:
        assert send(inbox, data_timeout=0.3).outcome is Outcome.UNCERTAIN


def test_a_server_that_falls_silent_before_that_leaves_nothing_sent() -> None:
    with mail_server(Behaviour(seconds_at_rcpt=2)) as inbox:
        assert send(inbox, timeout=0.3).outcome is Outcome.TEMPORARY
    assert inbox.mails == []


def test_a_server_that_is_not_there_is_told_in_words() -> None:
    with mail_server() as inbox:
        pass
    with pytest.raises(CannotConnect, match="refused"):
        send(inbox)


def test_a_lost_lease_stops_before_the_text() -> None:
    with mail_server() as inbox:
        assert send(inbox, may_send=False).outcome is Outcome.LEASE_LOST
    assert inbox.mails == []
