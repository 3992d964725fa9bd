"""Reading tables that people upload, as CSV or as workbooks, and writing workbooks to fill in."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.core import sheets
from app.core.sheets import Heading, Sheet, packed, read_sheet, sheet_names, unpacked
from app.core.tables import Table, Unreadable

COLUMNS = ("name", "started")
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[Any], change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rebuilt(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The same package with some parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return out.getvalue()


def read(content: bytes, name: str = "people.xlsx", **more: Any) -> Table:
    return read_sheet(name, content, columns=COLUMNS, **more)


def test_a_workbook_reads_as_the_csv_file_a_person_would_have_typed() -> None:
    content = workbook(
        ["Name ", "STARTED", "n", "share", "ok", "at", None],
        [" Siân ap Rhŷs ", date(2026, 3, 27), 12.0, 0.1 + 0.2, True, time(9, 30)],
        [],
        ["Zoë", datetime.combine(date(2026, 3, 27), time(17, 5)), 10**15, -2.5, False, None],
        ["=HYPERLINK(1)", "27/3/2026", 0, 1e20, None, None],
    )
    table = read(content)
    assert table.headings == ("name", "started", "n", "share", "ok", "at")
    assert [(row.line, *row.values.values()) for row in table.rows] == [
        (2, "Siân ap Rhŷs", "2026-03-27", "12", "0.3", "yes", "09:30"),
        (4, "Zoë", "2026-03-27", "1000000000000000", "-2.5", "no", ""),
        (5, "", "27/3/2026", "0", "1e+20", "", ""),  # a formula never worked out has no value
    ]


def test_of_a_formula_the_value_of_the_last_saving_counts() -> None:
    content = workbook(["name", "started"], ["x", "=1+1"])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read(SHEET)
    assert b"<f>1+1</f><v />" in xml
    saved = rebuilt(content, {SHEET: xml.replace(b"<v />", b"<v>2</v>")})
    assert read(saved).rows[0].values["started"] == "2"


def test_the_same_table_comes_from_csv_in_the_encodings_offices_write() -> None:
    text = "Name,Started\r\nSiân,2026-03-27\r\n"
    raws = (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16"))
    for raw in (*raws, text.replace(",", ";").encode()):
        assert read(raw, "People.CSV").rows[0].values == {"name": "Siân", "started": "2026-03-27"}


def test_the_first_visible_sheet_is_read_or_the_one_that_is_named() -> None:
    def more(book: Workbook) -> None:
        book.worksheets[0].sheet_state = "hidden"
        for name in ("People", "Old people"):
            book.create_sheet(name).append(["name", "started"])
            book[name].append([f"from {name}", None])

    content = workbook(["name"], change=more)
    assert sheet_names(content) == ("People", "Old people")
    assert read(content).rows[0].values["name"] == "from People"
    assert read(content, sheet="old PEOPLE").rows[0].values["name"] == "from Old people"
    with pytest.raises(Unreadable, match="no sheet “Teams”. Its sheets are “People”, “Old people”"):
        read(content, sheet="Teams")


def test_a_row_says_what_is_wrong_with_it() -> None:
    content = workbook(["name", "started"], ["a", "#REF!"], ["b", None, "x"], ["c" * 4001, None])
    assert [row.problem for row in read(content).rows] == [
        "The cell under started holds a mistake (#REF!): write the value itself",
        "A cell of the line has no heading above it",
        "The cell under name is longer than 4,000 characters",
    ]


def _entities(content: bytes) -> bytes:
    bomb = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read(SHEET)
    return rebuilt(content, {SHEET: xml.replace(b"<worksheet", bomb + b"<worksheet", 1)})


GOOD = workbook(["name", "started"], ["a", None])
REFUSALS = {
    "no table at all": (b"not a workbook", "people.xlsx", "not a complete Excel workbook"),
    "a wrong ending": (GOOD, "people.csv", "not a CSV file"),
    "an old workbook": (b"\xd0\xcf\x11\xe0", "people.xls", "cannot read .xls files"),
    "a text": (b"name,started\n", "people.txt", "ends in .xlsx or .csv"),
    "half a file": (GOOD[:-200], "people.xlsx", "not a complete"),
    "macros": (rebuilt(GOOD, {"xl/vbaProject.bin": b"x"}), "people.xlsx", "holds macros"),
    "entities": (_entities(GOOD), "people.xlsx", "cannot be read"),
    "broken numbers": (
        rebuilt(GOOD, {SHEET: b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>"}),
        "people.xlsx",
        "missing|cannot be read",
    ),
    "much packed into little": (
        rebuilt(GOOD, {"xl/sharedStrings.xml": b" " * 30_000_001}),
        "people.xlsx",
        "too large",
    ),
    "cells beyond number in a few kilobytes": (
        rebuilt(GOOD, {SHEET: b"<worksheet><sheetData>%s" % (b"<row/>" * 500_001)}),
        "people.xlsx",
        "too large",
    ),
    "no rows": (workbook(), "people.xlsx", "missing: name, started"),
    "too many rows": (
        workbook(["name", "started"], *[["a", None]] * 4),
        "people.xlsx",
        "more than 3 rows",
    ),
    "too many columns": (
        workbook(["name", "started", *(f"c{n}" for n in range(110))]),
        "people.xlsx",
        "more than 100 columns",
    ),
    "old letters": ("name,started\nSiân,\n".encode("cp1252"), "people.csv", "CSV UTF-8"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_file_that_cannot_be_used_is_refused_with_words(case: str) -> None:
    content, name, words = REFUSALS[case]
    with pytest.raises(Unreadable, match=words):
        read(content, name, most_rows=3)


def test_a_row_far_below_is_found_and_costs_little() -> None:
    content = workbook(["name", "started"], ["a", None])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read(SHEET)
    far = xml.replace(b'r="2"', b'r="1048576"').replace(b'r="A2"', b'r="A1048576"')
    assert [row.line for row in read(rebuilt(content, {SHEET: far})).rows] == [1_048_576]


def test_more_bytes_than_allowed_are_not_read() -> None:
    assert sheets.taken(io.BytesIO(b"abc"), largest=3) == b"abc"
    with pytest.raises(Unreadable, match="smaller than 500 kB"):
        sheets.taken(io.BytesIO(b"a" * 500_001), largest=500_000)


def test_a_table_travels_with_a_form_and_comes_back_as_it_was() -> None:
    table = read('name,started,more\r\n"Siân\n“x”",,y\r\nb\r\n'.encode(), "a.csv")
    back = unpacked(packed(table, COLUMNS), columns=COLUMNS)
    assert [(row.line, row.values) for row in back.rows] == [
        (2, {"name": "Siân\n“x”", "started": ""}),
        (4, {"name": "b", "started": ""}),
    ]
    assert [row.problem for row in back.rows] == [row.problem for row in table.rows]
    wide = read(b"name,started\n" + b"\xc3\xa9" * 4000 + b",\n", "a.csv").rows
    with pytest.raises(Unreadable, match="more text than one import"):
        packed(Table(COLUMNS, wide * 100), COLUMNS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[1,2]",
        '[["name"],[]]',
        '[["name","started"],[[2,"","a"]]]',
        '[["name","started"],[["x","","a","b"]]]',
        '[["name","started"],[[1e999,"","a","b"]]]',
        '[["name","started"],[[2,"","a\\u0000","b"]]]',
        '[["name","started"],[[2,"","\\ud800","b"]]]',
        "[" * 100_000,
        json.dumps([["name", "started"], [[2, "", "a", ""]] * 4]),
    ],
)
def test_what_a_browser_made_up_is_no_table(text: str) -> None:
    with pytest.raises(Unreadable, match="Choose the file again"):
        unpacked(text, columns=COLUMNS, most_rows=3)


def test_a_template_can_be_filled_in_and_read_back() -> None:
    people = Sheet(
        "People",
        (
            Heading("name", "Who it is", "Asha Able"),
            Heading("started", "First day, or empty", "2026-03-27", "day"),
            Heading("role", "One of two", "manager", choices=("practitioner", "manager")),
        ),
    )
    made = sheets.write_template([people], ["One line is one person.", "=cmd()"])
    book = load_workbook(io.BytesIO(made))
    page = book["People"]
    assert page.freeze_panes == "A2"
    assert page.data_validations.dataValidation[0].formula1 == '"practitioner,manager"'
    page.append(["Zoë", date(2026, 3, 27), "manager"])
    out = io.BytesIO()
    book.save(out)
    table = read_sheet("filled.xlsx", out.getvalue(), columns=("name", "started", "role"))
    assert [tuple(row.values.values()) for row in table.rows] == [("Zoë", "2026-03-27", "manager")]
    said = [[cell.value for cell in row] for row in book["How to fill in"].iter_rows()]
    assert said[1][0] == "'=cmd()"
    assert ["started", "First day, or empty", "2026-03-27"] in said
