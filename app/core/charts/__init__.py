"""A chart, its table and its download are one frame, so that they can never disagree.

`Frame` holds the rows; `bars`, `stacked`, `lines`, `steps` and `quadrants` make the figure of one,
`shaded` its coloured table; `Chart` is all of it with the sentence that reads it, and the component
chart.html shows that. Sentences stand with the rooms, beside their datasets.
"""

from app.core.charts.bars import Target, bars, stacked
from app.core.charts.chart import MOST_ROWS, Chart, Grounds
from app.core.charts.frames import Column, Frame, Kind, Value, cut, joined, plain, written
from app.core.charts.lines import Level, Marks, lines, steps
from app.core.charts.look import CONCERN, IMPROVEMENT, NEUTRAL, SERIES, Figure, in_lines
from app.core.charts.shading import shaded
from app.core.charts.spots import Axis, Group, Spot, quadrants
from app.core.charts.strips import MOST_DOTS, Spread, spread, spread_of, strip

__all__ = [
    "CONCERN",
    "IMPROVEMENT",
    "MOST_DOTS",
    "MOST_ROWS",
    "NEUTRAL",
    "SERIES",
    "Axis",
    "Chart",
    "Column",
    "Figure",
    "Frame",
    "Grounds",
    "Group",
    "Kind",
    "Level",
    "Marks",
    "Spot",
    "Spread",
    "Target",
    "Value",
    "bars",
    "cut",
    "in_lines",
    "joined",
    "lines",
    "plain",
    "quadrants",
    "shaded",
    "spread",
    "spread_of",
    "stacked",
    "steps",
    "strip",
    "written",
]
