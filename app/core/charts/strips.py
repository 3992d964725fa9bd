"""A strip: how things are spread over a scale, one dot each, with their middle half."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from app.core.charts.frames import cut
from app.core.charts.look import SERIES, Figure, dotted
from app.core.charts.spots import MOST_NAMED

MOST_DOTS = 120
"""Things up to which each has a dot of its own; above, columns count them."""
WHOLE = 5
MIDDLE_HALF = "#e1f0ea"


@dataclass(frozen=True)
class Spread:
    """The middle of some values, and between which the middle half of them lies."""

    count: int
    lower: float
    median: float
    upper: float


def spread(values: Sequence[float]) -> Spread | None:
    """None of nothing. Quartiles are interpolated between neighbours, as spreadsheets do."""
    if not values:
        return None
    lower, upper = values[0], values[0]
    if len(values) > 1:
        lower, _, upper = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), lower, median(values), upper)


def spread_of(counted: Iterable[tuple[float, int]]) -> Spread | None:
    """The same from values with how many have each."""
    return spread([one for value, number in counted for one in [value] * number])


def strip(
    counted: Sequence[tuple[float, int]],
    named: Sequence[tuple[str, float]],
    *,
    span: tuple[float, float],
    unit: str,
    title: str,
) -> Figure:
    """Values with how many have each, on a line from lowest to highest: dots, those of one whole
    number above each other; of many, columns. The middle half is shaded and the median named.

    `named` are those that can be named, (name, value): all where there are no more than MOST_DOTS.
    `title` says what is counted upwards.
    """
    counts: Counter[int] = Counter()
    for value, number in counted:
        counts[int(value)] += number
    at: dict[int, list[str]] = {}
    for name, value in named:
        at.setdefault(int(value), []).append(name)
    found = spread_of(counted)
    layout: Figure = {
        "xaxis": {"range": [span[0] - 1, span[1] + 1], "ticksuffix": unit, "showgrid": True},
        "yaxis": {
            "title": {"text": title},
            "rangemode": "tozero",
            "tickformat": ",d",
            **_ticks(counts),
        },
        "showlegend": False,
    }
    if found is not None:
        layout |= _middle(found, unit)
    few = counts.total() <= MOST_DOTS
    drawn = _dots(at, unit) if few else _columns(counts, at, unit)
    return {"data": [drawn], "layout": layout}


def _ticks(counts: Mapping[int, int]) -> Figure:
    """Whole numbers alone, where there are so few that halves would stand between them."""
    most = max(counts.values(), default=0)
    return {"range": [0, most + 0.6], "dtick": 1} if most <= WHOLE else {}


def _dots(at: Mapping[int, Sequence[str]], unit: str) -> Figure:
    placed = [
        (value, level, name)
        for value, names in sorted(at.items())
        for level, name in enumerate(sorted(names), start=1)
    ]
    most = max((len(names) for names in at.values()), default=1)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value for value, _, _ in placed],
        "y": [level for _, level, _ in placed],
        "hovertext": [f"{name}: {value}{unit}" for value, _, name in placed],
        "hoverinfo": "text",
        "marker": {
            "color": SERIES[0],
            "symbol": "circle",
            "size": 14 if most <= 8 else 9,
            "opacity": 0.85,
        },
    }


def _columns(counts: Mapping[int, int], at: Mapping[int, Sequence[str]], unit: str) -> Figure:
    return {
        "type": "bar",
        "x": sorted(counts),
        "y": [counts[value] for value in sorted(counts)],
        "hovertext": [
            f"{value}{unit}: {counts[value]:,}" + _names(counts[value], at.get(value, ()))
            for value in sorted(counts)
        ],
        "hoverinfo": "text",
    }


def _names(number: int, names: Sequence[str]) -> str:
    """The names in brackets, where they are few and all known."""
    return f" ({', '.join(sorted(names))})" if len(names) == number <= MOST_NAMED else ""


def _middle(found: Spread, unit: str) -> Figure:
    upright = {"y0": 0, "y1": 1, "yref": "paper"}
    half = {"type": "rect", "layer": "below", "fillcolor": MIDDLE_HALF, "line": {"width": 0}}
    return {
        "shapes": [
            half | upright | {"x0": found.lower, "x1": found.upper},
            dotted(upright | {"x0": found.median, "x1": found.median}),
        ],
        "annotations": [
            {
                "x": found.median,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "text": f"Median {cut(found.median, 0)}{unit}",
            }
        ],
        "margin": {"t": 30},
    }
