"""The sites that need somebody, the gravest first."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.accounts.models import Person
from app.checkins.models import CheckInCall
from app.checkins.rules import CallState
from app.core.clock import in_london
from app.core.db import session
from app.dashboards.queries.scope import Scope
from app.indicators.programme import playbook
from app.indicators.queries import Present, presents_of
from app.journey.models import JourneyProgress as Progress
from app.journey.queries import milestone_name
from app.sites.models import Site
from app.sites.rules import Stage
from app.sites.rules.levels import Level

PER_PAGE = 10
GRAVE = tuple(one for one in Level if one is not Level.STEADY)
_RANK = case({one.value: place for place, one in enumerate(Level)}, value=Site.level, else_=9)


@dataclass(frozen=True)
class Late:
    """A critical milestone past its date."""

    name: str
    planned_on: date


@dataclass(frozen=True)
class Needy:
    """A site that needs somebody: its level since when and why, its earliest critical milestone
    past its date, its last call held and its next one. `by_hand`: somebody set the level.

    `not_known` signals lack data, `blind`: too many. `signs` are its signals in words, the gravest
    first, and `step` is what the playbook says of that one; both empty before it is judged.
    """

    site_id: int
    slug: str
    name: str
    stage: Stage
    lead: str | None
    level: Level | None
    since: date | None
    reason: str
    late: Late | None
    last_call: date | None
    next_call: datetime | None
    not_known: int = 0
    blind: bool = False
    step: str = ""
    signs: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True)
class NeedyPage:
    """One page of the list; `found` sites need somebody."""

    rows: tuple[Needy, ...]
    found: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.found // PER_PAGE))


def needy(scope: Scope, now: datetime, page: int) -> NeedyPage:
    """A page of the active sites with a level above steady, or a critical milestone past its date;
    three statements. A page past the end shows the last one."""
    today = in_london(now).date()
    needs = and_(scope.active, _needs(today))
    counted = select(func.count()).select_from(Site)
    counted = counted.outerjoin(Progress, Progress.site_id == Site.id).where(needs)
    found = session().scalar(counted) or 0
    page = min(page, max(1, -(-found // PER_PAGE)))
    rows = session().execute(_rows(now).where(needs).limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    plain = [_needy(row, today) for row in rows]
    judged = presents_of([one.site_id for one in plain])
    return NeedyPage(
        tuple(_judged(one, judged[one.site_id]) if one.site_id in judged else one for one in plain),
        found,
        page,
    )


def _rows(now: datetime) -> Select[*tuple[Any, ...]]:
    """What is told of each, the gravest first and then who waits longest."""
    return (
        select(
            Site.id,
            Site.slug,
            Site.name,
            Site.stage,
            Site.level,
            Site.level_since,
            Site.level_reason,
            Site.level_by_id,
            Person.name.label("lead"),
            Progress.critical_code,
            Progress.critical_on,
            _call(func.max(CheckInCall.starts_at), CallState.HELD).label("last_call"),
            _call(
                func.min(CheckInCall.starts_at), CallState.PLANNED, CheckInCall.starts_at >= now
            ).label("next_call"),
        )
        .outerjoin(Progress, Progress.site_id == Site.id)
        .outerjoin(Person, and_(Person.id == Site.lead_id, Person.deactivated_at.is_(None)))
        .order_by(
            _RANK,
            Site.level_since.asc().nulls_last(),
            Progress.critical_on.asc().nulls_last(),
            Site.name,
            Site.id,
        )
    )


def _judged(one: Needy, found: Present) -> Needy:
    """With what is judged of it: how much is not known, and what to do about its gravest signal."""
    warning = found.judgement.warning
    raised = sorted((s for s in warning.signals if s.grade), key=lambda s: -s.grade)
    steps = playbook().steps[raised[0].code] if raised else ()
    return replace(
        one,
        not_known=warning.not_known,
        blind=warning.blind,
        step=steps[0].words if steps else "",
        signs=tuple(signal.words for signal in raised),
    )


def _needs(today: date) -> ColumnElement[bool]:
    return or_(Site.level.in_([one.value for one in GRAVE]), Progress.critical_on < today)


def _call(which: Any, state: CallState, *more: ColumnElement[bool]) -> Any:
    return (
        select(which)
        .where(CheckInCall.site_id == Site.id, CheckInCall.state == state.value, *more)
        .correlate(Site)
        .scalar_subquery()
    )


def _needy(row: Any, today: date) -> Needy:
    is_late = row.critical_on is not None and row.critical_on < today
    return Needy(
        site_id=row.id,
        slug=row.slug,
        name=row.name,
        stage=Stage(row.stage),
        lead=row.lead,
        level=Level(row.level) if row.level else None,
        since=row.level_since,
        reason=row.level_reason,
        late=Late(milestone_name(row.critical_code), row.critical_on) if is_late else None,
        last_call=in_london(row.last_call).date() if row.last_call else None,
        next_call=row.next_call,
        by_hand=row.level_by_id is not None,
    )
