"""Planning anew when the contract or the training moves: what moves where, and when to ask for it.

The two dates are the anchors of the plan (domain.md §4.4): most milestones are counted from the
contract, some from training for trainers. Beyond 60 days of drift between what was planned for
the training and where it lies, the plan should be counted anew.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.journey.rules.dates import DateMoveReason
from app.journey.rules.template import (
    TRAINING_DAY,
    Anchor,
    MilestoneTemplate,
    drift_days,
    planned_date,
)

MOST_DRIFT = 60


@dataclass(frozen=True)
class Anchors:
    """The dates a plan is counted from.

    `all_follow`: everything the programme plans after the training keeps its distance to it, not
    only what is tied to it.
    """

    contract_on: date
    training_on: date
    all_follow: bool = False

    @property
    def drift(self) -> int:
        """Days by which the training lies later (+) or earlier (−) than the plan expects."""
        return drift_days(self.contract_on, self.training_on)


@dataclass(frozen=True)
class OpenDate:
    """The planned date of an open milestone. `confirmed`: a person agreed to it or chose it."""

    template: MilestoneTemplate
    planned_on: date | None
    confirmed: bool
    version: int = 1


@dataclass(frozen=True)
class Shift:
    """Where an open milestone would come to lie. What a person confirmed waits to be ticked."""

    template: MilestoneTemplate
    old_on: date | None
    new_on: date
    confirmed: bool


@dataclass(frozen=True)
class Replan:
    """Every open milestone when planned anew. `fingerprint` says what was looked at."""

    moving: tuple[Shift, ...]
    agreed: tuple[Shift, ...]
    staying: int
    fingerprint: str

    def chosen(self, ticked: Iterable[str]) -> tuple[Shift, ...]:
        """What moves: all that nobody agreed to, and of the others those that were ticked."""
        wanted = frozenset(ticked)
        return self.moving + tuple(one for one in self.agreed if one.template.code in wanted)


def date_from(template: MilestoneTemplate, anchors: Anchors, today: date) -> date | None:
    """The planned date of an open milestone counted from these anchors.

    While the contract is ahead, nothing is planned for the past, as in a first plan.
    """
    if anchors.all_follow and template.offset_days > TRAINING_DAY:
        on: date | None = anchors.training_on + timedelta(days=template.offset_days - TRAINING_DAY)
    else:
        on = planned_date(template, anchors.contract_on, anchors.training_on)
    return today if on is not None and on < today <= anchors.contract_on else on


def replan(dates: Sequence[OpenDate], anchors: Anchors, today: date) -> Replan:
    """Where each open milestone comes to lie, and whether it moves by itself."""
    shifts = []
    for one in dates:
        on = date_from(one.template, anchors, today)
        if on is not None and on != one.planned_on:
            shifts.append(Shift(one.template, one.planned_on, on, one.confirmed))
    return Replan(
        moving=tuple(one for one in shifts if not one.confirmed),
        agreed=tuple(one for one in shifts if one.confirmed),
        staying=len(dates) - len(shifts),
        fingerprint=_fingerprint(dates, anchors, today),
    )


def _fingerprint(dates: Sequence[OpenDate], anchors: Anchors, today: date) -> str:
    seen = [(one.template.code, one.version) for one in dates]
    return hashlib.sha256(repr((seen, anchors, today)).encode()).hexdigest()[:32]


def asks_for_replanning(dates: Sequence[OpenDate], anchors: Anchors, today: date) -> bool:
    """Whether the training drifted so far that the plan should be counted anew, and still is not.

    Dates that a person confirmed or moved have been thought about: they do not ask.
    """
    if abs(anchors.drift) <= MOST_DRIFT:
        return False
    following = Anchors(anchors.contract_on, anchors.training_on, all_follow=True)
    return bool(replan(dates, following, today).moving)


def anchors_known(
    contract_on: date, training_on: date, actual: Mapping[str, date | None]
) -> Anchors:
    """The anchors as far as the milestones know better than the site's dates: the day on which
    contract and training happened or are planned now, by code."""
    return Anchors(
        contract_on=actual.get(Anchor.CONTRACT) or contract_on,
        training_on=actual.get(Anchor.TRAINING) or training_on,
    )


def check_replanning(
    before: Anchors, after: Anchors, reasons: Iterable[DateMoveReason], note: str
) -> list[tuple[str, str]]:
    """(field, what to do) for each fault of what was entered to plan anew."""
    given, faults = set(reasons), []
    moved = (before.contract_on, before.training_on) != (after.contract_on, after.training_on)
    if after.training_on < after.contract_on:
        faults.append(("training_on", "The training date must be on or after the contract date"))
    if moved and not given:
        faults.append(("reasons", "Choose at least one reason"))
    if DateMoveReason.OTHER in given and not note.strip():
        faults.append(("note", "Enter what the other reason is"))
    return faults


def hanging_on(code: str, templates: Sequence[MilestoneTemplate]) -> tuple[str, ...]:
    """Codes of the milestones that build on this one, directly or through others, in order.

    On the training hangs also what is counted from it.
    """
    found = {code}
    for template in templates:
        tied = code == Anchor.TRAINING and template.anchor is Anchor.TRAINING
        if tied or found & set(template.requires):
            found.add(template.code)
    return tuple(one.code for one in templates if one.code in found and one.code != code)
