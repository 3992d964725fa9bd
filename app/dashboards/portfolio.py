"""The charts of the portfolio by their names in addresses, each made from what it alone reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.access.actor import Actor
from app.core.charts import Chart
from app.core.clock import in_london
from app.core.words import count, moment
from app.dashboards.datasets import portfolio as datasets
from app.dashboards.queries import portfolio as queries
from app.dashboards.queries.scope import Scope, Spread
from app.overview.queries.progress import progress_of_sites
from app.sites.rules.months import first_of
from app.training.queries.everywhere import reached

MONTHS_OF_USE = 24


@dataclass(frozen=True)
class Asked:
    """What every chart of a portfolio rests on: who reads, which sites, at what moment."""

    actor: Actor
    scope: Scope
    spread: Spread
    now: datetime

    @property
    def today(self) -> date:
        """The day in London."""
        return in_london(self.now).date()

    def source(self, what: str, *, active: bool = True) -> str:
        """The line under a chart: how many sites, where it is from, as of when."""
        number = self.spread.active if active else self.spread.found
        sites = count(number, "active site" if active else "site")
        return f"{sites.capitalize()}. From {what}, as of {moment(self.now)}."


def _stages(asked: Asked) -> Chart:
    source = asked.source("decisions on stages and declared statuses", active=False)
    return datasets.funnel(asked.spread.stages, source)


def _progress(asked: Asked) -> Chart:
    found = progress_of_sites(asked.actor, asked.today, asked.scope.asked).rows
    source = asked.source("milestones of Exploration and Installation", active=False)
    return datasets.progress(found, asked.today, source)


def _milestones(asked: Asked) -> Chart:
    found = queries.bands_of(asked.scope, asked.spread.active, asked.today)
    return datasets.milestones(found, asked.source("milestones that count"))


def _contact(asked: Asked) -> Chart:
    found = queries.recency_of(asked.scope, asked.now)
    return datasets.contact(found, asked.source("check-in calls held"))


def _coverage(asked: Asked) -> Chart:
    practitioners, managers = reached(asked.scope.active, asked.today)
    return datasets.coverage(practitioners, managers, asked.source("training registers, counts"))


def _use(asked: Asked) -> Chart:
    newest = first_of(first_of(asked.today) - timedelta(days=1))
    first = first_of(newest - timedelta(days=30 * MONTHS_OF_USE))
    months = queries.use_of(asked.scope, first, newest)
    waited = queries.asked_for_counts(asked.scope, newest)
    source = asked.source("the monthly counts of the authorities")
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
