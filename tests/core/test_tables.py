"""Reading CSV that people made, and writing CSV that is safe to open."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.tables import LARGEST_FILE, Unreadable, decoded, read_csv, safe_cell, write_csv

COLUMNS = ("code", "name")


def test_rows_carry_the_line_on_which_they_start_and_empty_lines_are_passed_over() -> None:
    table = read_csv('code,name\n1," One\nand more "\n\n,\n2,Two\n', columns=COLUMNS)
    assert [(row.line, row.values["name"]) for row in table.rows] == [
        (2, "One\nand more"),
        (6, "Two"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "code,name\r\n1,Ynys Môn\r\n".encode(),
        "code,name\r\n1,Ynys Môn\r\n".encode("utf-8-sig"),
        "code;name\n1;Ynys Môn\n".encode(),
        "code\tname\r\n1\tYnys Môn\r\n".encode("utf-16"),
        '"Code", NAME ,extra\n1,Ynys Môn,x\n'.encode(),
    ],
)
def test_the_ways_spreadsheets_write_csv_are_read_alike(raw: bytes) -> None:
    row = read_csv(decoded(raw), columns=COLUMNS).rows[0]
    assert (row.values["code"], row.values["name"]) == ("1", "Ynys Môn")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04 a workbook", "not a CSV file"),
        (b"code,name\n1,a\x00b\n", "not a CSV file"),
        ("code,name\n1,Ynys Môn\n".encode("cp1252"), "save it as CSV UTF-8"),
        (b"x" * (LARGEST_FILE + 1), "smaller than 2 MB"),
    ],
)
def test_a_file_that_is_no_text_of_ours_is_refused_with_words(raw: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        decoded(raw)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code\n1\n", "missing: name"),
        ("", "missing: code, name"),
        ("code,name,Name\n1,a,b\n", "twice: name"),
        ('code,name\n1,"open\n', "not closed"),
        ("code,name\n1," + "x" * 140_000 + "\n", "too long"),
        ("code,name\n1,a\n2,b\n3,c\n", "more than 2 rows"),
    ],
)
def test_a_table_of_the_wrong_shape_is_refused_with_words(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_csv(text, columns=COLUMNS, most_rows=2)


def test_a_line_with_too_many_or_too_few_cells_says_so_and_the_others_are_read() -> None:
    rows = read_csv("code,name\n1,a,b\n2\n3,c\n", columns=COLUMNS).rows
    assert [bool(row.problem) for row in rows] == [True, True, False]
    assert "quotation marks" in rows[0].problem


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"],
)
def test_text_that_looks_like_a_formula_is_written_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_numbers_and_dates_stay_what_they_are() -> None:
    assert [safe_cell(v) for v in (-5, 1.5, date(2027, 3, 12), None, True, "a=b")] == [
        -5, 1.5, "2027-03-12", "", "yes", "a=b",
    ]  # fmt: skip


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=8))
def test_what_is_written_is_read_back_and_no_cell_starts_a_formula(rows: list[list[str]]) -> None:
    text = write_csv(["a", "b"], rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert read == [[str(safe_cell(value)) for value in row] for row in rows]
    assert not any(cell.lstrip(" ")[:1] in set("=+-@") for row in read for cell in row if cell)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    refusal = ""
    try:
        read_csv(decoded(raw), columns=COLUMNS)
    except Unreadable as error:
        refusal = str(error)
    assert raw.startswith(b"code") or refusal
