"""The five questions of a site by their names in addresses, each with its chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.access.gate import SiteRef
from app.core.charts import Chart
from app.core.words import count, day
from app.dashboards.datasets import one_site as datasets
from app.dashboards.queries import one_site as queries
from app.indicators.queries import present_of


@dataclass(frozen=True)
class Question:
    """A question, the chart that answers it, and the page it is worked on."""

    text: str
    chart: Callable[[SiteRef, date], Chart]
    endpoint: str
    link: str


def _track(site: SiteRef, today: date) -> Chart:
    steps = queries.steps_of(site.id, today)
    source = f"n = {len(steps)} milestones that count. From the journey, as of {day(today)}."
    return datasets.track(steps, today, site.slug, source)


def _well(site: SiteRef, today: date) -> Chart:
    rounds = queries.rounds_of(site.id)
    files = sum(one.files for one in rounds[-1:])
    closed = count(len(rounds), "closed round")
    source = f"n = {files} audited files in the newest of {closed}. From case audits, as of"
    source += f" {day(today)}."
    return datasets.well(rounds, site.slug, source)


def _enough(site: SiteRef, today: date) -> Chart:
    months = queries.use_of(site.id, today)
    known = sum(one.cases is not None for one in months)
    source = (
        f"n = {count(known, 'month')} entered. From monthly counts, and counts of pilots before"
    )
    source += f" them, as of {day(today)}."
    return datasets.enough(months, site.slug, source)


def _kept(site: SiteRef, today: date) -> Chart:
    found = present_of(site.id)
    judged = found.judgement.sustainability if found else None
    as_of = day(found.on if found else today)
    source = f"n = {len(judged.components) if judged else 0} components. As of {as_of}."
    return datasets.kept(judged, site.slug, source)


def _helping(site: SiteRef, today: date) -> Chart:
    quarters = queries.quarters_of(site.id, today)
    returns = quarters[-1].everybody.returns if quarters else 0
    sent = count(len(quarters), "quarterly return")
    source = f"n = {returns} returns home in the newest year. From {sent}, as of {day(today)}."
    return datasets.helping(quarters, site.slug, source)


QUESTIONS: Mapping[str, Question] = {
    "track": Question("Is it on track?", _track, "journey.timeline", "See the timeline"),
    "well": Question("Is it used well?", _well, "quality.index", "See the case audits"),
    "enough": Question("Is it used enough?", _enough, "measures.use", "See the monthly counts"),
    "kept": Question("Will it be kept?", _kept, "indicators.index", "See each component"),
    "helping": Question(
        "Is it helping?", _helping, "measures.returns", "See the quarterly returns"
    ),
}
