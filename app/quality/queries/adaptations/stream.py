"""Adaptations logged, viewed and ended, for the stream of a site."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry
from app.quality.models.adaptations import Adaptation, AdaptationEntry
from app.quality.rules.adaptations.states import Said
from app.sites.queries.telling import SITE, Part, columns, tell

KIND = "quality"  # in the stream of a site


def _entry(row: Any) -> Entry:
    said = Said(row.code)
    what = f"{said.label[:1].lower()}{said.label[1:]}"
    title = f"Adaptation, {row.words}: {what}"
    if said is Said.VIEW:
        title = f"{title}, {row.to.lower()}"
    path = f"{row.here}/adaptations/{row.many}"
    return Entry(KIND, row.at, title, row.more, path, nspcc_only=bool(row.flag), who_id=row.who)


PARTS = (
    Part(
        "adaptations",
        KIND,
        columns(
            "adaptations",
            AdaptationEntry.said_at,
            AdaptationEntry.id,
            who=AdaptationEntry.said_by_id,
            many=Adaptation.id,
            words=Adaptation.title,
            more=AdaptationEntry.words,
            code=AdaptationEntry.kind,
            to=AdaptationEntry.detail,
            flag=AdaptationEntry.nspcc_only,
        )
        .select_from(AdaptationEntry)
        .join(Adaptation, Adaptation.id == AdaptationEntry.adaptation_id)
        .where(Adaptation.site_id == SITE),
        _entry,
    ),
)


def stream(site_id: int, before: datetime | None = None, limit: int = 50) -> list[Entry]:
    """What was said about the adaptations of a site, newest first; one statement."""
    return tell(PARTS, site_id, before, limit)
