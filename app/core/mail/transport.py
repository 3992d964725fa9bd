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
    TEMPORARY = "temporary"  # nothing was accepted; worth trying again
    PERMANENT = "permanent"  # refused for good; trying again is no use
    UNCERTAIN = "uncertain"  # lost between the final dot and the answer (RFC 1047)
    LEASE_LOST = "lease lost"  # somebody else has taken the mail over; nothing was sent


@dataclass(frozen=True, slots=True)
class Attempt:
    """An outcome and the reason in words, fit for an administrator to read."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who the server is told the mail is from and for."""

    sender: str
    recipient: str


class CannotConnect(Exception):
    """The server could not be reached, or refused the sign-in or the encryption asked for."""


class Connection(Protocol):
    """An open line over which several mails may go."""

    def send(
        self, mail: EmailMessage, envelope: Envelope, before_data: Callable[[], bool]
    ) -> Attempt:
        """Hand over one mail.

        ``before_data`` is called once the server has taken sender and recipient. It commits that
        the point of no return is reached; when it answers False the mail is not sent.
        """
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

    def send(
        self,
        mail: EmailMessage,
        envelope: Envelope,
        before_data: Callable[[], bool],  # nothing leaves, so there is no point of no return
    ) -> Attempt:
        """Accept the mail; building its bytes shows faults that real sending would meet."""
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
