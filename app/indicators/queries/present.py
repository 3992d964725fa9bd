"""What is judged at present, how it came about, and what people said to it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.indicators.models import (
    IndicatorOverride,
    IndicatorSnapshot,
    LevelChange,
    SignalAnswer,
    SiteIndicators,
    SiteSums,
)
from app.indicators.rules.answering import Overridden
from app.indicators.rules.patience import Held
from app.indicators.rules.readings import Judgement, unpacked
from app.indicators.rules.sustainment import Sustainment
from app.indicators.rules.warning import Answer
from app.sites.models import Site
from app.sites.rules.levels import Level


@dataclass(frozen=True)
class Present:
    """What is judged of a site; `held` is the level weeks agree on, before any override."""

    site_id: int
    on: date
    judged_at: datetime
    held: Held
    reason: str
    judgement: Judgement


@dataclass(frozen=True)
class Override:
    """A level or status that somebody set by hand."""

    id: int
    what: Overridden
    value: str
    reason: str
    since: date
    until: date
    by: str
    set_at: datetime
    ended_at: datetime | None

    @property
    def label(self) -> str:
        """The value as people say it."""
        kind = Level if self.what is Overridden.LEVEL else Sustainment
        return kind(self.value).label


@dataclass(frozen=True)
class Said:
    """What somebody said to a signal."""

    id: int
    code: str
    grade: int
    answer: Answer
    words: str
    until: date
    by: str
    at: datetime


@dataclass(frozen=True)
class Change:
    """A change of the level."""

    on: date
    before: Level | None
    level: Level
    by_hand: bool
    signals: str
    reason: str


@dataclass(frozen=True)
class Point:
    """How a site stood from a day on."""

    on: date
    level: Level
    points: int
    not_known: int
    signals: str
    components: str
    adherence: float | None
    reach: float | None
    index: float | None
    status: Sustainment | None


def presents_of(site_ids: Collection[int]) -> dict[int, Present]:
    """What is judged of each of these sites; sites not judged yet are left out. One statement."""
    chosen = select(SiteIndicators).where(SiteIndicators.site_id.in_(site_ids))
    return {row.site_id: _present(row) for row in session().scalars(chosen)}


def present_of(site_id: int) -> Present | None:
    """What is judged of one site; None before the first time."""
    return presents_of([site_id]).get(site_id)


def held_of(row: SiteIndicators) -> Held:
    """The level held, with the weeks behind it."""
    return Held(Level(row.held), row.week, tuple(Level(one) for one in row.latest.split()))


def _present(row: SiteIndicators) -> Present:
    judgement = unpacked(row.on, row.content)
    return Present(row.site_id, row.on, row.judged_at, held_of(row), row.reason, judgement)


def overrides_of(
    site_ids: Collection[int], on: date
) -> Mapping[int, Mapping[Overridden, Override]]:
    """What is set by hand on a day, by site; one statement."""
    found: dict[int, dict[Overridden, Override]] = {}
    for row, name in session().execute(
        _overrides(
            IndicatorOverride.site_id.in_(site_ids),
            IndicatorOverride.ended_at.is_(None),
            IndicatorOverride.since <= on,
            IndicatorOverride.until >= on,
        )
    ):
        found.setdefault(row.site_id, {})[Overridden(row.what)] = _override(row, name)
    return found


def override_history(site_id: int, limit: int = 10) -> list[Override]:
    """What was ever set by hand at a site, the latest first."""
    chosen = _overrides(IndicatorOverride.site_id == site_id)
    latest = chosen.order_by(None).order_by(IndicatorOverride.id.desc()).limit(limit)
    return [_override(row, name) for row, name in session().execute(latest)]


def _overrides(*conditions: ColumnElement[bool]) -> Select[IndicatorOverride, str]:
    setter = aliased(Person)
    return (
        select(IndicatorOverride, setter.name)
        .outerjoin(setter, setter.id == IndicatorOverride.set_by_id)
        .where(*conditions)
        .order_by(IndicatorOverride.id)
    )


def _override(row: IndicatorOverride, name: str | None) -> Override:
    return Override(
        row.id,
        Overridden(row.what),
        row.value,
        row.reason,
        row.since,
        row.until,
        name or "",
        row.set_at,
        row.ended_at,
    )


def answers_of(site_ids: Collection[int], on: date) -> Mapping[int, Mapping[str, Said]]:
    """What holds of what was said to signals, by site and code; one statement."""
    rows = session().execute(
        select(SignalAnswer, Person.name)
        .outerjoin(Person, Person.id == SignalAnswer.said_by_id)
        .where(
            SignalAnswer.site_id.in_(site_ids),
            SignalAnswer.ended_at.is_(None),
            SignalAnswer.until >= on,
        )
        .order_by(SignalAnswer.id)
    )
    found: dict[int, dict[str, Said]] = {}
    for row, name in rows:
        said = Said(
            row.id,
            row.code,
            row.grade,
            Answer(row.answer),
            row.words,
            row.until,
            name or "",
            row.said_at,
        )
        found.setdefault(row.site_id, {})[row.code] = said
    return found


def changes_of(site_id: int, limit: int = 12) -> list[Change]:
    """How the level of a site changed, the latest first; one statement."""
    rows = session().scalars(
        select(LevelChange)
        .where(LevelChange.site_id == site_id)
        .order_by(LevelChange.id.desc())
        .limit(limit)
    )
    return [
        Change(
            row.on,
            Level(row.before) if row.before else None,
            Level(row.level),
            row.by_hand,
            row.signals,
            row.reason,
        )
        for row in rows
    ]


def history_of(site_ids: Collection[int], first: date, last: date) -> Mapping[int, list[Point]]:
    """How these sites stood from `first` to `last`, the earliest first. A point holds until the
    next; one before `first` is left out. One statement."""
    rows = session().scalars(
        select(IndicatorSnapshot)
        .where(
            IndicatorSnapshot.site_id.in_(site_ids),
            IndicatorSnapshot.on.between(first, last),
        )
        .order_by(IndicatorSnapshot.site_id, IndicatorSnapshot.on)
    )
    found: dict[int, list[Point]] = {}
    for row in rows:
        found.setdefault(row.site_id, []).append(_point(row))
    return found


def _point(row: IndicatorSnapshot) -> Point:
    return Point(
        row.on,
        Level(row.level),
        row.points,
        row.not_known,
        row.signals,
        row.components,
        row.adherence,
        row.reach,
        row.index,
        Sustainment(row.status) if row.status else None,
    )


def not_judged_on(on: date, limit: int) -> list[int]:
    """Sites that were not judged or not summed up on a day yet, a few of them; one statement."""
    chosen = (
        select(Site.id)
        .outerjoin(SiteIndicators, SiteIndicators.site_id == Site.id)
        .outerjoin(SiteSums, SiteSums.site_id == Site.id)
        .where(
            or_(
                func.coalesce(SiteIndicators.on, date.min) < on,
                func.coalesce(SiteSums.on, date.min) < on,
            )
        )
        .order_by(Site.id)
        .limit(limit)
    )
    return list(session().scalars(chosen))
