"""Reads about posts, reports and moderation."""

from app.posts.queries.cases import (
    CaseList,
    CasePage,
    CaseRow,
    ReportRow,
    Wanted,
    case_row,
    cases,
    how_many_wait,
    one_case,
    waiting,
)
from app.posts.queries.safety import SiteProcedures, on_duty, procedures_of, safety
from app.posts.queries.shown import OnePost, ShownPost, find, shown

__all__ = [
    "CaseList",
    "CasePage",
    "CaseRow",
    "OnePost",
    "ReportRow",
    "ShownPost",
    "SiteProcedures",
    "Wanted",
    "case_row",
    "cases",
    "find",
    "how_many_wait",
    "on_duty",
    "one_case",
    "procedures_of",
    "safety",
    "shown",
    "waiting",
]
