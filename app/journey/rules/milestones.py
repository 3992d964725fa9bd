"""A milestone's status: which moves are allowed, what they need, what counts, what is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.journey.rules.stages import TimeBand
from app.journey.rules.template import EvidenceRule, MilestoneTemplate

DUE_SOON_DAYS = 14
LONG_OVERDUE_DAYS = 60


class MilestoneStatus(StrEnum):
    """The six things a milestone can be."""

    CANNOT_START = "cannot-start-yet"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    NOT_REQUIRED = "not-required"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The name shown to people."""
        return self.value.replace("-", " ").capitalize()

    @property
    def counts(self) -> bool:
        """True where it stays in the count: dropped work does, work not required does not."""
        return self is not MilestoneStatus.NOT_REQUIRED

    @property
    def is_open(self) -> bool:
        """True where there is still something to do."""
        return self in _OPEN

    @property
    def needs_reason(self) -> bool:
        """True where nobody may set it without saying why."""
        return self in _SET_ASIDE


_S = MilestoneStatus
_OPEN = frozenset({_S.CANNOT_START, _S.NOT_STARTED, _S.IN_PROGRESS})
_SET_ASIDE = frozenset({_S.NOT_REQUIRED, _S.DROPPED})
_FORWARD = frozenset({_S.IN_PROGRESS, _S.DONE}) | _SET_ASIDE
ALLOWED_MOVES: Mapping[MilestoneStatus, frozenset[MilestoneStatus]] = {
    _S.CANNOT_START: _FORWARD,
    _S.NOT_STARTED: _FORWARD,
    _S.IN_PROGRESS: frozenset({_S.NOT_STARTED, _S.DONE}) | _SET_ASIDE,
    _S.DONE: frozenset({_S.NOT_STARTED, _S.IN_PROGRESS}),
    _S.NOT_REQUIRED: frozenset({_S.NOT_STARTED, _S.IN_PROGRESS, _S.DROPPED}),
    _S.DROPPED: frozenset({_S.NOT_STARTED, _S.IN_PROGRESS, _S.NOT_REQUIRED}),
}


def move_needs_reason(current: MilestoneStatus, target: MilestoneStatus) -> bool:
    """Setting aside, starting before what it builds on, and reopening need a reason."""
    return target.needs_reason or current in {_S.CANNOT_START, _S.DONE, *_SET_ASIDE}


def check_status_move(current: MilestoneStatus, target: MilestoneStatus, reason: str) -> list[str]:
    """What must be put right before a milestone takes this status. `current` is the shown one."""
    if target not in ALLOWED_MOVES[current]:
        return [
            f"Choose another status: “{current.label}” cannot become “{target.label}” in one step"
        ]
    if move_needs_reason(current, target) and not reason.strip():
        return [f"Enter why this changes from “{current.label}” to “{target.label}”"]
    return []


def check_done(
    template: MilestoneTemplate, happened_on: date | None, has_evidence: bool, today: date
) -> list[str]:
    """What must be put right before a milestone can be marked as done on a day.

    `has_evidence` is true where a note or a file is there.
    """
    faults = []
    if happened_on is None:
        faults.append("Enter the date on which this happened")
    elif happened_on > today:
        faults.append("The date on which this happened must be today or in the past")
    if template.evidence is EvidenceRule.NOTE_OR_FILE and not has_evidence:
        faults.append("Add a note or a file that shows this is done")
    return faults


def shown_status(
    stored: MilestoneStatus, requires: Sequence[str], statuses: Mapping[str, MilestoneStatus]
) -> MilestoneStatus:
    """The status to show: an unstarted milestone waits while one it builds on is still open.

    `statuses` are the stored statuses of the site by milestone code. Work set aside blocks
    nothing, or its followers could never start.
    """
    if stored not in {_S.CANNOT_START, _S.NOT_STARTED}:
        return stored
    waiting = any(statuses.get(code, _S.NOT_STARTED).is_open for code in requires)
    return _S.CANNOT_START if waiting else _S.NOT_STARTED


class DueState(StrEnum):
    """Where an open milestone stands against its planned date."""

    CLOSED = "closed"
    UNDATED = "undated"
    LATER = "later"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long-overdue"

    @property
    def is_late(self) -> bool:
        """True where the planned date has passed."""
        return self in {DueState.OVERDUE, DueState.LONG_OVERDUE}


def due_state(planned_on: date | None, status: MilestoneStatus, today: date) -> DueState:
    """Due soon from 14 days before to the day itself; overdue after it; long overdue after 60."""
    if not status.is_open:
        return DueState.CLOSED
    if planned_on is None:
        return DueState.UNDATED
    late = (today - planned_on).days
    if late > LONG_OVERDUE_DAYS:
        return DueState.LONG_OVERDUE
    if late > 0:
        return DueState.OVERDUE
    return DueState.DUE_SOON if late >= -DUE_SOON_DAYS else DueState.LATER


def weeks_late(planned_on: date | None, status: MilestoneStatus, today: date) -> int:
    """Begun weeks past the planned date of an open milestone; 0 where it is not late."""
    if not due_state(planned_on, status, today).is_late or planned_on is None:
        return 0
    return -(-(today - planned_on) // timedelta(weeks=1))


@dataclass(frozen=True)
class Count:
    """How many milestones of a group are done, out of those that count."""

    done: int
    of: int

    @property
    def words(self) -> str:
        """The count as people read it: "3 of 5 done"."""
        return f"{self.done} of {self.of} done"


def count(statuses: Iterable[MilestoneStatus]) -> Count:
    """Count one group of milestones."""
    counting = [status for status in statuses if status.counts]
    return Count(sum(status is _S.DONE for status in counting), len(counting))


def count_by_band(
    milestones: Iterable[tuple[TimeBand, MilestoneStatus]],
) -> dict[TimeBand, Count]:
    """Count milestones per band; every band is there, in order, even an empty one."""
    grouped: dict[TimeBand, list[MilestoneStatus]] = {band: [] for band in TimeBand}
    for band, status in milestones:
        grouped[band].append(status)
    return {band: count(statuses) for band, statuses in grouped.items()}
