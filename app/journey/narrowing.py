"""The list of milestones narrowed by its address, the filters in words, and the list as a file."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.journey import showing
from app.journey.queries import MilestoneRow
from app.journey.rules import DueState, MilestoneStatus, variance

OPEN = "open"
STATUSES = {OPEN: "Still open", **{status.value: status.label for status in MilestoneStatus}}
DUES = {"overdue": "Overdue", "due-soon": "In the next 14 days", "later": "Later"}
CRITICAL = {"yes": "Critical only"}
DATES = {"provisional": "Provisional dates", "confirmed": "Confirmed dates"}
OFFERED: Mapping[str, Mapping[str, str]] = {
    "status": STATUSES,
    "due": DUES,
    "critical": CRITICAL,
    "dates": DATES,
}
HEADINGS = (
    *("Code", "Milestone", "Stage", "Time band", "Critical", "Status", "Due", "Planned on"),
    *("Date is", "First planned on", "Weeks later than first planned", "Happened on"),
    *("Known to the", "Entered on", "Entered late"),
)


@dataclass(frozen=True)
class Wanted:
    """What a reader wants to see of the milestones; "" does not narrow."""

    status: str = ""
    due: str = ""
    critical: str = ""
    dates: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        """From an address; words it does not know do not narrow, so that old links open."""
        given = {name: asked.get(name, "") for name in OFFERED}
        return cls(**{name: value for name, value in given.items() if value in OFFERED[name]})

    def address(self, **changes: str) -> dict[str, str]:
        """Query values of the list with some of it changed."""
        return {name: value for name, value in asdict(replace(self, **changes)).items() if value}

    @property
    def named(self) -> list[tuple[str, str]]:
        """(filter, the chosen value in words) for each filter in use."""
        return [(name, OFFERED[name][value]) for name, value in self.address().items()]

    def fits(self, row: MilestoneRow) -> bool:
        """Whether a milestone is one of those wanted."""
        return all(_FITS[name](row, value) for name, value in self.address().items())


def _fits_status(row: MilestoneRow, wanted: str) -> bool:
    return row.status.is_open if wanted == OPEN else row.status.value == wanted


def _fits_due(row: MilestoneRow, wanted: str) -> bool:
    return row.due.is_late if wanted == DueState.OVERDUE else row.due.value == wanted


def _fits_dates(row: MilestoneRow, wanted: str) -> bool:
    is_dated = row.status.is_open and row.planned_on is not None
    return is_dated and showing.certainty(row) == wanted


_FITS: Mapping[str, Callable[[MilestoneRow, str], bool]] = {
    "status": _fits_status,
    "due": _fits_due,
    "critical": lambda row, _: row.template.critical,
    "dates": _fits_dates,
}


def cells(row: MilestoneRow) -> tuple[Any, ...]:
    """A milestone as a line of a file, under HEADINGS."""
    is_done, is_dated = row.happened_on is not None, row.planned_on is not None
    return (
        row.code,
        row.template.name,
        row.template.stage.label,
        row.template.band.label,
        row.template.critical,
        row.status.label,
        row.due.value.replace("-", " "),
        row.planned_on,
        showing.certainty(row) if is_dated and row.status.is_open else "",
        row.first_planned_on,
        variance(row.first_planned_on, row.happened_on or row.planned_on),
        row.happened_on,
        ("month" if row.month_only else "day") if is_done else "",
        row.entered_at,
        showing.entered_late(row) if is_done else "",
    )
