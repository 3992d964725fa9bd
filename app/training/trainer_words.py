"""How trainers read in lists and on their pages."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.words import count, day, short_day
from app.training.columns import sortable
from app.training.queries.trainers import ACTIVE, LEFT, QUIET, TrainerRow, Wanted
from app.training.rules.coverage import Headcount
from app.training.rules.licences import LicenceState, trainers_needed

STATES = {state.value: state.label for state in LicenceState}
STANDINGS = {ACTIVE: "Active", QUIET: "Not active", LEFT: "Left"}
KNOWN = {"state": STATES, "standing": STANDINGS}
_KINDS = {
    LicenceState.GOOD: "plain",
    LicenceState.SOON: "waiting",
    LicenceState.EXPIRED: "late",
    LicenceState.WITHDRAWN: "late",
    LicenceState.NONE: "neutral",
}
_COLUMNS = (
    ("name", "Trainer", "text", True),
    ("site", "Site", "text", True),
    ("state", "Licence", "text", False),
    ("expires", "Good until", "date", True),
    ("delivered", "Last taught", "date", True),
    ("activity", "Activity", "text", False),
)


def columns(sort: str, address: Callable[..., str], *, with_site: bool) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    shown = [column for column in _COLUMNS if with_site or column[0] != "site"]
    return sortable(shown, sort, address)


def rows(
    found: Sequence[TrainerRow], today: date, address: Callable[[TrainerRow], str]
) -> list[dict[str, Any]]:
    """The rows of a list."""
    return [
        {
            "name": {"text": row.name, "href": address(row)},
            "site": row.site_name,
            "state": state(row, today),
            "expires": _cell(row.expires_on),
            "delivered": _cell(row.delivered_on),
            "activity": _standing(row, today),
        }
        for row in found
    ]


def _cell(on: date | None) -> str | dict[str, str]:
    return {"text": short_day(on), "iso": on.isoformat()} if on else ""


def _standing(row: TrainerRow, today: date) -> str:
    if row.left_on is not None and row.left_on < today:
        return STANDINGS[LEFT]
    return STANDINGS[ACTIVE if row.is_active(today) else QUIET]


def state(row: TrainerRow, today: date) -> dict[str, str]:
    """How the licence stands, as a tag."""
    found = row.state(today)
    text = found.label
    if found is LicenceState.SOON and row.expires_on is not None:
        left = (row.expires_on - today).days
        text = f"Expires in {count(left, 'day')}" if left else "Expires today"
    return {"text": text, "kind": _KINDS[found]}


def activity(row: TrainerRow, today: date) -> str:
    """Whether a trainer is active, in a sentence."""
    if row.left_on is not None and row.left_on < today:
        return f"Left on {day(row.left_on)}."
    leaves = f" Leaves on {day(row.left_on)}." if row.left_on else ""
    if row.delivered_on is None:
        return f"Has not taught a session yet.{leaves}"
    if row.is_active(today):
        return f"Active: taught last on {day(row.delivered_on)}.{leaves}"
    return f"Not active: taught last on {day(row.delivered_on)}, over 12 months ago.{leaves}"


def sentence(every: Sequence[TrainerRow], teams: Sequence[Headcount], today: date) -> str:
    """The trainers of a site against how many it needs."""
    active = sum(row.is_active(today) for row in every)
    intended = sum(team.practitioners + team.managers for team in teams)
    needed = trainers_needed(intended)
    said = f"{count(active, 'active trainer')}; {needed} are needed"
    why = f" for {intended:,} people to be trained." if intended else " at least."
    return said[:1].upper() + said[1:] + why


def named_filters(wanted: Wanted) -> list[tuple[str, str]]:
    """(filter, the chosen value in words) for each filter in use."""
    found = [("q", f"“{wanted.q}”")] if wanted.q else []
    return found + [
        (name, words[value]) for name, words in KNOWN.items() if (value := getattr(wanted, name))
    ]
