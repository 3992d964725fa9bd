"""Reading an uploaded table, and carrying it through the form of its preview."""

import json
from collections.abc import Sequence
from typing import IO
from urllib.parse import quote_plus

from app.core.files import suffix_of
from app.core.sheets.workbooks import read_workbook
from app.core.tables import LARGEST_FILE, MOST_ROWS, Row, Table, Unreadable, decoded, read_csv

ACCEPT = ".csv,.xlsx"  # what a file field offers to choose
MOST_COLUMNS = 100
LARGEST_CELL = 4_000  # characters
LARGEST_FORM = 1_800_000  # bytes as a browser sends them; MAX_FORM_MEMORY_SIZE is above it


def taken(stream: IO[bytes], *, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of an uploaded file. Raises Unreadable when there are more than `largest`."""
    content = stream.read(largest + 1)
    if len(content) > largest:
        raise Unreadable(f"The file must be smaller than {_size(largest)}")
    return content


def read_sheet(
    filename: str,
    content: bytes,
    *,
    columns: Sequence[str],
    most_rows: int = MOST_ROWS,
    sheet: str | None = None,
) -> Table:
    """The rows of a CSV file or workbook that has at least `columns` (in small letters).

    Cells are trimmed, empty rows passed over, lines counted as the spreadsheet counts them. Of a
    workbook the sheet of that name is read, else its first one; a CSV file has only one. Raises
    Unreadable, whose message says what to do.
    """
    suffix = suffix_of(filename)
    if suffix in ("xls", "xlsm", "xlsb", "ods"):
        raise Unreadable(f"We cannot read .{suffix} files. Save it as XLSX and choose that")
    if suffix not in ("csv", "xlsx"):
        raise Unreadable("Choose a file that ends in .xlsx or .csv")
    if suffix == "csv":
        text = decoded(content, largest=max(LARGEST_FILE, len(content)))
        return _checked(read_csv(text, columns=columns, most_rows=most_rows), columns)
    limits = {"most_rows": most_rows, "most_columns": MOST_COLUMNS}
    return _checked(
        read_workbook(filename, content, columns=columns, sheet=sheet, **limits), columns
    )


def packed(table: Table, columns: Sequence[str]) -> str:
    """These columns of a table as one line of text, to travel with the form of a preview;
    `unpacked` reads it. Raises Unreadable when it is more than a form can carry."""
    rows = [
        [row.line, row.problem, *(row.values.get(column, "") for column in columns)]
        for row in table.rows
    ]
    text = json.dumps([list(columns), rows], ensure_ascii=False, separators=(",", ":"))
    if len(quote_plus(text)) > LARGEST_FORM:
        raise Unreadable("The file holds more text than one import can take. Split it")
    return text


def unpacked(text: str, *, columns: Sequence[str], most_rows: int = MOST_ROWS) -> Table:
    """The table of `packed`, which a browser sent back. Raises Unreadable."""
    again = "The preview cannot be read any more. Choose the file again"
    try:
        headings, rows = json.loads(text)
        names = tuple(_kept(heading) for heading in headings)
        found = tuple(
            Row(int(line), dict(zip(names, map(_kept, cells), strict=True)), _kept(problem))
            for line, problem, *cells in rows
        )
    except (TypeError, ValueError, ArithmeticError, RecursionError):
        raise Unreadable(again) from None
    if not set(columns) <= set(names) or len(found) > most_rows:
        raise Unreadable(again)
    return Table(names, found)


def _kept(text: object) -> str:
    """Text that every database can keep; ValueError for any other."""
    said = str(text)
    if "\x00" in said:
        raise ValueError(said)
    said.encode()  # half a character is none
    return said


def _size(number: int) -> str:
    return f"{number // 1_000_000} MB" if number >= 1_000_000 else f"{number // 1_000} kB"


def _checked(table: Table, columns: Sequence[str]) -> Table:
    """The table, with cells that are too long as problems of their rows."""
    if len(table.headings) > max(MOST_COLUMNS, len(columns)):
        raise Unreadable(
            f"The file has more than {MOST_COLUMNS} columns. Keep those that are asked for"
        )
    return Table(table.headings, tuple(_shortened(row) for row in table.rows))


def _shortened(row: Row) -> Row:
    long = [heading for heading, value in row.values.items() if len(value) > LARGEST_CELL]
    if not long:
        return row
    values = {name: value[:LARGEST_CELL] for name, value in row.values.items()}
    problem = f"The cell under {long[0]} is longer than {LARGEST_CELL:,} characters"
    return Row(row.line, values, row.problem or problem)
