"""Strips: how things are spread, as dots and as columns."""

import plotly.graph_objects as go

from app.core.charts import spread, strip


def test_quartiles_are_those_of_spreadsheets() -> None:
    assert spread([]) is None
    found = spread([10.0, 20, 30, 40])
    assert found is not None
    assert (found.count, found.lower, found.median, found.upper) == (4, 17.5, 25, 32.5)


def test_things_of_one_number_stand_above_each_other_by_name() -> None:
    counted, named = [(70.9, 1), (70.1, 1), (90, 1)], [("B", 70.9), ("A", 70.1), ("C", 90)]
    figure = strip(counted, named, span=(0, 100), unit="%", title="Sites")
    trace = go.Figure(figure).data[0]
    assert (list(trace.x), list(trace.y)) == ([70, 70, 90], [1, 2, 1])
    assert list(trace.hovertext) == ["A: 70%", "B: 70%", "C: 90%"]
    assert figure["layout"]["annotations"][0]["text"] == "Median 70%"


def test_many_are_counted_in_columns() -> None:
    many, named = [(0.5, 100), (1.0, 40), (1.5, 60), (2.0, 2)], [("B", 2.0), ("A", 2.0), ("C", 1.0)]
    trace = go.Figure(strip(many, named, span=(0, 100), unit="", title="Sites")).data[0]
    assert trace.type == "bar"
    assert list(trace.y) == [100, 100, 2]
    assert list(trace.hovertext) == ["0: 100", "1: 100", "2: 2 (A, B)"]
