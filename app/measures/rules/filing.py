"""The file of a quarterly return: its rows as figures, or every reason why it cannot be taken."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.measures.rules.checking import Ask, Earlier, check_figures, unusual
from app.measures.rules.child_level import OWN
from app.measures.rules.figures import (
    BREAKDOWNS,
    COLUMNS,
    GROUPS,
    LABELS,
    ROWS,
    Figures,
    columns_of,
    row_words,
)
from app.sites.rules.months import last_of_quarter

REQUIRED = OWN[:7]
MOST_ROWS = 2_000  # read, so that a file with a row for each child is told what it is
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_NO_BREAKDOWN = ("", "NONE")


@dataclass(frozen=True)
class Line:
    """One line of the file: its cells by heading, and what is wrong with its shape."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Asked:
    """What the file has to be about: the quarter, and the codes of the authority on its last
    day."""

    quarter: date
    codes: Collection[str]


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be used, and why."""

    line: int
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a file says: its figures, where it comes from, what is wrong and what is unusual."""

    figures: Figures
    source: str
    note: str
    wrong: tuple[Wrong, ...]
    asks: tuple[Ask, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Two readings with the same one would write the same."""
        said = repr((sorted(self.figures.items()), self.source, self.note, self.asks))
        return hashlib.sha256(said.encode()).hexdigest()


def read_lines(lines: Sequence[Line], asked: Asked, earlier: Earlier) -> Reading:
    """What the lines of a file say, with every check of a return."""
    figures: dict[str, dict[str, int]] = {}
    wrong: list[Wrong] = []
    where: dict[str, int] = {}
    for line in lines:
        row, numbers, reasons = _read(line, asked)
        if row in where:
            reasons = [*reasons, f"Line {where[row]} says the same group and breakdown"]
        if reasons or row is None:
            wrong.append(Wrong(line.number, row_words(row) if row else "", tuple(reasons)))
            continue
        where[row] = line.number
        figures[row] = numbers
    if not wrong:
        for fault in check_figures(figures, earlier):
            line_of = where.get(fault.row, 0)
            wrong.append(Wrong(line_of, row_words(fault.row), (fault.message,)))
    texts = [_texts(lines, name) for name in ("source", "notes")]
    asks = () if wrong else tuple(unusual(figures, earlier))
    return Reading(figures, texts[0], texts[1], tuple(wrong), asks)


def _texts(lines: Sequence[Line], name: str) -> str:
    """What stands in a column of words, each text once."""
    return " ".join(dict.fromkeys(text for line in lines if (text := line.cells.get(name, ""))))


def _read(line: Line, asked: Asked) -> tuple[str | None, dict[str, int], list[str]]:
    cells = line.cells
    if line.problem:
        return None, {}, [line.problem]
    reasons = _of_period(cells, asked)
    row = _row(cells)
    if row is None:
        reasons.append(_UNKNOWN_ROW)
        return None, {}, reasons
    numbers: dict[str, int] = {}
    for one in COLUMNS:
        text = cells.get(one.key, "")
        if not text:
            continue
        if one.key not in columns_of(row):
            where = ", ".join(r for r in (*GROUPS, "ALL/PLANNED/E4A") if one.key in columns_of(r))
            reasons.append(f"{one.key} is not asked for here: leave it empty ({where} has it)")
        elif not _WHOLE.fullmatch(text):
            reasons.append(f"{one.key} must be a whole number of 0 or more, or empty")
        else:
            numbers[one.key] = int(text)
    return row, numbers, reasons


_UNKNOWN_ROW = (
    f"Group is one of {', '.join(GROUPS)}; breakdown NONE or, with group ALL, one of "
    f"{', '.join(BREAKDOWNS)} with one of its values as in the template"
)


def _row(cells: Mapping[str, str]) -> str | None:
    group = cells.get("group", "").upper().replace("-", "_")
    breakdown = cells.get("breakdown", "").upper()
    value = cells.get("breakdown_value", "").upper().replace("–", "-").replace(" TO ", "-")
    if breakdown in _NO_BREAKDOWN and value in _NO_BREAKDOWN:
        row = group
    else:
        row = f"{group}/{breakdown}/{value}"
    return row if row in ROWS else None


def _of_period(cells: Mapping[str, str], asked: Asked) -> list[str]:
    reasons = []
    if cells.get("authority_code", "").upper() not in asked.codes:
        known = ", ".join(sorted(asked.codes)) or "none is in the register: ask the NSPCC"
        reasons.append(f"authority_code must be that of your authority then ({known})")
    if cells.get("period_type", "").upper() != "Q":
        reasons.append("period_type must be Q: a year is made of its four quarters")
    first, last = asked.quarter, last_of_quarter(asked.quarter)
    for heading, day in (("period_start", first), ("period_end", last)):
        if _day(cells.get(heading, "")) != day:
            reasons.append(f"{heading} must be {day.isoformat()}")
    return reasons


def _day(text: str) -> date | None:
    parts = text.replace("/", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts[0]) < 4:
        parts.reverse()
    try:
        return date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        return None


def lines_to_fill(asked: Asked, figures: Figures) -> list[dict[str, object]]:
    """The rows of a file, with the figures that are known; what is not asked for stays empty."""
    code = min(asked.codes) if asked.codes else ""
    found: list[dict[str, object]] = []
    for row in ROWS:
        group, breakdown, value = row.split("/") if "/" in row else (row, "NONE", "")
        value = value.replace("-", " to ")  # spreadsheets read 5-9 as a day in September
        found.append(
            {
                "authority_code": code,
                "period_type": "Q",
                "period_start": asked.quarter,
                "period_end": last_of_quarter(asked.quarter),
                "group": group,
                "breakdown": breakdown,
                "breakdown_value": value,
                **figures.get(row, {}),
            }
        )
    return found


def meaning_of(column: str) -> str:
    """What a column of the file holds, for the sheet that explains."""
    rows = [row for row in GROUPS if column in columns_of(row)]
    return f"{LABELS[column]}. In rows: {', '.join(rows)}"
