"""Reads of what progress scores are worked out from, for every site at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from app.core.db import session
from app.journey.models import JourneyProgress as Progress
from app.journey.programme import PRESENT_VERSION, programme
from app.journey.rules import Stage
from app.journey.rules.keeping import unpacked
from app.journey.rules.pace import Norm, norm
from app.journey.rules.scores import PREPARATION, Duration, Score, Tallies, score, together
from app.sites.models import Site
from app.sites.rules import Status
from app.standing.models import StatusDeclaration

_STOPPED_ON = (
    select(StatusDeclaration.on)
    .where(
        StatusDeclaration.site_id == Site.id,
        StatusDeclaration.status == Status.STOPPED.value,
        Site.status == Status.STOPPED.value,
    )
    .order_by(StatusDeclaration.id.desc())
    .limit(1)
    .correlate(Site)
    .scalar_subquery()
)
_KEPT = select(  # built once: building it costs more than running it
    Progress.site_id, Progress.tallies, Progress.template_version, Site.status, _STOPPED_ON
).join(Site, Site.id == Progress.site_id)


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
    return _tallies(_KEPT)


def tallies_of(site_ids: Collection[int]) -> dict[int, SiteTally]:
    """The same for some sites."""
    return _tallies(_KEPT.where(Progress.site_id.in_(site_ids)))


def _tallies(chosen: Select[*tuple[Any, ...]]) -> dict[int, SiteTally]:
    found = {}
    for site_id, kept, version, status, stopped_on in session().execute(chosen):
        tallies = unpacked(kept)
        if status == Status.STOPPED and stopped_on is None:
            # without a declaration the last thing done is all that is known of its end
            stopped_on = together(tallies.values()).last
        found[site_id] = SiteTally(tallies, stopped_on, same_template(version))
    return found


def preparation_of(found: SiteTally, today: date) -> Score:
    """How far a site prepared, and how long it took."""
    return score(found.tallies, PREPARATION, today, found.discontinued_on)


def norms_of(
    every: Mapping[int, SiteTally], scores: Mapping[int, Score], fewest: int
) -> dict[frozenset[int], Norm]:
    """Versions of the template with the same activities -> what their sites needed."""
    clocks: dict[frozenset[int], list[Duration]] = {}
    for number, found in every.items():
        duration = scores[number].duration
        mine = clocks.setdefault(found.template, [])
        if duration is not None:
            mine.append(duration)
    return {template: norm(found, fewest) for template, found in clocks.items()}


@lru_cache
def same_template(version: int) -> frozenset[int]:
    """The versions of the programme with the same activities in the same stages as this one, so
    that sites of any of them can be compared."""
    shape = _shape(version)
    return frozenset(n for n in range(1, PRESENT_VERSION + 1) if _shape(n) == shape)


def _shape(version: int) -> frozenset[tuple[str, Stage]]:
    return frozenset((one.code, one.stage) for one in programme(version).milestones)
