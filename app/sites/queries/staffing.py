"""Reads about the NSPCC's side: who led a site, who covers, which sites wait for a lead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import CaseloadHandover, CaseloadMove, Cover, LeadTerm, Site
from app.sites.rules import Stage, Status

PER_PAGE = 50


@dataclass(frozen=True)
class TermRow:
    """Somebody of the NSPCC led a site, or deputised, from when until when."""

    name: str
    is_deputy: bool
    starts_on: date
    ends_on: date | None
    reason: str


@dataclass(frozen=True)
class CoverRow:
    """`cover` stands in for `absent` from a day to a day."""

    id: int
    absent_id: int
    absent: str
    cover_id: int
    cover: str
    cover_email: str
    starts_on: date
    ends_on: date
    note: str

    def runs(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts_on <= on <= self.ends_on


@dataclass(frozen=True)
class LedSite:
    """A site with its lead and deputy; a name is "" where nobody is, or their account is closed."""

    id: int
    slug: str
    name: str
    stage: Stage
    status: Status
    lead_id: int | None
    deputy_id: int | None
    lead: str
    deputy: str


@dataclass(frozen=True)
class UnassignedPage:
    """One page of the sites without a lead or a deputy, those without a lead first."""

    rows: tuple[LedSite, ...]
    total: int
    without_lead: int
    page: int
    pages: int


@dataclass(frozen=True)
class PlannedHandover:
    """A handover of a caseload that is decided and not carried out yet."""

    id: int
    from_id: int
    from_name: str
    starts_on: date
    sites: int


_LEAD, _DEPUTY = aliased(Person), aliased(Person)
_ABSENT, _STANDS_IN = aliased(Person), aliased(Person)


def lead_terms(site_id: int) -> list[TermRow]:
    """Everybody who led a site for the NSPCC or deputised, the latest first."""
    rows = session().execute(
        select(
            Person.name, LeadTerm.is_deputy, LeadTerm.starts_on, LeadTerm.ends_on, LeadTerm.reason
        )
        .join(Person, Person.id == LeadTerm.person_id)
        .where(LeadTerm.site_id == site_id)
        .order_by(LeadTerm.starts_on.desc(), LeadTerm.id.desc())
    )
    return [TermRow(*row) for row in rows]


def covers(since: date) -> list[CoverRow]:
    """Covers that run on a day or begin later, the earliest first."""
    return _covers(Cover.ends_on >= since)


def cover_of(cover_id: int) -> CoverRow | None:
    """One cover that was not cancelled."""
    return next(iter(_covers(Cover.id == cover_id)), None)


def covers_for(person_ids: Collection[int], first: date, last: date) -> list[CoverRow]:
    """Who stands in for these people on any day from one to another."""
    theirs = Cover.absent_id.in_(person_ids)
    return _covers(theirs, Cover.starts_on <= last, Cover.ends_on >= first)


def away_on(on: date) -> ColumnElement[bool]:
    """Whether somebody stands in for a person on a day: a column beside `Person`."""
    return exists().where(
        Cover.absent_id == Person.id,
        Cover.starts_on <= on,
        Cover.ends_on >= on,
        Cover.cancelled_at.is_(None),
    )


def covers_at(site_id: int, on: date) -> list[CoverRow]:
    """Who stands in on a day for the lead or the deputy of a site."""
    here = exists().where(
        Site.id == site_id, or_(Site.lead_id == Cover.absent_id, Site.deputy_id == Cover.absent_id)
    )
    return _covers(here, Cover.starts_on <= on, Cover.ends_on >= on)


def unassigned(page: int) -> UnassignedPage:
    """Sites that are not stopped and lack a lead or a deputy with an open account."""
    open_ = Site.status != Status.STOPPED.value
    lacking = (open_, or_(_LEAD.id.is_(None), _DEPUTY.id.is_(None)))
    counted = _led(func.count(), func.count().filter(_LEAD.id.is_(None))).where(*lacking)
    total, without = session().execute(counted).one()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen = _led(*_SHOWN).where(*lacking).order_by(_LEAD.id.is_not(None), Site.name)
    rows = session().execute(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return UnassignedPage(tuple(_site(row) for row in rows), total, without, page, pages)


def sites_led(person_id: int) -> list[LedSite]:
    """The sites a person leads or deputises for, by name; stopped ones too."""
    theirs = led_by(person_id)
    return [
        _site(row) for row in session().execute(_led(*_SHOWN).where(theirs).order_by(Site.name))
    ]


def led_site(site_id: int) -> LedSite:
    """One site with its lead and deputy."""
    return _site(session().execute(_led(*_SHOWN).where(Site.id == site_id)).one())


def planned_handovers() -> list[PlannedHandover]:
    """Handovers of caseloads that wait for their day, the earliest first."""
    rows = session().execute(
        select(
            CaseloadHandover.id,
            Person.id,
            Person.name,
            CaseloadHandover.starts_on,
            func.count(CaseloadMove.site_id),
        )
        .join(Person, Person.id == CaseloadHandover.from_id)
        .join(CaseloadMove, CaseloadMove.handover_id == CaseloadHandover.id)
        .where(CaseloadHandover.done_at.is_(None), CaseloadHandover.cancelled_at.is_(None))
        .group_by(CaseloadHandover.id, Person.id, Person.name, CaseloadHandover.starts_on)
        .order_by(CaseloadHandover.starts_on, CaseloadHandover.id)
    )
    return [PlannedHandover(*row) for row in rows]


def due_handovers(today: date) -> list[int]:
    """Numbers of the handovers whose day has come."""
    waiting = (CaseloadHandover.done_at.is_(None), CaseloadHandover.cancelled_at.is_(None))
    due = select(CaseloadHandover.id).where(*waiting, CaseloadHandover.starts_on <= today)
    return list(session().scalars(due.order_by(CaseloadHandover.starts_on, CaseloadHandover.id)))


_SHOWN = (
    Site.id,
    Site.slug,
    Site.name,
    Site.stage,
    Site.status,
    Site.lead_id,
    Site.deputy_id,
    _LEAD.name.label("lead"),
    _DEPUTY.name.label("deputy"),
)


def _led(*columns: Any) -> Select[Any]:
    """A statement over sites, each with its lead and deputy whose accounts are open."""

    def is_open(who: Any, column: Any) -> ColumnElement[bool]:
        return and_(who.id == column, who.deactivated_at.is_(None), who.staff_role.is_not(None))

    return (
        select(*columns)
        .select_from(Site)
        .outerjoin(_LEAD, is_open(_LEAD, Site.lead_id))
        .outerjoin(_DEPUTY, is_open(_DEPUTY, Site.deputy_id))
    )


def _site(row: Any) -> LedSite:
    return LedSite(
        id=row.id,
        slug=row.slug,
        name=row.name,
        stage=Stage(row.stage),
        status=Status(row.status),
        lead_id=row.lead_id,
        deputy_id=row.deputy_id,
        lead=row.lead or "",
        deputy=row.deputy or "",
    )


def _covers(*conditions: ColumnElement[bool]) -> list[CoverRow]:
    rows = session().execute(
        select(
            Cover.id,
            Cover.absent_id,
            _ABSENT.name,
            Cover.cover_id,
            _STANDS_IN.name,
            _STANDS_IN.email,
            Cover.starts_on,
            Cover.ends_on,
            Cover.note,
        )
        .join(_ABSENT, _ABSENT.id == Cover.absent_id)
        .join(_STANDS_IN, _STANDS_IN.id == Cover.cover_id)
        .where(*conditions, Cover.cancelled_at.is_(None), _STANDS_IN.deactivated_at.is_(None))
        .order_by(Cover.starts_on, Cover.id)
    )
    return [CoverRow(*row) for row in rows]


def led_by(person_id: int) -> ColumnElement[bool]:
    """Whether a member of the NSPCC leads a site or deputises there, as a condition."""
    return or_(Site.lead_id == person_id, Site.deputy_id == person_id)
