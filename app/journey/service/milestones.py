"""What happened to a milestone, and how its planned date moved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.words import day
from app.journey.models import (
    JourneyProgress,
    Milestone,
    MilestoneMove,
    MilestoneMoveReason,
)
from app.journey.programme import programme, template_of
from app.journey.rules import (
    CompletedBy,
    DateMoveReason,
    MilestoneStatus,
    MilestoneTemplate,
    check_date_move,
    check_done,
    check_status_move,
    shown_status,
)
from app.journey.service.progress import hold, refresh_progress, sum_up
from app.journey.service.refusals import ChangedMeanwhile, Refused, refuse

__all__ = ["ChangedMeanwhile", "Refused"]


@dataclass(frozen=True)
class MilestoneChange:
    """What a person entered about a milestone; `version` is the one they saw."""

    status: MilestoneStatus
    happened_on: date | None
    evidence: str
    note: str
    reason: str
    version: int


def change_milestone(site_id: int, code: str, change: MilestoneChange) -> None:
    """Record status, date, evidence and note of a milestone.

    Raises `Refused` naming the fields to put right, `ChangedMeanwhile` when somebody else saved
    first, LookupError when the site has no such milestone.
    """
    hold(site_id)
    milestones = _all(site_id)
    kept = milestones[code]
    template = template_of(code, kept.template_version)
    _check_version(kept, change.version, mine=_words(change.status, change.note, change.reason))
    stored = {other: MilestoneStatus(row.status) for other, row in milestones.items()}
    shown = shown_status(stored[code], template.requires, stored)
    refuse(_faults(template, shown, change))
    verb, summary = _what_happened(template, stored[code], change)
    audit.because(verb, summary=summary, site_id=site_id, reason=change.reason.strip())
    kept.status = change.status.value
    kept.happened_on = change.happened_on if change.status is MilestoneStatus.DONE else None
    kept.evidence, kept.note = change.evidence.strip(), change.note.strip()
    kept.reason = change.reason.strip()
    _enter(kept)
    refresh_progress(site_id)


def complete(site_id: int, by: str, on: date, note: str) -> list[str]:
    """Work in another room was done: complete the milestones it stands for.

    `by` is a word of `CompletedBy` ("preisa-submitted"); `note` becomes the evidence. What is done
    already keeps its date. Call it after your own writes: what is flushed later would belong to
    this event of the trail. Returns the codes completed; raises `Refused` for a day to come.
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
        kept.evidence = note
        _enter(kept)
        completed.append(kept.code)
    if completed:
        session().flush()
        sum_up(sums or JourneyProgress(site_id=site_id), milestones)
    return completed


def move_planned_date(
    site_id: int,
    code: str,
    new_on: date | None,
    reasons: Collection[DateMoveReason],
    note: str,
    version: int,
) -> None:
    """Move the planned date of an open milestone; the first plan stays known.

    Raises as `change_milestone` does.
    """
    hold(site_id)
    kept = _all(site_id)[code]
    template = template_of(code, kept.template_version)
    _check_version(kept, version, mine=f"New planned date: {day(new_on)}. {note}".strip())
    if not MilestoneStatus(kept.status).is_open:
        raise Refused([("new_on", "The milestone is closed: reopen it before moving its date")])
    refuse(_move_faults(kept.planned_on, new_on, reasons, note))
    assert new_on is not None  # noqa: S101 check_date_move refuses a missing date
    why = ", ".join(reason.label for reason in DateMoveReason if reason in reasons)
    audit.because(
        "milestone moved",
        summary=f"Milestone “{template.name}” moved from {day(kept.planned_on)} to"
        f" {day(new_on)}. Why: {why}.",
        site_id=site_id,
        reason=note.strip(),
    )
    _keep_move(kept, new_on, reasons, note.strip())
    kept.planned_on = new_on
    refresh_progress(site_id)


def _keep_move(
    kept: Milestone, new_on: date, reasons: Collection[DateMoveReason], note: str
) -> None:
    move = MilestoneMove(
        milestone_id=kept.id,
        old_on=kept.planned_on,
        new_on=new_on,
        note=note,
        moved_by_id=audit.who_acts().actor_id,
        moved_at=clock.now(),
    )
    session().add(move)
    session().flush()
    session().add_all(MilestoneMoveReason(move_id=move.id, reason=r.value) for r in set(reasons))


def _all(site_id: int) -> dict[str, Milestone]:
    rows = session().scalars(
        select(Milestone)
        .where(Milestone.site_id == site_id)
        .order_by(Milestone.position)
        .execution_options(populate_existing=True)
    )
    return {row.code: row for row in rows}


def _move_faults(
    planned_on: date | None,
    new_on: date | None,
    reasons: Collection[DateMoveReason],
    note: str,
) -> list[tuple[str, str]]:
    fields = {"Choose": "reasons", "Enter what": "move_note"}
    return [
        (next((f for start, f in fields.items() if fault.startswith(start)), "new_on"), fault)
        for fault in check_date_move(planned_on, new_on, reasons, note)
    ]


def _check_version(kept: Milestone, seen: int, mine: str) -> None:
    if kept.version != seen:
        theirs = _words(MilestoneStatus(kept.status), kept.note, kept.reason)
        raise ChangedMeanwhile(
            mine=mine, theirs=f"{theirs} Planned for {day(kept.planned_on)}.".strip()
        )


def _enter(kept: Milestone) -> None:
    """When and by whom something was entered is kept apart from when it happened."""
    kept.entered_at = clock.now()
    kept.entered_by_id = audit.who_acts().actor_id


def _faults(
    template: MilestoneTemplate, shown: MilestoneStatus, change: MilestoneChange
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
        shown_by = check_done(template, today, bool(change.evidence.strip()), today)
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
        return "milestone done", f"{name} {_done(change.happened_on)}."
    if change.status is before:
        return "milestone noted", f"{name}: what is noted about it changed."
    if before is MilestoneStatus.DONE:
        return "milestone reopened", f"{name} reopened: now {change.status.label.lower()}."
    return "milestone changed", f"{name} is now {change.status.label.lower()}."


def _done(on: date) -> str:
    return f"done on {day(on)}"


def _words(status: MilestoneStatus, note: str, reason: str) -> str:
    return "\n".join(part for part in (f"Status: {status.label}.", note, reason) if part)
