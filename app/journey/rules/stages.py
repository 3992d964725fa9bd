"""The two axes of a journey: the stage a site is in and the time band its plan is in."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.sites.rules import Stage


class TimeBand(StrEnum):
    """The five bands of the plan, counted from the contract. They are a guide only."""

    PRE_CONTRACT = "pre-contract"
    MONTHS_0_3 = "months-0-3"
    MONTHS_3_6 = "months-3-6"
    MONTHS_6_12 = "months-6-12"
    MONTHS_12_ON = "months-12-on"

    @property
    def label(self) -> str:
        """The name shown to people."""
        return _BAND_LABELS[self]


_BAND_LABELS = {
    TimeBand.PRE_CONTRACT: "Before the contract",
    TimeBand.MONTHS_0_3: "0 to 3 months",
    TimeBand.MONTHS_3_6: "3 to 6 months",
    TimeBand.MONTHS_6_12: "6 to 12 months",
    TimeBand.MONTHS_12_ON: "12 months and later",
}
_BAND_ENDS = (
    (3, TimeBand.MONTHS_0_3),
    (6, TimeBand.MONTHS_3_6),
    (12, TimeBand.MONTHS_6_12),
)


def band_on(contract_on: date | None, day: date) -> TimeBand:
    """The band a day falls in, by calendar months from the contract; without one, pre-contract."""
    if contract_on is None or day < contract_on:
        return TimeBand.PRE_CONTRACT
    for months, band in _BAND_ENDS:
        if day < months_after(contract_on, months):
            return band
    return TimeBand.MONTHS_12_ON


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@dataclass(frozen=True)
class GateCriterion:
    """One thing to look at before leaving a stage.

    Met when its milestone is done, or when a fact of the same code says so; a criterion with
    neither is for people to judge.
    """

    code: str
    label: str
    milestone: str | None


@dataclass(frozen=True)
class StageGuide:
    """What a stage is for, and what should be true before a site leaves it."""

    stage: Stage
    label: str
    purpose: str
    gate: tuple[GateCriterion, ...]


@dataclass(frozen=True)
class GateFinding:
    """A criterion and whether it is met; None: not known to the portal, people judge."""

    criterion: GateCriterion
    met: bool | None


def assess_gate(
    guide: StageGuide, done: Iterable[str], facts: Mapping[str, bool] | None = None
) -> tuple[GateFinding, ...]:
    """Hold each criterion of a stage against the milestones done and the facts known today.

    `done` are codes of milestones with status done; `facts` maps criterion codes to true or false
    and goes before the milestone. The findings inform a decision; they never make it.
    """
    reached, known = set(done), facts or {}
    findings = []
    for criterion in guide.gate:
        met = known.get(criterion.code)
        if met is None and criterion.milestone is not None:
            met = criterion.milestone in reached
        findings.append(GateFinding(criterion, met))
    return tuple(findings)


def check_stage_move(current: Stage, target: Stage, reason: str, evidence: str) -> list[str]:
    """What must be put right before this stage decision can be kept.

    A site may go back, and may pass a stage it has already worked through elsewhere; both need a
    reason. Going forward also needs the evidence the decision rests on.
    """
    if target is current:
        return [f"Choose another stage: the site is in {current.label} already"]
    faults = []
    if not reason.strip():
        faults.append("Enter the reason for the decision")
    if target.number > current.number and not evidence.strip():
        faults.append(f"Enter the evidence that the site is ready for {target.label}")
    return faults


def peak_stage(current: Stage, earlier: Iterable[Stage] = ()) -> Stage:
    """The furthest stage ever reached: going back does not lower it."""
    return max((current, *earlier), key=lambda stage: stage.number)
