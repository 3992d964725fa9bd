"""How lists of requests read: columns, rows, filters, files."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.columns import sortable
from app.core.words import count, short_day
from app.sites.rules import Status
from app.support.queries import AcrossCounts, AcrossWanted, RequestRow, Wanted
from app.support.queries.listing import OPEN_WORD
from app.support.rules.kinds import Kind
from app.support.rules.states import State
from app.support.showing.one import tag, waits

Address = Callable[..., str]
ANY = "any"
STATES = {OPEN_WORD: "Open"} | {state.value: state.label for state in State}
KINDS = {kind.value: kind.label for kind in Kind}
LATE = {"late": "Something is late"}
KNOWN = {"state": STATES, "kind": KINDS}
HEADINGS = (
    *("Site", "Number", "Asked for", "Kind", "For whom", "People", "Needed by", "Asked on"),
    *("Asked by", "State", "Waits for", "Answered on", "By whom", "Offered for", "Delivered on"),
    "Did it help",
)
_COLUMNS = (
    ("title", "What is needed", "text", False),
    ("kind", "Kind", "text", False),
    ("asked", "Asked", "date", True),
    ("needed", "Needed by", "date", True),
    ("waits", "Waits for", "text", False),
    ("state", "State", "text", False),
)
_ACROSS = (
    ("title", "What is needed", "text", False),
    ("site", "Site", "text", False),
    ("lead", "NSPCC lead", "text", False),
    ("asked", "Asked", "date", True),
    ("needed", "Needed by", "date", True),
    ("waits", "Waits for", "text", False),
    ("state", "State", "text", False),
)


def columns(sort: str, address: Address, *, across: bool = False) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_ACROSS if across else _COLUMNS, sort, address)


def rows(
    found: Sequence[RequestRow], today: date, address: Callable[[RequestRow], str]
) -> list[dict[str, Any]]:
    """The rows of either table; `address` gives the page of a request."""
    return [
        {
            "title": {"text": row.title, "href": address(row)},
            "site": _site(row),
            "lead": row.lead or "Nobody yet",
            "kind": row.kind.label,
            "asked": _cell(row.asked_on),
            "needed": _cell(row.needed_by),
            "waits": waits(row, today),
            "state": tag(row, today),
        }
        for row in found
    ]


def named_filters(wanted: Wanted) -> list[tuple[str, str]]:
    """(filter, its value in words) of each filter in use."""
    chosen = ((name, getattr(wanted, name)) for name in KNOWN)
    return [(name, KNOWN[name][value]) for name, value in chosen if value]


def named_across(wanted: AcrossWanted, leads: dict[str, str]) -> list[tuple[str, str]]:
    """The same across sites; open ones are what is usual and not named."""
    named = [pair for pair in named_filters(wanted.listed) if pair != ("state", STATES[OPEN_WORD])]
    if wanted.late:
        named.append(("late", LATE[wanted.late]))
    if wanted.lead:
        named.append(("lead", f"Lead: {leads.get(wanted.lead, 'nobody here')}"))
    return named


def across_line(found: AcrossCounts) -> str:
    """What is open at all sites, in a sentence."""
    if not found.open:
        return "No request for support is open at any site."
    late = f", {found.late} of them longer than promised" if found.late else ", none of them late"
    waiting = (
        f"{found.waiting} wait for an answer of the NSPCC"
        if found.waiting != 1
        else ("1 waits for an answer of the NSPCC")
    )
    if not found.waiting:
        waiting, late = "none waits for an answer of the NSPCC", ""
    where = count(found.sites, "site")
    return f"{count(found.open, 'open request').capitalize()} at {where}: {waiting}{late}."


def cells(row: RequestRow, today: date) -> tuple[object, ...]:
    """A request as a line of a file, under HEADINGS."""
    return (
        *(row.site_name, row.id, row.title, row.kind.label, row.for_whom, row.people),
        *(row.needed_by, row.asked_on, row.asked_by, tag(row, today)[0], waits(row, today)),
        *(row.answered_on, row.helper, row.offered_for, row.delivered_on),
        row.helped.label if row.helped else "",
    )


def _site(row: RequestRow) -> str:
    return (
        row.site_name
        if row.site_status == Status.ACTIVE
        else (f"{row.site_name} ({row.site_status})")
    )


def _cell(on: date | None) -> str | dict[str, str]:
    return {"text": short_day(on), "iso": on.isoformat()} if on else "No date"
