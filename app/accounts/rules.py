"""How long sign-ins and proofs last, and what an e-mail address is to us."""

from datetime import datetime, timedelta
from enum import StrEnum

ABSOLUTE_SESSION = timedelta(hours=20)  # WCAG 2.2.1 exempts limits of 20 hours and more
SEEN_EVERY = timedelta(minutes=5)


class Purpose(StrEnum):
    """What a proof sent by mail is for."""

    RESET = "reset"
    EMAIL = "email"


LIFETIME = {Purpose.RESET: timedelta(hours=1), Purpose.EMAIL: timedelta(hours=24)}


def plain_email(address: str) -> str:
    """An address as it is compared and kept: trimmed, lower case."""
    return address.strip().lower()


def is_live(*, started_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a sign-in still counts: not ended, younger than 20 hours, not from the future."""
    return ended_at is None and timedelta(minutes=-5) < now - started_at < ABSOLUTE_SESSION
