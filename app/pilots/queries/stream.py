"""Pilots agreed, reviewed and decided on, for the stream of a site."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry, beginning_of
from app.pilots.models import Pilot, PilotReview
from app.pilots.rules.review import Decision
from app.sites.queries.telling import SITE, Part, Statement, columns, tell


def _agreed(row: Any) -> Entry:
    return _entry(row, f"Pilot {row.many} agreed: {row.words}")


def _reviewed(row: Any) -> Entry:
    return _entry(row, f"Review of Pilot {row.many} finished: {row.words}", end="/review")


def _decided(row: Any) -> Entry:
    title = f"Decided on Pilot {row.many}: {Decision(row.code).label.lower()}"
    return _entry(row, title, row.more)


def _entry(row: Any, title: str, detail: str = "", end: str = "") -> Entry:
    path = f"{row.here}/pilots/{row.number}{end}"
    return Entry("pilot", row.at, title, detail, path, who_id=row.who, whole_day=True)


def _pilots(name: str, on: Any, who: Any) -> Statement:
    said = {"words": Pilot.name, "code": Pilot.decision, "more": Pilot.reason}
    return (
        columns(name, beginning_of(on), Pilot.id, who=who, many=Pilot.number, **said)
        .select_from(Pilot)
        .where(Pilot.site_id == SITE, on.is_not(None))
    )


_reviews = _pilots("reviewed", PilotReview.finished_on, PilotReview.finished_by_id).join(
    PilotReview, PilotReview.pilot_id == Pilot.id
)
PARTS = (
    Part("agreed", "pilot", _pilots("agreed", Pilot.agreed_on, Pilot.agreed_by_id), _agreed),
    Part("reviewed", "pilot", _reviews, _reviewed),
    Part("decided", "pilot", _pilots("decided", Pilot.decided_on, Pilot.decided_by_id), _decided),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Plans agreed, reviews finished, decisions; one statement."""
    return tell(PARTS, site_id, before, limit)
