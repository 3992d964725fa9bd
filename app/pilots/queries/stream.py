"""Pilots agreed, reviewed and decided on, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select

from app.core.stream import Entry, beginning_of, newest
from app.pilots.models import Pilot, PilotReview
from app.pilots.rules.review import Decision
from app.sites.queries.stream import address_of


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Plans agreed, reviews finished, decisions; one statement."""
    finished = PilotReview.finished_on
    parts = (
        _part(site_id, "agreed", Pilot.agreed_on, Pilot.agreed_by_id),
        _part(site_id, "reviewed", finished, PilotReview.finished_by_id).join(
            PilotReview, PilotReview.pilot_id == Pilot.id
        ),
        _part(site_id, "decided", Pilot.decided_on, Pilot.decided_by_id),
    )
    return [_entry(row) for row in newest(parts, before, limit)]


def _part(site_id: int, kind: str, on: Any, who: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal(kind).label("kind"),
            beginning_of(on).label("at"),
            Pilot.id.label("id"),
            who.label("who"),
            Pilot.number.label("number"),
            Pilot.name.label("name"),
            Pilot.decision.label("decision"),
            Pilot.reason.label("reason"),
            address_of(site_id),
        )
        .select_from(Pilot)
        .where(Pilot.site_id == site_id, on.is_not(None))
    )


def _entry(row: Any) -> Entry:
    pilot, is_decided = f"Pilot {row.number}", row.kind == "decided"
    titles = {
        "agreed": f"{pilot} agreed: {row.name}",
        "reviewed": f"Review of {pilot} finished: {row.name}",
    }
    end = "/review" if row.kind == "reviewed" else ""
    return Entry(
        kind="pilot",
        at=row.at,
        title=f"Decided on {pilot}: {Decision(row.decision).label.lower()}"
        if is_decided
        else titles[row.kind],
        detail=row.reason if is_decided else "",
        path=f"{row.here}/pilots/{row.id}{end}",
        who_id=row.who,
        whole_day=True,
    )
