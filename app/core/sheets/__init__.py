"""Tables that people upload, as CSV or as an Excel workbook, read alike; and workbooks to fill in.

Nothing is guessed: whatever a cell shows becomes the text a person would type into a CSV file. A
day is written 2027-03-27, a whole number without decimals, a tick yes or no. Of a formula counts
the value it had when the workbook was last saved.
"""

from app.core.sheets.reading import (
    ACCEPT,
    LARGEST_CELL,
    MOST_COLUMNS,
    packed,
    read_sheet,
    taken,
    unpacked,
)
from app.core.sheets.templates import XLSX_TYPE, Heading, Sheet, write_template
from app.core.sheets.workbooks import LARGEST_UNPACKED, sheet_names

__all__ = [
    "ACCEPT",
    "LARGEST_CELL",
    "LARGEST_UNPACKED",
    "MOST_COLUMNS",
    "XLSX_TYPE",
    "Heading",
    "Sheet",
    "packed",
    "read_sheet",
    "sheet_names",
    "taken",
    "unpacked",
    "write_template",
]
