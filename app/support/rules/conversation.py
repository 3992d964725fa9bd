"""What the entries of a conversation are, and how they read."""

from enum import StrEnum


class Said(StrEnum):
    """What somebody said about a request."""

    ASKED = "asked"
    ASKED_AGAIN = "asked-again"
    OFFERED = "offered"
    DECLINED = "declined"
    AGREED = "agreed"
    MESSAGE = "message"
    NOTE = "note"
    DELIVERED = "delivered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


THEIRS = frozenset({Said.ASKED, Said.ASKED_AGAIN, Said.AGREED, Said.CLOSED, Said.WITHDRAWN})
"""What the authority says, also where the NSPCC enters it."""
_LABELS = {
    Said.ASKED: "Asked for support",
    Said.ASKED_AGAIN: "Asked for something else",
    Said.OFFERED: "Offered support",
    Said.DECLINED: "Could not offer it",
    Said.AGREED: "Agreed to the offer",
    Said.MESSAGE: "Wrote",
    Said.NOTE: "Noted for the NSPCC alone",
    Said.DELIVERED: "Delivered",
    Said.CLOSED: "Said whether it helped",
    Said.WITHDRAWN: "Withdrew the request",
}
