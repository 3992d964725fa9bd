"""The calls of many sites in one list: where each stands, and what a reader asks of the list."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.sites.rules import Nation, Stage
from app.sites.rules.levels import Level

PER_PAGE = 25
EVERYBODY, WITHOUT, NO_LEVEL = "everybody", "without", "none"
LEVEL_WORDS = {**{one.value: one.label for one in Level}, NO_LEVEL: "No level known"}
SORTS = ("site", "stage", "level", "last", "when", "lead")


class Section(StrEnum):
    """Where a call or a site without one stands, the most urgent first."""

    OVERDUE = "overdue"
    TO_RECORD = "to-record"
    THIS_WEEK = "this-week"
    NEXT = "next"
    UNBOOKED = "unbooked"

    @property
    def label(self) -> str:
        """As headings and filters say it."""
        return self.value.replace("-", " ").capitalize()

    @property
    def meaning(self) -> str:
        """Which sites or calls stand there, in a sentence."""
        return _MEANINGS[self]

    @property
    def place(self) -> int:
        """Its place in the list, from 1."""
        return list(Section).index(self) + 1


_MEANINGS = {
    Section.OVERDUE: "No call is booked, and the usual time between calls has passed.",
    Section.TO_RECORD: "The call is over, and nobody wrote down whether it was held.",
    Section.THIS_WEEK: "Booked for today or later this week.",
    Section.NEXT: "Booked for later.",
    Section.UNBOOKED: "No call is booked yet; the usual time has not passed.",
}


STATES: Mapping[str, tuple[Section, ...]] = {
    **{one.value: (one,) for one in Section},
    WITHOUT: (Section.OVERDUE, Section.UNBOOKED),
}
STATE_WORDS = {**{one.value: one.label for one in Section}, WITHOUT: "Overdue or unbooked"}


@dataclass(frozen=True)
class CallsWish:
    """Filters, sorting and page of the list; "" and None do not narrow. `whose` is EVERYBODY or
    "" for the reader's own sites; `level` one of LEVEL_WORDS,
    `state` one of STATES, `sort` one of SORTS, with "-" before it
    when descending, or "" for the order of the sections."""

    whose: str = ""
    lead: int | None = None
    stage: Stage | None = None
    nation: Nation | None = None
    region: str = ""
    level: str = ""
    state: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "CallsWish":
        """From an address. What cannot be understood is passed over, so that old links open."""
        sort, state = asked.get("sort", ""), asked.get("state", "")
        level = asked.get("level", "")
        return cls(
            whose=EVERYBODY if asked.get("whose") == EVERYBODY else "",
            lead=_number(asked.get("lead", "")),
            stage=_one_of(Stage, asked.get("stage", "")),
            nation=_one_of(Nation, asked.get("nation", "")),
            region=asked.get("region", "").strip()[:80],
            level=level if level in LEVEL_WORDS else "",
            state=state if state in STATES else "",
            sort=sort if sort.removeprefix("-") in SORTS else "",
            page=_number(asked.get("page", "")) or 1,
        )

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that are shown."""
        return STATES[self.state] if self.state else tuple(Section)

    def query(self, **changes: Any) -> dict[str, Any]:
        """What the address of the list carries with some of it changed; what is usual left out."""
        new = replace(self, **changes)
        asked = {
            "whose": new.whose,
            "lead": new.lead,
            "stage": new.stage,
            "nation": new.nation,
            "region": new.region,
            "level": new.level,
            "state": new.state,
            "sort": new.sort,
            "page": new.page if new.page > 1 else None,
        }
        return {name: str(value) for name, value in asked.items() if value}


def _one_of(kind: Any, value: str) -> Any:
    return next((member for member in kind if member.value == value), None)


def _number(text: str) -> int | None:
    usable = text.isascii() and text.isdigit() and len(text) < 10
    return (int(text) or None) if usable else None


def end_of_week(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())


@dataclass(frozen=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str, today: date) -> "Month":
        """From "2027-03"; this month for what cannot be understood."""
        year, _, number = text.partition("-")
        if year.isdecimal() and number.isdecimal() and len(text) <= 7:
            found = cls(int(year), int(number))
            if 2000 <= found.year < 2100 and 1 <= found.number <= 12:
                return found
        return cls(today.year, today.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def after(self) -> "Month":
        """The next one."""
        later = self.first + timedelta(days=32)
        return Month(later.year, later.month)

    @property
    def before(self) -> "Month":
        """The one before."""
        earlier = self.first - timedelta(days=1)
        return Month(earlier.year, earlier.month)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after.first - timedelta(days=1)

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks from Monday to Sunday, filled up with days of the months around it."""
        monday = self.first - timedelta(days=self.first.weekday())
        number = ((self.last - monday).days // 7) + 1
        return [
            [monday + timedelta(days=7 * week + day) for day in range(7)] for week in range(number)
        ]
