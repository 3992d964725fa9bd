"""How lists of adaptations read: columns, rows, filters, files."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.columns import sortable
from app.core.words import count, short_day
from app.quality.adaptation_words.one import tag
from app.quality.queries.adaptations import (
    AcrossCounts,
    AcrossWanted,
    AdaptationRow,
    SiteCounts,
    Wanted,
)
from app.quality.queries.adaptations.listing import ENDED, GOING_ON, NO_VIEW, WAITING
from app.quality.rules.adaptations.frame import Kind, Stage
from app.quality.rules.adaptations.more import BY_NAME, DECIDERS
from app.quality.rules.adaptations.states import View
from app.quality.rules.components import Component
from app.sites.rules import Status
from app.sites.rules.sides import Side

Address = Callable[..., str]
ANY = "any"
STATES = {
    GOING_ON: "Going on",
    WAITING: "Waits for the NSPCC",
    NO_VIEW: "No view yet",
    **{view.value: f"View: {view.label.lower()}" for view in View},
    ENDED: "Ended",
}
KINDS = {one.value: one.label for one in Kind}
COMPONENTS = {one.value: one.label for one in Component}
STAGES = {one.value: one.label for one in Stage}
FLAGS = {"critical": "A view is needed", "outside": "Outside the intended cases"}
LATE = {"late": "Something is late"}
VIEWS = {one.value: one.label for one in View}
KNOWN = {
    "state": STATES,
    "kind": KINDS,
    "component": COMPONENTS,
    "stage": STAGES,
    "flag": FLAGS,
}
HEADINGS = (
    *("Site", "Number", "What is changed", "What is done", "Kind", "Stages", "Core components"),
    *("Decided by", "Since", "How widely", "Teams", "Is the core kept", "View needed"),
    *("Outside the intended cases", "Nature", "Goals", "Trigger", "How found", "Logged on"),
    *("State", "View", "View on", "View due", "Look again on", "Ended", "May be shared"),
)
_COLUMNS = (
    ("title", "What is changed", "text", False),
    ("kind", "Kind", "text", False),
    ("core", "Core", "text", False),
    ("since", "Since", "date", True),
    ("due", "View due or look again", "date", False),
    ("state", "State", "text", False),
)
_ACROSS = (_COLUMNS[0], ("site", "Site", "text", False), *_COLUMNS[1:])


def columns(sort: str, address: Address, *, across: bool = False) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_ACROSS if across else _COLUMNS, sort, address)


def rows(
    found: Sequence[AdaptationRow], today: date, address: Callable[[AdaptationRow], str]
) -> list[dict[str, Any]]:
    """The rows of either table; `address` gives the page of an adaptation."""
    return [
        {
            "title": {"text": row.title, "href": address(row)},
            "site": _site(row),
            "kind": f"{row.kind.label} (outside the intended cases)"
            if row.outside
            else row.kind.label,
            "core": ", ".join(one.label for one in row.components) or "No part of it",
            "since": _cell(row.since),
            "due": _cell(_next_day(row)),
            "state": tag(row, today),
        }
        for row in found
    ]


def first_line(found: SiteCounts) -> str:
    """What goes on at a site, in a sentence."""
    if not found.going_on:
        return "Nothing goes on that is done differently."
    goes = "goes on" if found.going_on == 1 else "go on"
    parts = []
    if found.waiting:
        waits = "waits" if found.waiting == 1 else "wait"
        parts.append(f"{found.waiting} {waits} for the NSPCC’s view")
    if found.not_the_framework:
        are = "is" if found.not_the_framework == 1 else "are"
        parts.append(f"{found.not_the_framework} {are} not the framework any longer")
    tail = f": {', '.join(parts)}" if parts else ""
    return f"{count(found.going_on, 'adaptation').capitalize()} {goes}{tail}."


def across_line(found: AcrossCounts) -> str:
    """What goes on at all sites, in a sentence."""
    if not found.going_on:
        return "No adaptation goes on at any site."
    if not found.waiting:
        tail = "none waits for a view of the NSPCC"
    else:
        waits = "1 waits" if found.waiting == 1 else f"{found.waiting:,} wait"
        late = f"{found.late:,} of them longer than promised" if found.late else "none of them late"
        tail = f"{waits} for a view of the NSPCC, {late}"
    where = count(found.sites, "site")
    return f"{count(found.going_on, 'adaptation').capitalize()} at {where}: {tail}."


def named_filters(wanted: Wanted) -> list[tuple[str, str]]:
    """(filter, its value in words) of each filter in use."""
    chosen = ((name, getattr(wanted, name)) for name in KNOWN)
    return [(name, KNOWN[name][value]) for name, value in chosen if value]


def named_across(wanted: AcrossWanted, leads: dict[str, str]) -> list[tuple[str, str]]:
    """The same across sites; what goes on is usual and not named."""
    named = [pair for pair in named_filters(wanted.listed) if pair != ("state", STATES[GOING_ON])]
    if wanted.late:
        named.append(("late", LATE[wanted.late]))
    if wanted.lead:
        named.append(("lead", f"Lead: {leads.get(wanted.lead, 'nobody here')}"))
    return named


def cells(row: AdaptationRow, today: date) -> tuple[object, ...]:
    """An adaptation as a line of a file, under HEADINGS."""
    return (
        *(row.site_name, row.id, row.title, row.detail, row.kind.label),
        "; ".join(one.value for one in row.stages),
        "; ".join(one.value for one in row.components),
        *(DECIDERS[row.decided_by], row.since, row.scope.label, row.teams, row.fidelity.label),
        *(row.critical, row.outside, _more(row, "nature"), _more(row, "goals")),
        row.trigger.label if row.trigger else "",
        *(_more(row, "found"), row.entered_at.date(), tag(row, today)[0]),
        row.view.label if row.view else "",
        *(row.viewed_on, row.due_on, row.review_on, row.ended_on, row.shared),
    )


def _more(row: AdaptationRow, name: str) -> str:
    return "; ".join(BY_NAME[name].options[code] for code in row.more.get(name, ()))


def _next_day(row: AdaptationRow) -> date | None:
    if row.ended_on is not None:
        return None
    return row.due_on if row.turn is Side.NSPCC else row.review_on


def _site(row: AdaptationRow) -> str:
    is_active = row.site_status == Status.ACTIVE
    return row.site_name if is_active else f"{row.site_name} ({row.site_status})"


def _cell(on: date | None) -> str | dict[str, str]:
    return {"text": short_day(on), "iso": on.isoformat()} if on else "No date"
