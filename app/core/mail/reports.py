"""Reading what a mail server sends back about a mail it could not deliver (RFC 3464).

Anybody can send anything to the address such reports come to, so nothing here is believed that is
not in its place, and nothing that is there can do more than be refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from app.core.mail.headers import clean_header
from app.core.mail.troubles import Trouble, trouble_of_status

LARGEST = 1_000_000  # bytes
_IDENTITY = re.compile(r"[0-9a-f]{32}")
_MESSAGE_ID = re.compile(r"<([0-9a-f]{32})@[A-Za-z0-9.-]{1,120}>")
_RETURNED = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report: which mail it is about (see outbox.identity) and what became of it.

    ``trouble`` is None where the mail was not refused for good: it is only late, or has arrived.
    """

    identity: str
    trouble: Trouble | None
    words: str


class NotAReport(ValueError):
    """What was sent is no report of delivery about one of our mails; the message says why."""


def read_report(raw: bytes) -> Report:
    """Read a report of delivery as it came from the mail server. Raises NotAReport."""
    if len(raw) > LARGEST:
        raise NotAReport(f"it is larger than {LARGEST} bytes")
    try:
        return _read(message_from_bytes(raw))
    except NotAReport:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NotAReport(f"it cannot be read ({type(error).__name__})") from error


def _read(mail: Message) -> Report:
    parts = _inside(mail)
    if mail.get_content_type() != "multipart/report" or not parts:
        raise NotAReport(f"it is {clean_header(mail.get_content_type(), 60)}, not a report")
    statuses = [p for p in parts if p.get_content_type() == "message/delivery-status"]
    if len(statuses) != 1:
        raise NotAReport("it does not have one delivery status")
    blocks = _inside(statuses[0])
    if len(blocks) < 2:
        raise NotAReport("its delivery status names no recipient")
    identity = _envelope_identity(blocks[0]) or _returned_identity(parts)
    if not identity:
        raise NotAReport("it names no mail of ours")
    return Report(identity, *_fate(blocks[1:]))


def _inside(part: Message) -> list[Message]:
    """The parts of a part; none where it is plain content."""
    found = part.get_payload()
    return [p for p in found if isinstance(p, Message)] if isinstance(found, list) else []


def _envelope_identity(block: Message) -> str:
    given = _field(block, "Original-Envelope-Id")
    return given if _IDENTITY.fullmatch(given) else ""


def _returned_identity(parts: list[Message]) -> str:
    for part in parts:
        if part.get_content_type() in _RETURNED:
            for headers in _headers_of(part):
                found = _MESSAGE_ID.fullmatch(_field(headers, "Message-ID"))
                if found:
                    return found[1]
    return ""


def _headers_of(part: Message) -> Iterator[Message]:
    """The headers of the mail that came back: a message of its own, or the text of its headers."""
    inside = _inside(part)
    if inside:
        yield inside[0]
    else:
        content = part.get_payload(decode=True)
        yield message_from_bytes(content if isinstance(content, bytes) else b"")


def _fate(recipients: list[Message]) -> tuple[Trouble | None, str]:
    """What became of the mail at the first recipient who did not get it; each mail has one."""
    for block in recipients:
        if _field(block, "Action").lower() == "failed":
            status = _field(block, "Status")
            words = _field(block, "Diagnostic-Code")
            return trouble_of_status(status), clean_header(f"Came back: {status} {words}")
    return None, ""


def _field(block: Message, name: str) -> str:
    return clean_header(str(block.get(name, "")), 400)
