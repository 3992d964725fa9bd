"""The charts of fidelity across sites: how closely, how widely, which parts, which way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.charts import (
    CONCERN,
    IMPROVEMENT,
    NEUTRAL,
    SERIES,
    Axis,
    Chart,
    Column,
    Figure,
    Frame,
    Group,
    Kind,
    Level,
    Marks,
    Spot,
    Target,
    Value,
    bars,
    cut,
    lines,
    quadrants,
    spread_of,
    strip,
)
from app.core.statistics.proportions import wilson
from app.core.words import count, day
from app.dashboards.datasets.changes import changes
from app.dashboards.queries.fidelity import Latest, Presence, Quarter, Two
from app.dashboards.rules.trend import Trend, trend
from app.dashboards.sentences import fidelity as sentences
from app.quality.rules.adaptations.frame import CRITICAL
from app.quality.rules.components import Component

NUMBER = Kind.NUMBER
UNKNOWN = "Not enough data"
FOLLOWED = Target(sentences.HIGH, f"{sentences.HIGH:g}%: followed closely")
_CRITICAL = {one.value for one in CRITICAL}


@dataclass(frozen=True)
class Faithful:
    """What the charts of fidelity are made of. `medians` and `two` count the sites with the same;
    `rounds` and `two_by_site` are of every site, or of the first by name."""

    today: date
    medians: Sequence[tuple[float, int]]
    rounds: Sequence[Latest]
    components: Sequence[Presence]
    quarters: Sequence[Quarter]
    two: Sequence[Two]
    two_by_site: Sequence[Two]
    adaptations: Mapping[str, Mapping[str, int]]
    in_force: int

    @property
    def audited(self) -> int:
        """How many sites have a round with figures."""
        return sum(number for _, number in self.medians)

    def source(self, number: int, what: str) -> str:
        """The line under a chart."""
        return f"{count(number, 'site').capitalize()}. {what}, as of {day(self.today)}."


def rounds(found: Faithful) -> Chart:
    """How the medians of the latest rounds are spread."""
    frame = Frame(
        "Median of the latest audit round",
        (
            Column("site", "Site"),
            Column("median", "Median", NUMBER, unit="%"),
            Column("lower", "Lower quartile", NUMBER, unit="%"),
            Column("upper", "Upper quartile", NUMBER, unit="%"),
            Column("cases", "Cases", NUMBER),
            Column("closed", "Closed", Kind.DATE),
        ),
        tuple(
            {
                "site": one.site,
                "median": one.median,
                "lower": one.lower,
                "upper": one.upper,
                "cases": one.cases,
                "closed": one.closed_on,
            }
            for one in sorted(found.rounds, key=lambda one: one.site.casefold())
        ),
        total=found.audited,
    )
    named = [(one.site, one.median) for one in found.rounds]
    middle = spread_of(found.medians)
    high = sum(number for value, number in found.medians if value >= sentences.HIGH)
    return Chart(
        "rounds",
        "adherence-by-site",
        sentences.rounds_sentence(middle, high),
        frame,
        strip(found.medians, named, span=(0, 100), unit="%", title="Sites") if named else None,
        found.source(
            found.audited,
            "The latest closed round with five cases or more; their middle half is shaded",
        ),
    )


def components(found: Faithful) -> Chart:
    """In how many cases each core component is there, the lowest first."""
    known = [one for one in found.components if one.cases]
    frame = Frame(
        "Core components, lowest first",
        (
            Column("component", "Component"),
            Column("percent", "There", NUMBER, unit="%", missing=UNKNOWN),
            Column("low", "Lower end, 95%", NUMBER, unit="%", missing=UNKNOWN),
            Column("high", "Upper end, 95%", NUMBER, unit="%", missing=UNKNOWN),
            Column("present", "Cases with it", NUMBER),
            Column("cases", "Cases it applied to", NUMBER),
            Column("sites", "Sites", NUMBER),
        ),
        tuple(_component(one) for one in known),
    )
    return Chart(
        "components",
        "core-components",
        sentences.components_sentence(known),
        frame,
        _with_interval(frame) if known else None,
        found.source(
            found.audited,
            "Cases of their latest rounds in which every item of a component is there in full or in"
            " part; the lines show Wilson’s interval, as if cases were drawn from all sites alike",
        ),
        "long",
    )


def _component(one: Presence) -> Mapping[str, Value]:
    sure = wilson(one.present, one.cases)
    critical = " (critical)" if one.code in _CRITICAL else ""
    return {
        "component": f"{one.code} {Component(one.code).label}{critical}",
        "percent": 100 * one.present / one.cases,
        "low": 100 * sure.low,
        "high": 100 * sure.high,
        "present": one.present,
        "cases": one.cases,
        "sites": one.sites,
    }


def _with_interval(frame: Frame) -> Figure:
    """The bars with their intervals; numbers stand inside, so that lines and words do not meet."""
    figure = bars(frame, label="component", value="percent", span=(0, 100), target=FOLLOWED)
    trace = figure["data"][0]
    rows = frame.rows
    trace["error_x"] = {
        "type": "data",
        "symmetric": False,
        "array": [_apart(row["high"], row["percent"]) for row in rows],
        "arrayminus": [_apart(row["percent"], row["low"]) for row in rows],
        "color": NEUTRAL,
        "thickness": 2,
        "width": 5,
    }
    trace |= {
        "textposition": "inside",
        "insidetextanchor": "start",
        "textfont": {"color": "#ffffff", "size": 16, "weight": 700},
        "textangle": 0,
    }
    figure["layout"]["yaxis"] |= {"tickmode": "linear", "tick0": 0, "dtick": 1}
    return figure


def _apart(one: Value, other: Value) -> float:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one - other
    return 0.0


def over_time(found: Faithful) -> Chart:
    """Which way adherence goes, quarter by quarter."""
    read = trend([one.mean for one in found.quarters], [one.rounds for one in found.quarters])
    marked = set(read.places)
    frame = Frame(
        "Adherence by quarter",
        (
            Column("quarter", "Quarter from", Kind.MONTH),
            Column("mean", "Mean of the medians", NUMBER, places=1, unit="%"),
            Column("rounds", "Rounds closed", NUMBER),
            Column("signal", "Signal", missing=""),
        ),
        tuple(
            {
                "quarter": one.quarter,
                "mean": one.mean,
                "rounds": one.rounds,
                "signal": _signal(read) if place in marked else "",
            }
            for place, one in enumerate(found.quarters)
        ),
    )
    number = sum(one.rounds for one in found.quarters)
    return Chart(
        "trend",
        "adherence-by-quarter",
        sentences.trend_sentence(found.quarters, read),
        frame,
        _line(frame, read) if len(found.quarters) > 1 else None,
        f"{count(number, 'round').capitalize()} with five cases or more, in the quarter they were"
        f" closed, as of {day(found.today)}. {read.method.label}.",
    )


def _signal(read: Trend) -> str:
    return "Signal: higher" if read.above else "Signal: lower"


def _line(frame: Frame, read: Trend) -> Figure:
    colour = IMPROVEMENT if read.above else CONCERN
    middle = read.median or 0.0
    return lines(
        frame,
        x="quarter",
        series=("mean",),
        level=Level(middle, f"Median {cut(middle, 0)}%"),
        marks=Marks(read.places, _signal(read), colour) if read.places else None,
        span=(0, 104),
    )


def two_numbers(found: Faithful) -> Chart:
    """Adherence beside reach: two numbers of each site, never made one."""
    frame = Frame(
        "Adherence beside reach",
        (
            Column("site", "Site"),
            Column("adherence", "Adherence", NUMBER, unit="%", missing=UNKNOWN),
            Column("reach", "Reach", NUMBER, unit="%", missing=UNKNOWN),
        ),
        tuple(
            {"site": one.site, "adherence": one.adherence, "reach": one.reach}
            for one in found.two_by_site
        ),
        total=sum(one.number for one in found.two),
    )
    spots = [
        Spot(int(one.reach), int(one.adherence), "site", one.site, one.number)
        for one in found.two
        if one.adherence is not None and one.reach is not None
    ]
    across = Axis("Reach", 0, 100, 20, sentences.WIDE, unit="%", ends=("narrow", "wide"))
    up = Axis("Adherence", 0, 100, 20, sentences.HIGH, unit="%", ends=("Loose", "Close"))
    figure = quadrants(spots, {"site": Group("Sites", "circle", SERIES[0])}, across=across, up=up)
    return Chart(
        "two",
        "adherence-beside-reach",
        sentences.two_sentence(found.two),
        frame,
        figure | {"layout": figure["layout"] | {"showlegend": False}} if spots else None,
        found.source(
            sum(one.count for one in spots),
            "With both numbers: the latest audits, and the latest return",
        ),
        "tall",
    )


def adaptations(found: Faithful) -> Chart:
    """Changes in force by the component they touch, and what the NSPCC thinks of them."""
    return changes(found.adaptations, found.in_force, found.today)


CHARTS: Mapping[str, Callable[[Faithful], Chart]] = {
    "two": two_numbers,
    "rounds": rounds,
    "components": components,
    "trend": over_time,
    "adaptations": adaptations,
}
TITLES = {
    "two": "How closely, and how widely?",
    "rounds": "How do sites differ?",
    "components": "Which parts are kept?",
    "trend": "Which way does it go?",
    "adaptations": "What is changed?",
}
