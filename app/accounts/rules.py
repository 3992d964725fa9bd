"""How long sign-ins and proofs last, who may sign in, and what people type about themselves."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

ABSOLUTE_SESSION = timedelta(hours=20)  # WCAG 2.2.1 exempts limits of 20 hours and more
SEEN_EVERY = timedelta(minutes=5)
CLOCK_TOLERANCE = timedelta(minutes=5)
SHORTEST_PROOF = 10  # characters: long enough to say what was seen or who was asked

_BROWSERS = (  # the first that fits: most also claim to be Chrome and Safari
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


class Purpose(StrEnum):
    """What a proof sent by mail is for."""

    RESET = "reset"
    EMAIL = "email"


LIFETIME = {Purpose.RESET: timedelta(hours=1), Purpose.EMAIL: timedelta(hours=24)}


def one_line(text: str) -> str:
    """What was typed, trimmed, as one line without characters nobody can see."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def plain_email(address: str) -> str:
    """An address as it is compared and kept: trimmed, lower case, nothing unprintable in it."""
    return "".join(c for c in address if c.isprintable()).strip().lower()


def is_live(*, started_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a sign-in still counts: not ended, younger than 20 hours, not from the future."""
    return ended_at is None and -CLOCK_TOLERANCE < now - started_at < ABSOLUTE_SESSION


def should_note_seen(*, seen_at: datetime | None, now: datetime) -> bool:
    """Whether a sign-in was last seen so long ago that it is worth a write."""
    return seen_at is not None and now - seen_at >= SEEN_EVERY


def may_sign_in(*, deactivated: bool, is_demo: bool, is_production: bool) -> bool:
    """Whether an account may be used at all: demo people exist only where nothing is real."""
    return not deactivated and not (is_demo and is_production)


def network_of(address: str | None) -> str:
    """What limits count as one place: an IPv4 address, or the /64 one IPv6 customer is given."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, 64), strict=False))


def browser_in_words(user_agent: str) -> str:
    """ "Firefox on Windows": enough to recognise one's own device, too little to track it."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")


def words_about(*texts: str) -> list[str]:
    """Words a guesser of this person's password would try first, from name, address and work."""
    found = {word for text in texts for word in re.split(r"[\W_]+", text.lower()) if len(word) > 2}
    return sorted(found | {"nspcc", "reunification", "framework", "practice", "portal"})


def is_told_enough(proof: str) -> bool:
    """Whether an administrator says how a person who lost their mailbox proved who they are."""
    return len(one_line(proof)) >= SHORTEST_PROOF
