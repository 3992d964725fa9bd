"""How a journey reads on pages: groups, words of each row, the blocks of the stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.words import count as count_words
from app.core.words import day
from app.journey.queries import MilestoneDetail, MilestoneRow
from app.journey.rules import (
    Count,
    EvidenceRule,
    MilestoneStatus,
    Stage,
    TimeBand,
    count,
    weeks_late,
)
from app.journey.rules.milestones import ALLOWED_MOVES

LASTING = "making-it-last"
_KINDS = {
    MilestoneStatus.CANNOT_START: "blocked",
    MilestoneStatus.NOT_STARTED: "neutral",
    MilestoneStatus.IN_PROGRESS: "active",
    MilestoneStatus.DONE: "plain",
    MilestoneStatus.NOT_REQUIRED: "blocked",
    MilestoneStatus.DROPPED: "blocked",
}


@dataclass(frozen=True)
class Task:
    """A row of the task list."""

    code: str
    text: str
    hint: str
    status: str
    kind: str


@dataclass(frozen=True)
class Group:
    """Milestones shown together: a time band, or those that make the work last."""

    id: str
    heading: str
    count: Count
    overdue: int
    tasks: tuple[Task, ...]

    @property
    def words(self) -> str:
        """ "3 of 5 done, 1 overdue"."""
        return self.count.words + (f", {self.overdue} overdue" if self.overdue else "")


def stage_states(stage: Stage) -> list[tuple[str, str]]:
    """(name, done / present / ahead) of the five stages, for the blocks."""
    return [
        (
            each.label,
            "present" if each is stage else "done" if each.number < stage.number else "ahead",
        )
        for each in Stage
    ]


def groups(rows: Sequence[MilestoneRow], today: date) -> list[Group]:
    """The five bands in order, then the milestones of sustainability as a group of their own.

    Those lie in the last band too, but are about keeping the work and not about starting it.
    """
    kinds = [(band.value, band.label) for band in TimeBand]
    kinds.append((LASTING, "12 months and later: making it last"))
    return [_group(kind, heading, rows, today) for kind, heading in kinds]


def _group(kind: str, heading: str, rows: Sequence[MilestoneRow], today: date) -> Group:
    mine = [row for row in rows if group_of(row) == kind]
    return Group(
        id=kind,
        heading=heading,
        count=count(row.status for row in mine),
        overdue=sum(row.due.is_late for row in mine),
        tasks=tuple(task(row, today) for row in mine),
    )


def group_of(row: MilestoneRow) -> str:
    """The id of the group a milestone stands in."""
    lasts = row.template.stage is Stage.SUSTAINABILITY
    return LASTING if lasts else row.template.band.value


def task(row: MilestoneRow, today: date) -> Task:
    """A milestone as a row: what it is, when, and how far it is."""
    words = row.status.label
    return Task(
        code=row.code,
        text=row.template.name,
        hint=("Critical. " if row.template.critical else "") + when(row, today),
        status=f"{words}, overdue" if row.due.is_late else words,
        kind="late" if row.due.is_late else _KINDS[row.status],
    )


def when(row: MilestoneRow, today: date) -> str:
    """When it happened or is planned, and how late it is, in a sentence."""
    if row.happened_on is not None:
        return f"Happened on {day(row.happened_on)}."
    if not row.status.is_open:
        return "Left out of the plan with a reason."
    if row.planned_on is None:
        return "No date planned yet."
    weeks = weeks_late(row.planned_on, row.status, today)
    late = f", {count_words(weeks, 'week')} ago" if weeks else ""
    return f"Planned for {day(row.planned_on)}{late}."


def summary(rows: Sequence[MilestoneRow], today: date) -> str:
    """One sentence on the whole journey: done, overdue, what comes next."""
    counted = count(row.status for row in rows)
    late = [row for row in rows if row.due.is_late]
    critical = sum(row.template.critical for row in late)
    words = f"{counted.words} so far."
    if late:
        words += f" {len(late)} {'is' if len(late) == 1 else 'are'} overdue"
        words += f", {critical} of them critical." if critical else "."
    ahead = next_rows(rows, limit=1)
    if ahead and ahead[0].planned_on:
        words += f" Next: {ahead[0].template.name}, {day(ahead[0].planned_on)}."
    return words


def next_rows(rows: Sequence[MilestoneRow], limit: int) -> list[MilestoneRow]:
    """The open milestones planned first; those that can start come before those that cannot."""
    dated = [row for row in rows if row.status.is_open and row.planned_on is not None]
    waiting = MilestoneStatus.CANNOT_START
    return sorted(dated, key=lambda row: (row.status is waiting, row.planned_on))[:limit]


def choices(found: MilestoneDetail) -> list[MilestoneStatus]:
    """The statuses a person can choose: the present one and those it may become."""
    shown = found.row.status
    may = ALLOWED_MOVES[shown] | {found.stored}
    return [status for status in MilestoneStatus if status in may]


def needs_evidence(found: MilestoneDetail) -> bool:
    """Whether it takes more than a date to call this done."""
    return found.row.template.evidence is EvidenceRule.NOTE_OR_FILE


def reason_hint(found: MilestoneDetail) -> str:
    """When a reason is needed, from where the milestone stands."""
    if found.row.status is MilestoneStatus.DONE:
        return "Needed if you open it again."
    if found.row.status is MilestoneStatus.CANNOT_START:
        return "Needed if you start or close it before what it builds on is done."
    return "Needed for “Not required” and “Dropped”."
