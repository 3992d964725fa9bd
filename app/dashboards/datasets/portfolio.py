"""The charts of the portfolio, from sums over the sites asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from app.core.charts import (
    Chart,
    Column,
    Frame,
    Grounds,
    Kind,
    Level,
    Spot,
    Value,
    lines,
    plain,
    stacked,
)
from app.dashboards import reading
from app.dashboards.queries.portfolio import (
    RECENCY,
    Bands,
    MonthOfUse,
    Places,
    Reached,
    Recency,
)
from app.journey.rules import TimeBand
from app.overview.datasets import progress_frame, quadrant_figure, quadrant_sentence
from app.overview.rules.progress import SiteProgress
from app.sites.rules import Stage, Status
from app.training.rules.coverage import Extent

NUMBER = Kind.NUMBER
TURNS = {"paused": 3, "stopped": 5, "half": 3, "below": 1, "unknown": 5}
"""Places in the series of colours: orange is what asks for somebody, grey what rests."""


def funnel(stages: Mapping[tuple[Stage, Status], int], source: str) -> Chart:
    """How many sites stand in each stage, by status."""
    frame = Frame(
        "Sites by stage",
        (
            Column("stage", "Stage"),
            *(Column(one.value, one.value.capitalize(), NUMBER) for one in Status),
        ),
        tuple(
            {"stage": stage.label, **{one.value: stages.get((stage, one), 0) for one in Status}}
            for stage in Stage
        )
        if stages
        else (),
    )
    used = [one.value for one in Status if any(frame.values(one.value))]
    figure = stacked(frame, label="stage", parts=used, title="Sites", turns=TURNS)
    return Chart("stages", "sites-by-stage", reading.funnel_sentence(stages), frame, figure, source)


def progress(found: Places, rows: Sequence[SiteProgress], today: date, source: str) -> Chart:
    """How completely and how fast each site prepared; `rows` are those of the table, or the first
    of them."""
    known = progress_frame(sorted(rows, key=lambda one: one.name.casefold()))
    frame = replace(known, total=found.sites)
    spots = [
        Spot(one.pace, one.percent, one.quadrant, one.name, one.number)
        for one in found.each
        if one.pace is not None
    ]
    figure = quadrant_figure(spots) if spots else None
    sentence = "No milestones are planned yet."
    if found.sites:
        sentence = quadrant_sentence(found.counts, today) + reading.fields_sentence(found)
    return Chart("progress", "pace-and-completeness", sentence, frame, figure, source, "tall")


def milestones(found: Bands, source: str) -> Chart:
    """How much of each time band is done, by site or by stage: a coloured table."""
    keys = tuple(band.value for band in TimeBand)
    frame = Frame(
        "Milestones done, by time band",
        (
            Column("row", "Site" if found.by_site else "Stage"),
            *(
                column
                for band in TimeBand
                for column in (Column(band.value, band.label, NUMBER, unit="%"),)
            ),
            Column("done", "Done", NUMBER),
            Column("counted", "Of", NUMBER),
            Column("late", "Past their date", NUMBER),
        ),
        tuple(_band_row(found, name) for name in found.rows),
    )
    words = {
        (name, band.value): f"{one.done:,} of {one.counted:,}"
        for name, row in found.rows.items()
        for band, one in row.items()
        if one.counted
    }
    return Chart(
        "milestones",
        "milestones-by-band",
        reading.bands_sentence(found),
        frame,
        None,
        source,
        grounds=Grounds(keys, (0, 100), lambda row, key: words[str(row["row"]), key]),
    )


def _band_row(found: Bands, name: str) -> Mapping[str, Value]:
    row = found.rows[name]
    shares: dict[str, Value] = {
        band.value: 100 * row[band].done / row[band].counted
        if band in row and row[band].counted
        else None
        for band in TimeBand
    }
    return {
        "row": name,
        **shares,
        "done": sum(one.done for one in row.values()),
        "counted": sum(one.counted for one in row.values()),
        "late": sum(one.late for one in row.values()),
    }


def contact(found: Recency, source: str) -> Chart:
    """How long ago the active sites were last called."""
    ends = [
        "Up to 14 days",
        *(f"{a + 1} to {b} days" for a, b in zip(RECENCY, RECENCY[1:], strict=False)),
    ]
    names = [*ends, f"More than {RECENCY[-1]} days", "Never called"]
    frame = Frame(
        "Days since the last call held",
        (
            Column("group", "Last call"),
            Column("within", "Within the rhythm", NUMBER),
            Column("beyond", "Longer than the rhythm allows", NUMBER),
        ),
        tuple(
            {"group": name, "within": within, "beyond": beyond}
            for name, (within, beyond) in zip(names, found.groups, strict=True)
        )
        if any(map(any, found.groups))
        else (),
    )
    figure = stacked(frame, label="group", parts=("within", "beyond"), title="Active sites")
    return Chart(
        "contact", "contact-recency", reading.recency_sentence(found), frame, figure, source
    )


def coverage(practitioners: Reached, managers: Reached, source: str) -> Chart:
    """At how many sites those who are to be trained are trained and in post."""
    columns = (
        Column("line", "80% or more", NUMBER),
        Column("half", "Half to 79%", NUMBER),
        Column("below", "Fewer than half", NUMBER),
        Column("unknown", "Not known", NUMBER),
    )
    counts = {"Practitioners": practitioners, "Managers": managers}
    frame = Frame(
        "Sites by training coverage",
        (Column("role", "Role"), *columns),
        tuple(
            {"role": role, **{one.key: found.of(Extent(one.key)) for one in columns}}
            for role, found in counts.items()
        )
        if practitioners.total
        else (),
    )
    parts = tuple(one.key for one in columns)
    figure = stacked(frame, label="role", parts=parts, title="Active sites", turns=TURNS)
    sentence = reading.coverage_sentence(practitioners, managers)
    return Chart("coverage", "training-coverage", sentence, frame, figure, source, "short")


def use(months: Sequence[MonthOfUse], newest: date, asked: int, source: str) -> Chart:
    """The cases begun in each month, over all sites that entered it."""
    frame = Frame(
        "Cases begun by month",
        (
            Column("month", "Month", Kind.MONTH),
            Column("cases", "Cases begun", NUMBER),
            Column("sites", "Sites that entered it", NUMBER),
        ),
        tuple({"month": one.month, "cases": one.cases, "sites": one.sites} for one in months),
    )
    middle = median(one.cases for one in months) if months else 0
    figure = lines(
        frame, x="month", series=("cases",), level=Level(middle, f"Median {plain(middle)}")
    )
    sentence = reading.use_sentence(months, newest, asked)
    return Chart("use", "cases-by-month", sentence, frame, figure if months else None, source)
