"""How reports read: in the list, and one with all that was said."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.core.words import count, iso, moment
from app.posts.queries import CaseList, CasePage, CaseRow
from app.posts.rules.places import Place
from app.posts.rules.reports import Reason

STATES = {"": "Waiting", "looks": "Second look asked for", "over": "Decided"}
REASONS = {one.value: one.label for one in Reason}
PLACES = {one.value: one.label.capitalize() for one in Place}
MINE = {"mine": "Claimed by me"}
KNOWN = {"state": STATES, "reason": REASONS, "place": PLACES, "mine": MINE}
COLUMNS = (
    {"key": "what", "text": "What", "kind": "text"},
    {"key": "why", "text": "Reported because", "kind": "text"},
    {"key": "age", "text": "Waits", "kind": "text"},
    {"key": "who", "text": "Who deals with it", "kind": "text"},
    {"key": "state", "text": "State", "kind": "text"},
)
_HOUR, _DAY = 3600, 86400


def age(since: datetime, now: datetime) -> str:
    """How long something has waited, in its largest unit."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds >= _DAY:
        return count(seconds // _DAY, "day")
    if seconds >= _HOUR:
        return count(seconds // _HOUR, "hour")
    return count(seconds // 60, "minute") if seconds >= 60 else "less than a minute"


def tag(row: CaseRow) -> tuple[str, str]:
    """Its state as words and a colour of the status tag."""
    if row.decided_at is None:
        return ("Safeguarding worry", "error") if row.worry else ("Waiting", "waiting")
    if row.appealed_at and not row.answered_at:
        return "Second look asked for", "late"
    return "Decided", "neutral"


def rows(listed: CaseList, now: datetime, address: Callable[[int], str]) -> list[dict[str, Any]]:
    """The rows of the list."""
    return [
        {
            "what": {
                "text": f"{row.place.label.capitalize()} by {row.author}",
                "href": address(row.id),
            },
            "why": _why(listed.reasons.get(row.id, ())),
            "age": age(row.appealed_at or row.opened_at, now) if _waits(row) else "–",
            "who": row.decided_by or row.claimed_by or "Nobody yet",
            "state": tag(row),
        }
        for row in listed.rows
    ]


def _waits(row: CaseRow) -> bool:
    return row.decided_at is None or tag(row)[0] == STATES["looks"]


def _why(reasons: tuple[Reason, ...]) -> str:
    words = "; ".join(dict.fromkeys(reason.label for reason in reasons))
    return f"{words} ({len(reasons)} people)" if len(reasons) > 1 else words


def waiting_line(total: int, worries: int, since: datetime | None, now: datetime) -> str:
    """What waits, in a sentence."""
    if not total or since is None:
        return "Nothing waits."
    worry = f", {count(worries, 'safeguarding worry', 'safeguarding worries')} among them"
    waits = "waits" if total == 1 else "wait"
    found = count(total, "report").capitalize()
    return f"{found} {waits}{worry if worries else ''}; the oldest for {age(since, now)}."


def reports(found: CasePage) -> list[dict[str, str]]:
    """Everybody's report as a conversation shows it."""
    return [
        {
            "title": one.reason.label,
            "who": one.reporter,
            "side": "authority",
            "words": one.words,
            "detail": "",
            "when": moment(one.reported_at),
            "iso": iso(one.reported_at),
        }
        for one in found.reports
    ]


def facts(row: CaseRow, *, for_author: bool = False) -> list[dict[str, str]]:
    """What was decided; the author is not told by whom, nor what moderators keep to themselves."""
    if row.decision is None or row.ground is None:
        return []
    found = [("Decision", row.decision.label), ("Why", row.ground.label)]
    found += [("What the author is told", row.words or "Nothing")]
    if not for_author:
        found += [("Decided by", f"{row.decided_by}, {moment(row.decided_at)}")]
        found += [("What was done about the worry", row.handled)] if row.handled else []
    if row.appeal:
        found.append(("Why a second look was asked for", row.appeal))
    if row.answered_at:
        stands = "The decision stands" if row.upheld else "The decision is taken back"
        found.append(("The second look", f"{stands}. {row.answer}"))
    return [{"key": key, "value": value} for key, value in found]
