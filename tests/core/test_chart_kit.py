"""What the chart kit draws: each figure follows Plotly's schema and holds the frame's values."""

from datetime import date
from functools import partial

import plotly.graph_objects as go

from app.core.charts import (
    CONCERN,
    Axis,
    Column,
    Frame,
    Group,
    Kind,
    Level,
    Marks,
    Spot,
    lines,
    quadrants,
    shaded,
    stacked,
    steps,
)

MONTHS = Frame(
    "Cases started",
    (
        Column("month", "Month", Kind.MONTH),
        Column("cases", "Cases", Kind.NUMBER, missing="not entered"),
        Column("target", "Expected", Kind.NUMBER),
    ),
    (
        {"month": date(2027, 1, 1), "cases": 4, "target": 3},
        {"month": date(2027, 2, 1), "cases": None, "target": 3},
        {"month": date(2027, 3, 1), "cases": 1, "target": 3},
    ),
)
STAGES = Frame(
    "Sites by stage",
    (
        Column("stage", "Stage"),
        Column("active", "Active", Kind.NUMBER),
        Column("paused", "Paused", Kind.NUMBER),
    ),
    (
        {"stage": "Exploration & more", "active": 3, "paused": 0},
        {"stage": "Installation", "active": 0, "paused": 2},
    ),
)


def test_months_are_written_as_months_on_the_page_and_in_the_download() -> None:
    table = MONTHS.table()
    assert table["rows"][0]["month"] == "January 2027"
    assert table["columns"][0]["kind"] == "month"
    assert "2027-01,4,3" in MONTHS.csv().decode()


def test_a_line_has_its_level_its_gaps_and_its_marked_points_in_words() -> None:
    figure = lines(
        MONTHS,
        x="month",
        series=("cases", "target"),
        level=Level(3, "Median 3"),
        marks=Marks((2,), "Signal: falling"),
    )
    drawn = go.Figure(figure)
    cases, target = drawn.data
    assert list(cases.x) == ["2027-01-01", "2027-02-01", "2027-03-01"]
    assert list(cases.y) == [4, None, 1]
    assert cases.hovertext[1] == "February 2027: not entered"
    assert cases.hovertext[2] == "March 2027: 1, Signal: falling"
    assert list(cases.marker.symbol) == ["circle", "circle", "diamond"]
    assert cases.marker.color[2] == CONCERN
    assert target.line.dash == "dash"
    assert target.marker.symbol == "square"
    assert [note.text for note in drawn.layout.annotations] == ["Median 3", "Signal: falling"]
    assert drawn.layout.shapes[0].y0 == 3


def test_a_line_without_marks_over_names_needs_no_dates() -> None:
    figure = lines(STAGES, x="stage", series=("active",), span=(0, 100), marks=Marks((), "none"))
    assert "annotations" not in figure["layout"]
    assert figure["layout"]["yaxis"] == {"range": [0, 100], "ticksuffix": ""}
    assert "type" not in figure["layout"]["xaxis"]


def test_parts_of_bars_differ_in_pattern_and_name_and_leave_out_zeros() -> None:
    drawn = go.Figure(stacked(STAGES, label="stage", parts=("active", "paused"), title="Sites"))
    active, paused = drawn.data
    assert drawn.layout.barmode == "stack"
    assert list(active.y) == ["Exploration &amp; more", "Installation"]
    assert list(active.text) == ["3", ""]
    assert list(paused.text) == ["", "2"]
    assert (active.name, paused.name) == ("Active", "Paused")
    assert (active.marker.pattern.shape, paused.marker.pattern.shape) == ("", "/")


GROUPS = {"a": Group("Fast ones", "circle", "#14594a"), "b": Group("Slow ones", "x", "#5b4aa0")}
PACE = Axis("Pace", 0, 3, 0.5, 1, ends=("fast", "slow"))
DONE = Axis("Done", 0, 100, 20, 80, unit="%", ends=("Incomplete", "Complete"))


def test_spots_of_few_are_named_and_those_beyond_the_axis_stand_at_its_end() -> None:
    spots = [Spot(0.5, 90, "a", "Northmoor"), Spot(9, 20, "b", "Eastvale")]
    drawn = go.Figure(quadrants(spots, GROUPS, across=PACE, up=DONE))
    fast, slow = drawn.data
    assert list(fast.text) == ["Northmoor"]
    assert list(slow.x) == [3]
    assert fast.marker.symbol != slow.marker.symbol
    corners = [note.text for note in drawn.layout.annotations]
    assert corners == ["Complete, fast", "Complete, slow", "Incomplete, fast", "Incomplete, slow"]


def test_labels_make_room_for_each_other() -> None:
    crowd = [Spot(x, 100, "a", name) for x, name in ((1, "Dunmere"), (1.02, "Larkfold"))]
    (trace,) = quadrants(crowd, GROUPS, across=PACE, up=DONE)["data"]
    assert trace["textposition"] == ["top center", "bottom center"]


def test_many_spots_become_one_mark_a_place_and_say_how_many_they_are() -> None:
    spots = [Spot(n % 20 / 10, 50, "a", f"Site {n:03}") for n in range(200)]
    figure = quadrants(spots, GROUPS, across=PACE, up=DONE)
    go.Figure(figure)
    (trace,) = figure["data"]
    assert len(trace["x"]) == 20
    assert trace["mode"] == "markers"
    assert trace["hovertext"][0].endswith("<br>and 4 more")
    assert set(trace["marker"]["size"]) == {26}


def test_a_curve_begins_at_all_of_them_and_names_how_many_are_at_risk() -> None:
    percent = partial(Column, kind=Kind.NUMBER, unit="%")
    frame = Frame(
        "Survival",
        (
            Column("days", "Days", Kind.NUMBER),
            percent("share", "Still used"),
            percent("low", "From"),
            percent("high", "To"),
        ),
        (
            {"days": 90, "share": 87.5, "low": 38.7, "high": 98.1},
            {"days": 400, "share": 0, "low": None, "high": None},
        ),
    )
    figure = steps(
        frame,
        time="days",
        share="share",
        interval=("low", "high"),
        at_risk={0: 8, 365: 5},
        title="Days",
    )
    low, high, curve = go.Figure(figure).data
    assert (list(low.x), list(high.y)) == ([90], [98.1])
    assert low.meta == "context"
    assert list(curve.y) == [100, 87.5, 0]
    assert curve.line.shape == "hv"
    assert curve.hovertext[1] == "Days 90: 87%"
    assert figure["layout"]["xaxis"]["ticktext"] == ["0<br>8 at risk", "365<br>5 at risk"]


def test_cells_get_a_ground_by_value_and_keep_their_words() -> None:
    table = shaded(MONTHS, ("cases",), (0, 4), words=lambda row, key: f"{row[key]} of 4")
    assert [row["cases"] for row in table["rows"]] == [
        {"text": "4 of 4", "step": 5},
        "not entered",
        {"text": "1 of 4", "step": 2},
    ]
    plain = shaded(MONTHS, ("target",), (3, 3))
    assert plain["rows"][0]["target"] == {"text": "3", "step": 1}
