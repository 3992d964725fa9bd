"""What services read before they write: milestones as objects, and whether they changed."""

from sqlalchemy import select

from app.core.db import session
from app.core.refusals import ChangedMeanwhile
from app.core.words import day
from app.journey.models import Milestone
from app.journey.rules import MilestoneStatus


def milestones_by_code(site_id: int) -> dict[str, Milestone]:
    """The milestones of a site as they are now, in the order of the programme."""
    rows = session().scalars(
        select(Milestone)
        .where(Milestone.site_id == site_id)
        .order_by(Milestone.position)
        .execution_options(populate_existing=True)
    )
    return {row.code: row for row in rows}


def check_version(kept: Milestone, seen: int, mine: str) -> None:
    """Raise `ChangedMeanwhile`, showing `mine`, where the milestone is not as it was seen."""
    if kept.version != seen:
        theirs = in_words(MilestoneStatus(kept.status), kept.note, kept.reason)
        raise ChangedMeanwhile(
            mine=mine, theirs=f"{theirs} Planned for {day(kept.planned_on)}.".strip()
        )


def in_words(status: MilestoneStatus, note: str, reason: str) -> str:
    """What was entered about a milestone, as a conflict shows it."""
    return "\n".join(part for part in (f"Status: {status.label}.", note, reason) if part)
