"""The progress of sites as one frame: the chart, the table and the download."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.core.charts import (
    NEUTRAL,
    SERIES,
    Axis,
    Column,
    Figure,
    Frame,
    Group,
    Kind,
    Spot,
    Value,
    quadrants,
)
from app.core.words import count, day
from app.journey.rules.pace import Quadrant
from app.journey.rules.scores import Clock
from app.overview.rules.progress import SiteProgress

SLOWEST_DRAWN = 3.0
_GROUPS: Mapping[str, Group] = {
    each: Group(each.label, symbol, colour)
    for each, symbol, colour in (
        (Quadrant.COMPLETE_FAST, "circle", SERIES[0]),
        (Quadrant.COMPLETE_SLOW, "square", SERIES[4]),
        (Quadrant.RUSHED, "triangle-up", SERIES[1]),
        (Quadrant.STUCK, "x", SERIES[2]),
        (Quadrant.ON_ITS_WAY, "circle-open", NEUTRAL),
    )
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
    """Pace across, proportion up, a shape for each quadrant, lines where they meet; what is slower
    than the axis is long stands at its end."""
    return quadrant_figure(
        Spot(round(float(one.pace.ratio), 2), round(100 * one.share), one.quadrant, one.name)
        for one in found
        if one.pace is not None
    )


def quadrant_figure(spots: Iterable[Spot]) -> Figure:
    """The same from spots, each of one site or of many."""
    return quadrants(
        spots,
        _GROUPS,
        across=Axis(
            "Pace (more than 1 is slower)", 0, SLOWEST_DRAWN, 0.5, 1, ends=("fast", "slow")
        ),
        up=Axis("Preparation done", 0, 100, 20, 80, unit="%", ends=("Incomplete", "Complete")),
    )


def quadrant_sentence(found: Mapping[Quadrant, int], today: date) -> str:
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
        f"{number:,} {'is' if number == 1 else 'are'} {said[each]}"
        for each in Quadrant
        if (number := found.get(each, 0))
    ]
    return f"Of {count(sum(found.values()), 'site')} on {day(today)}, {'; '.join(parts)}."
