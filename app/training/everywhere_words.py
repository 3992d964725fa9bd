"""How the coverage of all sites reads in its list."""

from collections.abc import Callable, Sequence
from typing import Any

from app.core.charts import cut
from app.core.words import short_day
from app.training.columns import sortable
from app.training.queries.everywhere import BELOW, REACHED, UNKNOWN, SiteRow, Wanted
from app.training.rules.licences import trainers_needed

STATES = {
    BELOW: "Below 80%, practitioners or managers",
    REACHED: "80% or more, both",
    UNKNOWN: "No teams entered",
}
MINE = {"yes": "Those I lead or deputise for"}
_COLUMNS = (
    ("site", "Site", "text", True),
    ("practitioners", "Practitioners trained and in post", "text", True),
    ("managers", "Managers trained and in post", "text", True),
    ("trainers", "Active trainers", "text", True),
    ("expires", "Next licence to expire", "date", True),
)


def columns(sort: str, address: Callable[..., str]) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_COLUMNS, sort, address)


def rows(found: Sequence[SiteRow], address: Callable[[str], str]) -> list[dict[str, Any]]:
    """The rows of the list."""
    return [
        {
            "site": {"text": row.name, "href": address(row.slug)},
            "practitioners": _share(
                row.practitioners_covered, row.practitioners, row.practitioners_percent
            ),
            "managers": _share(row.managers_covered, row.managers, row.managers_percent),
            "trainers": f"{row.active_trainers} of "
            f"{trainers_needed(row.practitioners + row.managers)} needed",
            "expires": {"text": short_day(row.expires_on), "iso": row.expires_on.isoformat()}
            if row.expires_on
            else "",
        }
        for row in found
    ]


def _share(covered: int, intended: int, percent: float | None) -> str:
    return "" if percent is None else f"{cut(percent, 0)}% ({covered} of {intended})"


def named_filters(wanted: Wanted) -> list[tuple[str, str]]:
    """(filter, the chosen value in words) for each filter in use."""
    found = [("q", f"“{wanted.q}”")] if wanted.q else []
    if wanted.state:
        found.append(("state", STATES[wanted.state]))
    return found + ([("mine", MINE["yes"])] if wanted.mine else [])
