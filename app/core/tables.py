"""Tables in files: reading CSV that people made, writing CSV that is safe to open.

A spreadsheet runs what looks like a formula. Text that begins like one is written with an
apostrophe before it (OWASP, CSV injection); numbers stay numbers.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader

LARGEST_FILE = 2_000_000
MOST_ROWS = 5_000
_SEPARATORS = (",", ";", "\t")
_STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_NOT_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")


class Unreadable(ValueError):
    """The file as a whole cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Row:
    """One row: the line of the file on which it starts, its cells by heading, and what is wrong
    with its shape ("" when nothing is)."""

    line: int
    values: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """Headings in the file's order and the rows that hold anything."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def decoded(raw: bytes, *, largest: int = LARGEST_FILE) -> str:
    """The text of a file in UTF-8 or UTF-16 (with its mark). Raises Unreadable; never guesses."""
    if len(raw) > largest:
        raise Unreadable(f"The file must be smaller than {largest // 1_000_000} MB")
    if not raw.strip():
        raise Unreadable("The file is empty. Choose the file again")
    if raw.startswith(_NOT_TEXT):
        raise Unreadable("This is not a CSV file. In your spreadsheet, save it as CSV UTF-8")
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeError:
        raise Unreadable(
            "Some letters of the file cannot be read. In your spreadsheet, save it as CSV UTF-8"
        ) from None
    if "\x00" in text:
        raise Unreadable("This is not a CSV file. In your spreadsheet, save it as CSV UTF-8")
    return text


def read_csv(text: str, *, columns: Sequence[str], most_rows: int = MOST_ROWS) -> Table:
    """Rows of CSV text that has at least `columns`; empty rows are passed over.

    Cells are trimmed. Separators may be commas, semicolons or tabs. Raises Unreadable when a
    column is missing or named twice, quotation marks do not match or there are too many rows.
    """
    text = text.removeprefix("\ufeff")
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_separator(text, columns), strict=True
    )
    try:
        headings = read_headings(next(reader, []), columns)
        return Table(headings, tuple(_rows(reader, headings, most_rows)))
    except csv.Error:
        raise Unreadable(
            f"Line {max(reader.line_num, 1)} cannot be read: a cell is too long, or a quotation "
            "mark is opened and not closed"
        ) from None


def _separator(text: str, columns: Sequence[str]) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    found = {
        mark: len({c.strip(' "\r').lower() for c in first.split(mark)} & set(columns))
        for mark in _SEPARATORS
    }
    return max(_SEPARATORS, key=lambda mark: found[mark])


def read_headings(cells: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The headings of a first line, in small letters. Raises Unreadable when one of `columns` is
    missing or any is named twice."""
    headings = tuple(cell.strip().lower() for cell in cells)
    missing = [column for column in columns if column not in headings]
    if missing:
        raise Unreadable(f"The first line must name the columns; missing: {', '.join(missing)}")
    twice = [heading for heading, times in Counter(headings).items() if times > 1 and heading]
    if twice:
        raise Unreadable(f"The first line names a column twice: {', '.join(twice)}")
    return headings


def _rows(reader: "Reader", headings: tuple[str, ...], most_rows: int) -> Iterable[Row]:
    begins, found = reader.line_num + 1, 0
    for cells in reader:
        line, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        found += 1
        if found > most_rows:
            raise Unreadable(f"The file has more than {most_rows:,} rows. Split it")
        yield _row(line, cells, headings)


def _row(line: int, cells: Sequence[str], headings: tuple[str, ...]) -> Row:
    problem = ""
    if len(cells) != len(headings):
        problem = (
            f"The line has {len(cells)} cells and the first line {len(headings)}. "
            "Put text that holds a comma in quotation marks"
        )
    values = [cell.strip() for cell in cells] + [""] * (len(headings) - len(cells))
    return Row(line, dict(zip(headings, values, strict=False)), problem)


def safe_cell(value: object) -> object:
    """What is written for a value: text that a spreadsheet would run is made plain text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float):
        return value
    text = str(value)
    starts = text.lstrip(" ")[:1] or text[:1]
    return f"'{text}" if starts in _STARTS_A_FORMULA else text


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8 with its mark (so that spreadsheets read the letters) and CRLF line ends."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
