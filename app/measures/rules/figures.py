"""The quarterly return: its rows, columns and pages (dossier, section 8.8). Counts only."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

Figures = Mapping[str, Mapping[str, int]]  # numbers by row and column; what is missing is unknown
LARGEST = 100_000
MONTHS_AFTER = (6, 12, 24)
LEVELS = ("severe", "high", "medium", "low")
ALL, RPF, NON_RPF = "ALL", "RPF", "NON_RPF"
GROUPS = {ALL: "All children", RPF: "With the framework", NON_RPF: "Without it"}
BREAKDOWNS: dict[str, dict[str, str]] = {
    "LEGAL": {
        "S20": "Section 20",
        "ICO": "Interim care order",
        "CO": "Care order",
        "OTHER": "Other",
    },
    "AGE": {"0-4": "0 to 4", "5-9": "5 to 9", "10-15": "10 to 15", "16-17": "16 and 17"},
    "PLANNED": {"E4A": "Planned return", "E4B": "Unplanned return"},
}


@dataclass(frozen=True)
class Column:
    """One thing that is counted."""

    key: str
    label: str


CARE = (
    Column("started_care", "Children who started to be looked after"),
    Column("ceased_care", "Children who ceased to be looked after"),
    Column("exit_home_planned", "Went home as planned (E4A)"),
    Column("exit_home_unplanned", "Went home unplanned (E4B)"),
    Column("exit_home_unknown", "Went home, not known whether planned"),
    Column("p1_started", "Placements with parents that began (P1)"),
)
_REENTRY = tuple(
    column
    for months in MONTHS_AFTER
    for column in (
        Column(f"reentry_d_{months}", f"Returns home that are {months} months ago by now"),
        Column(f"reentry_n_{months}", f"Of these, back in care within {months} months"),
    )
)
AFTER = (
    *_REENTRY,
    Column("p1_d_12", "Placements with parents that began 12 months ago"),
    Column("p1_ended_early_n_12", "Of these, ended early within 12 months"),
)
ELIGIBLE = Column("eligible_n", "Children whose plan includes assessing a return home")
STAGES = (
    Column("rpf_cases_started", "Cases begun (stage 1)"),
    Column("rpf_stage2", "Reached stage 2, risk classification"),
    Column("rpf_stage3", "Reached stage 3, parental agreements"),
    Column("rpf_stage4", "Reached stage 4, classified again"),
    Column("rpf_stage5", "Reached stage 5, return home"),
)
RISK = tuple(
    Column(f"rc{turn}_{level}", f"{level.capitalize()} risk, {words}")
    for turn, words in (
        (1, "first classification"),
        (2, "second classification"),
        (3, "third classification"),
    )
    for level in LEVELS
)
DECISIONS = (
    Column("decision_proceed", "Decided to go on towards the return home"),
    Column("decision_not_now", "Decided: not now"),
    Column("decision_not_in_timescale", "Decided: not within the child's timescale"),
)
COLUMNS = (*CARE, *AFTER, ELIGIBLE, *STAGES, *RISK, *DECISIONS)
LABELS = {one.key: one.label for one in COLUMNS}
_KEYS = {
    ALL: (*CARE, *AFTER, ELIGIBLE),
    RPF: (*CARE, *AFTER, *STAGES, *RISK, *DECISIONS),
    NON_RPF: (*CARE, *AFTER),
    "LEGAL": CARE,
    "AGE": CARE,
    "PLANNED": _REENTRY,
}
ROWS = (ALL, RPF, NON_RPF, *(f"{ALL}/{b}/{v}" for b, values in BREAKDOWNS.items() for v in values))


@dataclass(frozen=True)
class Page:
    """A page of the form: every column for every row."""

    key: str
    title: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    lead: str
    is_optional: bool = False


def _parts(breakdown: str) -> tuple[str, ...]:
    return tuple(f"{ALL}/{breakdown}/{value}" for value in BREAKDOWNS[breakdown])


PAGES = (
    Page(
        "cases",
        "Cases with the framework",
        (RPF,),
        STAGES,
        "How far the cases of the quarter came.",
    ),
    Page(
        "eligible",
        "Children who could be assessed",
        (ALL,),
        (ELIGIBLE,),
        "Looked after or at the edge of care, with a plan that includes assessing a return home.",
    ),
    Page(
        "risk",
        "Risk and decisions",
        (RPF,),
        (*RISK, *DECISIONS),
        "What was classified and decided.",
    ),
    Page(
        "care",
        "Into care and home again",
        (ALL, RPF, NON_RPF),
        CARE,
        "The last time in the quarter counts where a child left care more than once.",
    ),
    Page(
        "after",
        "After the return home",
        (ALL, RPF, NON_RPF),
        AFTER,
        "Of earlier returns home whose 6, 12 or 24 months ended in this quarter.",
    ),
    Page(
        "legal",
        "By legal status",
        _parts("LEGAL"),
        CARE,
        "All children, by legal status when they left or started.",
        is_optional=True,
    ),
    Page("age", "By age", _parts("AGE"), CARE, "All children, by age.", is_optional=True),
    Page(
        "planned",
        "By planned and unplanned return",
        _parts("PLANNED"),
        _REENTRY,
        "Re-entry after planned and after unplanned returns home.",
        is_optional=True,
    ),
)
PAGE = {page.key: page for page in PAGES}


@cache
def columns_of(row: str) -> tuple[str, ...]:
    """The columns that are asked for in a row."""
    return tuple(one.key for one in _KEYS[row.split("/")[1] if "/" in row else row])


def row_words(row: str) -> str:
    """A row as people say it: "All children", "Care order"."""
    if "/" not in row:
        return GROUPS[row]
    _, breakdown, value = row.split("/")
    return BREAKDOWNS[breakdown][value]


def cell_words(row: str, column: str) -> str:
    """A cell in a sentence: "Children who ceased to be looked after (all children)"."""
    return f"{LABELS[column]} ({row_words(row)[:1].lower()}{row_words(row)[1:]})"


def cells() -> Iterator[tuple[str, str]]:
    """(row, column) of every figure that is asked for."""
    for row in ROWS:
        for column in columns_of(row):
            yield row, column


def field_of(row: str, column: str) -> str:
    """The field of a form that holds a cell."""
    return f"{row.replace('/', '-')}-{column}".lower()


def merged(*parts: Figures) -> dict[str, dict[str, int]]:
    """Figures put together; the later ones count where two know a cell."""
    found: dict[str, dict[str, int]] = {}
    for part in parts:
        for row, numbers in part.items():
            if numbers:
                found.setdefault(row, {}).update(numbers)
    return found


def fingerprint(figures: Figures) -> str:
    """Figures with the same one are the same."""
    said = [(row, column, get(figures, row, column)) for row, column in cells()]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def of_page(figures: Figures, page: Page) -> dict[str, dict[str, int]]:
    """Those that stand on a page."""
    keys = [one.key for one in page.columns]
    found = {
        row: {key: figures[row][key] for key in keys if key in figures[row]}
        for row in page.rows
        if row in figures
    }
    return {row: numbers for row, numbers in found.items() if numbers}


def get(figures: Figures, row: str, column: str) -> int | None:
    """One figure; None where nobody knows."""
    return figures.get(row, {}).get(column)


def total(figures: Figures, row: str, *columns: str) -> int | None:
    """The sum of those that are known; None where none is."""
    known = [n for column in columns if (n := get(figures, row, column)) is not None]
    return sum(known) if known else None
