"""How the list of actions across sites reads."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.columns import sortable
from app.core.words import count, day
from app.plans import showing
from app.plans.queries import TO_DO as TO_DO
from app.plans.queries.across import (
    EVERYBODY,
    AcrossChoices,
    AcrossCounts,
    SiteAction,
    WantedAcross,
)
from app.plans.rules import DueState

ANY = "any"  # every status, in an address
WHOSE = {EVERYBODY: "Everybody’s, at the sites I see"}
HEADINGS = ("Site", "Number", "What is to be done", "Whose action", "Who does it", "Due", "Status")
_COLUMNS = (
    ("title", "Action", "text", True),
    ("site", "Site", "text", True),
    ("owner", "Who does it", "text", True),
    ("due", "Due", "date", True),
    ("state", "Status", "text", False),
)


def first_line(counts: AcrossCounts, whose: str) -> str:
    """The list in a sentence."""
    if not counts.open:
        return (
            "No action is open at the sites you see."
            if whose
            else "No open action is yours at the moment."
        )
    late = f"{counts.overdue} overdue" if counts.overdue else "none overdue"
    soon = f"{counts.due_soon} due in the next 14 days" if counts.due_soon else "none due soon"
    whom = "at the sites you see" if whose else "of yours"
    return f"{count(counts.open, 'open action')} {whom}: {late}, {soon}."


def figures(counts: AcrossCounts, address: Callable[..., str]) -> list[dict[str, Any]]:
    """The numbers, each with the list behind it."""
    return [
        {"number": number, "text": text, "href": address(due=due, status=TO_DO)}
        for number, text, due in (
            (counts.overdue, "overdue", DueState.OVERDUE.value),
            (counts.due_soon, "due in 14 days", DueState.SOON.value),
            (counts.open, "open", ""),
        )
    ]


def columns(sort: str, address: Callable[..., str]) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_COLUMNS, sort, address)


def named_filters(wanted: WantedAcross, choices: AcrossChoices) -> list[tuple[str, str]]:
    """(filter, its value in words) of each filter in use; what is usual is not named."""
    listed = wanted.listed
    chosen = (
        ("whose", WHOSE, wanted.whose),
        ("at", dict(choices.sites), wanted.site),
        ("lead", dict(choices.leads), wanted.lead),
        ("due", showing.DUES, listed.due),
        ("side", showing.SIDES, listed.side),
        ("code", showing.CODES, listed.code),
    )
    named = [(name, words.get(value, "Nothing here")) for name, words, value in chosen if value]
    if listed.status and listed.status != TO_DO:
        named.append(("status", showing.STATUSES[listed.status]))
    return named


def rows(
    found: Sequence[SiteAction], today: date, address: Callable[[str, int], str]
) -> list[dict[str, Any]]:
    """The rows of the table; `address` gives the page of an action of a site."""
    return [
        {
            "title": {"text": one.action.title, "href": address(one.site_slug, one.action.id)},
            "site": one.site_name,
            "owner": one.action.owner,
            "due": {"text": day(one.action.due_on), "iso": one.action.due_on.isoformat()},
            "state": showing.state(one.action, today),
        }
        for one in found
    ]


def cells(one: SiteAction) -> tuple[object, ...]:
    """An action as a line of a file, under HEADINGS."""
    action = one.action
    return (
        one.site_name,
        action.id,
        action.title,
        action.side.label,
        action.owner,
        action.due_on,
        action.status.label,
    )
