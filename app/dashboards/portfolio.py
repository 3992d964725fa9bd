"""The charts of the portfolio by their names in addresses, each made from what it alone reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.access.actor import Actor
from app.core.charts import MOST_ROWS, Chart
from app.core.clock import in_london
from app.core.words import count, moment
from app.dashboards.datasets import portfolio as datasets
from app.dashboards.queries import portfolio as queries
from app.dashboards.queries.scope import Scope, Spread
from app.indicators.queries.sums import norms_kept
from app.overview.queries.progress import progress_of_some
from app.sites.rules.months import first_of

MONTHS_OF_USE = 24


@dataclass(frozen=True)
class Asked:
    """What every chart of a portfolio rests on: who reads, which sites, at what moment. `every_row`
    is for a download; a page shows the first rows of a table."""

    actor: Actor
    scope: Scope
    spread: Spread
    now: datetime
    every_row: bool = False

    @property
    def today(self) -> date:
        """The day in London."""
        return in_london(self.now).date()

    def source(self, what: str, *, active: bool = True, summed: bool = True) -> str:
        """The line under a chart: how many sites, where it is from, as of when. It is of this
        moment, or of when the sites were `summed`."""
        number = self.spread.active if active else self.spread.found
        sites = count(number, "active site" if active else "site")
        as_of = self.spread.summed.words if summed else f"as of {moment(self.now)}"
        return f"{sites.capitalize()}. From {what}, {as_of}."


def _stages(asked: Asked) -> Chart:
    what = "decisions on stages and declared statuses"
    source = asked.source(what, active=False, summed=False)
    return datasets.funnel(asked.spread.stages, source)


def _progress(asked: Asked) -> Chart:
    found = queries.places_of(asked.scope, asked.spread.found)
    numbers = queries.first_by_name(asked.scope, None if asked.every_row else MOST_ROWS)
    rows = progress_of_some(asked.actor, asked.today, numbers, norms_kept())
    source = asked.source("milestones of Exploration and Installation", active=False)
    return datasets.progress(found, rows, asked.today, source)


def _milestones(asked: Asked) -> Chart:
    found = queries.bands_of(asked.scope, asked.spread.active)
    return datasets.milestones(found, asked.source("milestones that count"))


def _contact(asked: Asked) -> Chart:
    found = queries.recency_of(asked.scope, asked.now)
    return datasets.contact(found, asked.source("check-in calls held"))


def _coverage(asked: Asked) -> Chart:
    practitioners, managers = queries.coverage_of(asked.scope)
    return datasets.coverage(practitioners, managers, asked.source("training registers, counts"))


def _use(asked: Asked) -> Chart:
    newest = first_of(first_of(asked.today) - timedelta(days=1))
    first = first_of(newest - timedelta(days=30 * MONTHS_OF_USE))
    months = queries.use_of(asked.scope, first, newest)
    waited = queries.asked_for_counts(asked.scope, newest)
    source = asked.source("the monthly counts of the authorities", summed=False)
    return datasets.use(months, newest, waited, source)


CHARTS: Mapping[str, Callable[[Asked], Chart]] = {
    "stages": _stages,
    "progress": _progress,
    "milestones": _milestones,
    "contact": _contact,
    "coverage": _coverage,
    "use": _use,
}
TITLES = {
    "stages": "Stages",
    "progress": "Complete or not, fast or slow",
    "milestones": "Milestones by time band",
    "contact": "Contact",
    "coverage": "Training",
    "use": "Use",
}
