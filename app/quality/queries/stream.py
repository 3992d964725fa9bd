"""Audit rounds opened and closed, for the stream of a site."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry
from app.quality.models import AuditRound
from app.sites.queries.telling import SITE, Part, Statement, columns, tell


def _opened(row: Any) -> Entry:
    return _entry(row, f"Audit round {row.many} opened: {row.words}")


def _closed(row: Any) -> Entry:
    return _entry(row, f"Audit round {row.many} closed: {row.words}", end="/result")


def _entry(row: Any, title: str, end: str = "") -> Entry:
    path = f"{row.here}/quality/audits/{row.many}{end}"
    return Entry("quality", row.at, title, "", path, who_id=row.who)


def _rounds(name: str, at: Any, who: Any) -> Statement:
    return (
        columns(name, at, AuditRound.id, who=who, many=AuditRound.number, words=AuditRound.name)
        .select_from(AuditRound)
        .where(AuditRound.site_id == SITE, at.is_not(None))
    )


PARTS = (
    Part(
        "audits-opened",
        "quality",
        _rounds("audits-opened", AuditRound.opened_at, AuditRound.opened_by_id),
        _opened,
    ),
    Part(
        "audits-closed",
        "quality",
        _rounds("audits-closed", AuditRound.closed_at, AuditRound.closed_by_id),
        _closed,
    ),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Rounds opened and closed; one statement."""
    return tell(PARTS, site_id, before, limit)
