"""A chart as a page takes it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.core.charts.frames import Frame
from app.core.charts.look import Figure
from app.core.charts.shading import Row, shaded

MOST_ROWS = 25  # rows of a table on a page; the download holds all


@dataclass(frozen=True)
class Grounds:
    """Which columns of a table are coloured by value, from palest to fullest; `words` writes the
    cells, as in `shaded`."""

    keys: tuple[str, ...]
    span: tuple[float, float]
    words: Callable[[Row, str], str] | None = None


@dataclass(frozen=True)
class Chart:
    """One frame in all its forms: the sentence that reads it, the figure, the table, the CSV.

    `key` names it in addresses and on the page, `name` its downloads. `figure` is None where there
    is not enough data to draw; the sentence says so then. `source` is one line under the chart:
    n, where it comes from, as of when. `height`: short, normal, tall, taller or long. `grounds`
    makes a coloured table of it, which then stands open in place of a figure.
    """

    key: str
    name: str
    sentence: str
    frame: Frame
    figure: Figure | None
    source: str = ""
    height: str = "normal"
    grounds: Grounds | None = None

    @property
    def table(self) -> dict[str, list[dict[str, Any]]]:
        """`columns` and `rows` as the table component takes them: the first `MOST_ROWS`."""
        frame = replace(self.frame, rows=self.frame.rows[:MOST_ROWS])
        grounds = self.grounds
        if grounds is None:
            return frame.table()
        return shaded(frame, grounds.keys, grounds.span, grounds.words)

    @property
    def left_out(self) -> int:
        """Rows that only the download holds."""
        return max(0, self.frame.number - MOST_ROWS)
