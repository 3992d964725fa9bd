"""Handing mail to an SMTP server, one step at a time.

``smtplib.sendmail`` hides the one moment that matters: the final dot. Here the steps are separate,
so that the outbox can commit "in data" in between, and so that a lost line is judged rightly:
before the dot a server may not deliver (RFC 5321 §4.1.1.4), after it nobody can know (RFC 1047).
"""

import contextlib
import re
import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from app.core.mail.headers import clean_header
from app.core.mail.transport import (
    Attempt,
    CannotConnect,
    Envelope,
    Gates,
    Outcome,
    Refusal,
    Step,
)

_LEASE_LOST = Attempt(Outcome.LEASE_LOST, "Another worker has taken this mail over.")
_LEADING_DOT = re.compile(rb"(?m)^\.")
_SHUTTING_DOWN = 421
_START_INPUT = 354


class Security(StrEnum):
    """How the line is encrypted."""

    STARTTLS = "starttls"  # required: mail never goes out if the server does not offer it
    TLS = "tls"  # from the first byte, usually port 465
    NONE = "none"  # only for a relay on the same machine


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where mail goes. Times are seconds for one answer of the server.

    RFC 5321 §4.5.3.2 asks for ten minutes after the final dot: whoever gives up sooner sends twice
    what a slow server was about to take. The lease on the mail is renewed meanwhile.
    """

    host: str
    port: int = 587
    user: str = ""
    password: str = ""
    security: Security = Security.STARTTLS
    timeout: float = 60.0
    data_timeout: float = 600.0
    ehlo_name: str = ""
    ca_file: Path | None = None


class SmtpTransport:
    """Opens lines to one SMTP server; certificates are always checked."""

    keeps_mail = False

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings

    def connect(self) -> "SmtpConnection":
        """Open a line, encrypt it and sign in. Raises CannotConnect with the reason."""
        settings = self.settings
        try:
            server = self._open()
        except (smtplib.SMTPException, OSError) as error:
            raise CannotConnect(_words(error)) from error
        try:
            self._secure_and_sign_in(server)
        except (smtplib.SMTPException, OSError) as error:
            server.close()
            raise CannotConnect(_words(error)) from error
        return SmtpConnection(server, settings.data_timeout)

    def _open(self) -> smtplib.SMTP:
        settings = self.settings
        name = settings.ehlo_name or None
        if settings.security is Security.TLS:
            return smtplib.SMTP_SSL(
                settings.host,
                settings.port,
                local_hostname=name,
                timeout=settings.timeout,
                context=self._tls_context(),
            )
        return smtplib.SMTP(
            settings.host, settings.port, local_hostname=name, timeout=settings.timeout
        )

    def _secure_and_sign_in(self, server: smtplib.SMTP) -> None:
        if self.settings.security is Security.STARTTLS:
            server.starttls(context=self._tls_context())
        server.ehlo_or_helo_if_needed()
        if self.settings.user:
            server.login(self.settings.user, self.settings.password)

    def _tls_context(self) -> ssl.SSLContext:
        ca_file = self.settings.ca_file
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


class SmtpConnection:
    """An open line to a server."""

    def __init__(self, server: smtplib.SMTP, data_timeout: float) -> None:
        self._server = server
        self._timeout = server.sock.gettimeout() if server.sock is not None else None
        self._data_timeout = data_timeout
        if server.sock is not None:  # the dot travels alone and must not wait for company
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def is_open(self) -> bool:
        """Whether the line still stands."""
        return self._server.sock is not None

    def send(self, mail: EmailMessage, envelope: Envelope, gates: Gates) -> Attempt:
        """Send one mail; see Gates for what is asked on the way."""
        body = _stuffed(mail.as_bytes())
        try:
            refused = self._announce(envelope)
            if refused:
                return refused
            if not gates.before_data():
                self._reset()
                return _LEASE_LOST
            refused = self._transfer(body)
            if refused:
                return refused
            if not gates.before_dot():
                self._server.close()
                return _LEASE_LOST
        except (smtplib.SMTPException, OSError) as error:
            self._server.close()
            return Attempt(Outcome.TEMPORARY, _words(error))
        return self._finish()

    def _announce(self, envelope: Envelope) -> Attempt | None:
        """Name sender and recipient; an Attempt when the server refuses either."""
        code, answer = self._server.mail(envelope.sender, self._asked_of_reports(envelope))
        if not _accepted(code):
            return self._refusal(Step.SENDER, code, answer)
        code, answer = self._server.rcpt(envelope.recipient)
        return None if _accepted(code) else self._refusal(Step.RECIPIENT, code, answer)

    def _asked_of_reports(self, envelope: Envelope) -> list[str]:
        """Ask that a report of failure names the mail and carries no text of it (RFC 3461)."""
        if not (envelope.identity and self._server.has_extn("dsn")):
            return []
        return [f"ENVID={envelope.identity}", "RET=HDRS"]

    def _transfer(self, body: bytes) -> Attempt | None:
        """Send everything but the final dot; an Attempt when the server does not want it."""
        code, answer = self._server.docmd("DATA")
        if code != _START_INPUT:
            return self._refusal(Step.TEXT, code, answer)
        self._wait_up_to(self._data_timeout)
        self._server.send(body)
        return None

    def _finish(self) -> Attempt:
        """Send the dot and judge the answer; no answer means that nobody can know."""
        try:
            self._server.send(b".\r\n")
            code, answer = self._server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._server.close()
            return Attempt(Outcome.UNCERTAIN, _words(error))
        self._wait_up_to(self._timeout)
        return Attempt(Outcome.SENT) if _accepted(code) else self._refusal(Step.TEXT, code, answer)

    def _refusal(self, step: Step, code: int, answer: bytes) -> Attempt:
        """Judge a refusal, and make the line ready for the next mail or close it."""
        outcome = Outcome.PERMANENT if 500 <= code <= 599 else Outcome.TEMPORARY
        if code == _SHUTTING_DOWN or code < 0:
            self._server.close()
        else:
            self._reset()
        refusal = Refusal(step, code, _one_line(answer)) if code >= 0 else None
        return Attempt(outcome, _reply_in_words(code, answer), refusal)

    def _reset(self) -> None:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self._server.rset()

    def _wait_up_to(self, seconds: float | None) -> None:
        if self._server.sock is not None:
            self._server.sock.settimeout(seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            if self.is_open:
                self._server.quit()
        self._server.close()


def _accepted(code: int) -> bool:
    return 200 <= code <= 299


def _stuffed(body: bytes) -> bytes:
    """Double the dots that begin a line (RFC 5321 §4.5.2) and end with a line break."""
    ended = body if body.endswith(b"\r\n") else body + b"\r\n"
    return _LEADING_DOT.sub(b"..", ended)


def _one_line(answer: bytes) -> str:
    return clean_header(answer.decode("utf-8", "replace"))


def _reply_in_words(code: int, answer: bytes) -> str:
    return clean_header(f"The mail server answered {code} {_one_line(answer)}")


def _words(error: Exception) -> str:
    """Say what went wrong without the reply's bytes syntax; never contains the password."""
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        return _reply_in_words(
            error.smtp_code, answer if isinstance(answer, bytes) else answer.encode()
        )
    return clean_header(f"{type(error).__name__}: {error}")
