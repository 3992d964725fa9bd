"""Reads of what progress scores are worked out from, for every site at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import and_, case, func, select

from app.core.db import session
from app.journey.models import Milestone
from app.journey.programme import PRESENT_VERSION, programme
from app.journey.rules import MilestoneStatus, Stage
from app.journey.rules.scores import Tallies, Tally, together
from app.sites.models import Site
from app.sites.rules import Status

_APPLIES = Milestone.status != MilestoneStatus.NOT_REQUIRED.value
_IS_DONE = and_(Milestone.status == MilestoneStatus.DONE.value, Milestone.happened_on.is_not(None))
_DONE_ON = case((_IS_DONE, Milestone.happened_on))
_PLANNED = case((_APPLIES, Milestone.first_planned_on))
_TALLIES = (  # built once: building it costs more than running it
    select(
        Milestone.site_id,
        Milestone.stage,
        Site.status,
        func.max(Milestone.template_version),
        func.count(case((_IS_DONE, 1))),
        func.count(case((_APPLIES, 1))),
        func.min(_DONE_ON),
        func.max(_DONE_ON),
        func.min(_PLANNED),
        func.max(_PLANNED),
    )
    .join(Site, Site.id == Milestone.site_id)
    .group_by(Milestone.site_id, Milestone.stage, Site.status)
)


@dataclass(frozen=True)
class SiteTally:
    """The counted activities of a site by stage, and the day its adoption was discontinued.

    `template`: the versions of the programme with the same activities as the site's own; sites
    with equal ones can be compared.
    """

    tallies: Tallies
    discontinued_on: date | None
    template: frozenset[int]


def tallies_of_all() -> dict[int, SiteTally]:
    """Site -> its activities counted by stage, for every site with a journey; one statement."""
    counted: dict[int, dict[Stage, Tally]] = {}
    about: dict[int, tuple[Status, int]] = {}
    for site_id, stage, status, version, *numbers in session().execute(_TALLIES):
        counted.setdefault(site_id, {})[Stage(stage)] = Tally(*numbers)
        about[site_id] = Status(status), version
    return {
        site_id: SiteTally(tallies, discontinued_on(status, tallies), same_template(version))
        for site_id, tallies in counted.items()
        for status, version in [about[site_id]]
    }


def discontinued_on(status: Status, tallies: Mapping[Stage, Tally]) -> date | None:
    """The day on which a stopped site's clocks stop: that of its last completed activity."""
    return together(tallies.values()).last if status is Status.STOPPED else None


@lru_cache
def same_template(version: int) -> frozenset[int]:
    """The versions of the programme with the same activities in the same stages as this one, so
    that sites of any of them can be compared."""
    shape = _shape(version)
    return frozenset(n for n in range(1, PRESENT_VERSION + 1) if _shape(n) == shape)


def _shape(version: int) -> frozenset[tuple[str, Stage]]:
    return frozenset((one.code, one.stage) for one in programme(version).milestones)
