"""The programme's template: which milestones a journey has, and when they are planned."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.journey.rules.stages import TimeBand
from app.sites.rules import Stage

TRAINING_DAY = 60
"""The day on which the plan expects training for trainers, counted from the contract (day 0)."""


class Anchor(StrEnum):
    """The date a milestone is planned from."""

    CONTRACT = "contract"
    TRAINING = "training-for-trainers"


class EvidenceRule(StrEnum):
    """What must be there before a milestone can be marked as done."""

    DATE = "date"
    NOTE_OR_FILE = "note-or-file"


class CompletedBy(StrEnum):
    """Work in another room that completes a milestone by itself."""

    PREISA_SUBMITTED = "preisa-submitted"
    ISA_SUBMITTED = "isa-submitted"
    REVIEW_SUBMITTED = "review-submitted"
    CONVERSATION_HELD = "conversation-held"
    CONTRACT_COMPLETED = "contract-completed"
    IMPLEMENTATION_PLAN_APPROVED = "implementation-plan-approved"
    COMMUNICATION_PLAN_APPROVED = "communication-plan-approved"
    PILOT_PLAN_AGREED = "pilot-plan-agreed"
    PILOT_ENDED = "pilot-ended"
    PILOT_REVIEWED = "pilot-reviewed"
    ROLL_OUT_PLANNED = "roll-out-planned"
    STEERING_GROUP_SET_UP = "steering-group-set-up"
    FIRST_WORKSHOP_HELD = "first-workshop-held"
    PRACTICE_GROUP_HELD = "practice-group-held"
    SECOND_WORKSHOP_HELD = "second-workshop-held"
    FORUM_HELD = "forum-held"
    TRAINING_FOR_TRAINERS_HELD = "training-for-trainers-held"
    TRAINERS_REFRESHED = "trainers-refreshed"
    IN_HOUSE_COURSE_HELD = "in-house-course-held"
    AUDIT_ROUND_CLOSED = "audit-round-closed"
    STRONG_AUDIT_ROUNDS = "strong-audit-rounds"

    @property
    def is_assessment(self) -> bool:
        """True where it is a self assessment; the others are work in other rooms."""
        return self.value.endswith("-submitted")


@dataclass(frozen=True)
class MilestoneTemplate:
    """One milestone of the programme.

    `offset_days` counts from the contract date (day 0, negative before it), also for milestones
    anchored to the training: see `planned_date`. `requires` are codes that should be closed first.
    """

    code: str
    name: str
    hint: str
    band: TimeBand
    stage: Stage
    anchor: Anchor
    offset_days: int
    critical: bool
    evidence: EvidenceRule
    completed_by: CompletedBy | None
    requires: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """One version of the template, milestones in the order in which they are shown."""

    code: str
    version: int
    milestones: tuple[MilestoneTemplate, ...]

    def milestone(self, code: str) -> MilestoneTemplate:
        """The milestone of a code; KeyError where there is none."""
        for milestone in self.milestones:
            if milestone.code == code:
                return milestone
        raise KeyError(code)

    def completed_by(self, event: CompletedBy) -> tuple[str, ...]:
        """Codes of the milestones that an event in another room completes."""
        return tuple(m.code for m in self.milestones if m.completed_by is event)


def planned_date(
    template: MilestoneTemplate, contract_on: date | None, training_on: date | None
) -> date | None:
    """The planned date of a milestone, or None while the date it hangs on is not known.

    Anchored to the contract: contract date + offset. Anchored to training for trainers:
    training date + (offset − 60); until that date is known, contract date + offset, which is the
    same where the training is on day 60 as planned. The training itself lies on its own date.
    """
    follows = template.anchor is Anchor.TRAINING or template.code == Anchor.TRAINING
    if follows and training_on is not None:
        return training_on + timedelta(days=template.offset_days - TRAINING_DAY)
    if contract_on is None:
        return None
    return contract_on + timedelta(days=template.offset_days)


def drift_days(contract_on: date, training_on: date) -> int:
    """Days by which training lies later (+) or earlier (−) than planned; beyond 60, re-baseline."""
    return (training_on - contract_on).days - TRAINING_DAY


def first_plan(
    template: MilestoneTemplate, contract_on: date, training_on: date | None, today: date
) -> date | None:
    """The planned date of a new site's milestone.

    While the contract is still ahead nothing is planned for the past: what its offset puts there
    is planned for today. Once the contract is signed, the offsets say how late things are.
    """
    on = planned_date(template, contract_on, training_on)
    return today if on is not None and on < today <= contract_on else on
