"""One adaptation: what was said about it, the NSPCC's views, and its versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.evidence.models import EvidencePiece
from app.evidence.queries import left_of, pieces
from app.evidence.rules import Piece
from app.quality.models import AdaptationEvidence
from app.quality.models.adaptations import (
    Adaptation,
    AdaptationEntry,
    AdaptationVersion,
    AdaptationView,
)
from app.quality.queries.adaptations.rows import AdaptationRow, rows_of, selected
from app.quality.rules.adaptations.states import Said, View
from app.sites.queries.conversations import SaidRow, conversation


@dataclass(frozen=True)
class ViewRow:
    """A view of the NSPCC and who gave it."""

    view: View
    reason: str
    may_cut: str
    must_keep: str
    conditions: str
    review_on: date | None
    at: datetime
    by: str


@dataclass(frozen=True)
class VersionRow:
    """What was said from a moment on, and why it was put right ("" where only more was said)."""

    number: int
    said: Mapping[str, Any]
    why: str
    at: datetime
    by: str


def find(site_id: int, adaptation_id: int) -> AdaptationRow | None:
    """One adaptation; None when there is no such at this site."""
    here = Adaptation.site_id == site_id, Adaptation.id == adaptation_id
    found = rows_of(selected().where(*here))
    return found[0] if found else None


def entries(adaptation_id: int, *, with_notes: bool) -> list[SaidRow[Said]]:
    """What was said, in its order; notes only for whoever may read them."""
    about = AdaptationEntry.adaptation_id == adaptation_id
    return conversation(AdaptationEntry, about, Said, with_notes=with_notes)


def views(adaptation_id: int) -> list[ViewRow]:
    """The NSPCC's views, the present one first."""
    rows = session().execute(
        select(AdaptationView, Person.name)
        .join(Person, Person.id == AdaptationView.given_by_id)
        .where(AdaptationView.adaptation_id == adaptation_id)
        .order_by(AdaptationView.id.desc())
    )
    return [
        ViewRow(
            View(one.view),
            one.reason,
            one.may_cut,
            one.must_keep,
            one.conditions,
            one.review_on,
            one.given_at,
            name,
        )
        for one, name in rows
    ]


def versions(adaptation_id: int) -> list[VersionRow]:
    """What was said of it at each time, the present first."""
    rows = session().execute(
        select(AdaptationVersion, Person.name)
        .join(Person, Person.id == AdaptationVersion.entered_by_id)
        .where(AdaptationVersion.adaptation_id == adaptation_id)
        .order_by(AdaptationVersion.number.desc())
    )
    return [VersionRow(one.number, one.said, one.why, one.entered_at, name) for one, name in rows]


def pieces_of(adaptation_id: int) -> list[Piece]:
    """The evidence attached to an adaptation, without what was removed since."""
    attached = pieces().join(AdaptationEvidence, AdaptationEvidence.piece_id == EvidencePiece.id)
    here = AdaptationEvidence.adaptation_id == adaptation_id
    return left_of(attached.where(here).order_by(AdaptationEvidence.id))
