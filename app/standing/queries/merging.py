"""Reads about adoptions whose authorities merged: under whom one goes on, and whom it met."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.core import clock
from app.core.db import session
from app.sites.models import Authority, Site, SiteAuthority
from app.sites.rules import Status
from app.standing.models import MergerDecision


@dataclass(frozen=True)
class Met:
    """Another adoption that an authority of this one takes part in since a merger."""

    site_id: int
    slug: str
    name: str
    authority: str
    on: date


_MINE, _THEIRS = aliased(SiteAuthority), aliased(SiteAuthority)


@dataclass(frozen=True)
class Merged:
    """What mergers mean for an adoption: (authority, first day) of those that took over from others
    in it, and the adoptions that share an authority with it since, about which nobody decided.

    `authorities` are those that take part today or later, by name. `is_reorganised`: whether the
    register of authorities ever changed under it.
    """

    under: tuple[tuple[str, date], ...]
    met: tuple[Met, ...]
    authorities: tuple[str, ...]
    is_reorganised: bool


def merged(site_id: int) -> Merged:
    """What reorganisations made of a site's authorities; one statement.

    Adoptions that are stopped are not met.
    """
    under: dict[str, date] = {}
    met: dict[int, Met] = {}
    rows = session().execute(_merged(site_id)).all()
    here: dict[str, bool] = {}
    for authority, starts_on, ends_on, because_of, ended_by, number, slug, name, theirs in rows:
        if ends_on is None or ends_on >= clock.today():
            here[authority] = True
        if because_of is not None and ended_by is None:
            under[authority] = starts_on
        if number is not None:
            met.setdefault(number, Met(number, slug, name, authority, max(starts_on, theirs)))
    changed = any(row.ended_by_id is not None for row in rows)
    return Merged(tuple(under.items()), tuple(met.values()), tuple(here), changed)


def met_by_merger(site_id: int) -> tuple[Met, ...]:
    """The adoptions this one met, see `merged`."""
    return merged(site_id).met


def _merged(site_id: int) -> Select[*tuple[Any, ...]]:
    """This site's authorities, each with the other adoptions it takes part in now."""
    decided = exists().where(
        or_(
            (MergerDecision.site_id == site_id) & (MergerDecision.other_id == _THEIRS.site_id),
            (MergerDecision.other_id == site_id) & (MergerDecision.site_id == _THEIRS.site_id),
        )
    )
    shared = and_(
        _THEIRS.authority_id == _MINE.authority_id,
        _THEIRS.site_id != site_id,
        _MINE.ends_on.is_(None),
        _THEIRS.ends_on.is_(None),
        or_(_MINE.started_by_id.is_not(None), _THEIRS.started_by_id.is_not(None)),
        ~decided,
    )
    return (
        select(
            Authority.name,
            _MINE.starts_on,
            _MINE.ends_on,
            _MINE.started_by_id,
            _MINE.ended_by_id,
            Site.id,
            Site.slug,
            Site.name,
            _THEIRS.starts_on,
        )
        .select_from(_MINE)
        .join(Authority, Authority.id == _MINE.authority_id)
        .outerjoin(_THEIRS, shared)
        .outerjoin(Site, (Site.id == _THEIRS.site_id) & (Site.status != Status.STOPPED.value))
        .where(_MINE.site_id == site_id)
        .order_by(_MINE.starts_on, Authority.name, Site.name, Site.id)
    )
