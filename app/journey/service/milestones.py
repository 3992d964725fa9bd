"""What happened to a milestone."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.core.words import day, month
from app.journey.models import JourneyProgress, Milestone
from app.journey.programme import programme, template_of
from app.journey.queries import has_pieces
from app.journey.rules import (
    CompletedBy,
    MilestoneStatus,
    MilestoneTemplate,
    check_done,
    check_status_move,
    settled,
    shown_status,
)
from app.journey.service.progress import hold, refresh_progress, sum_up
from app.journey.service.reading import check_version, in_words, milestones_by_code

LONGEST_EVIDENCE = 4000


@dataclass(frozen=True)
class MilestoneChange:
    """What a person entered about a milestone; `version` is the one they saw.

    `month_only`: they know the month of `happened_on` and not the day.
    """

    status: MilestoneStatus
    happened_on: date | None
    evidence: str
    note: str
    reason: str
    version: int
    month_only: bool = False


def change_milestone(site_id: int, code: str, change: MilestoneChange) -> None:
    """Record status, date, evidence and note of a milestone.

    Raises `Refused` naming the fields to put right, `ChangedMeanwhile` when somebody else saved
    first, LookupError when the site has no such milestone.
    """
    hold(site_id)
    milestones = milestones_by_code(site_id)
    kept = milestones[code]
    template = template_of(code, kept.template_version)
    check_version(kept, change.version, mine=in_words(change.status, change.note, change.reason))
    change = replace(
        change, happened_on=settled(change.happened_on, change.month_only, clock.today())
    )
    stored = {other: MilestoneStatus(row.status) for other, row in milestones.items()}
    shown = shown_status(stored[code], template.requires, stored)
    refuse(_faults(template, shown, change, has_pieces(kept.id)))
    verb, summary = _what_happened(template, stored[code], change)
    audit.because(verb, summary=summary, site_id=site_id, reason=change.reason.strip())
    kept.status = change.status.value
    is_done = change.status is MilestoneStatus.DONE
    kept.happened_on = change.happened_on if is_done else None
    kept.is_month_only = is_done and change.month_only
    kept.evidence, kept.note = change.evidence.strip(), change.note.strip()
    kept.reason = change.reason.strip()
    _enter(kept)
    refresh_progress(site_id)


def complete(site_id: int, by: str, on: date, note: str) -> list[str]:
    """Work in another room was done: complete the milestones it stands for.

    `by` is a word of `CompletedBy` ("preisa-submitted"); `note` is added to the evidence. What is
    done already keeps its date. Call it after your own writes: what is flushed later would belong
    to this event of the trail. Returns the codes completed; raises `Refused` for a day to come.
    """
    codes = programme().completed_by(CompletedBy(by))
    sums = hold(site_id)
    ours = select(Milestone).where(Milestone.site_id == site_id).order_by(Milestone.position)
    milestones = session().scalars(ours).all()
    completed = []
    for kept in milestones:
        if kept.code not in codes or kept.status == MilestoneStatus.DONE:
            continue
        template = template_of(kept.code, kept.template_version)
        refuse(("happened_on", fault) for fault in check_done(template, on, True, clock.today()))
        audit.because(
            "milestone done", summary=f"Milestone “{template.name}” {_done(on)}.", site_id=site_id
        )
        kept.status, kept.happened_on = MilestoneStatus.DONE.value, on
        kept.is_month_only = False
        kept.evidence = "\n".join(filter(None, (kept.evidence, note)))[:LONGEST_EVIDENCE]
        _enter(kept)
        completed.append(kept.code)
    if completed:
        session().flush()
        sum_up(sums or JourneyProgress(site_id=site_id), milestones)
    return completed


def _enter(kept: Milestone) -> None:
    """When and by whom something was entered is kept apart from when it happened."""
    kept.entered_at = clock.now()
    kept.entered_by_id = audit.who_acts().actor_id


def _faults(
    template: MilestoneTemplate, shown: MilestoneStatus, change: MilestoneChange, has_pieces: bool
) -> list[tuple[str, str]]:
    faults = []
    if change.status is not shown and change.status is not _kept_waiting(shown):
        for fault in check_status_move(shown, change.status, change.reason):
            faults.append(("status" if fault.startswith("Choose") else "reason", fault))
    elif change.status.needs_reason and not change.reason.strip():
        faults.append(("reason", f"Enter why this is “{change.status.label}”"))
    if change.status is MilestoneStatus.DONE:
        today = clock.today()
        dated = check_done(template, change.happened_on, True, today)
        faults += [("happened_on", fault) for fault in dated]
        shown_by = check_done(template, today, has_pieces or bool(change.evidence.strip()), today)
        faults += [("evidence", fault) for fault in shown_by]
    return faults


def _kept_waiting(shown: MilestoneStatus) -> MilestoneStatus | None:
    """A milestone that cannot start yet is kept as not started: leaving it so is no move."""
    return MilestoneStatus.NOT_STARTED if shown is MilestoneStatus.CANNOT_START else None


def _what_happened(
    template: MilestoneTemplate, before: MilestoneStatus, change: MilestoneChange
) -> tuple[str, str]:
    name = f"Milestone “{template.name}”"
    if change.status is MilestoneStatus.DONE and change.happened_on:
        return "milestone done", f"{name} {_done(change.happened_on, change.month_only)}."
    if change.status is before:
        return "milestone noted", f"{name}: what is noted about it changed."
    if before is MilestoneStatus.DONE:
        return "milestone reopened", f"{name} reopened: now {change.status.label.lower()}."
    return "milestone changed", f"{name} is now {change.status.label.lower()}."


def _done(on: date, month_only: bool = False) -> str:
    return f"done in {month(on)}" if month_only else f"done on {day(on)}"
