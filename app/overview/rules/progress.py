"""The progress of many sites: what a list of it is asked for, narrowed and ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.journey.rules.pace import Pace, Quadrant
from app.journey.rules.scores import Score, Tally
from app.overview.rules.asking import address_of, one_of, whole_number
from app.sites.rules import Stage, Status


@dataclass(frozen=True)
class SiteProgress:
    """The scores of one site in a list. `stage` is the declared one, `reached` the furthest with
    something done; `behind` counts stages behind the first plan, below 0 ahead."""

    slug: str
    name: str
    stage: Stage
    status: Status
    lead: str | None
    lead_ids: frozenset[int]
    quadrant: Quadrant
    preparation: Score
    implementation: Tally
    pace: Pace | None
    reached: Stage | None
    behind: int

    @property
    def share(self) -> Fraction:
        """Done of the preparation that applies; 0 where nothing does."""
        return self.preparation.proportion or Fraction(0)


class ProgressSort(StrEnum):
    """Columns the list can be sorted by."""

    NAME = "name"
    QUADRANT = "quadrant"
    SHARE = "share"
    DAYS = "days"
    PACE = "pace"
    REACHED = "reached"
    BEHIND = "behind"


@dataclass(frozen=True)
class ProgressWish:
    """Filters, sorting and page of the list; None and "" do not narrow."""

    quadrant: Quadrant | None = None
    stage: Stage | None = None
    status: Status | None = None
    lead_id: int | None = None
    search: str = ""
    sort: ProgressSort = ProgressSort.NAME
    descending: bool = False
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "ProgressWish":
        """From an address. What cannot be understood is passed over, so that old links open."""
        return cls(
            quadrant=one_of(Quadrant, asked.get("quadrant")),
            stage=one_of(Stage, asked.get("stage")),
            status=one_of(Status, asked.get("status")),
            lead_id=whole_number(asked.get("lead", "")),
            search=asked.get("q", "").strip()[:100],
            sort=one_of(ProgressSort, asked.get("sort")) or ProgressSort.NAME,
            descending=asked.get("order") == "descending",
            page=max(1, whole_number(asked.get("page", "")) or 1),
        )

    @property
    def filters(self) -> dict[str, str]:
        """The filters in use, as the address carries them."""
        held = {
            "quadrant": self.quadrant,
            "stage": self.stage,
            "status": self.status,
            "lead": self.lead_id,
            "q": self.search,
        }
        return {name: str(value) for name, value in held.items() if value}

    def address(self, **changes: Any) -> dict[str, Any]:
        """Query values of the address of this list with some of it changed; defaults left out."""
        return address_of(self, changes)

    def without(self, name: str) -> dict[str, Any]:
        """The address without one filter, back on the first page."""
        kept = self.address(page=1)
        kept.pop(name, None)
        return kept


def narrowed(rows: Sequence[SiteProgress], wish: ProgressWish) -> list[SiteProgress]:
    """The sites that fit the filters, in the order asked for: by name where that leaves it open,
    and those without a value last."""
    found = sorted(
        (row for row in rows if _fits(row, wish)), key=lambda row: (row.name.casefold(), row.slug)
    )
    if wish.sort is ProgressSort.NAME:
        return found[::-1] if wish.descending else found
    valued = [(_value(row, wish.sort), row) for row in found]
    known = [(value, row) for value, row in valued if value is not None]
    known.sort(key=lambda pair: pair[0], reverse=wish.descending)
    return [row for _, row in known] + [row for value, row in valued if value is None]


def _fits(row: SiteProgress, wish: ProgressWish) -> bool:
    wanted = (
        (wish.quadrant, row.quadrant),
        (wish.stage, row.stage),
        (wish.status, row.status),
    )
    if any(asked is not None and asked is not held for asked, held in wanted):
        return False
    if wish.lead_id is not None and wish.lead_id not in row.lead_ids:
        return False
    return wish.search.casefold() in row.name.casefold()


def _value(row: SiteProgress, sort: ProgressSort) -> Fraction | int | None:
    """What a row is sorted by; None stands last whichever way."""
    duration = row.preparation.duration
    values: Mapping[ProgressSort, Fraction | int | None] = {
        ProgressSort.QUADRANT: row.quadrant.number,
        ProgressSort.SHARE: row.share if row.preparation.tally.applicable else None,
        ProgressSort.DAYS: duration.days if duration else None,
        ProgressSort.PACE: row.pace.ratio if row.pace else None,
        ProgressSort.REACHED: row.reached.number if row.reached else None,
        ProgressSort.BEHIND: row.behind,
    }
    return values[sort]
