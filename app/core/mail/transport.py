"""What the outbox needs of anything that takes mail."""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self


class Outcome(StrEnum):
    """How an attempt to hand over one mail ended."""

    SENT = "sent"
    CAPTURED = "captured"
    UNREACHABLE = "unreachable"  # the server itself: says nothing about this mail
    TEMPORARY = "temporary"  # nothing was accepted; worth trying again
    PERMANENT = "permanent"  # refused for good; trying again is no use
    UNCERTAIN = "uncertain"  # lost between the final dot and the answer (RFC 1047)
    ABANDONED = "abandoned"  # as uncertain, because the worker died or froze there
    LEASE_LOST = "lease lost"  # somebody else has taken the mail over; nothing was sent


class Step(StrEnum):
    """What the server answered to: who sends, who is to get it, or the text."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A server's no: to which step, and its words, such as "5.1.1 No such person"."""

    step: Step
    code: int
    words: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """An outcome and the reason in words, fit for an administrator to read."""

    outcome: Outcome
    reason: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who the server is told the mail is from and for.

    ``identity`` (letters and digits) comes back with a report of failure, where the server can.
    """

    sender: str
    recipient: str
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Gates:
    """What is asked on the way; at the first False nothing is sent.

    ``before_data``: the server has taken sender and recipient; commits that the point of no return
    is reached. ``before_dot``: the server has the text and must still forget it if the line is cut.
    """

    before_data: Callable[[], bool]
    before_dot: Callable[[], bool]


class CannotConnect(Exception):
    """The server could not be reached, or refused the sign-in or the encryption asked for."""


class Connection(Protocol):
    """An open line over which several mails may go."""

    def send(self, mail: EmailMessage, envelope: Envelope, gates: Gates) -> Attempt:
        """Hand over one mail, unless one of the gates is shut."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether another mail may be sent over this line."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Transport(Protocol):
    """A way to hand over mail."""

    @property
    def keeps_mail(self) -> bool:
        """True when mail stays in the portal to be read there instead of leaving it."""
        ...

    def connect(self) -> Connection:
        """Open a line. Raises CannotConnect with the reason."""
        ...


class CaptureTransport:
    """Takes every mail and sends none: what is stored in the outbox is read in the portal."""

    keeps_mail = True

    def connect(self) -> "CapturingConnection":
        """Open a line, which always works."""
        return CapturingConnection()


class CapturingConnection:
    """A line that ends in the portal."""

    is_open = True

    def send(self, mail: EmailMessage, envelope: Envelope, gates: Gates) -> Attempt:
        """Accept the mail; building its bytes shows faults that real sending would meet.

        Nothing leaves, so there is no point of no return and no gate is asked.
        """
        mail.as_bytes()
        return Attempt(Outcome.CAPTURED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None
