"""Reads of quarterly returns, of one site and of many, also as they were known at a moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from app.core import clock
from app.core.db import session
from app.measures.models import QuarterReturn, ReturnDraft
from app.measures.rules.checking import Earlier
from app.measures.rules.figures import Figures
from app.measures.rules.quarters import QuarterFacts, ReturnState, due_quarters
from app.sites.models import AuthorityCode, Site, SiteAuthority
from app.sites.rules.months import last_of_quarter, quarter_before


@dataclass(frozen=True)
class ReturnRow:
    """A return as it was handed in once; `number` counts the versions of its quarter."""

    id: int
    site_id: int
    quarter: date
    number: int
    figures: Figures
    comments: Mapping[str, str]
    source: str
    note: str
    reason: str
    came_by: str
    entered_at: datetime
    entered_by_id: int | None
    signed_at: datetime | None
    signed_by_id: int | None
    sent_back_at: datetime | None
    sent_back_why: str
    superseded_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether it is the one that counts."""
        return self.superseded_at is None


@dataclass(frozen=True)
class DraftPage:
    """What was typed on a page of a return so far, and the version it has."""

    content: Mapping[str, Any]
    version: int
    saved_at: datetime | None = None


EMPTY_PAGE = DraftPage({}, 0)


@dataclass(frozen=True)
class QuarterRow:
    """A quarter of a site: how far its return is, and when it was first handed in."""

    quarter: date
    facts: QuarterFacts

    @property
    def state(self) -> ReturnState:
        """How far it is."""
        return self.facts.state


def versions_of(site_id: int, quarter: date) -> list[ReturnRow]:
    """Everything that was handed in for a quarter, newest first; one statement."""
    chosen = select(QuarterReturn).where(
        QuarterReturn.site_id == site_id, QuarterReturn.quarter == quarter
    )
    return [_row(one) for one in session().scalars(chosen.order_by(QuarterReturn.number.desc()))]


def version_of(site_id: int, return_id: int) -> ReturnRow | None:
    """One version of a return of this site."""
    row = session().get(QuarterReturn, return_id)
    return _row(row) if row is not None and row.site_id == site_id else None


def draft_of(site_id: int, quarter: date) -> dict[str, DraftPage]:
    """The pages of a draft, by key; one statement."""
    chosen = select(ReturnDraft).where(
        ReturnDraft.site_id == site_id, ReturnDraft.quarter == quarter
    )
    fresh = chosen.execution_options(populate_existing=True)
    return {
        one.page: DraftPage(one.content, one.version, one.saved_at)
        for one in session().scalars(fresh)
    }


def quarters_of(site_id: int) -> dict[date, QuarterRow]:
    """How far the return of each quarter is of which anything is there; two statements."""
    drafts = select(ReturnDraft.quarter).where(ReturnDraft.site_id == site_id).distinct()
    facts = statuses([site_id]).get(site_id, {})
    for quarter in session().scalars(drafts):
        known = facts.get(quarter, QuarterFacts())
        facts[quarter] = QuarterFacts(
            known.stands, known.is_signed, known.was_sent_back, True, known.first_on
        )
    return {quarter: QuarterRow(quarter, facts[quarter]) for quarter in sorted(facts)}


def statuses(
    site_ids: Collection[int], known_at: datetime | None = None
) -> dict[int, dict[date, QuarterFacts]]:
    """By site and quarter, what was handed in, signed and sent back, and when first; with a moment:
    as it was known then. Quarters of which nothing came are missing. One statement."""
    at = known_at or clock.now()
    stands = or_(QuarterReturn.superseded_at.is_(None), QuarterReturn.superseded_at > at)
    chosen = (
        select(
            QuarterReturn.site_id,
            QuarterReturn.quarter,
            func.min(QuarterReturn.entered_at),
            func.count().filter(stands),
            func.count().filter(stands, QuarterReturn.signed_at <= at),
            func.count().filter(QuarterReturn.sent_back_at <= at),
        )
        .where(QuarterReturn.site_id.in_(site_ids), QuarterReturn.entered_at <= at)
        .group_by(QuarterReturn.site_id, QuarterReturn.quarter)
    )
    found: dict[int, dict[date, QuarterFacts]] = {}
    for site, quarter, first, standing, signed, back in session().execute(chosen):
        on = clock.in_london(first).date()
        facts = QuarterFacts(bool(standing), bool(signed), bool(back), False, on)
        found.setdefault(site, {})[quarter] = facts
    return found


def figures_by_quarter(
    site_ids: Collection[int],
    first: date,
    last: date,
    known_at: datetime | None = None,
    *,
    signed_alone: bool = False,
) -> dict[int, dict[date, Figures]]:
    """By site and quarter the figures that stand (or stood at a moment) of quarters that begin
    between the two days; one statement."""
    at = known_at or clock.now()
    chosen = select(QuarterReturn.site_id, QuarterReturn.quarter, QuarterReturn.figures).where(
        QuarterReturn.site_id.in_(site_ids),
        QuarterReturn.quarter.between(first, last),
        QuarterReturn.entered_at <= at,
        or_(QuarterReturn.superseded_at.is_(None), QuarterReturn.superseded_at > at),
    )
    if signed_alone:
        chosen = chosen.where(QuarterReturn.signed_at <= at)
    found: dict[int, dict[date, Figures]] = {}
    for site, quarter, figures in session().execute(chosen.order_by(QuarterReturn.quarter)):
        found.setdefault(site, {})[quarter] = figures
    return found


def earlier_than(site_id: int, quarter: date) -> Earlier:
    """The returns before a quarter that stand, to hold a new one against; one statement."""
    stands = and_(
        QuarterReturn.site_id == Site.id,
        QuarterReturn.superseded_at.is_(None),
        QuarterReturn.quarter < quarter,
    )
    rows = (
        session()
        .execute(
            select(Site.training_on, QuarterReturn.quarter, QuarterReturn.figures)
            .outerjoin(QuarterReturn, stands)
            .where(Site.id == site_id)
            .order_by(QuarterReturn.quarter)
        )
        .all()
    )
    known = {on: figures for _, on, figures in rows if on is not None}
    wanted = due_quarters(rows[0].training_on, quarter) if rows else []
    whole = bool(known) and all(one in known for one in wanted if one < quarter)
    return Earlier(known.get(quarter_before(quarter)), tuple(known.values()), whole)


def codes_on(site_id: int, quarter: date) -> frozenset[str]:
    """The GSS codes of the authorities of a site that are valid on the last day of a quarter, and
    those before and after where an authority's own code is not known for that day."""
    on = last_of_quarter(quarter)
    rows = (
        session()
        .execute(
            select(AuthorityCode.gss_code, AuthorityCode.valid_from, AuthorityCode.valid_to)
            .join(SiteAuthority, SiteAuthority.authority_id == AuthorityCode.authority_id)
            .where(SiteAuthority.site_id == site_id)
        )
        .all()
    )
    valid = {
        code
        for code, first, last in rows
        if (first is None or first <= on) and (last is None or on <= last)
    }
    return frozenset(valid or {code for code, _, _ in rows})


def _row(row: QuarterReturn) -> ReturnRow:
    return ReturnRow(
        row.id,
        row.site_id,
        row.quarter,
        row.number,
        row.figures,
        row.comments,
        row.source,
        row.note,
        row.reason,
        row.came_by,
        row.entered_at,
        row.entered_by_id,
        row.signed_at,
        row.signed_by_id,
        row.sent_back_at,
        row.sent_back_why,
        row.superseded_at,
    )
