"""Reads about engagement concerns. For the NSPCC only: no page of an authority asks any of this."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.checkins.models import ConcernStep, EngagementConcern
from app.checkins.rules.concerns import Outcome, Why, in_words, why_of
from app.core.db import session
from app.sites.models import Site

MOST = 50
_Raiser, _Told, _Resolver = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True)
class ConcernRow:
    """A concern: who raised it and why, who was told of it, how it ended."""

    id: int
    site_id: int
    call_id: int | None
    why: tuple[Why, ...]
    words: str
    raised_by: str
    raised_at: datetime
    told_id: int
    told: str
    told_at: datetime
    outcome: Outcome | None
    resolution: str
    resolved_by: str
    resolved_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether nobody has resolved it."""
        return self.resolved_at is None

    @property
    def title(self) -> str:
        """Its reasons, in words."""
        return in_words(self.why)


@dataclass(frozen=True)
class Step:
    """Something done about a concern."""

    on: date
    words: str
    by: str


def concerns_of(site_id: int) -> list[ConcernRow]:
    """The concerns of a site, open ones first, then the latest."""
    return _rows(EngagementConcern.site_id == site_id)


def concern_of(site_id: int, concern_id: int) -> ConcernRow | None:
    """One of them; None when this site has no such concern."""
    found = _rows(EngagementConcern.site_id == site_id, EngagementConcern.id == concern_id)
    return found[0] if found else None


def steps_of(concern_id: int) -> list[Step]:
    """What was done about a concern, the latest first."""
    rows = session().execute(
        select(ConcernStep.taken_on, ConcernStep.words, Person.name)
        .join(Person, Person.id == ConcernStep.entered_by_id)
        .where(ConcernStep.concern_id == concern_id)
        .order_by(ConcernStep.taken_on.desc(), ConcernStep.id.desc())
    )
    return [Step(*row) for row in rows]


@dataclass(frozen=True)
class OpenConcern:
    """A concern that waits for somebody; `is_with_me` where the reader is who was told."""

    id: int
    site_name: str
    site_slug: str
    title: str
    raised_at: datetime
    is_with_me: bool


def open_for(person_id: int, site_ids: Collection[int] | None) -> list[OpenConcern]:
    """The open concerns of these sites (None: every site) and those this person was told of, the
    latest first; one statement."""
    told = EngagementConcern.escalated_to_id == person_id
    mine = [] if site_ids is None else [or_(told, EngagementConcern.site_id.in_(site_ids))]
    rows = session().execute(
        select(EngagementConcern, Site.name, Site.slug)
        .join(Site, Site.id == EngagementConcern.site_id)
        .where(EngagementConcern.resolved_at.is_(None), *mine)
        .order_by(EngagementConcern.raised_at.desc(), EngagementConcern.id.desc())
        .limit(MOST)
    )
    return [
        OpenConcern(
            one.id,
            name,
            slug,
            in_words(why_of(one.why)),
            one.raised_at,
            one.escalated_to_id == person_id,
        )
        for one, name, slug in rows
    ]


def open_concerns(site_ids: Collection[int]) -> dict[int, int]:
    """How many concerns are open at each of these sites; sites without one are left out."""
    rows = session().execute(
        select(EngagementConcern.site_id, func.count())
        .where(EngagementConcern.site_id.in_(site_ids), EngagementConcern.resolved_at.is_(None))
        .group_by(EngagementConcern.site_id)
    )
    return {site_id: number for site_id, number in rows}


def _rows(*wanted: ColumnElement[bool]) -> list[ConcernRow]:
    rows = session().execute(
        select(EngagementConcern, _Raiser.name, _Told.name, _Resolver.name)
        .join(_Raiser, _Raiser.id == EngagementConcern.raised_by_id)
        .join(_Told, _Told.id == EngagementConcern.escalated_to_id)
        .outerjoin(_Resolver, _Resolver.id == EngagementConcern.resolved_by_id)
        .where(*wanted)
        .order_by(
            EngagementConcern.resolved_at.is_not(None),
            EngagementConcern.raised_at.desc(),
            EngagementConcern.id.desc(),
        )
    )
    return [_row(*row) for row in rows]


def _row(one: EngagementConcern, raiser: str, told: str, resolver: str | None) -> ConcernRow:
    return ConcernRow(
        id=one.id,
        site_id=one.site_id,
        call_id=one.call_id,
        why=why_of(one.why),
        words=one.words,
        raised_by=raiser,
        raised_at=one.raised_at,
        told_id=one.escalated_to_id,
        told=told,
        told_at=one.escalated_at,
        outcome=Outcome(one.outcome) if one.outcome else None,
        resolution=one.resolution,
        resolved_by=resolver or "",
        resolved_at=one.resolved_at,
        version=one.version,
    )
