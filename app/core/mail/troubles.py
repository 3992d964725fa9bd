"""Why a mail did not arrive, in a few plain words, from the numbers mail servers give.

Servers speak in reply codes (RFC 5321 §4.2) and, mostly, enhanced status codes (RFC 3463): class,
subject, detail. Both are read here; what a server says in free text is not relied on.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.core.mail.transport import Refusal, Step


class Trouble(StrEnum):
    """What stands in the way of mail to an address."""

    NO_MAILBOX = "no mailbox"
    NO_DOMAIN = "no domain"
    CLOSED = "closed"
    FULL = "full"
    TOO_LARGE = "too large"
    NO_ANSWER = "no answer"
    BLOCKED = "blocked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Words:
    """A trouble for the people concerned: what it is, and what to do."""

    what: str
    to_do: str


_ASK = "Ask the person, through another way, and change the address if it is wrong."
IN_WORDS: dict[Trouble, Words] = {
    Trouble.NO_MAILBOX: Words("The address does not exist.", "Change it."),
    Trouble.NO_DOMAIN: Words(
        "No mail can be sent to what stands after the @.", "Check its spelling and change it."
    ),
    Trouble.CLOSED: Words("The mailbox is closed.", "Change the address."),
    Trouble.FULL: Words(
        "The mailbox is full.", "Mail arrives again once there is room, or change the address."
    ),
    Trouble.TOO_LARGE: Words("The mail was too large for this mailbox.", "Look in the portal."),
    Trouble.NO_ANSWER: Words("The mail server of this address did not take it in time.", _ASK),
    Trouble.BLOCKED: Words(
        "The mail server of this address blocks mail from the portal.",
        "Ask whoever runs it to let mail from the portal in.",
    ),
    Trouble.REFUSED: Words("The mail server of this address refused it.", _ASK),
}

# Subject and detail of an enhanced status code; None as detail stands for all others.
_BY_STATUS: dict[tuple[int, int | None], Trouble] = {
    (1, None): Trouble.NO_MAILBOX,
    (1, 2): Trouble.NO_DOMAIN,
    (1, 7): Trouble.BLOCKED,  # about the sender's address, not the recipient's
    (1, 8): Trouble.BLOCKED,
    (1, 10): Trouble.NO_DOMAIN,  # the domain says that it takes no mail (RFC 7505)
    (2, None): Trouble.REFUSED,
    (2, 1): Trouble.CLOSED,
    (2, 2): Trouble.FULL,
    (2, 3): Trouble.TOO_LARGE,
    (3, None): Trouble.REFUSED,
    (3, 1): Trouble.NO_ANSWER,  # the disk of their server is full
    (3, 4): Trouble.TOO_LARGE,
    (4, None): Trouble.NO_ANSWER,
    (4, 3): Trouble.NO_DOMAIN,
    (4, 4): Trouble.NO_DOMAIN,
    (5, None): Trouble.REFUSED,
    (6, None): Trouble.REFUSED,
    (7, None): Trouble.BLOCKED,
}
_BY_CODE: dict[Step, dict[int, Trouble]] = {
    Step.RECIPIENT: {
        450: Trouble.NO_ANSWER,
        451: Trouble.NO_ANSWER,
        452: Trouble.FULL,
        521: Trouble.NO_DOMAIN,
        550: Trouble.NO_MAILBOX,
        551: Trouble.NO_MAILBOX,
        552: Trouble.FULL,
        553: Trouble.NO_MAILBOX,
        554: Trouble.BLOCKED,
        556: Trouble.NO_DOMAIN,
    },
    Step.TEXT: {
        450: Trouble.NO_ANSWER,
        451: Trouble.NO_ANSWER,
        452: Trouble.NO_ANSWER,
        550: Trouble.BLOCKED,
        552: Trouble.TOO_LARGE,
        554: Trouble.BLOCKED,
    },
}
_STATUS = re.compile(r"[245]\.(\d{1,3})\.(\d{1,3})(?![\d.])")


def trouble_of_refusal(refusal: Refusal | None) -> Trouble | None:
    """What a refusal says about the address; None where it is not about the address.

    A server that does not want us as sender, or that closes down, says nothing about anybody's
    address.
    """
    if refusal is None or refusal.step is Step.SENDER or refusal.code == 421:
        return None
    found = _STATUS.match(refusal.words)
    if found and found[1] != "0":
        return _by_numbers(int(found[1]), int(found[2]))
    return _BY_CODE[refusal.step].get(refusal.code, Trouble.REFUSED)


def trouble_of_status(status: str) -> Trouble:
    """What an enhanced status code of a report says, such as "5.1.1"."""
    found = _STATUS.match(status.strip())
    return _by_numbers(int(found[1]), int(found[2])) if found else Trouble.REFUSED


def _by_numbers(subject: int, detail: int) -> Trouble:
    return _BY_STATUS.get((subject, detail)) or _BY_STATUS.get((subject, None), Trouble.REFUSED)
