"""Bars: one a row, plain or in parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.charts.frames import Frame, written
from app.core.charts.look import (
    CONCERN,
    IMPROVEMENT,
    NEUTRAL,
    PATTERNS,
    SERIES,
    Figure,
    dotted,
    in_lines,
)

FEW = 10  # things up to which each has a tick of its own, so that nothing stands at a half


@dataclass(frozen=True)
class Target:
    """A line to be reached, named in words."""

    value: float
    text: str


def bars(
    frame: Frame, *, label: str, value: str, span: tuple[float, float], target: Target | None = None
) -> Figure:
    """Horizontal bars, first row on top: one per row, its value written at its end.

    `span` is the axis' lowest and highest value. Bars below the target are drawn in the colour of
    concern with stripes; rows without a value say so where their bar would be.
    """
    column = frame.column(value)
    lowest = span[0]
    numbers = [n if isinstance(n, int | float) else None for n in frame.values(value)]
    room = 16 + 9 * max((len(written(column, number)) for number in numbers), default=0)
    low = [target is not None and n is not None and n < target.value for n in numbers]
    trace: Figure = {
        "type": "bar",
        "orientation": "h",
        "y": [in_lines(str(name)) for name in frame.values(label)],
        "x": [lowest if number is None else number for number in numbers],
        "text": [written(column, number) for number in numbers],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    if any(low):
        trace["marker"] = {
            "color": [CONCERN if is_low else IMPROVEMENT for is_low in low],
            "pattern": {
                "shape": ["/" if is_low else "" for is_low in low],
                "fillmode": "overlay",
                "bgcolor": CONCERN,  # each bar's own is used; Plotly looks for one to contrast with
                "fgcolor": "#ffffff",
                "fgopacity": 0.45,
            },
        }
    return {"data": [trace], "layout": _bars_layout(span, target, room)}


def _bars_layout(span: tuple[float, float], target: Target | None, room: int) -> Figure:
    """Axes, with `room` px at the right for the values written at the ends."""
    lowest, highest = span
    layout: Figure = {
        "xaxis": {"range": [lowest, highest], "showgrid": True, "dtick": (highest - lowest) / 4},
        "yaxis": {"autorange": "reversed", "showgrid": False, "dtick": 1},
        "margin": {"r": room},
    }
    if target is not None:
        layout |= _target_line(target, room)
    return layout


def _target_line(target: Target, room: int) -> Figure:
    across = {"x0": target.value, "x1": target.value, "y0": 0, "y1": 1, "yref": "paper"}
    return {
        "shapes": [dotted(across)],
        "annotations": [
            {
                "x": target.value,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "text": target.text,
                "font": {"color": NEUTRAL},
            }
        ],
        "margin": {"t": 30, "r": room},
    }


def stacked(
    frame: Frame,
    *,
    label: str,
    parts: Sequence[str],
    title: str = "",
    turns: Mapping[str, int] = {},
) -> Figure:
    """Horizontal bars made of parts that add up, first row on top; `parts` are columns of numbers.

    Each part has a colour, a pattern and its number inside; the names stand above. `title` says
    what is counted along the bars. `turns`: the place in `SERIES` of a part that is not to have
    the next one.
    """
    longest = max(
        (sum(n for key in parts if isinstance(n := row[key], int | float)) for row in frame.rows),
        default=0,
    )
    return {
        "data": [
            _part(frame, label, key, turns.get(key, turn) % len(SERIES))
            for turn, key in enumerate(parts)
        ],
        "layout": {
            "barmode": "stack",
            "xaxis": {"showgrid": True, "title": {"text": title}, "rangemode": "tozero"}
            | ({"dtick": 1} if longest <= FEW else {}),
            "yaxis": {"autorange": "reversed", "showgrid": False, "dtick": 1},
            "legend": {"traceorder": "normal"},
            "uniformtext": {"minsize": 14, "mode": "hide"},
        },
    }


def _part(frame: Frame, label: str, key: str, turn: int) -> Figure:
    column = frame.column(key)
    values = frame.values(key)
    return {
        "type": "bar",
        "orientation": "h",
        "name": column.text,
        "y": [in_lines(str(name)) for name in frame.values(label)],
        "x": values,
        "text": [written(column, value) if value else "" for value in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": "#ffffff", "size": 16, "weight": 700},
        "hoverinfo": "skip",
        "marker": {
            "color": SERIES[turn],
            "line": {"color": "#ffffff", "width": 1.5},
            "pattern": {
                "shape": PATTERNS[turn],
                "fgcolor": "#ffffff",
                "fillmode": "overlay",
                "fgopacity": 0.25,
                "solidity": 0.2,
            },
        },
    }
