"""Reads of the audit trail: a site's history, one row's, and everything for administrators."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, not_, or_, select

from app.core.audit import AuditChange, AuditEvent
from app.core.db import session


@dataclass(frozen=True)
class TrailEntry:
    """One thing that happened. People appear by number; pages look their names up."""

    id: int
    at: datetime
    actor_id: int | None
    site_id: int | None
    about_id: int | None
    verb: str
    summary: str
    reason: str
    origin: str
    reference: str
    nspcc_only: bool


@dataclass(frozen=True)
class TrailFilter:
    """Which part of the trail is wanted; what is left out does not narrow.

    `verbs` are first words of verbs ("milestone" finds "milestone done"); `other_than` leaves
    verbs with these first words out. `everything` includes entries for the NSPCC's eyes only.
    """

    site_id: int | None = None
    actor_id: int | None = None
    verbs: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    search: str = ""
    since: datetime | None = None
    until: datetime | None = None
    everything: bool = False


_ENTRY = (
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.actor_id,
    AuditEvent.site_id,
    AuditEvent.about_id,
    AuditEvent.verb,
    AuditEvent.summary,
    AuditEvent.reason,
    AuditEvent.origin,
    AuditEvent.reference,
    AuditEvent.nspcc_only,
)


def history(wanted: TrailFilter, *, offset: int = 0, limit: int = 25) -> list[TrailEntry]:
    """Entries of the trail, newest first."""
    chosen = select(*_ENTRY).where(*_conditions(wanted))
    rows = session().execute(chosen.order_by(AuditEvent.id.desc()).offset(offset).limit(limit))
    return [TrailEntry(*row) for row in rows]


def history_count(wanted: TrailFilter) -> int:
    """How many entries `history` would list without a limit."""
    chosen: Select[int] = select(func.count()).select_from(AuditEvent)
    return session().scalar(chosen.where(*_conditions(wanted))) or 0


def actors(site_id: int, *, everything: bool) -> list[int]:
    """Numbers of the people who did something at a site, as far as the reader may know."""
    conditions = _conditions(TrailFilter(site_id=site_id, everything=everything))
    chosen = select(AuditEvent.actor_id).where(*conditions).distinct()
    return [number for number in session().scalars(chosen) if number is not None]


def of_row(
    site_id: int, table: str, row_id: int, *, everything: bool, limit: int = 20
) -> list[TrailEntry]:
    """What happened to one row of a table of a site, newest first."""
    touched = select(AuditChange.event_id).where(
        AuditChange.event_id == AuditEvent.id,
        AuditChange.table_name == table,
        AuditChange.row_id == str(row_id),
    )
    conditions = _conditions(TrailFilter(site_id=site_id, everything=everything))
    chosen = select(*_ENTRY).where(*conditions, touched.exists())
    rows = session().execute(chosen.order_by(AuditEvent.id.desc()).limit(limit))
    return [TrailEntry(*row) for row in rows]


def _conditions(wanted: TrailFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.site_id is not None:
        conditions.append(AuditEvent.site_id == wanted.site_id)
    if wanted.actor_id is not None:
        conditions.append(AuditEvent.actor_id == wanted.actor_id)
    if not wanted.everything:
        conditions.append(AuditEvent.nspcc_only == false())
    if wanted.search:
        conditions.append(AuditEvent.summary.icontains(wanted.search, autoescape=True))
    if wanted.verbs:
        conditions.append(_begins_with(wanted.verbs))
    if wanted.other_than:
        conditions.append(not_(_begins_with(wanted.other_than)))
    return conditions + _period(wanted)


def _period(wanted: TrailFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(AuditEvent.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(AuditEvent.at < wanted.until)
    return conditions


def _begins_with(first_words: Collection[str]) -> ColumnElement[bool]:
    return or_(
        *(
            or_(AuditEvent.verb == word, AuditEvent.verb.startswith(f"{word} ", autoescape=True))
            for word in sorted(first_words)
        )
    )
