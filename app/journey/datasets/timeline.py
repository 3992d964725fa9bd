"""The timeline of a site: planned, forecast and done, milestone by milestone."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from app.core.charts import CONCERN, IMPROVEMENT, NEUTRAL, Column, Figure, Frame, Kind
from app.core.words import count, day
from app.journey.reading import Line, Timeline
from app.journey.rules.forecast import FEWEST_DONE

WIDEST_NAME = 42  # letters, so that a name fits on a phone
_SERIES = (
    ("first", "First plan", {"symbol": "line-ns-open", "size": 15, "color": NEUTRAL}),
    ("planned", "Planned now", {"symbol": "diamond-open", "size": 12, "color": "#5b4aa0"}),
    ("forecast", "Forecast", {"symbol": "square-open", "size": 12, "color": CONCERN}),
    ("done", "Done", {"symbol": "circle", "size": 13, "color": IMPROVEMENT}),
)


def timeline_frame(lines: Sequence[Line]) -> Frame:
    """One row a milestone: its dates, and days after the first plan (below 0: early)."""
    return Frame(
        "Timeline",
        (
            Column("milestone", "Milestone"),
            Column("status", "Status"),
            Column("first", "First plan", Kind.DATE),
            Column("planned", "Planned now", Kind.DATE),
            Column("forecast", "Forecast", Kind.DATE),
            Column("done", "Done", Kind.DATE),
            Column("late", "Days after first plan", Kind.NUMBER),
        ),
        tuple(
            {
                "milestone": line.row.template.name,
                "status": line.row.status.label,
                "first": line.row.first_planned_on,
                "planned": line.row.planned_on if line.row.status.is_open else None,
                "forecast": line.forecast_on,
                "done": line.row.happened_on,
                "late": line.days_late,
            }
            for line in lines
        ),
    )


def timeline_chart(frame: Frame, today: date) -> Figure:
    """A lane a milestone, first on top, its name above its marks; today is a line.

    Each kind of date has a shape of its own, so that nothing hangs on colour. Names stand inside
    the drawing, because beside it they would leave a phone no room.
    """
    lanes = list(range(len(frame.rows)))
    names = [str(name) for name in frame.values("milestone")]
    return {
        "data": [
            _marks(frame, key, text, marker, names)
            for key, text, marker in _SERIES
            if any(frame.values(key))
        ],
        "layout": {
            "yaxis": {"range": [len(lanes) - 0.4, -0.95], "visible": False},
            "xaxis": {"type": "date", "showgrid": True, "side": "top", "tickformat": "%b<br>%Y"},
            "legend": {"y": 0, "yanchor": "top"},
            "shapes": [_today(today)],
            "annotations": [_name(lane, name) for lane, name in zip(lanes, names, strict=True)],
            "margin": {"t": 60, "r": 16},
        },
    }


def _marks(
    frame: Frame, key: str, text: str, marker: dict[str, object], names: Sequence[str]
) -> Figure:
    found = [
        (on.isoformat(), lane, f"{names[lane]}<br>{text}: {day(on)}")
        for lane, on in enumerate(frame.values(key))
        if isinstance(on, date)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": text,
        "x": [on for on, _, _ in found],
        "y": [lane for _, lane, _ in found],
        "text": [words for _, _, words in found],
        "hoverinfo": "text",
        "marker": {**marker, "line": {"width": 2.5, "color": marker["color"]}},
    }


def _name(lane: int, name: str) -> dict[str, object]:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": lane - 0.47,
        "yanchor": "middle",
        "text": shorten(name, WIDEST_NAME, placeholder=" …"),
        "bgcolor": "rgba(255,255,255,0.6)",
        "font": {"size": 14, "color": NEUTRAL},
    }


def _today(today: date) -> dict[str, object]:
    on = today.isoformat()
    across = {"x0": on, "x1": on, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    return {"type": "line", **across, "line": {"color": NEUTRAL, "width": 2, "dash": "dot"}}


def timeline_sentence(found: Timeline, today: date) -> str:
    """What the chart shows, in words: how much is done, and when the rest would be."""
    done = [line for line in found.lines if line.row.happened_on is not None]
    said = f"{len(done)} of {count(len(found.lines), 'milestone')} are done on {day(today)}."
    ahead = [line for line in found.lines if line.forecast_on is not None]
    if not ahead:
        return f"{said} The dotted line is today."
    last = max(ahead, key=lambda line: line.forecast_on or today)
    late = last.days_late or 0
    return (
        f"{said} At its present pace the site would finish “{last.row.template.name}” last, on"
        f" {day(last.forecast_on)}, {_against(late, 'first planned')}. The dotted line is today."
    )


def forecast_rule(found: Timeline, is_active: bool) -> str:
    """How the forecast comes about, or why there is none."""
    if not is_active:
        return "There is no forecast: the site is not active."
    if found.slip is None:
        return (
            f"Not enough data for a forecast: fewer than {FEWEST_DONE} planned milestones are done."
        )
    slip = found.slip
    return (
        f"Forecast: the middle one of the {slip.of} milestones done last came"
        f" {_against(slip.days, 'first planned')}, so each open one is expected as far from its"
        " first plan. It is never put before today, before what it builds on, or before a later"
        " date agreed since. It is arithmetic on this site’s own dates and no promise."
    )


def _against(days: int, than: str) -> str:
    if not days:
        return f"on the day {than}"
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than {than}"
