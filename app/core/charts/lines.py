"""Lines over time, with their middle and what stands out, and curves that fall in steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.charts.frames import Frame, Kind, Value, written
from app.core.charts.look import CONCERN, SERIES, Figure, level_line

_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_MARKERS = ("circle", "square", "diamond", "triangle-up", "cross", "x")


@dataclass(frozen=True)
class Level:
    """A value that a line is held against, named in words: "Median 3", "Target 80%"."""

    value: float
    text: str


@dataclass(frozen=True)
class Marks:
    """Points that stand out, by their place from 0, and the word for it: "Signal: falling"."""

    places: tuple[int, ...]
    text: str
    colour: str = CONCERN


def lines(
    frame: Frame,
    *,
    x: str,
    series: Sequence[str],
    level: Level | None = None,
    marks: Marks | None = None,
    span: tuple[float, float] | None = None,
) -> Figure:
    """A line for each column of `series` over a column of days, months or names.

    Places without a value are gaps. `marks` belong to the first line: they get another shape and
    the word stands at the last of them. Without `span` the axis begins at 0.
    """
    is_time = frame.column(x).kind in (Kind.DATE, Kind.MONTH)
    across: Figure = {"type": "date", "tickformat": "%b<br>%Y"} if is_time else {}
    upright: Figure = {"range": list(span)} if span else {"rangemode": "tozero"}
    upright["ticksuffix"] = frame.column(series[0]).unit
    layout: Figure = {"xaxis": across, "yaxis": upright}
    if level is not None:
        layout |= level_line(level.value, level.text)
    data = [_line(frame, x, key, turn) for turn, key in enumerate(series)]
    if marks is not None and marks.places:
        layout["annotations"] = [*layout.get("annotations", []), _word(data[0], marks)]
        _mark(data[0], marks)
    return {"data": data, "layout": layout}


def _line(frame: Frame, x: str, key: str, turn: int) -> Figure:
    column, along = frame.column(key), frame.column(x)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": column.text,
        "x": [_place(value) for value in frame.values(x)],
        "y": frame.values(key),
        "hovertext": [
            f"{written(along, row[x])}: {written(column, row[key])}" for row in frame.rows
        ],
        "hoverinfo": "text",
        "line": {"color": SERIES[turn % 6], "dash": _DASHES[turn % 6], "width": 2.5},
        "marker": {"color": SERIES[turn % 6], "symbol": _MARKERS[turn % 6], "size": 8},
    }


def _place(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def _mark(trace: Figure, marks: Marks) -> None:
    here = set(marks.places)
    places = range(len(trace["x"]))
    own = trace["marker"]
    trace["marker"] = {
        "color": [marks.colour if n in here else own["color"] for n in places],
        "symbol": ["diamond" if n in here else own["symbol"] for n in places],
        "size": [13 if n in here else own["size"] for n in places],
    }
    trace["hovertext"] = [
        f"{words}, {marks.text}" if n in here else words
        for n, words in enumerate(trace["hovertext"])
    ]


def _word(trace: Figure, marks: Marks) -> dict[str, Any]:
    last = max(marks.places)
    return {
        "x": trace["x"][last],
        "y": trace["y"][last],
        "text": marks.text,
        "yshift": 22,
        "xanchor": "right" if last > len(trace["x"]) / 2 else "left",
        "showarrow": False,
        "font": {"color": marks.colour, "size": 16, "weight": 700},
    }


def steps(
    frame: Frame,
    *,
    time: str,
    share: str,
    interval: tuple[str, str],
    at_risk: Mapping[int, int],
    title: str,
) -> Figure:
    """A curve that falls in steps from 100 (%), with its interval dashed around it.

    The columns hold times, the share that goes on after them and the ends of its interval, in per
    cent. `at_risk` says at which times to write how many were still going on; `title` what the
    times count.
    """
    column, along = frame.column(share), frame.column(time)
    words = ["At the beginning: 100%"] + [
        f"{along.text} {written(along, row[time])}: {written(column, row[share])}"
        for row in frame.rows
    ]
    edges = [_edge(frame, time, key, name) for key, name in zip(interval, _EDGES, strict=True)]
    curve: Figure = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [0, *frame.values(time)],
        "y": [100, *frame.values(share)],
        "hovertext": words,
        "hoverinfo": "text",
        "line": {"shape": "hv", "color": SERIES[0], "width": 3, "dash": "solid"},
        "marker": {"color": SERIES[0], "symbol": "circle", "size": 8},
    }
    return {"data": [*edges, curve], "layout": _steps_layout(at_risk, title)}


def _steps_layout(at_risk: Mapping[int, int], title: str) -> Figure:
    return {
        "xaxis": {
            "title": {"text": title},
            "tickvals": list(at_risk),
            "ticktext": [f"{at:,}<br>{number:,} at risk" for at, number in at_risk.items()],
            "rangemode": "tozero",
        },
        "yaxis": {"range": [0, 104], "ticksuffix": "%"},
        "showlegend": False,
    }


_EDGES = ("Lower end, 95%", "Upper end, 95%")


def _edge(frame: Frame, time: str, key: str, name: str) -> Figure:
    known = [row for row in frame.rows if row[key] is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "meta": "context",  # not one of the points that arrow keys go through
        "name": name,
        "x": [row[time] for row in known],
        "y": [row[key] for row in known],
        "hoverinfo": "skip",
        "line": {"shape": "hv", "color": SERIES[5], "width": 1.5, "dash": "dash"},
    }
