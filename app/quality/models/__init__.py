"""Tables of quality: `audits` (rounds of case audits), `adaptations`."""

from app.quality.models.audits import (
    AuditAnswer,
    AuditedCase,
    AuditRound,
    AuditStage,
    CaseAudit,
    RoundAuditor,
    RoundEvidence,
)

__all__ = [
    "AuditAnswer",
    "AuditRound",
    "AuditStage",
    "AuditedCase",
    "CaseAudit",
    "RoundAuditor",
    "RoundEvidence",
]
