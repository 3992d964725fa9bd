"""How the register reads in its list, on a person's page and in its file."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.tables import write_csv
from app.core.words import day, short_day
from app.training.queries.register import EntryRow, Wanted
from app.training.rules.coverage import Headcount
from app.training.rules.importing import COLUMNS as FILE_COLUMNS
from app.training.rules.register import StaffRole

ROLES = {role.value: role.label for role in StaffRole}
STANDINGS = {"in-post": "In post", "left": "Left"}
TRAINED = {"yes": "Trained", "no": "Not trained"}
KNOWN = {"role": ROLES, "standing": STANDINGS, "trained": TRAINED}
HEADINGS = (
    ("name", "Name", "text"),
    ("team", "Team", "text"),
    ("role", "Role", "text"),
    ("started", "First day", "date"),
    ("left", "Last day", "date"),
    ("trained", "Trained", "date"),
)
SORTED = {"name", "team", "started", "left", "trained"}


def columns(sort: str, address: Callable[..., str]) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    found = []
    for key, text, kind in HEADINGS:
        column = {"key": key, "text": text, "kind": kind}
        if key in SORTED:
            column["sort_href"] = address(sort=f"-{key}" if sort == key else key)
            column["order"] = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
        found.append(column)
    return found


def rows(
    found: Sequence[EntryRow], today: date, address: Callable[[int], str]
) -> list[dict[str, Any]]:
    """The rows of the list."""
    return [
        {
            "name": {"text": row.name, "href": address(row.id)},
            "team": row.team,
            "role": row.role.label,
            "started": _cell(row.started_on),
            "left": _cell(row.left_on),
            "trained": _cell(row.trained_on) if row.trained_on else "Not yet",
        }
        for row in found
    ]


def _cell(on: date | None) -> str | dict[str, str]:
    return {"text": short_day(on), "iso": on.isoformat()} if on else ""


def named_filters(wanted: Wanted, teams: Sequence[Headcount]) -> list[tuple[str, str]]:
    """(filter, the chosen value in words) for each filter in use."""
    named = {str(team.id): team.name for team in teams}
    found = [("q", f"“{wanted.q}”")] if wanted.q else []
    if wanted.team:
        found.append(("team", named.get(wanted.team, "A team of another site")))
    return found + [
        (name, words[value]) for name, words in KNOWN.items() if (value := getattr(wanted, name))
    ]


def sentence(row: EntryRow, today: date) -> str:
    """One person in a sentence."""
    trained = f"trained on {day(row.trained_on)}" if row.trained_on else "not trained yet"
    if row.left_on is not None and row.left_on < today:
        return f"Left on {day(row.left_on)}; {trained}."
    leaves = f", until {day(row.left_on)}" if row.left_on else ""
    return f"{row.role.label}, in post{leaves}; {trained}."


def csv(found: Sequence[EntryRow]) -> bytes:
    """The register as a file that the import reads."""
    return write_csv(
        FILE_COLUMNS,
        (
            (row.name, row.team, row.role.value, row.started_on, row.left_on, row.trained_on)
            for row in found
        ),
    )
