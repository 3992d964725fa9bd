"""The progress scores of every site the reader may see, in two statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.accounts.models import Person
from app.core.db import session
from app.journey.queries import SiteTally, tallies_of_all
from app.journey.rules.lag import stages_behind
from app.journey.rules.pace import FEWEST, FEWEST_SHARED, Norm, norm, pace, quadrant
from app.journey.rules.scores import (
    IMPLEMENTATION,
    PREPARATION,
    Duration,
    Score,
    score,
    stage_reached,
    together,
)
from app.overview.rules.progress import SiteProgress
from app.sites.models import Site
from app.sites.rules import Stage, Status


@dataclass(frozen=True)
class EverySite:
    """The sites the reader may see, and what each was compared with: the norms in use."""

    rows: list[SiteProgress]
    norms: tuple[Norm, ...]


def progress_of_sites(
    actor: Actor, today: date, asked: ColumnElement[bool] | None = None
) -> EverySite:
    """Every site the reader may see with its scores, or those of them that are `asked` for (a
    condition on Site); sites without a journey are left out.

    The sums are made for all sites, because each is compared with all others of its template;
    lists of them are narrowed and cut by rules.
    """
    every = tallies_of_all()
    prepared = {
        number: score(found.tallies, PREPARATION, today, found.discontinued_on)
        for number, found in every.items()
    }
    fewest = FEWEST if actor.is_nspcc else FEWEST_SHARED
    norms = _norms(every, prepared, fewest)
    seen = session().execute(
        select(
            Site.id,
            Site.slug,
            Site.name,
            Site.stage,
            Site.status,
            Site.lead_id,
            Site.deputy_id,
            Person.name.label("lead"),
        )
        .outerjoin(Person, and_(Person.id == Site.lead_id, Person.deactivated_at.is_(None)))
        .where(reach(actor, Can.SEE_SITE, Site.id), true() if asked is None else asked)
    )
    rows = [
        _row(row, every[row.id], prepared[row.id], norms[every[row.id].template], today)
        for row in seen
        if row.id in every
    ]
    return EverySite(rows, tuple(norms.values()))


def _norms(
    every: dict[int, SiteTally], prepared: dict[int, Score], fewest: int
) -> dict[frozenset[int], Norm]:
    """Versions of the template with the same activities -> what their sites needed."""
    clocks: dict[frozenset[int], list[Duration]] = {}
    for number, found in every.items():
        duration = prepared[number].duration
        mine = clocks.setdefault(found.template, [])
        if duration is not None:
            mine.append(duration)
    return {template: norm(found, fewest) for template, found in clocks.items()}


def _row(row: Any, found: SiteTally, prepared: Score, others: Norm, today: date) -> SiteProgress:
    implementation = together(found.tallies[s] for s in IMPLEMENTATION if s in found.tallies)
    on = min(today, found.discontinued_on) if found.discontinued_on else today
    return SiteProgress(
        slug=row.slug,
        name=row.name,
        stage=Stage(row.stage),
        status=Status(row.status),
        lead=row.lead,
        lead_ids=frozenset(n for n in (row.lead_id, row.deputy_id) if n is not None),
        quadrant=quadrant(prepared, implementation.done > 0, others),
        preparation=prepared,
        implementation=implementation,
        pace=pace(prepared, others),
        reached=stage_reached(found.tallies),
        behind=stages_behind(found.tallies, on),
    )
