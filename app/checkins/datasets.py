"""How sure an authority is that it will last: one frame for sentence, chart and table."""

from collections.abc import Sequence
from datetime import date

from app.checkins.rules import HIGHEST, LOWEST
from app.core.charts import Column, Figure, Frame, Kind
from app.core.words import count, day

Said = Sequence[tuple[date, int]]  # (day of the call, 1 to 10), the earliest first


def confidence_frame(said: Said) -> Frame:
    """One row a call that asked."""
    return Frame(
        "Confidence that it will last",
        (
            Column("on", "Call", Kind.DATE),
            Column("confidence", "Confidence, 1 to 10", Kind.NUMBER),
        ),
        tuple({"on": on, "confidence": number} for on, number in said),
    )


def confidence_chart(frame: Frame) -> Figure:
    """A line over the days of the calls."""
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [str(on) for on in frame.values("on")],
                "y": frame.values("confidence"),
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "xaxis": {"type": "date", "showgrid": False, "nticks": 5, "tickformat": "%b %Y"},
            "yaxis": {"range": [LOWEST - 0.5, HIGHEST + 0.5], "tickvals": [1, 4, 7, 10]},
        },
    }


def confidence_sentence(said: Said) -> str:
    """What the line says, in words."""
    (first_on, first), (_, last) = said[0], said[-1]
    numbers = [number for _, number in said]
    began = f"Confidence that it will last was {first} of {HIGHEST} on {day(first_on)}"
    over = f"over {count(len(said), 'call')}"
    if last == first:
        between = "" if min(numbers) == max(numbers) else f", between {min(numbers)} and "
        between += str(max(numbers)) if between else ""
        return f"{began} and is {last} now{between}, {over}."
    return f"{began} and is {last} now: {'up' if last > first else 'down'} {over}."
