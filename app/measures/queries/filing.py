"""The file of a quarterly return, read against what the site handed in before."""

from datetime import date

from app.core import sheets
from app.core.guard import clean
from app.core.tables import Table, Unreadable
from app.measures.queries import returns
from app.measures.rules.child_level import OWN, why_refused
from app.measures.rules.filing import MOST_ROWS, REQUIRED, Asked, Line, Reading, read_lines

MOST_SEEN = 50_000  # rows that are looked at to tell somebody what their file is


def table_of(filename: str, content: bytes) -> Table:
    """The rows of an uploaded file. Raises Unreadable, also for child-level data: nothing of that
    is kept or shown."""
    try:
        table = sheets.read_sheet(filename, content, columns=REQUIRED, most_rows=MOST_ROWS)
    except Unreadable:
        _refuse(_glance(filename, content))
        raise
    _refuse(table)
    if not table.rows:
        raise Unreadable("The file has a first line and nothing below it")
    unknown = [one for one in table.headings if one and one not in OWN]
    if unknown:
        named = ", ".join(one[:40] for one in unknown[:5])
        raise Unreadable(f"These columns are not part of a return: {named}. Take them out")
    return table


def complete(table: Table) -> Table:
    """The table with every column a return can have; those the file lacks are empty."""
    rows = tuple(
        type(row)(row.line, {one: row.values.get(one, "") for one in OWN}, row.problem)
        for row in table.rows
    )
    return Table(OWN, rows)


def asked_of(site_id: int, quarter: date) -> Asked:
    """What a file has to be about; one statement."""
    return Asked(quarter, returns.codes_on(site_id, quarter))


def reading(site_id: int, quarter: date, table: Table) -> Reading:
    """What the file says, checked; three statements. Raises Unreadable for child-level data."""
    _refuse(table)
    lines = [Line(row.line, row.values, row.problem) for row in table.rows]
    return read_lines(lines, asked_of(site_id, quarter), returns.earlier_than(site_id, quarter))


def _glance(filename: str, content: bytes) -> Table | None:
    try:
        return sheets.read_sheet(filename, content, columns=(), most_rows=MOST_SEEN)
    except Unreadable:
        return None


def _refuse(table: Table | None) -> None:
    if table is None:
        return
    rows = [row.values for row in table.rows]
    why = why_refused(table.headings, rows, lambda text: not clean(text))
    if why is not None:
        raise Unreadable(why)
