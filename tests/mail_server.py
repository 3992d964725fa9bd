"""A real mail server on loopback that behaves as badly as a test asks."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP = "drop"  # instead of an answer: the line is cut


def nothing(_server: SMTP, _envelope: Envelope) -> str | None:
    """The answer of a server that finds no fault."""
    return None


Answer = Callable[[SMTP, Envelope], str | None]


@dataclass
class Behaviour:
    """What the server answers at each step; None is its ordinary, friendly answer."""

    at_mail: Answer = nothing
    at_rcpt: Answer = nothing
    at_data: Answer = nothing
    at_dot: Answer = nothing
    seconds_in_data: float = 0.0
    seconds_at_rcpt: float = 0.0
    hold_at: str = ""  # "rcpt" or "dot": sessions stay there for as long as this says so
    offers_reports: bool = False  # reports of delivery as RFC 3461 has them
    keeps_dropped: bool = True  # whether a mail whose answer was cut off had been delivered


@dataclass
class Inbox:
    """What the server has taken, and how it was reached."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    sessions: int = 0
    encrypted: list[bool] = field(default_factory=list)
    lines: list[object] = field(default_factory=list)  # over which line each mail came
    held: list[str] = field(default_factory=list)  # where sessions are being held

    def ids(self) -> list[str]:
        """The Message-IDs in the order of their arrival."""
        return [str(mail["Message-ID"]) for mail in self.mails]


class _Handler:
    def __init__(self, inbox: Inbox, behaviour: Behaviour) -> None:
        self.inbox, self.behaviour = inbox, behaviour

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        return [*answers[:-1], "250-DSN", answers[-1]] if self.behaviour.offers_reports else answers

    async def handle_MAIL(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.behaviour.at_mail(server, envelope) or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self._hold("rcpt")
        await asyncio.sleep(self.behaviour.seconds_at_rcpt)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return self.behaviour.at_rcpt(server, envelope) or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.behaviour.seconds_in_data / 2)
        answer = self.behaviour.at_dot(server, envelope) or "250 OK"
        if answer.startswith("2") or (answer == DROP and self.behaviour.keeps_dropped):
            content = envelope.content
            assert isinstance(content, bytes)
            self.inbox.mails.append(message_from_bytes(content, policy=policy.default))
            self.inbox.encrypted.append(session.ssl is not None)
            self.inbox.lines.append(session.peer)
        await self._hold("dot")
        await asyncio.sleep(self.behaviour.seconds_in_data / 2)
        if answer == DROP:
            _cut(server)
        return answer

    async def _hold(self, step: str) -> None:
        if self.behaviour.hold_at == step:
            self.inbox.held.append(step)
            try:
                while self.behaviour.hold_at == step:
                    await asyncio.sleep(0.002)
            finally:
                self.inbox.held.remove(step)


class _Server(SMTP):
    def __init__(self, inbox: Inbox, behaviour: Behaviour, **settings: Any) -> None:
        super().__init__(_Handler(inbox, behaviour), **settings)
        self.inbox, self.behaviour = inbox, behaviour

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.inbox.sessions += 1
        super().connection_made(transport)

    async def smtp_MAIL(self, arg: str) -> None:
        """Take the words about reports out, which the library does not know, and keep them."""
        words = arg.split(" ") if self.behaviour.offers_reports else [arg]
        asked = [word for word in words if word.startswith(("ENVID=", "RET="))]
        if self.envelope is not None:
            self.envelope.mail_options.extend(asked)
        await super().smtp_MAIL(" ".join(word for word in words if word not in asked))

    async def smtp_DATA(self, arg: str) -> None:
        answer = self.behaviour.at_data(self, self.envelope or Envelope())
        if answer == DROP:
            _cut(self)
        elif answer:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


def _cut(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()


class _Controller(Controller):
    def __init__(self, inbox: Inbox, behaviour: Behaviour, **settings: Any) -> None:
        self.parts = inbox, behaviour
        self.smtp_settings = settings
        super().__init__(_Handler(*self.parts), hostname="127.0.0.1", port=0)

    def factory(self) -> SMTP:
        return _Server(*self.parts, **self.smtp_settings)

    def _trigger_server(self) -> None:
        """Learn the port the system has given, then connect as the library does."""
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # the library has no types here


@contextmanager
def mail_server(
    behaviour: Behaviour | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    user: tuple[str, str] | None = None,
) -> Iterator[Inbox]:
    """Run a server; with ``tls`` it offers STARTTLS, with ``user`` it asks for a sign-in."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it tells every line
    inbox = Inbox()
    settings: dict[str, Any] = {"tls_context": tls, "decode_data": False}
    if user:
        settings |= {"auth_required": True, "authenticator": _authenticator(user)}
    controller = _Controller(inbox, behaviour or Behaviour(), **settings)
    controller.start()
    inbox.port, inbox.sessions = controller.port, 0
    try:
        yield inbox
    finally:
        controller.stop()


def _authenticator(user: tuple[str, str]) -> Callable[..., AuthResult]:
    def check(
        _s: object, _ses: object, _env: object, _mech: str, given: LoginPassword
    ) -> AuthResult:
        right = given == LoginPassword(user[0].encode(), user[1].encode())
        return AuthResult(success=right, handled=False)

    return check
