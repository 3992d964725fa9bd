"""One frame gives the table, the download and the figure; the figure is one Plotly draws."""

import csv
import io
from datetime import date

import plotly.graph_objects as go
import pytest

from app.core.charts import Column, Frame, Kind, Target, bars, cut, in_lines, joined

FRAME = Frame(
    "Scores",
    (
        Column("name", "Section"),
        Column("mean", "Score", Kind.NUMBER, places=1, missing="Too few"),
        Column("percent", "Per cent", Kind.NUMBER, unit="%"),
        Column("on", "As of", Kind.DATE),
    ),
    (
        {"name": "A Need", "mean": 3.4999, "percent": 62, "on": date(2027, 3, 12)},
        {"name": "=E1+Systems", "mean": None, "percent": None, "on": None},
        {"name": "C", "mean": 2.0, "percent": 25, "on": date(2027, 3, 1)},
    ),
)


def test_the_table_writes_values_as_people_read_them() -> None:
    table = FRAME.table()
    assert [column["kind"] for column in table["columns"]] == ["text", "number", "number", "date"]
    assert table["rows"][0] == {
        "name": "A Need",
        "mean": "3.4",
        "percent": "62%",
        "on": "12 March 2027",
    }
    assert table["rows"][1] == {"name": "=E1+Systems", "mean": "Too few", "percent": "–", "on": "–"}


def test_the_download_holds_raw_values_and_runs_nothing() -> None:
    rows = list(csv.reader(io.StringIO(FRAME.csv().decode("utf-8-sig"))))
    assert rows[0] == ["Section", "Score", "Per cent (%)", "As of"]
    assert rows[1] == ["A Need", "3.4999", "62", "2027-03-12"]
    assert rows[2] == ["'=E1+Systems", "", "", ""]


def test_a_row_that_does_not_fit_the_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="a row has"):
        Frame("Odd", (Column("a", "A"),), ({"b": 1},))


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(KeyError):
        FRAME.values("nothing")


def test_the_figure_follows_plotlys_schema_and_holds_the_same_values() -> None:
    figure = bars(FRAME, label="name", value="mean", span=(1, 5), target=Target(3, "Needs 3.0"))
    drawn = go.Figure(figure)
    trace = drawn.data[0]
    assert trace.orientation == "h"
    assert list(trace.x) == [3.4999, 1, 2.0]  # no value: no length, and the text says so
    assert list(trace.text) == ["3.4", "Too few", "2.0"]
    assert list(trace.marker.pattern.shape) == ["", "", "/"]
    assert drawn.layout.annotations[0].text == "Needs 3.0"
    assert list(drawn.layout.xaxis.range) == [1, 5]


def test_bars_that_reach_their_target_need_no_colours_of_their_own() -> None:
    figure = bars(FRAME, label="name", value="mean", span=(1, 5))
    assert "marker" not in figure["data"][0]
    assert "shapes" not in figure["layout"]


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(3.4999, 1, "3.4"), (2.99999, 0, "2"), (0.29, 2, "0.29"), (1234567.0, 0, "1,234,567")],
)
def test_numbers_are_cut_and_never_rounded_up(value: float, places: int, expected: str) -> None:
    assert cut(value, places) == expected


def test_long_names_break_between_words_and_markup_in_them_is_text() -> None:
    assert in_lines("E Data, systems and quality") == "E Data, systems<br>and quality"
    assert in_lines("<b>Need & fit</b>") == "&lt;b>Need &amp; fit&lt;/b>"


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_joined_as_in_a_sentence(names: list[str], expected: str) -> None:
    assert joined(names) == expected
