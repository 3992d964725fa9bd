"""Open audit rounds by the day they are due, at every active site."""

from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.core.due import Due
from app.quality.models import AuditRound, RoundAuditor
from app.sites.models import Site
from app.sites.rules import Status


def due(first: date, last: date) -> list[Due]:
    """Rounds that are due on a day from one to another and not closed; two statements."""
    rows = (
        session()
        .execute(
            select(AuditRound, Site.slug)
            .join(Site, Site.id == AuditRound.site_id)
            .where(
                Site.status == Status.ACTIVE.value,
                AuditRound.closed_at.is_(None),
                AuditRound.due_on.between(first, last),
            )
        )
        .all()
    )
    auditors: dict[int, list[int]] = {row.id: [] for row, _ in rows}
    if auditors:
        chosen = select(RoundAuditor.round_id, RoundAuditor.person_id).order_by(RoundAuditor.id)
        there = chosen.where(RoundAuditor.round_id.in_(auditors))
        for round_id, person_id in session().execute(there):
            auditors[round_id].append(person_id)
    return [
        Due(
            "audits",
            f"audit-round:{row.id}",
            row.site_id,
            f"Audit round {row.number}",
            row.due_on,
            f"/sites/{slug}/quality/audits/{row.number}",
            owner_ids=tuple(auditors[row.id]),
            turn=row.due_on.toordinal(),
            detail="Five minutes a stage, half an hour a case.",
            since=row.opened_at,
        )
        for row, slug in rows
    ]
