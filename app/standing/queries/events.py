"""Reads about events around the work: those people entered, and the register's reorganisations."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.clock import in_london
from app.core.db import session
from app.sites.models import Authority, Reorganisation, Site, SiteAuthority, Succession
from app.sites.rules import Status, SuccessionKind
from app.standing.models import SiteEvent
from app.standing.rules import Dates, EventKind, When, is_around

_BEFORE, _AFTER = aliased(Authority), aliased(Authority)


@dataclass(frozen=True)
class EventRow:
    """An event. `id` is None where it comes from the register of authorities, and so cannot be
    changed here; `by` names who entered it."""

    id: int | None
    site_id: int
    kind: EventKind
    title: str
    words: str
    dates: Dates
    by: str
    entered_at: datetime
    version: int = 0
    reorganisation_id: int | None = None


def events_of(site_id: int) -> list[EventRow]:
    """Every event of a site, the latest in force first; two statements."""
    return _ordered(_entered([site_id]) + _registered([site_id]))


def events_around(
    site_ids: Collection[int], today: date, *, registered: bool = True
) -> dict[int, list[EventRow]]:
    """Events in force since at most twelve months or coming within twelve, by site (F4, domain.md
    §7.4); sites without any are left out. Two statements whatever the number of sites; one where
    it is known that the register of authorities holds nothing about them (`registered` False)."""
    found: dict[int, list[EventRow]] = {}
    theirs = _registered(site_ids) if registered else []
    for row in _ordered(_entered(site_ids) + theirs):
        if is_around(row.dates, today):
            found.setdefault(row.site_id, []).append(row)
    return found


def registered_events(site_ids: Collection[int]) -> list[EventRow]:
    """Reorganisations of the register that touch these sites, whenever they are; one statement."""
    return _registered(site_ids)


def registered_between(start: datetime, end: datetime) -> list[tuple[EventRow, str]]:
    """Reorganisations recorded in [start, end), once for each active site of theirs, with the
    site's slug; two statements."""
    rows = session().execute(
        select(Site.id, Site.slug)
        .join(SiteAuthority, SiteAuthority.site_id == Site.id)
        .join(Reorganisation, Reorganisation.id == SiteAuthority.ended_by_id)
        .where(
            Reorganisation.recorded_at >= start,
            Reorganisation.recorded_at < end,
            Site.status == Status.ACTIVE.value,
        )
        .distinct()
    )
    slugs = {number: slug for number, slug in rows}
    found = _registered(slugs) if slugs else []
    return [(row, slugs[row.site_id]) for row in found if start <= row.entered_at < end]


def event_of(site_id: int, event_id: int) -> EventRow | None:
    """One event that people entered at this site; None when there is no such event here."""
    return next((row for row in _entered([site_id]) if row.id == event_id), None)


def _ordered(rows: list[EventRow]) -> list[EventRow]:
    return sorted(rows, key=lambda row: (_latest(row), row.id or 0), reverse=True)


def _latest(row: EventRow) -> date:
    return max((when.first for _, when in row.dates.named), default=date.min)


def _entered(site_ids: Collection[int]) -> list[EventRow]:
    rows = session().execute(
        select(SiteEvent, Person.name)
        .outerjoin(Person, Person.id == SiteEvent.entered_by_id)
        .where(SiteEvent.site_id.in_(site_ids), SiteEvent.removed_at.is_(None))
    )
    return [
        EventRow(
            row.id,
            row.site_id,
            EventKind(row.kind),
            row.title,
            row.words,
            Dates(
                _when(row.announced_on, row.announced_month),
                _when(row.decided_on, row.decided_month),
                _when(row.in_force_on, row.in_force_month),
            ),
            name or "the portal",
            row.entered_at,
            row.version,
        )
        for row, name in rows
    ]


def _when(first: date | None, is_month: bool) -> When | None:
    return None if first is None else When(first, is_month)


def _registered(site_ids: Collection[int]) -> list[EventRow]:
    """Reorganisations that ended the part of an authority of these sites: one event each."""
    rows = session().execute(
        select(
            SiteAuthority.site_id,
            Reorganisation.id,
            Reorganisation.reason,
            Reorganisation.recorded_at,
            Succession.kind,
            Succession.on,
            _BEFORE.name,
            _AFTER.name,
        )
        .join(Reorganisation, Reorganisation.id == SiteAuthority.ended_by_id)
        .join(
            Succession,
            (Succession.reorganisation_id == Reorganisation.id)
            & or_(
                Succession.predecessor_id == SiteAuthority.authority_id,
                Succession.kind == SuccessionKind.MERGED.value,
            ),
        )
        .join(_BEFORE, _BEFORE.id == Succession.predecessor_id)
        .join(_AFTER, _AFTER.id == Succession.successor_id)
        .where(SiteAuthority.site_id.in_(site_ids))
        .order_by(Reorganisation.id, Succession.id)
    )
    grouped: dict[tuple[int, int], list[_Part]] = {}
    for site_id, number, reason, recorded_at, kind, on, before, after in rows:
        part = _Part(reason, recorded_at, kind, on, before, after)
        grouped.setdefault((site_id, number), []).append(part)
    return [_reorganisation(*key, parts) for key, parts in grouped.items()]


@dataclass(frozen=True)
class _Part:
    """One succession of a reorganisation."""

    reason: str
    recorded_at: datetime
    kind: str
    on: date
    before: str
    after: str


def _reorganisation(site_id: int, number: int, parts: list[_Part]) -> EventRow:
    first = parts[0]
    before = " and ".join(dict.fromkeys(part.before for part in parts))
    after = " and ".join(dict.fromkeys(part.after for part in parts))
    recorded_at, on = first.recorded_at, first.on
    announced = min(in_london(recorded_at).date(), on)
    return EventRow(
        None,
        site_id,
        EventKind.MERGER,
        f"{before} {first.kind} {after}",
        first.reason,
        Dates(When(announced), None, When(on)),
        "the register of authorities",
        recorded_at,
        reorganisation_id=number,
    )
