"""Spots on a plane in four parts: each thing stands where two of its values meet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from app.core.charts.look import NEUTRAL, Figure, dotted

MOST_NAMED = 6  # things named where the pointer rests
BY_STEPS = 100  # things at one place up to which the first few make their mark wider by a step
SMALLEST, WIDEST = 6, 26
MOST_LABELLED = 12  # spots up to which each has its name beside it


_LETTER, _MARK, _LINE = 0.0075, 0.012, 0.055  # parts of a usual drawing's width and height
_SIDES = {
    "top center": (0, 1),
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "bottom center": (0, -1),
    "top right": (1, 1),
    "top left": (-1, 1),
    "bottom right": (1, -1),
    "bottom left": (-1, -1),
}

Place = tuple[str, float, float]
Placed = Mapping[Place, "Here"]
Box = tuple[float, float, float, float]  # middle across and up, half its width and height


@dataclass(frozen=True)
class Group:
    """Things drawn alike: their name, a marker of Plotly's and a colour."""

    text: str
    symbol: str
    colour: str


@dataclass(frozen=True)
class Spot:
    """A thing: where it stands, the key of its group, its name; or `count` things of which it names
    one."""

    x: float
    y: float
    group: str
    name: str
    count: int = 1


@dataclass
class Here:
    """What stands at one place: some names, and how many there are."""

    names: list[str] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Axis:
    """An axis from lowest to highest, a tick each `step`. At `divided_at` it is parted in two;
    `ends` are the words for its lower and its higher part."""

    text: str
    lowest: float
    highest: float
    step: float
    divided_at: float
    unit: str = ""
    ends: tuple[str, str] = ("", "")

    @property
    def span(self) -> float:
        """From its lowest to its highest value."""
        return self.highest - self.lowest


def quadrants(
    spots: Iterable[Spot], groups: Mapping[str, Group], *, across: Axis, up: Axis
) -> Figure:
    """Spots with a shape and a colour for each group, and lines where the four parts meet.

    Things at the same place are one mark, larger the more they are, so that the figure stays small
    however many there are; what lies beyond an axis stands at its end. Few are named beside their
    marks; the groups are in the order of `groups`.
    """
    placed: defaultdict[Place, Here] = defaultdict(Here)
    for one in spots:
        x, y = min(max(one.x, across.lowest), across.highest), one.y
        here = placed[one.group, x, y]
        here.names.append(one.name)
        here.count += one.count
    labels = _sides(placed, across, up) if len(placed) <= MOST_LABELLED else {}
    used = [key for key in groups if any(group == key for group, _, _ in placed)]
    room = across.span * 0.05
    return {
        "data": [_marks(key, groups[key], placed, labels) for key in used],
        "layout": {
            "xaxis": _axis(across, across.lowest, across.highest + room) | {"showgrid": True},
            "yaxis": _axis(up, up.lowest - 6 * up.step / 20, up.highest + 12 * up.step / 20),
            "shapes": [
                dotted({"x0": across.divided_at, "x1": across.divided_at, "y0": 0, "y1": 1})
                | {"yref": "paper"},
                dotted({"y0": up.divided_at, "y1": up.divided_at, "x0": 0, "x1": 1})
                | {"xref": "paper"},
            ],
            "annotations": _corners(across.ends, up.ends),
        },
    }


def _axis(one: Axis, lowest: float, highest: float) -> Figure:
    return {
        "range": [lowest, highest],
        "tick0": one.lowest,
        "dtick": one.step,
        "title": {"text": one.text},
        "ticksuffix": one.unit,
    }


def _marks(key: str, group: Group, placed: Placed, labels: Mapping[Place, str]) -> Figure:
    most = max(here.count for here in placed.values())
    mine = sorted(((*place, here) for place, here in placed.items()), key=lambda one: one[:3])
    mine = [one for one in mine if one[0] == key]
    trace: Figure = {
        "type": "scatter",
        "mode": "markers+text" if labels else "markers",
        "name": group.text,
        "x": [x for _, x, _, _ in mine],
        "y": [y for _, _, y, _ in mine],
        "hovertext": [_named(here) for *_, here in mine],
        "hoverinfo": "text",
        "marker": {
            "symbol": group.symbol,
            "color": group.colour,
            "opacity": 0.8,
            "size": [_size(here.count, most) for *_, here in mine],
            "line": {"width": 2, "color": group.colour},
        },
    }
    if labels:
        trace["text"] = [_label(here) if tuple(at) in labels else "" for *at, here in mine]
        trace["textposition"] = [labels.get((key, x, y), "top center") for _, x, y, _ in mine]
        trace["textfont"] = {"size": 14, "color": NEUTRAL}
    return trace


def _size(count: int, most: int) -> float:
    """How wide a mark is: a step more for each of the first few things, or its area in proportion
    where a place holds so many that steps would not tell them apart."""
    if most <= BY_STEPS:
        return min(WIDEST, 10 + 2 * count)
    return max(SMALLEST, round(WIDEST * sqrt(count / most), 1))


def _named(here: Here) -> str:
    named = here.names[:MOST_NAMED]
    more = here.count - len(named)
    return "<br>".join(named) + (f"<br>and {more:,} more" if more else "")


def _label(here: Here) -> str:
    return here.names[0] if here.count == 1 else f"{here.names[0]} and {here.count - 1:,} more"


def _sides(placed: Placed, across: Axis, up: Axis) -> dict[Place, str]:
    """On which side of its mark each label stands: the first on which it is in nobody's way on a
    drawing of usual width. Where there is none it is left out; pointer and table name it."""
    spots = [((x - across.lowest) / across.span, (y - up.lowest) / up.span) for _, x, y in placed]
    taken = [(x, y, _MARK / 2, _LINE / 3) for x, y in spots]
    found = {}
    for key, (x, y) in zip(placed, spots, strict=True):
        half = len(_label(placed[key])) * _LETTER / 2
        boxes = {
            side: (x + right * (half + _MARK), y + above * _LINE, half, _LINE / 2)
            for side, (right, above) in _SIDES.items()
        }
        free = (one for one in boxes if not any(_meet(boxes[one], other) for other in taken))
        side = next(free, "")
        if side:
            taken.append(boxes[side])
            found[key] = side
    return found


def _meet(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) < one[2] + other[2] and abs(one[1] - other[1]) < one[3] + other[3]


def _corners(across: tuple[str, str], up: tuple[str, str]) -> list[dict[str, Any]]:
    places = ((0, 1), (1, 1), (0, 0), (1, 0))
    return [
        {
            "x": x,
            "y": y,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "right" if x else "left",
            "yanchor": "top" if y else "bottom",
            "showarrow": False,
            "text": f"{up[y]}, {across[x]}",
            "font": {"size": 14, "color": NEUTRAL},
        }
        for x, y in places
        if across[x] and up[y]
    ]
