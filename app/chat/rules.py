"""Pure decisions about the chat: who enters and writes, how fast, and how it is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.core.refusals import Faults

HERE_FOR = timedelta(seconds=60)  # somebody counts as present so long after they were seen
PACE, PACE_WITHIN = 20, timedelta(minutes=1)  # messages of one person, in all rooms
SHOWN = 50  # messages on the page of a room
AT_ONCE = 100  # changes in one answer to a page that asks what is new
ON_A_DAY = 100  # messages on one page of a day
QUOTED = 120  # characters of the message that is answered
NAMED = 5  # people named as present; the others are counted
KIND = "chat"  # of messages, in the index of the search
_CLIENT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Kind(StrEnum):
    """What a room is for."""

    EVERYONE = "everyone"
    SUBJECT = "subject"
    EVENT = "event"
    SITE = "site"

    @property
    def label(self) -> str:
        """In words, as a list shows it."""
        return _LABELS[self]


_LABELS = {
    Kind.EVERYONE: "Every member",
    Kind.SUBJECT: "A subject, for every member",
    Kind.EVENT: "An event, for those who take part",
    Kind.SITE: "Your authority alone",
}


def site_key(site_id: int) -> str:
    """The key of the private room of a site, which its posts carry too."""
    return f"{Kind.SITE}:{site_id}"


def subject_key(number: str) -> str:
    """The key of a room of a subject, by the number of the form that opened it."""
    return f"{Kind.SUBJECT}:{number}"


def event_key(event_id: int) -> str:
    """The key of the room of an event."""
    return f"{Kind.EVENT}:{event_id}"


def room_key(key: str, site_id: int | None, event_id: int | None) -> str | None:
    """What the posts of a room carry: its key where not every member enters it."""
    return None if site_id is None and event_id is None else key


def room_label(room_id: int) -> str:
    """By what the index narrows to the messages of a room."""
    return f"room:{room_id}"


@dataclass(frozen=True)
class Visitor:
    """Who asks to enter: of these sites, with a place at the event of the room, of the NSPCC."""

    own_sites: frozenset[int] = frozenset()
    has_place: bool = False
    is_nspcc: bool = False


def may_enter(site_id: int | None, event_id: int | None, who: Visitor) -> bool:
    """Whether somebody may enter a room: everyone where it is of no site and no event; else the
    members of the site, not the NSPCC either; those who have a place at the event, and the
    NSPCC."""
    if site_id is not None:
        return site_id in who.own_sites
    return event_id is None or who.has_place or who.is_nspcc


def may_sum_up(site_id: int | None, *, moderates: bool) -> bool:
    """Whether somebody who may enter a room may sum up and close it: moderators, and in a private
    room, which they do not enter, its members."""
    return moderates or site_id is not None


def may_close(kind: Kind) -> bool:
    """Whether a room can be closed: the one of everyone stays open."""
    return kind is not Kind.EVERYONE


def is_client_id(typed: str) -> bool:
    """Whether this is a number a page made for its message, a UUID in small letters."""
    return _CLIENT_ID.fullmatch(typed) is not None


def check_sending(*, closed: bool, at_rest: bool, sent_lately: int) -> Faults:
    """What stands in the way of a message, whatever it says."""
    if closed:
        return [("text", "This room is closed. Copy what you wrote and use another room")]
    if at_rest:
        return check_rest(at_rest=at_rest)
    if sent_lately >= PACE:
        return [("text", f"You sent {PACE} messages in a minute. Wait a little and send it again")]
    return []


def check_editing(*, closed: bool, at_rest: bool, agreed: bool) -> Faults:
    """What stands in the way of changing one's own message: what would stand in that of sending
    it now."""
    if not agreed:
        return [("text", "Accept the house rules first (under Members), then save this again")]
    return check_sending(closed=closed, at_rest=at_rest, sent_lately=0)


def check_rest(*, at_rest: bool) -> Faults:
    """What stands in the way of any words in the room of a site that is paused or stopped."""
    words = "Your site is paused or stopped, so nobody writes in its room"
    return [("text", words)] if at_rest else []


def check_title(title: str) -> Faults:
    """What is wrong with the name of a room."""
    if not title.strip():
        return [("title", "Enter a name for the room")]
    return []


def is_here(seen_at: datetime, now: datetime) -> bool:
    """Whether somebody last seen then counts as present."""
    return now - seen_at <= HERE_FOR


def quoted(text: str) -> str:
    """The beginning of a text, for the line above an answer to it."""
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"


def present_in_words(names: Sequence[str], total: int) -> str:
    """Who is here: "Ann Field and 2 others are here now". `names` of those who let others see it,
    without the reader; `total` counts the reader too."""
    others = total - 1
    if others < 1:
        return "Nobody else is here now"
    shown = list(names[:NAMED])
    unnamed = others - len(shown)
    if unnamed and not shown:
        return f"{others} other {'person is' if others == 1 else 'people are'} here now"
    if unnamed:
        shown.append(f"{unnamed} other{'' if unnamed == 1 else 's'}")
    verb = "is" if others == 1 else "are"
    return f"{_listed(shown)} {verb} here now"


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


@dataclass(frozen=True)
class Stretch:
    """A stretch of talk: its first and last message, when, and how many there are."""

    first_id: int
    last_id: int
    first_at: datetime
    last_at: datetime
    messages: int


def days_in_words(first: date, last: date) -> str:
    """ "12 March 2027", "12 to 14 March 2027", "30 March to 2 April 2027"."""
    if first == last:
        return f"{last.day} {last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} to {last.day} {last:%B %Y}"
