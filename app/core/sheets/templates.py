"""Excel workbooks to fill in."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.tables import safe_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEIGHT_OF_LISTS = 500  # lines that offer a list of words


@dataclass(frozen=True)
class Heading:
    """A column of a template: `example` is shown on the sheet that explains, `choices` are offered
    as a list. `kind` is "text", "day" or "number"."""

    name: str
    meaning: str
    example: str = ""
    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet of a template, to be filled in below its headings; `rows` stand there already."""

    name: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[object, ...], ...] = ()


def write_template(sheets: Sequence[Sheet], explanation: Iterable[str]) -> bytes:
    """An Excel workbook to fill in: its sheets with headings, then one that explains them."""
    from openpyxl import Workbook  # loading it takes a while and few pages need it

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        _write_headings(made, sheet.headings)
        for row in sheet.rows:
            made.append([safe_cell(value) for value in row])
    _write_explanation(book.create_sheet("How to fill in"), sheets, explanation)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_headings(sheet: "Worksheet", headings: Sequence[Heading]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.append([safe_cell(heading.name) for heading in headings])
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, start=1):
        letter = get_column_letter(number)
        column = sheet.column_dimensions[letter]
        column.width = max(14, len(heading.name) + 4, len(heading.example) + 4)
        column.number_format = {"day": "yyyy-mm-dd", "number": "0"}.get(heading.kind, "@")
        sheet[f"{letter}1"].font = Font(bold=True)
        if heading.choices:
            listed = DataValidation("list", formula1=f'"{",".join(heading.choices)}"')
            listed.add(f"{letter}2:{letter}{_HEIGHT_OF_LISTS}")
            sheet.add_data_validation(listed)


def _write_explanation(
    sheet: "Worksheet", sheets: Sequence[Sheet], explanation: Iterable[str]
) -> None:
    from openpyxl.styles import Alignment, Font

    for line in explanation:
        sheet.append([safe_cell(line)])
    for one in sheets:
        sheet.append([])
        sheet.append([safe_cell(text) for text in (one.name, "What to enter", "Example")])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for heading in one.headings:
            said = (heading.name, heading.meaning, heading.example)
            sheet.append([safe_cell(text) for text in said])
            for cell in sheet[sheet.max_row]:
                cell.alignment = Alignment(wrap_text=cell.column == 2, vertical="top")
    for letter, width in (("A", 22), ("B", 70), ("C", 24)):
        sheet.column_dimensions[letter].width = width
