"""Tables of quality: `audits` (rounds of case audits), `adaptations`."""

from app.quality.models.adaptations import AdaptationEvidence
from app.quality.models.audits import (
    AuditAnswer,
    AuditedCase,
    AuditRound,
    AuditStage,
    CaseAudit,
    RoundAuditor,
    RoundEvidence,
)
from app.quality.models.results import SealedPart, SealedResult

__all__ = [
    "AdaptationEvidence",
    "AuditAnswer",
    "AuditRound",
    "AuditStage",
    "AuditedCase",
    "CaseAudit",
    "RoundAuditor",
    "RoundEvidence",
    "SealedPart",
    "SealedResult",
]
