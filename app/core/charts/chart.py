"""A chart as a page takes it."""

from dataclasses import dataclass

from app.core.charts.frames import Frame
from app.core.charts.look import Figure


@dataclass(frozen=True)
class Chart:
    """One frame in all its forms: the sentence that reads it, the figure, the table, the CSV.

    `key` names it in addresses and on the page, `name` its downloads. `figure` is None where there
    is not enough data to draw; the sentence says so then. `source` is one line under the chart:
    n, where it comes from, as of when. `height`: short, normal, tall or long.
    """

    key: str
    name: str
    sentence: str
    frame: Frame
    figure: Figure | None
    source: str = ""
    height: str = "normal"
