"""Times offered for a call: how many, for how long, and what has become of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.checkins.rules.booking import LONDON, LONGEST, SHORTEST, Channel

MOST_TIMES = 6
STANDS = timedelta(days=14)  # how long an offer stands at most
Fault = tuple[str, str]


class OfferState(StrEnum):
    """Where an offer stands. Open ones expire by themselves."""

    OPEN = "open"
    PICKED = "picked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def offer_state(kept: str, expires_at: datetime, now: datetime) -> OfferState:
    """The state at a moment; `kept` is what the row says."""
    state = OfferState(kept)
    return OfferState.EXPIRED if state is OfferState.OPEN and expires_at <= now else state


def expires_at(times: Sequence[datetime], now: datetime) -> datetime:
    """Until when an offer of these times stands: two weeks, or until the last of them begins."""
    return min(now + STANDS, max(times))


def channels_of(link: str, phone: str) -> tuple[Channel, ...]:
    """The ways to talk that are offered."""
    return tuple(
        channel for channel, where in ((Channel.VIDEO, link), (Channel.PHONE, phone)) if where
    )


def check_offer(
    times: Sequence[datetime], minutes: int, link: str, phone: str, now: datetime
) -> list[Fault]:
    """(field, what to do) for each fault of an offer."""
    faults: list[Fault] = []
    if not 1 <= len(set(times)) <= MOST_TIMES:
        faults.append(("times", f"Choose one to {MOST_TIMES} times."))
    elif min(times) <= now:
        faults.append(("times", "A time you chose has passed. Choose others."))
    if not SHORTEST <= minutes <= LONGEST:
        faults.append(("minutes", f"Enter between {SHORTEST} and {LONGEST} minutes."))
    if link and not link.startswith("https://"):
        faults.append(("link", "Paste the meeting link. It starts with https://"))
    if not link and not phone:
        faults.append(("link", "Enter a meeting link, a phone number, or both."))
    return faults


def by_day(times: Sequence[datetime]) -> list[tuple[date, list[datetime]]]:
    """Times under their day in London, in time order."""
    found: dict[date, list[datetime]] = {}
    for one in sorted(times):
        found.setdefault(one.astimezone(LONDON).date(), []).append(one)
    return list(found.items())
