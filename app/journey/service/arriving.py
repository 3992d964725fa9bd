"""What was done before a site came to the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.words import count
from app.journey.models import Milestone
from app.journey.rules import MilestoneStatus
from app.journey.service.progress import hold, refresh_progress


@dataclass(frozen=True)
class Past:
    """The day on which a milestone was reached, or the middle of a month where no more is known."""

    on: date
    is_month_only: bool = False


def record_past(site_id: int, done: Mapping[str, Past], note: str) -> None:
    """Mark milestones (by code) as done before the site was here; `note` says where from.

    No evidence is asked for and no order: what happened elsewhere cannot be made up for. Raises
    KeyError for a code the site has no milestone of.
    """
    if not done:
        return
    hold(site_id)
    rows = session().scalars(select(Milestone).where(Milestone.site_id == site_id))
    milestones = {row.code: row for row in rows}
    audit.because(
        "milestones brought in",
        summary=f"{count(len(done), 'milestone')} done before the site came to the portal.",
        site_id=site_id,
        reason=note,
    )
    now, who = clock.now(), audit.who_acts().actor_id
    for code, past in done.items():
        kept = milestones[code]
        kept.status, kept.happened_on = MilestoneStatus.DONE.value, past.on
        kept.is_month_only = past.is_month_only
        kept.evidence, kept.entered_at, kept.entered_by_id = note, now, who
    refresh_progress(site_id)
