"""Writes that join rooms: a caseload changes hands, somebody leaves a site."""

from app.overview.service.caseloads import (
    arrange_cover,
    assign,
    carry_out_due,
    hand_over_caseload,
)
from app.overview.service.leaving import REFUSALS, carry_out_leaving

__all__ = [
    "REFUSALS",
    "arrange_cover",
    "assign",
    "carry_out_due",
    "carry_out_leaving",
    "hand_over_caseload",
]
