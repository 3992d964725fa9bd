"""The values of an Excel workbook (ECMA-376), as text."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from app.core.files import Refused, examine
from app.core.tables import Row, Table, Unreadable, read_headings

if TYPE_CHECKING:
    from openpyxl import Workbook

LARGEST_UNPACKED = 30_000_000  # bytes of the parts that are read, as the archive declares them
MOST_MARKS = 500_000  # opening and closing tags in them: a few bytes each, and each takes its time
LAST_LINE = 1_048_576  # of any worksheet
_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
)
# whatever a workbook that was made to harm, or half of one, makes its reader stumble over
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_workbook(
    filename: str,
    content: bytes,
    *,
    columns: Sequence[str],
    most_rows: int,
    most_columns: int,
    sheet: str | None,
) -> Table:
    """The rows of the sheet of that name, or of the first one. Raises Unreadable."""
    with _workbook(filename, content) as book:
        chosen = _chosen(book, sheet)
        chosen.reset_dimensions()  # what a workbook says of its size need not be true
        lines = _lines(chosen, max(most_columns, len(columns)) + 1)
        _, first = next(lines, (1, []))
        headings = read_headings(_without_empty_end(first), columns)
        rows: list[Row] = []
        for number, cells in lines:
            if len(rows) == most_rows:
                raise Unreadable(f"The file has more than {most_rows:,} rows. Split it")
            rows.append(_row(number, cells, headings))
        return Table(headings, tuple(rows))


def sheet_names(content: bytes) -> tuple[str, ...]:
    """The names of a workbook's visible sheets in their order. Raises Unreadable."""
    with _workbook("workbook.xlsx", content) as book:
        return tuple(one.title for one in _visible(book))


def _examine(filename: str, content: bytes) -> None:
    """Raise Unreadable unless this is a plain workbook of a size that can be read."""
    try:
        examine(filename, content)
    except Refused as refused:
        raise Unreadable(str(refused).rstrip(".").replace(" or PDF", "")) from None
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [part for part in package.infolist() if "media/" not in part.filename]
        read = sum(part.file_size for part in parts)
        if read > LARGEST_UNPACKED or _has_too_many_marks(package, parts):
            raise Unreadable("The workbook is too large. Copy what is asked for into a new one")


def _has_too_many_marks(package: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether reading would take minutes: a small archive unpacks to millions of empty cells."""
    try:
        return sum(package.read(part).count(b"<") for part in parts) > MOST_MARKS
    except _BROKEN:
        return False  # said when it is read


@contextmanager
def _workbook(filename: str, content: bytes) -> Iterator["Workbook"]:
    """A workbook opened to read its values; whatever breaks meanwhile is Unreadable."""
    from openpyxl import load_workbook  # loading it takes a while and few pages need it

    _examine(filename, content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that it leaves out
        try:
            book = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            try:
                yield book
            finally:
                book.close()
        except Unreadable:
            raise
        except _BROKEN:
            raise Unreadable(
                "The workbook cannot be read. Open it, save it again as XLSX and choose that"
            ) from None


def _visible(book: "Workbook") -> list[Any]:
    return [one for one in book.worksheets if one.sheet_state == "visible"]


def _chosen(book: "Workbook", name: str | None) -> Any:
    sheets = _visible(book)
    if not sheets:
        raise Unreadable("The workbook has no sheet that can be seen")
    if name is None:
        return sheets[0]
    for one in sheets:
        if one.title.strip().casefold() == name.casefold():
            return one
    there = ", ".join(f"“{one.title}”" for one in sheets[:10])
    raise Unreadable(f"The workbook has no sheet “{name}”. Its sheets are {there}")


def _lines(sheet: Any, width: int) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold anything, with their numbers."""
    found = sheet.iter_rows(max_col=width, max_row=LAST_LINE, values_only=True)
    for number, values in enumerate(found, start=1):
        if values.count(None) == len(values):
            continue
        cells = [_text(value) for value in values]
        if any(cells):
            yield number, cells


def _without_empty_end(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _row(number: int, cells: Sequence[str], headings: Sequence[str]) -> Row:
    problem = ""
    if any(cells[len(headings) :]):
        problem = "A cell of the line has no heading above it"
    values = dict(zip(headings, cells, strict=False))
    for heading, value in values.items():
        if value in _ERRORS:
            problem = f"The cell under {heading} holds a mistake ({value}): write the value itself"
    return Row(number, values, problem)


def _text(value: object) -> str:
    """What a person would type for the value of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) >= 1e15 or value % 1 else str(int(value))
    return str(value).strip()
