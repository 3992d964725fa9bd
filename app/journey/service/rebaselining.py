"""The contract or the training moved: the plan is counted anew, all of it or nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.core.words import count, day
from app.journey.models import Milestone
from app.journey.programme import template_of
from app.journey.rules import (
    Anchors,
    DateMoveReason,
    MilestoneStatus,
    OpenDate,
    check_replanning,
    replan,
)
from app.journey.service.moving import Why, write_moves
from app.journey.service.progress import hold, sum_up
from app.journey.service.reading import milestones_by_code
from app.sites.models import Site
from app.sites.rules import Refused as SiteRefused
from app.sites.service import check_days, move_anchors


class NotAsShown(Exception):
    """The plan changed after the preview: it has to be looked at again."""


@dataclass(frozen=True)
class Rebaseline:
    """New anchors, why, which of the agreed dates move too, and the preview that was seen."""

    anchors: Anchors
    reasons: Collection[DateMoveReason]
    note: str
    also: Collection[str] = ()
    seen: str = ""


def check_rebaseline(site_id: int, wanted: Rebaseline) -> Anchors:
    """The anchors as they are. Raises `Refused` naming the fields to put right before the plan can
    be counted anew."""
    site = session().get_one(Site, site_id, with_for_update=True, populate_existing=True)
    before = Anchors(site.contract_on, site.training_on)
    faults = check_replanning(before, wanted.anchors, wanted.reasons, wanted.note)
    if _moves(before, wanted.anchors):
        try:
            check_days(wanted.anchors.contract_on, wanted.anchors.training_on)
        except SiteRefused as refused:
            if refused.field not in {field for field, _ in faults}:
                faults.append((refused.field, refused.message))
    refuse(faults)
    return before


def rebaseline(site_id: int, wanted: Rebaseline) -> int:
    """Move the anchors of a site and every open milestone that follows them; the first plan stays.

    Dates that a person confirmed or moved stay, but for those in `also`. What moves is provisional
    again. Returns how many dates moved. Raises `Refused`, and `NotAsShown` when the plan is not as
    in the preview with the fingerprint `seen`.
    """
    sums = hold(site_id)
    before = check_rebaseline(site_id, wanted)
    milestones = milestones_by_code(site_id)
    found = replan(_open_dates(milestones.values()), wanted.anchors, clock.today())
    if found.fingerprint != wanted.seen:
        raise NotAsShown
    shifts = found.chosen(wanted.also)
    if not shifts and not _moves(before, wanted.anchors):
        raise Refused([("also", "Nothing would move: change a date or tick one")])
    why = Why({*wanted.reasons, DateMoveReason.ANCHOR_MOVED}, wanted.note.strip())
    audit.because(
        "journey re-planned",
        summary=_summary(before, wanted.anchors, len(shifts), why),
        site_id=site_id,
        reason=why.note,
    )
    move_anchors(site_id, wanted.anchors.contract_on, wanted.anchors.training_on)
    moving = [(milestones[one.template.code], one.new_on) for one in shifts]
    write_moves(moving, why)
    for kept, _ in moving:
        kept.confirmed_at = kept.confirmed_by_id = None
    if sums is not None:  # a site without milestones has dates all the same
        sum_up(sums, milestones.values())
    return len(shifts)


def _open_dates(milestones: Iterable[Milestone]) -> list[OpenDate]:
    """As `queries.replan_of` reads them for the preview."""
    return [
        OpenDate(
            template_of(row.code, row.template_version),
            row.planned_on,
            row.confirmed_at is not None,
            row.version,
        )
        for row in milestones
        if MilestoneStatus(row.status).is_open
    ]


def _moves(before: Anchors, after: Anchors) -> bool:
    return (before.contract_on, before.training_on) != (after.contract_on, after.training_on)


def _summary(before: Anchors, after: Anchors, moved: int, why: Why) -> str:
    parts = [
        _moved(name, old, new)
        for name, old, new in (
            ("contract", before.contract_on, after.contract_on),
            ("training for trainers", before.training_on, after.training_on),
        )
    ]
    return (
        f"Journey counted anew: {', '.join(parts)}; {count(moved, 'planned date')} moved."
        f" Why: {why.words}."
    )


def _moved(name: str, old: date, new: date) -> str:
    if old == new:
        return f"{name} still on {day(old)}"
    return f"{name} moved from {day(old)} to {day(new)}"
