"""What a reader asks of a list through its address, and how the answer is summed up in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from app.sites.rules import Nation, Stage, Status

PAGE_SIZE = 25
E = TypeVar("E", bound=StrEnum)


class PortfolioSort(StrEnum):
    """Columns the portfolio can be sorted by."""

    NAME = "name"
    STAGE = "stage"
    MILESTONES = "milestones"
    NEXT = "next"
    LEAD = "lead"


class Late(StrEnum):
    """Which sites are late: any milestone past its planned date, or a critical one."""

    ANY = "any"
    CRITICAL = "critical"

    @property
    def label(self) -> str:
        """As the filter says it."""
        return {"any": "A milestone is overdue", "critical": "A critical milestone is overdue"}[
            self.value
        ]


class Calls(StrEnum):
    """Whether a check-in call is booked."""

    NONE = "none"
    BOOKED = "booked"

    @property
    def label(self) -> str:
        """As the filter says it."""
        return {"none": "No call booked", "booked": "A call is booked"}[self.value]


@dataclass(frozen=True)
class Paging:
    """One page of a list. Pages count from 1."""

    page: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many rows lie before this page."""
        return (self.page - 1) * self.size


@dataclass(frozen=True)
class PortfolioWish:
    """Filters, sorting and page of the portfolio; None and "" do not narrow."""

    stage: Stage | None = None
    status: Status | None = None
    lead_id: int | None = None
    nation: Nation | None = None
    region: str = ""
    late: Late | None = None
    call: Calls | None = None
    search: str = ""
    sort: PortfolioSort = PortfolioSort.NAME
    descending: bool = False
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "PortfolioWish":
        """From an address. What cannot be understood is passed over, so that old links open."""
        lead, page = asked.get("lead", ""), asked.get("page", "")
        return cls(
            stage=one_of(Stage, asked.get("stage")),
            status=one_of(Status, asked.get("status")),
            lead_id=whole_number(lead),
            nation=one_of(Nation, asked.get("nation")),
            region=asked.get("region", "").strip()[:80],
            late=one_of(Late, asked.get("late")),
            call=one_of(Calls, asked.get("call")),
            search=asked.get("q", "").strip()[:100],
            sort=one_of(PortfolioSort, asked.get("sort")) or PortfolioSort.NAME,
            descending=asked.get("order") == "descending",
            page=max(1, whole_number(page) or 1),
        )

    @property
    def filters(self) -> dict[str, Any]:
        """The filters in use, as the address carries them."""
        held = {
            "stage": self.stage,
            "status": self.status,
            "lead": self.lead_id,
            "nation": self.nation,
            "region": self.region,
            "late": self.late,
            "call": self.call,
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


def address_of(wish: Any, changes: dict[str, Any]) -> dict[str, Any]:
    """Query values of the address of a list with some of what it asks for changed; defaults left
    out. A wish is a frozen dataclass with `filters`, `sort`, `descending` and `page`."""
    new = replace(wish, **changes)
    more = {
        "sort": new.sort.value if new.sort is not type(wish).sort else "",
        "order": "descending" if new.descending else "",
        "page": str(new.page) if new.page > 1 else "",
    }
    found: dict[str, Any] = new.filters
    return found | {name: value for name, value in more.items() if value}


def one_of(kind: type[E], value: str | None) -> E | None:
    """The member with this value, else None."""
    return next((member for member in kind if member.value == value), None)


def whole_number(text: str) -> int | None:
    """A number that fits the database's integers, else None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def sum_in_words(found: int, total: int, chosen: Iterable[str]) -> str:
    """ "5 of 12 sites: Initial implementation, North West"; without filters "12 sites"."""
    words = ", ".join(chosen)
    sites = f"{total:,} site{'' if total == 1 else 's'}"
    return f"{found:,} of {sites}: {words}" if words else sites
