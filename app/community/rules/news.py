"""What is new for one member, out of what every room offers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.members.rules import Fresh


@dataclass(frozen=True)
class Line:
    """One thing to read or to do: what it is, what is said about it, where it is."""

    title: str
    about: str
    path: str


def is_muted(one: Fresh, muted: Collection[str]) -> bool:
    """Whether somebody who muted these tags and paths wants to hear nothing of it."""
    page = one.path.split("#")[0]
    return page in muted or any(tag in muted for tag in one.tags)


def merged(
    parts: Iterable[Iterable[Fresh]], followed: Iterable[Fresh], muted: Collection[str], limit: int
) -> tuple[tuple[Fresh, ...], tuple[Fresh, ...]]:
    """What is new in all rooms, and what is new in what the reader follows; newest first, each at
    most `limit`. What stands among the followed is not repeated. Who follows a topic wants to hear
    of it, whatever tags they muted, but not when they muted the topic itself."""
    mine = _newest((one for one in followed if one.path.split("#")[0] not in muted), limit)
    known = {one.path for one in mine}
    rest = (one for part in parts for one in part)
    fresh = (one for one in rest if one.path not in known and not is_muted(one, muted))
    return _newest(fresh, limit), mine


def _newest(found: Iterable[Fresh], limit: int) -> tuple[Fresh, ...]:
    kept: dict[str, Fresh] = {}
    for one in sorted(found, key=lambda one: one.when, reverse=True):
        kept.setdefault(one.path, one)
    return tuple(kept.values())[:limit]
