"""The five questions of a site by their names in addresses, each with its chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.access.gate import SiteRef
from app.core.charts import Chart
from app.core.words import count, day
from app.dashboards.datasets import one_site as datasets
from app.dashboards.datasets import outcomes
from app.dashboards.queries import one_site as queries
from app.indicators.queries import present_of
from app.measures.queries.agreed import measures_of, values_of
from app.measures.queries.pulses import results_of


@dataclass(frozen=True)
class Question:
    """A question, the chart that answers it, and the page it is worked on."""

    text: str
    chart: Callable[[SiteRef, date], Chart]
    endpoint: str
    link: str
    beside: tuple["Question", ...] = ()


def _source(n: int, what: str, origin: str, on: date, many: str | None = None) -> str:
    """The line under a chart: n, where it is from, as of when."""
    said = f"n = {count(n, what, many)}" if n else "n = 0"
    return f"{said}. From {origin}, as of {day(on)}."


def _track(site: SiteRef, today: date) -> Chart:
    steps = queries.steps_of(site.id, today)
    source = _source(len(steps), "milestone", "the milestones that count", today)
    return datasets.track(steps, today, site.slug, source)


def _well(site: SiteRef, today: date) -> Chart:
    rounds = queries.rounds_of(site.id)
    files = sum(one.files for one in rounds[-1:])
    source = _source(files, "audited file", "the newest closed round of case audits", today)
    return datasets.well(rounds, site.slug, source)


def _enough(site: SiteRef, today: date) -> Chart:
    months = queries.use_of(site.id, today)
    known = sum(one.cases is not None for one in months)
    origin = "monthly counts, and counts of pilots before them"
    return datasets.enough(months, site.slug, _source(known, "month", origin, today))


def _kept(site: SiteRef, today: date) -> Chart:
    found = present_of(site.id)
    judged = found.judgement.sustainability if found else None
    number, on = (len(judged.components), found.on) if found and judged else (0, today)
    return datasets.kept(judged, site.slug, _source(number, "component", "all rooms", on))


def _helping(site: SiteRef, today: date) -> Chart:
    quarters = queries.quarters_of(site.id, today)
    returns = quarters[-1].everybody.returns if quarters else 0
    origin = "quarterly returns, the newest four of them"
    source = _source(returns, "return home", origin, today, "returns home")
    return datasets.helping(quarters, site.slug, source)


def _agreed(site: SiteRef, today: date) -> Chart:
    measures = [one for one in measures_of([site.id]) if one.now.is_agreed]
    values = values_of([one.id for one in measures])
    number = sum(map(len, values.values()))
    source = _source(number, "value", "measures that both sides agreed", today)
    return outcomes.agreed(measures, values, site.slug, source)


def _pulse(site: SiteRef, today: date) -> Chart:
    found = results_of([site.id])
    answers, on = (found[0].pulse.answers, found[0].pulse.ended_on) if found else (0, today)
    return outcomes.pulse(found, site.slug, _source(answers, "answer", "the pulse survey", on))


BESIDE = {
    "agreed": Question(
        "What was agreed to be measured", _agreed, "measures.agreed", "See the agreed measures"
    ),
    "pulse": Question(
        "What those who work with it say", _pulse, "measures.pulse", "See the pulse surveys"
    ),
}
QUESTIONS: Mapping[str, Question] = {
    "track": Question("Is it on track?", _track, "journey.timeline", "See the timeline"),
    "well": Question("Is it used well?", _well, "quality.index", "See the case audits"),
    "enough": Question("Is it used enough?", _enough, "measures.use", "See the monthly counts"),
    "kept": Question("Will it be kept?", _kept, "indicators.index", "See each component"),
    "helping": Question(
        "Is it helping?",
        _helping,
        "measures.returns",
        "See the quarterly returns",
        tuple(BESIDE.values()),
    ),
}
