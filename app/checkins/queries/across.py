"""Calls, and sites without one, of every site a member of the NSPCC asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from app.access.actor import Actor
from app.access.policy import Role
from app.accounts.models import Person
from app.checkins.models import CheckInCall
from app.checkins.queries.cadence import proposals
from app.checkins.queries.lateness import too_long_ago
from app.checkins.queries.records import last_confidence
from app.checkins.rules import CallState, Proposal
from app.checkins.rules.across import (
    EVERYBODY,
    NO_LEVEL,
    PER_PAGE,
    CallsWish,
    Section,
    end_of_week,
)
from app.core.clock import first_moment, in_london
from app.core.db import UtcDateTime, session
from app.sites.models import Site
from app.sites.queries.staffing import led_by
from app.sites.rules import Stage, Status
from app.sites.rules.levels import Level

TAKE_PLACE = (CallState.PLANNED.value, CallState.HELD.value)


@dataclass(frozen=True)
class CallLine:
    """A call, or a site without one; for the latter `proposal` is the next call as the rhythm of
    the site has it. `level` is "" where none is known, `confidence` the one last given and when."""

    section: Section
    site_id: int
    slug: str
    name: str
    stage: Stage
    lead: str | None
    call_id: int | None
    at: datetime | None
    last_held_at: datetime | None
    was_called: bool
    level: str = ""
    proposal: Proposal | None = None
    confidence: tuple[int, date] | None = None


@dataclass(frozen=True)
class CallsPage:
    """One page of the list; `counts` are those of every section before one was chosen."""

    lines: tuple[CallLine, ...]
    counts: Mapping[Section, int]
    found: int
    page: int
    pages: int

    @property
    def total(self) -> int:
        """How many there are in all sections."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Choices:
    """What can be chosen: regions, and (number, name) of who leads or deputises."""

    regions: tuple[str, ...]
    leads: tuple[tuple[int, str], ...]


def is_everything(actor: Actor, wish: CallsWish) -> bool:
    """Whether the list is of all sites: asked for, or for administrators who lead none."""
    leads_none = actor.staff_role is Role.ADMIN and not actor.assigned
    return leads_none or wish.whose == EVERYBODY


