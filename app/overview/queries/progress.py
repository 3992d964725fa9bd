"""The progress scores of every site the reader may see, in two statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.accounts.models import Person
from app.core.db import session
from app.journey.queries import SiteTally, tallies_of, tallies_of_all
from app.journey.queries.scores import norms_of, preparation_of
from app.journey.rules.lag import stages_behind
from app.journey.rules.pace import FEWEST, FEWEST_SHARED, NO_NORM, Norm, prepared
from app.journey.rules.scores import Score, stage_reached
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
    scores = {number: preparation_of(found, today) for number, found in every.items()}
    norms = norms_of(every, scores, FEWEST if actor.is_nspcc else FEWEST_SHARED)
    rows = [
        _row(row, every[row.id], scores[row.id], norms[every[row.id].template], today)
        for row in session().execute(_seen(actor, asked))
        if row.id in every
    ]
    return EverySite(rows, tuple(norms.values()))


def progress_of_some(
    actor: Actor, today: date, asked: Select[int], norms: Mapping[frozenset[int], Norm]
) -> list[SiteProgress]:
    """A few sites by their numbers, against norms that are known; two statements."""
    seen = list(session().execute(_seen(actor, Site.id.in_(asked))))
    every = tallies_of([row.id for row in seen])
    return [
        _row(
            row,
            every[row.id],
            preparation_of(every[row.id], today),
            norms.get(every[row.id].template, NO_NORM),
            today,
        )
        for row in seen
        if row.id in every
    ]


def _seen(actor: Actor, asked: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
    return (
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


def _row(row: Any, found: SiteTally, score: Score, others: Norm, today: date) -> SiteProgress:
    known = prepared(found.tallies, score, others)
    on = min(today, found.discontinued_on) if found.discontinued_on else today
    return SiteProgress(
        slug=row.slug,
        name=row.name,
        stage=Stage(row.stage),
        status=Status(row.status),
        lead=row.lead,
        lead_ids=frozenset(n for n in (row.lead_id, row.deputy_id) if n is not None),
        quadrant=known.quadrant,
        preparation=known.preparation,
        implementation=known.implementation,
        pace=known.pace,
        reached=stage_reached(found.tallies),
        behind=stages_behind(found.tallies, on),
    )
