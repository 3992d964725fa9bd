"""A chart, its table and its download are one frame, so that they can never disagree.

Figures are plain values in Plotly's own words (`data`, `layout`): 0.04 ms against 19 ms for
building objects. The tests hold them against Plotly's schema; how they look is in the page's
script (chart-theme.js).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.core.tables import write_csv

IMPROVEMENT = "#14594a"
CONCERN = "#c2571a"
NEUTRAL = "#48544f"
WIDEST_LABEL = 18  # letters of a category name in one line, so that bars have room on a phone

Value = str | int | float | date | datetime | None
Figure = dict[str, Any]


class Kind(StrEnum):
    """What a column holds, which decides how it is aligned and written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, what it holds and its unit, such as "%".

    `places` are the decimals of a number; more are cut, never rounded up, so that no figure on a
    page reaches a threshold that the value does not.
    """

    key: str
    text: str
    kind: Kind = Kind.TEXT
    places: int = 0
    unit: str = ""
    missing: str = "–"


@dataclass(frozen=True)
class Frame:
    """Rows of plain values under named columns; the first column names the row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        for row in self.rows:
            if sorted(row) != sorted(keys):
                raise ValueError(f"{self.name}: a row has {sorted(row)}, not {sorted(keys)}.")

    def column(self, key: str) -> Column:
        """The column with this key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def values(self, key: str) -> list[Value]:
        """One column, in order."""
        self.column(key)
        return [row[key] for row in self.rows]

    def table(self) -> dict[str, list[dict[str, Any]]]:
        """`columns` and `rows` as the table component takes them."""
        return {
            "columns": [{"key": c.key, "text": c.text, "kind": c.kind.value} for c in self.columns],
            "rows": [{c.key: written(c, row[c.key]) for c in self.columns} for row in self.rows],
        }

    def csv(self) -> bytes:
        """The same as CSV: raw numbers and ISO dates, text that no spreadsheet runs."""
        headings = [f"{c.text} ({c.unit})" if c.unit else c.text for c in self.columns]
        return write_csv(headings, ([row[c.key] for c in self.columns] for row in self.rows))


def written(column: Column, value: Value) -> str:
    """A value as the page shows it."""
    if value is None or value == "":
        return column.missing
    if isinstance(value, datetime | date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int | float):
        return cut(value, column.places) + column.unit
    return value


def cut(value: float, places: int) -> str:
    """A number with thousands marks, cut (towards zero) after `places` decimals."""
    scaled = int(round(value * 10**places, 6))  # 0.29 * 100 must be 29, not 28
    return f"{scaled / 10**places:,.{places}f}"


def in_lines(label: str, widest: int = WIDEST_LABEL) -> str:
    """A name broken between words with Plotly's line break, so that it stays narrow."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > widest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)


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
    lowest, highest = span
    numbers = [n if isinstance(n, int | float) else None for n in frame.values(value)]
    low = [target is not None and n is not None and n < target.value for n in numbers]
    layout: Figure = {
        "xaxis": {"range": [lowest, highest], "showgrid": True, "dtick": (highest - lowest) / 4},
        "yaxis": {"autorange": "reversed", "showgrid": False},
        "margin": {"r": 34},
    }
    if target is not None:
        layout |= _target_line(target)
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
                "fgcolor": "#ffffff",
                "fgopacity": 0.45,
            },
        }
    return {"data": [trace], "layout": layout}


def _target_line(target: Target) -> Figure:
    across = {
        "type": "line",
        "layer": "below",
        "x0": target.value,
        "x1": target.value,
        "y0": 0,
        "y1": 1,
    }
    return {
        "shapes": [
            across | {"yref": "paper", "line": {"color": NEUTRAL, "width": 2, "dash": "dot"}}
        ],
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
        "margin": {"t": 30, "r": 34},
    }


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
