"""How statuses, requests and events read on pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from app.core.words import day, iso
from app.sites.rules import Status
from app.standing.queries import Declared, EventRow, Request
from app.standing.rules import (
    Answer,
    Declaration,
    EventKind,
    Phase,
    phase_of,
    said_in_words,
    when_in_words,
)
from app.standing.rules.declaring import codes_in_words

Item = dict[str, Any]
KINDS = {kind.value: kind.label for kind in EventKind}
PHASES = {phase.value: phase.label for phase in Phase}
AROUND, EARLIER = "around", "earlier"
PERIODS = {AROUND: "In force or coming, twelve months", EARLIER: "Earlier or later"}
NAMED = {"kind": KINDS, "phase": PHASES, "period": PERIODS}
COLUMNS = (
    {"key": "what", "text": "What"},
    {"key": "kind", "text": "Kind", "sorts": True},
    {"key": "dates", "text": "When", "sorts": True},
    {"key": "state", "text": "State"},
)
PHASE_TAGS = {
    Phase.EXPECTED: "neutral",
    Phase.ANNOUNCED: "waiting",
    Phase.DECIDED: "waiting",
    Phase.IN_FORCE: "active",
}
CHOICES = {
    Status.ACTIVE: ("Active", "Work goes on, and the site can be changed again."),
    Status.PAUSED: (
        "Paused",
        "Work rests until a day. Everything can be read, nothing can be changed.",
    ),
    Status.STOPPED: (
        "Stopped",
        "The adoption has ended. Everything stays and can be read; it can be resumed.",
    ),
}


@dataclass(frozen=True)
class Banner:
    """What stands on every page of a site at rest; `asked` is the request that waits."""

    said: str
    why: str
    is_over: bool
    continues: tuple[str, str] | None
    asked: Request | None
    refused: Request | None


def banner(status: Status, declared: Declared | None, last: Request | None, today: date) -> Banner:
    """The banner of a paused or stopped site; `last` is its newest request."""
    held = declared if declared is not None and declared.status is status else None
    said = said_in_words(status, held.on if held else None, held.until if held else None, today)
    is_of_now = last is not None and held is not None and last.asked_at >= held.at
    return Banner(
        said,
        held.words if held else "",
        held.present.is_over(today) if held else False,
        held.continues if held else None,
        last if last and last.answer is Answer.WAITING else None,
        last if last and is_of_now and last.answer is Answer.NOT_YET else None,
    )


def declared_items(rows: Sequence[Declared], names: Mapping[int, str]) -> list[Item]:
    """The declarations for the timeline, the latest first."""
    return [
        {
            "title": said_in_words(row.status, row.on, row.until, row.on),
            "detail": f"{codes_in_words(row.reasons)}. {row.words}",
            "when": day(row.at),
            "iso": iso(row.at),
            "who": names.get(row.by_id or 0, "the portal"),
        }
        for row in rows
    ]


def check_rows(said: Declaration) -> list[Item]:
    """What was typed, for the page that asks to check it."""
    rows = [{"key": "Status", "value": said.to.value.capitalize()}]
    if said.until is not None:
        rows.append({"key": "Until", "value": day(said.until)})
    if said.to is Status.STOPPED:
        rows.append({"key": "Since", "value": day(said.on)})
    rows.append({"key": "Why", "value": codes_in_words(said.reasons)})
    rows.append({"key": "In words", "value": said.words})
    return rows


def dates_in_words(row: EventRow) -> str:
    """ "Announced March 2027; in force 1 April 2028"."""
    named = [f"{word} {when_in_words(when)}" for word, when in row.dates.named]
    words = "; ".join(named)
    return words[:1] + words[1:].replace("; Decided", "; decided").replace("; In", "; in")


def event_rows(rows: Sequence[EventRow], slug: str, today: date) -> list[Item]:
    """The rows of the list; those of the register of authorities lead nowhere."""
    return [
        {
            "what": {"text": row.title, "href": event_href(row, slug)} if row.id else row.title,
            "kind": row.kind.label,
            "dates": dates_in_words(row),
            "tag": (phase_of(row.dates, today).label, PHASE_TAGS[phase_of(row.dates, today)]),
        }
        for row in rows
    ]


def event_href(row: EventRow, slug: str) -> str:
    """The page of an event; the list where it has none of its own."""
    if row.id is None:
        return url_for("standing.events", site=slug)
    return url_for("standing.event", site=slug, site_event_id=row.id)


def timeline_items(rows: Sequence[EventRow], slug: str) -> list[Item]:
    """Every dated step of the events, the latest first."""
    points = [(when, word, row) for row in rows for word, when in row.dates.named]
    points.sort(key=lambda point: point[0].first, reverse=True)
    return [
        {
            "title": f"{word}: {row.title}",
            "when": when_in_words(when),
            "iso": when.first.strftime("%Y-%m") if when.is_month else iso(when.first),
            "who": f"entered by {row.by}" if row.id else f"from {row.by}",
            **({"href": event_href(row, slug)} if row.id else {}),
        }
        for when, word, row in points
    ]


def around_items(rows: Sequence[EventRow], slug: str, today: date) -> list[Item]:
    """Rows of a summary list on the site's overview."""
    return [
        {
            "key": row.kind.label,
            "value": f"{row.title}. {dates_in_words(row)}.",
            "href": event_href(row, slug),
            "action": "See",
            "hidden": row.title,
        }
        for row in rows
    ]
