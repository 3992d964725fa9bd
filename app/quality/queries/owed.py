"""What quality waits for at sites, as parts of one statement that the homes ask for all rooms."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, case, exists, literal, select

from app.quality.models import AuditRound, RoundAuditor
from app.quality.models.adaptations import Adaptation
from app.sites.rules.sides import Side


def parts(site_ids: Collection[int], person_id: int) -> tuple[Select[*tuple[Any, ...]], ...]:
    """(site, what, number, title, day, whether this person's own) of adaptations that wait for
    somebody ("view" of the NSPCC, "answer" of the authority) and of open rounds ("audit")."""
    adaptations = select(
        Adaptation.site_id.label("site_id"),
        case((Adaptation.turn == Side.NSPCC.value, "view"), else_="answer").label("what"),
        Adaptation.id.label("number"),
        Adaptation.title.label("title"),
        Adaptation.due_on.label("on"),
        literal(False).label("mine"),
    ).where(Adaptation.site_id.in_(site_ids), Adaptation.ended_on.is_(None), Adaptation.turn != "")
    audits_here = exists().where(
        RoundAuditor.round_id == AuditRound.id, RoundAuditor.person_id == person_id
    )
    rounds = select(
        AuditRound.site_id,
        literal("audit"),
        AuditRound.number,
        AuditRound.name,
        AuditRound.due_on,
        audits_here,
    ).where(AuditRound.site_id.in_(site_ids), AuditRound.closed_at.is_(None))
    return adaptations, rounds
