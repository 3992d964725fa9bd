"""The five charts of one site: is it on track, used well, used enough, kept, helping?"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from app.core.charts import (
    CONCERN,
    IMPROVEMENT,
    Chart,
    Column,
    Frame,
    Kind,
    Level,
    Marks,
    Target,
    Value,
    bars,
    lines,
    plain,
    stacked,
)
from app.core.statistics.runs import runs
from app.dashboards import reading_site as reading
from app.dashboards.queries.one_site import Month, Quarter, Step
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.known import AuditRound
from app.indicators.rules.marks import Colour, Ground
from app.indicators.rules.sustainability import Sustainability
from app.quality.rules.components import Component
from app.sites.rules.months import first_of, months_between, next_month

NUMBER = Kind.NUMBER
_COMPONENTS = {one.value: one.label for one in Component}


def track(steps: Sequence[Step], today: date, name: str, source: str) -> Chart:
    """How many milestones were planned by the end of each month, and how many were done."""
    dates = [on for one in steps for on in (one.planned_on, one.done_on) if on is not None]
    months = months_between(min(dates), max([*dates, today])) if dates else []
    frame = Frame(
        "Milestones planned and done",
        (
            Column("month", "By the end of", Kind.MONTH),
            Column("done", "Done", NUMBER, missing="ahead"),
            Column("planned", "First plan", NUMBER),
        ),
        tuple(_track_row(steps, month, today) for month in months),
    )
    figure = lines(frame, x="month", series=("done", "planned")) if months else None
    for trace in figure["data"] if figure else ():
        trace["mode"] = "lines"
    sentence = reading.track_sentence(steps, today)
    return Chart("track", f"{name}-on-track", sentence, frame, figure, source)


def _track_row(steps: Sequence[Step], month: date, today: date) -> dict[str, Value]:
    end = next_month(month)
    known = month <= first_of(today)
    done = sum(one.done_on is not None and one.done_on < end for one in steps)
    planned = sum(one.planned_on is not None and one.planned_on < end for one in steps)
    return {"month": month, "done": done if known else None, "planned": planned}


def well(rounds: Sequence[AuditRound], name: str, source: str) -> Chart:
    """What the newest round of case audits says of each core component."""
    shown = [one for one in rounds if one.median is not None]
    parts = shown[-1].parts if shown else ()
    frame = Frame(
        "Core components in the newest round",
        (Column("component", "Component"), Column("percent", "Followed", NUMBER, unit="%")),
        tuple({"component": _COMPONENTS[code], "percent": value} for code, value in parts),
    )
    target = Target(reading.LINE, f"{reading.LINE}%")
    figure = bars(frame, label="component", value="percent", span=(0, 100), target=target)
    return Chart(
        "well",
        f"{name}-used-well",
        reading.well_sentence(rounds, _COMPONENTS),
        frame,
        figure if parts else None,
        source,
        "taller",
    )


def enough(months: Sequence[Month], name: str, source: str) -> Chart:
    """Cases begun month by month, with their middle and what chance does not explain."""
    known = [(one.month, one.cases) for one in months if one.cases is not None]
    found = runs([number for _, number in known])
    frame = Frame(
        "Cases begun by month",
        (
            Column("month", "Month", Kind.MONTH),
            Column("cases", "Cases begun", NUMBER, missing="not entered"),
        ),
        tuple({"month": one.month, "cases": one.cases} for one in months),
    )
    places = [at for at, one in enumerate(months) if one.cases is not None]
    marks = None
    if found.shifted:
        marks = Marks(
            tuple(places[at] for at in found.longest),
            "Above the middle" if found.above else "Below the middle",
            IMPROVEMENT if found.above else CONCERN,
        )
    level = Level(found.median, f"Median {plain(found.median)}") if found.median else None
    figure = lines(frame, x="month", series=("cases",), level=level, marks=marks)
    sentence = reading.enough_sentence(known, found, len(months) - len(known))
    key = f"{name}-used-enough"
    return Chart("enough", key, sentence, frame, figure if known else None, source)


_STANDS = {
    "strong": ("Strong", 0),
    "fair": ("Fair", 3),
    "weak": ("Weak", 1),
    "unknown": ("Not enough data", 5),
}
_OF_COLOUR = {Colour.GREEN: "strong", Colour.AMBER: "fair", Colour.RED: "weak"}


def kept(found: Sustainability | None, name: str, source: str) -> Chart:
    """How the components of sustainability stand, counted by what they belong to."""
    components = found.components if found else ()
    frame = Frame(
        "Components of sustainability",
        (
            Column("component", "Component"),
            Column("group", "Belongs to"),
            Column("stands", "How it stands"),
            Column("shown", "Value"),
            Column("words", "In words"),
            Column("on", "As of", Kind.DATE),
        ),
        tuple(
            {
                "component": DEFINITIONS[one.code].name,
                "group": DEFINITIONS[one.code].group.label,
                "stands": reading.component_words(one),
                "shown": one.shown,
                "words": one.words,
                "on": one.as_of,
            }
            for one in components
        ),
    )
    figure = _stands_chart(found) if found else None
    return Chart("kept", f"{name}-kept", reading.kept_sentence(found), frame, figure, source)


def _stands_chart(found: Sustainability) -> dict[str, object]:
    """Bars by group, made of how its components stand; those not asked for yet are left out."""
    counted = Counter(
        (DEFINITIONS[one.code].group.label, _OF_COLOUR[one.colour] if one.colour else "unknown")
        for one in found.components
        if one.colour is not None or one.ground is Ground.NOT_KNOWN
    )
    groups = list(dict.fromkeys(DEFINITIONS[one.code].group.label for one in found.components))
    frame = Frame(
        "Components by group",
        (
            Column("group", "Belongs to"),
            *(Column(key, text, NUMBER) for key, (text, _) in _STANDS.items()),
        ),
        tuple({"group": one, **{key: counted[one, key] for key in _STANDS}} for one in groups),
    )
    used = [key for key in _STANDS if any(frame.values(key))]
    turns = {key: turn for key, (_, turn) in _STANDS.items()}
    return stacked(frame, label="group", parts=used, title="Components", turns=turns)


def helping(quarters: Sequence[Quarter], name: str, source: str) -> Chart:
    """The share of returns home that ended in care again, over the year up to each quarter."""
    frame = Frame(
        "Back in care within 12 months of the return home",
        (
            Column("quarter", "Year up to the quarter from", Kind.MONTH),
            Column("framework", "With the framework", NUMBER, unit="%", missing="too few"),
            Column("everybody", "All children", NUMBER, unit="%", missing="too few"),
            Column("framework_n", "Returns with the framework", NUMBER),
            Column("everybody_n", "Returns of all children", NUMBER),
        ),
        tuple(
            {
                "quarter": one.quarter,
                "framework": one.framework.percent,
                "everybody": one.everybody.percent,
                "framework_n": one.framework.returns,
                "everybody_n": one.everybody.returns,
            }
            for one in quarters
        ),
    )
    drawable = any(
        row["framework"] is not None or row["everybody"] is not None for row in frame.rows
    )
    figure = lines(frame, x="quarter", series=("framework", "everybody"), span=(0, 100))
    sentence = reading.helping_sentence(quarters)
    return Chart(
        "helping", f"{name}-helping", sentence, frame, figure if drawable else None, source
    )