def calls_across(actor: Actor, wish: CallsWish, now: datetime) -> CallsPage:
    """One page of the list, eight statements however many sites there are."""
    lines = _lines(actor, wish, now)
    counts = _counts(lines)
    found = sum(counts.get(section, 0) for section in wish.sections)
    pages = max(1, -(-found // PER_PAGE))
    page = min(wish.page, pages)
    chosen = _selected(lines)
    if wish.state:
        chosen = chosen.where(lines.c.section.in_([one.value for one in wish.sections]))
    chosen = chosen.order_by(*_order(lines, wish.sort))
    rows = session().execute(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return CallsPage(tuple(_shown(rows, in_london(now).date())), counts, found, page, pages)


def section_counts(actor: Actor, wish: CallsWish, now: datetime) -> dict[Section, int]:
    """How many calls or sites stand in each section, whichever of them is asked for; those that
    hold nothing are left out. Two statements."""
    return _counts(_lines(actor, wish, now))


def _counts(lines: CTE) -> dict[Section, int]:
    counted = select(lines.c.section, func.count()).group_by(lines.c.section)
    return {Section(one): number for one, number in session().execute(counted)}


def _lines(actor: Actor, wish: CallsWish, now: datetime) -> CTE:
    """Planned calls of the sites asked for, and those without a call ahead, each with its
    section."""
    sites = sites_asked_for(actor, wish)
    week_over = first_moment(end_of_week(in_london(now).date()) + timedelta(days=1))
    planned = (
        select(
            case(
                (CheckInCall.starts_at < now, Section.TO_RECORD.value),
                (CheckInCall.starts_at < week_over, Section.THIS_WEEK.value),
                else_=Section.NEXT.value,
            ).label("section"),
            CheckInCall.site_id.label("site_id"),
            CheckInCall.id.label("call_id"),
            CheckInCall.starts_at.label("at"),
        )
        .join(Site, Site.id == CheckInCall.site_id)
        .where(CheckInCall.state == CallState.PLANNED.value, *sites)
    )
    ahead = select(CheckInCall.id).where(
        CheckInCall.site_id == Site.id,
        CheckInCall.state == CallState.PLANNED.value,
        CheckInCall.starts_at >= now,
    )
    is_late = func.coalesce(_last(*TAKE_PLACE), Site.created_at) < too_long_ago(
        in_london(now).date()
    )
    without = select(
        case((is_late, Section.OVERDUE.value), else_=Section.UNBOOKED.value).label("section"),
        Site.id.label("site_id"),
        cast(null(), Integer).label("call_id"),
        cast(null(), UtcDateTime()).label("at"),
    ).where(*sites, ~ahead.exists())
    return union_all(planned, without).cte("lines")


def _last(*states: str) -> Any:
    """When the latest call of a site in one of these states began."""
    return (
        select(func.max(CheckInCall.starts_at))
        .where(CheckInCall.site_id == Site.id, CheckInCall.state.in_(states))
        .correlate(Site)
        .scalar_subquery()
    )


def sites_asked_for(actor: Actor, wish: CallsWish) -> list[ColumnElement[bool]]:
    """Conditions on the sites asked for; nothing is due at those that rest."""
    found = [Site.status == Status.ACTIVE.value]
    if not is_everything(actor, wish):
        found.append(Site.id.in_(sorted(actor.assigned)))
    if wish.lead is not None:
        found.append(led_by(wish.lead))
    if wish.stage:
        found.append(Site.stage == wish.stage.value)
    if wish.nation:
        found.append(Site.nation == wish.nation.value)
    if wish.region:
        found.append(Site.region == wish.region)
    if wish.level:
        known = wish.level != NO_LEVEL
        found.append(Site.level == wish.level if known else Site.level.is_(None))
    return found


def _selected(lines: CTE) -> Select[*tuple[Any, ...]]:
    return (
        select(
            lines.c.section,
            lines.c.call_id,
            lines.c.at,
            Site.id,
            Site.slug,
            Site.name,
            Site.stage,
            Site.level,
            Person.name.label("lead"),
            _last(CallState.HELD.value).label("last_held_at"),
            _last(*TAKE_PLACE).label("last_at"),
        )
        .select_from(lines)
        .join(Site, Site.id == lines.c.site_id)
        .outerjoin(Person, and_(Person.id == Site.lead_id, Person.deactivated_at.is_(None)))
    )


def _order(lines: CTE, sort: str) -> list[Any]:
    """The order asked for, rows without a value last; else section by section, in each the soonest
    or whoever waits longest first."""
    usual = (lines.c.at.asc().nulls_first(), Site.name, Site.id, lines.c.call_id)
    if not sort:
        places = {section.value: section.place for section in Section}
        waits = func.coalesce(_last(*TAKE_PLACE), Site.created_at)
        is_site = case((lines.c.at.is_(None), waits))
        return [case(places, value=lines.c.section), lines.c.at, is_site, *usual]
    columns = {
        "site": Site.name,
        "stage": case({stage.value: stage.number for stage in Stage}, value=Site.stage),
        "level": case({one.value: number for number, one in enumerate(Level)}, value=Site.level),
        "last": _last(CallState.HELD.value),
        "when": lines.c.at,
        "lead": Person.name,
    }
    column = columns[sort.removeprefix("-")]
    first = column.desc() if sort.startswith("-") else column.asc()
    return [first.nulls_last(), *usual]


def _shown(rows: Sequence[Any], today: date) -> list[CallLine]:
    """The lines of one page, with what is proposed and was said at their sites."""
    site_ids = {row.id for row in rows}
    proposed, said = proposals(site_ids, today), last_confidence(site_ids)
    return [_line(row, None if row.call_id else proposed[row.id], said.get(row.id)) for row in rows]


def _line(row: Any, proposal: Proposal | None, confidence: tuple[int, date] | None) -> CallLine:
    return CallLine(
        section=Section(row.section),
        site_id=row.id,
        slug=row.slug,
        name=row.name,
        stage=Stage(row.stage),
        lead=row.lead,
        call_id=row.call_id,
        at=row.at,
        last_held_at=row.last_held_at,
        was_called=row.last_at is not None,
        level=row.level or "",
        proposal=proposal,
        confidence=confidence,
    )


def choices_across(actor: Actor, wish: CallsWish) -> Choices:
    """What the filters offer, of the sites the reader looks at; one statement."""
    reach = sites_asked_for(actor, CallsWish(whose=wish.whose))
    regions = select(
        literal("").label("id"), Site.region.label("words"), literal("region").label("kind")
    ).where(*reach)
    leads = (
        select(cast(Person.id, String), Person.name, literal("lead"))
        .join(Site, or_(Site.lead_id == Person.id, Site.deputy_id == Person.id))
        .where(*reach)
    )
    rows = session().execute(regions.union(leads)).all()
    return Choices(
        tuple(sorted(row.words for row in rows if row.kind == "region")),
        tuple(
            sorted(
                ((int(row.id), row.words) for row in rows if row.kind == "lead"),
                key=lambda one: one[1].casefold(),
            )
        ),
    )
