"""How long sites took to reach each stage, with those that are still on their way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.statistics.survival import Curve, Spell, survival
from app.indicators.rules.lasting import FEWEST, months
from app.sites.rules import Stage

STEPS = tuple(Stage)[1:]
"""Stages that are reached by a decision."""


@dataclass(frozen=True)
class Path:
    """When a site reached each stage: the day of the first decision into it or a later one.

    `began` is the stage it was entered with: when it reached that one is not known.
    """

    site_id: int
    contract_on: date
    began: Stage
    is_active: bool
    ended_on: date | None
    reached: Mapping[Stage, date]


@dataclass(frozen=True)
class Time:
    """Months from the contract to a stage: a quarter, half and three quarters of the sites had
    reached it after so many; None where fewer than five did, or too few yet. `reached` of `of`."""

    stage: Stage
    reached: int
    of: int
    lower: float | None
    median: float | None
    upper: float | None


def times(spells: Mapping[Stage, Collection[Spell]]) -> list[Time]:
    """The time to each stage. Sites that are not there yet count with the months so far, so that
    the slow are not left out."""
    return [_time(stage, spells.get(stage, ())) for stage in STEPS]


def _time(stage: Stage, spells: Collection[Spell]) -> Time:
    reached = sum(one.count for one in spells if one.ended)
    sites = sum(one.count for one in spells)
    if reached < FEWEST:
        return Time(stage, reached, sites, None, None, None)
    curve = survival(spells)
    return Time(stage, reached, sites, *(_after(curve, share) for share in (0.75, 0.5, 0.25)))


def to_stage(stage: Stage, path: Path, today: date) -> Spell | None:
    """The months a site took to a stage, or takes so far; None where it began in it or beyond."""
    if path.began.number >= stage.number:
        return None
    on = path.reached.get(stage)
    until = on or (today if path.is_active else path.ended_on or today)
    return Spell(months(until - path.contract_on), on is not None)


def _after(curve: Curve, share: float) -> float | None:
    """The first time after which at most this share is still on its way."""
    return next((one.time for one in curve.steps if one.share <= share + 1e-12), None)
