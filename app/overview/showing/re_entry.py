"""How what a returning site has reads: where each thing is, and the dates proposed."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import url_for

from app.core.words import short_day
from app.journey.queries import MilestoneRow
from app.journey.rules import MilestoneStatus
from app.overview.rules.re_entry import Line, shifted

Item = dict[str, object]
WAITS = (MilestoneStatus.CANNOT_START, MilestoneStatus.NOT_STARTED, MilestoneStatus.IN_PROGRESS)
PAGES = {
    "people": "sites.people",
    "journey": "journey.index",
    "training": "training.index",
    "meetings": "meetings.index",
    "plan": "plans.index",
}


def line_rows(found: Sequence[Line], slug: str) -> list[Item]:
    """Rows of a table: what, the fact, what to do with it."""
    return [
        {
            "what": {"text": one.what, "href": _href(one, slug)},
            "fact": one.fact,
            "step": one.step,
        }
        for one in found
    ]


def _href(one: Line, slug: str) -> str:
    if one.page == "round":
        return url_for("assessments.start", site=slug, slug=one.slug)
    return url_for(PAGES[one.page], site=slug)


def proposed_rows(milestones: Sequence[MilestoneRow], rested: timedelta, slug: str) -> list[Item]:
    """Open milestones with the day planned now, and the day later by as long as the site rested."""
    return [
        {
            "what": {
                "text": row.template.name,
                "href": url_for("journey.milestone", site=slug, code=row.code),
            },
            "now": short_day(planned),
            "then": short_day(shifted(planned, rested)),
        }
        for row, planned in _planned(milestones)
    ]


def _planned(milestones: Sequence[MilestoneRow]) -> list[tuple[MilestoneRow, date]]:
    return [
        (row, row.planned_on)
        for row in milestones
        if row.planned_on is not None and row.happened_on is None and row.status in WAITS
    ]
