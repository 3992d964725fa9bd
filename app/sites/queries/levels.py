"""Reads of the early-warning level that sites carry."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import Site
from app.sites.rules.levels import Level


@dataclass(frozen=True)
class LevelRow:
    """What a site carries since when and why; `set_by` is "" where no person set it by hand."""

    level: Level
    since: date
    reason: str
    set_by: str


def levels_of(site_ids: Collection[int]) -> dict[int, LevelRow]:
    """The level of each of these sites; sites of which none is known are left out."""
    rows = session().execute(
        select(Site.id, Site.level, Site.level_since, Site.level_reason, Person.name)
        .outerjoin(Person, Person.id == Site.level_by_id)
        .where(Site.id.in_(site_ids), Site.level.is_not(None))
    )
    return {
        number: LevelRow(Level(level), since, reason, name or "")
        for number, level, since, reason, name in rows
        if level is not None and since is not None
    }


def level_of(site_id: int) -> LevelRow | None:
    """The level of one site; None while none is known."""
    return levels_of([site_id]).get(site_id)
