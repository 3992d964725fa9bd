"""How a journey reads on pages: groups, words of each row, the blocks of the stages."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.clock import in_london
from app.core.words import count as count_words
from app.core.words import day, month
from app.journey.queries import MilestoneDetail, MilestoneRow
from app.journey.rules import (
    Count,
    DueState,
    EvidenceRule,
    MilestoneStatus,
    Stage,
    TimeBand,
    before_first_contact,
    count,
    is_entered_late,
    variance,
    weeks_apart,
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


def groups(
    rows: Sequence[MilestoneRow], today: date, shown: Collection[str] | None = None
) -> list[Group]:
    """The five bands in order, then the milestones of sustainability as a group of their own.

    Those lie in the last band too, but are about keeping the work and not about starting it.
    `shown` are the codes to list (None: all); what is counted stays whole.
    """
    kinds = [(band.value, band.label) for band in TimeBand]
    kinds.append((LASTING, "12 months and later: making it last"))
    found = [_group(kind, heading, rows, today, shown) for kind, heading in kinds]
    return [group for group in found if group.tasks or shown is None]


def _group(
    kind: str,
    heading: str,
    rows: Sequence[MilestoneRow],
    today: date,
    shown: Collection[str] | None,
) -> Group:
    mine = [row for row in rows if group_of(row) == kind]
    listed = [row for row in mine if shown is None or row.code in shown]
    return Group(
        id=kind,
        heading=heading,
        count=count(row.status for row in mine),
        overdue=sum(row.due.is_late for row in mine),
        tasks=tuple(task(row, today) for row in listed),
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
    """When it happened or is planned, how late it is and how far from the first plan."""
    apart = f", {words}" if (words := apart_words(row)) else ""
    if row.happened_on is not None:
        late = " Entered late." if entered_late(row) else ""
        return f"Happened {happened(row)}{apart}.{late}"
    if not row.status.is_open:
        return "Left out of the plan with a reason."
    if row.planned_on is None:
        return "No date planned yet."
    weeks = weeks_late(row.planned_on, row.status, today)
    late = f", {count_words(weeks, 'week')} ago" if weeks else ""
    return f"Planned for {day(row.planned_on)} ({certainty(row)}){late}{apart}."


def certainty(row: MilestoneRow) -> str:
    """Whether the planned date is only the template's or agreed: "provisional", "confirmed"."""
    return "confirmed" if row.confirmed else "provisional"


def happened(row: MilestoneRow) -> str:
    """ "on 12 March 2027", or "in March 2027" where the day is not known."""
    if row.happened_on is None:
        return "not yet"
    return f"in {month(row.happened_on)}" if row.month_only else f"on {day(row.happened_on)}"


def entered_late(row: MilestoneRow) -> bool:
    """Whether it was entered weeks after it happened."""
    entered = None if row.entered_at is None else in_london(row.entered_at).date()
    return is_entered_late(row.happened_on, entered)


def apart_words(row: MilestoneRow) -> str:
    """ "3 weeks later than first planned"; nothing within half a week of it, or without a plan."""
    return later_words(variance(row.first_planned_on, row.happened_on or row.planned_on) or 0)


def later_words(weeks: int, than: str = " than first planned") -> str:
    """Weeks of difference in words; nothing for none."""
    if not weeks:
        return ""
    return f"{count_words(abs(weeks), 'week')} {'later' if weeks > 0 else 'earlier'}{than}"


def resting(rows: Sequence[MilestoneRow]) -> list[MilestoneRow]:
    """The milestones of a site at rest: nothing is late while work rests."""
    return [replace(row, due=DueState.LATER) if row.due.is_late else row for row in rows]


def summary(rows: Sequence[MilestoneRow], today: date, *, rests: bool = False) -> str:
    """One sentence on the whole journey: done, overdue, what comes next."""
    counted = count(row.status for row in rows)
    late = [row for row in rows if row.due.is_late]
    critical = sum(row.template.critical for row in late)
    words = f"{counted.words} so far."
    if rests:
        return f"{words} Nothing is due while work rests."
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


def early_words(happened_on: date | None, found: MilestoneDetail) -> str:
    """A warning where something is said to have happened before the site's first contact."""
    first = found.first_contact_on
    if first is None or not before_first_contact(happened_on, first):
        return ""
    return (
        f"This lies before the first contact with the site, the early strategic conversation on"
        f" {day(first)}. Check the day; if it is right, leave it."
    )


def late_words(row: MilestoneRow) -> str:
    """How long after it happened something was entered, where that is weeks; else nothing."""
    if row.happened_on is None or row.entered_at is None or not entered_late(row):
        return ""
    weeks = weeks_apart(row.happened_on, in_london(row.entered_at).date())
    return f"{count_words(weeks, 'week')} after it happened"


def dates_to_confirm(rows: Iterable[MilestoneRow]) -> list[tuple[str, str]]:
    """(code and date, words) of each provisional date, as the form of confirmation takes them."""
    return [
        (f"{row.code}:{row.planned_on.isoformat()}", f"{row.template.name}: {day(row.planned_on)}")
        for row in rows
        if row.planned_on is not None and is_provisional(row)
    ]


def is_provisional(row: MilestoneRow) -> bool:
    """Whether an open milestone has a date that nobody agreed to yet."""
    return row.status.is_open and row.planned_on is not None and not row.confirmed
