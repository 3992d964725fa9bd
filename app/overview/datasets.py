"""The progress of sites as one frame: the chart, the table and the download."""

from collections.abc import Sequence
from datetime import date

from app.core.charts import NEUTRAL, Column, Figure, Frame, Kind, Value
from app.core.words import count, day
from app.journey.rules.pace import Quadrant, shares
from app.journey.rules.scores import Clock
from app.overview.rules.progress import SiteProgress

SLOWEST_DRAWN = 3.0
MOST_NAMED = 6  # sites named where the pointer rests
_SHAPES = {
    Quadrant.COMPLETE_FAST: ("circle", "#14594a"),
    Quadrant.COMPLETE_SLOW: ("square", "#2b7bba"),
    Quadrant.RUSHED: ("triangle-up", "#c2571a"),
    Quadrant.STUCK: ("x", "#5b4aa0"),
    Quadrant.ON_ITS_WAY: ("circle-open", NEUTRAL),
}
_CLOCKS = {
    Clock.ENDED: "Ended",
    Clock.LEFT: "Left incomplete",
    Clock.RUNNING: "Still runs",
    Clock.STOPPED: "Stopped",
}


def progress_frame(found: Sequence[SiteProgress]) -> Frame:
    """One row a site, in the order given; days and pace are those of its preparation."""
    return Frame(
        "Progress of the sites",
        (
            Column("site", "Site"),
            Column("quadrant", "Preparation"),
            Column("percent", "Done", Kind.NUMBER, unit="%"),
            Column("days", "Days", Kind.NUMBER),
            Column("clock", "Clock"),
            Column("pace", "Pace", Kind.NUMBER, places=2),
            Column("against", "Pace against"),
            Column("reached", "Stage reached"),
            Column("behind", "Stages behind", Kind.NUMBER),
            Column("implementation", "Implementation done", Kind.NUMBER, unit="%"),
            Column("stage", "Stage declared"),
            Column("status", "Status"),
        ),
        tuple(_row(one) for one in found),
    )


def _row(one: SiteProgress) -> dict[str, Value]:
    duration, applicable = one.preparation.duration, one.preparation.tally.applicable
    return {
        "site": one.name,
        "quadrant": one.quadrant.label,
        "percent": float(100 * one.share) if applicable else None,
        "days": duration.days if duration else None,
        "clock": _CLOCKS[duration.clock] if duration else None,
        "pace": float(one.pace.ratio) if one.pace else None,
        "against": one.pace.against.label if one.pace else None,
        "reached": one.reached.label if one.reached else None,
        "behind": one.behind,
        "implementation": float(100 * (one.implementation.proportion or 0)),
        "stage": one.stage.label,
        "status": one.status.value.capitalize(),
    }


def quadrant_chart(found: Sequence[SiteProgress]) -> Figure:
    """Pace across, proportion up, a shape for each quadrant, lines where they meet.

    Sites at the same place are one mark, larger the more they are, so that the figure stays small
    however many there are; what is slower than the axis is long stands at its end.
    """
    placed: dict[tuple[Quadrant, float, int], list[str]] = {}
    for one in found:
        if one.pace is not None:
            across = min(SLOWEST_DRAWN, round(float(one.pace.ratio), 2))
            key = one.quadrant, across, round(100 * one.share)
            placed.setdefault(key, []).append(one.name)
    return {
        "data": [_marks(each, placed) for each in _SHAPES if any(k[0] is each for k in placed)],
        "layout": {
            "xaxis": {
                "range": [0, SLOWEST_DRAWN + 0.15],
                "dtick": 0.5,
                "showgrid": True,
                "title": {"text": "Pace (more than 1 is slower)"},
            },
            "yaxis": {
                "range": [-6, 112],
                "tickvals": [0, 20, 40, 60, 80, 100],
                "ticksuffix": "%",
            },
            "shapes": [_line({"x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper"})]
            + [_line({"x0": 0, "x1": 1, "y0": 80, "y1": 80, "xref": "paper"})],
        },
    }


def _marks(each: Quadrant, placed: dict[tuple[Quadrant, float, int], list[str]]) -> Figure:
    symbol, colour = _SHAPES[each]
    mine = [(across, up, names) for (kind, across, up), names in placed.items() if kind is each]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": each.label,
        "x": [across for across, _, _ in mine],
        "y": [up for _, up, _ in mine],
        "text": [_named(names) for _, _, names in mine],
        "hoverinfo": "text",
        "marker": {
            "symbol": symbol,
            "color": colour,
            "opacity": 0.8,
            "size": [min(26, 10 + 2 * len(names)) for _, _, names in mine],
            "line": {"width": 2, "color": colour},
        },
    }


def _named(names: Sequence[str]) -> str:
    more = f"<br>and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return "<br>".join(names[:MOST_NAMED]) + more


def _line(across: dict[str, object]) -> dict[str, object]:
    return {
        "type": "line",
        "layer": "below",
        "line": {"color": NEUTRAL, "width": 2, "dash": "dot"},
        **across,
    }


def quadrant_sentence(found: Sequence[SiteProgress], today: date) -> str:
    """What the chart shows, in words: how many sites stand in each quadrant."""
    said = {
        Quadrant.COMPLETE_FAST: "complete and fast",
        Quadrant.COMPLETE_SLOW: "complete and slow",
        Quadrant.RUSHED: "incomplete and fast, so rushed",
        Quadrant.STUCK: "incomplete and slow, so stuck",
        Quadrant.ON_ITS_WAY: "on the way, too early to say",
        Quadrant.NOT_BEGUN: "not begun",
    }
    parts = [
        f"{number} {'is' if number == 1 else 'are'} {said[each]}"
        for each, number in shares([one.quadrant for one in found])
        if number
    ]
    return f"Of {count(len(found), 'site')} on {day(today)}, {'; '.join(parts)}."
