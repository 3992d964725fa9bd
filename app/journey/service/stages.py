"""Decisions on a site's stage: the portal suggests, a person decides."""

from collections.abc import Sequence
from datetime import date

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.core.words import day
from app.journey.models import StageDecision
from app.journey.rules import Stage, check_stage_move
from app.sites.models import Site
from app.sites.service import record_stage


def decide(
    site_id: int,
    to: Stage,
    reason: str,
    evidence: str,
    on: date,
    seen: Stage | None = None,
    unmet: Sequence[str] = (),
) -> None:
    """Record that a site moves to a stage, forward or back; the furthest stage stays known.

    `seen` is the stage the person saw when deciding, `unmet` the criteria that were not met then:
    they hinder nobody, and are kept where the decision goes forward. Raises `Refused` naming the
    fields to put right, `ChangedMeanwhile` when the stage moved since it was seen.
    """
    site = session().get_one(Site, site_id, with_for_update=True, populate_existing=True)
    current = Stage(site.stage)
    if seen is not None and seen is not current:
        raise ChangedMeanwhile(
            mine=f"Move to {to.label}.\n{reason}", theirs=f"The site is in {current.label}."
        )
    refuse(_faults(current, to, reason, evidence, on))
    decision = _decision(site_id, current, to, on, unmet)
    decision.reason, decision.evidence = reason.strip(), evidence.strip()
    audit.because(
        "stage moved",
        summary=f"Stage moved from {current.label} to {to.label} on {day(on)}.",
        site_id=site_id,
        reason=_why(decision),
    )
    session().add(decision)
    record_stage(site_id, to, on)
    session().flush()


def _decision(
    site_id: int, current: Stage, to: Stage, on: date, unmet: Sequence[str]
) -> StageDecision:
    return StageDecision(
        site_id=site_id,
        from_stage=current.value,
        to_stage=to.value,
        decided_on=on,
        unmet="\n".join(unmet if to.number > current.number else ()),
        decided_by_id=audit.who_acts().actor_id,
        entered_at=clock.now(),
    )


def _why(decision: StageDecision) -> str:
    """What the history shows beside the decision."""
    shown = f"\nWhat shows it: {decision.evidence}" if decision.evidence else ""
    lines = decision.unmet.splitlines()
    not_met = f"\nNot met on that day: {'; '.join(lines)}." if lines else ""
    return decision.reason + shown + not_met


def _faults(
    current: Stage, to: Stage, reason: str, evidence: str, on: date
) -> list[tuple[str, str]]:
    faults = []
    for fault in check_stage_move(current, to, reason, evidence):
        field = "to" if fault.startswith("Choose") else None
        faults.append((field or ("reason" if "reason" in fault else "evidence"), fault))
    if on > clock.today():
        faults.append(("on", "The date of the decision must be today or in the past"))
    return faults
