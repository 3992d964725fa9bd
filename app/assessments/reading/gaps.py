"""What a result leaves to do: gaps and what is not known yet, each with an action suggested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.assessments.queries import RoundRef
from app.assessments.reading.result import Reading
from app.assessments.reading.voices import ItemReading
from app.plans.queries import ActionRow
from app.plans.rules import Owner, Side, one_line
from app.plans.rules.actions import LONGEST_OWNER, LONGEST_TITLE

USUAL_DAYS = 28  # for a gap whose instrument names no usual time
DAYS_TO_FIND_OUT = 14  # for what nobody gave a date, or whose date has passed
FIND_OUT = "Find out: "


@dataclass(frozen=True)
class GapRow:
    """One gap or unknown, with the action that is suggested and those there are.

    `owner_id` or `owner_name` is who said they would find out; `before` are actions that the round
    before raised and that are still open.
    """

    item: ItemReading
    is_unknown: bool
    title: str
    detail: str
    due_on: date
    owner_id: int | None
    owner_name: str
    side: Side
    actions: tuple[ActionRow, ...]
    dropped: tuple[ActionRow, ...]
    before: tuple[ActionRow, ...] = ()

    @property
    def id(self) -> str:
        """The item."""
        return self.item.item.id

    @property
    def words(self) -> str:
        """How low it is: "Agreed: 1, partly in place, critical item", or that nobody knows."""
        critical = ", critical item" if self.item.found.critical else ""
        if self.is_unknown:
            return f"We do not know yet{critical}"
        return f"{self.item.outcome_briefly}{critical}"


@dataclass(frozen=True)
class GapTable:
    """Every gap, lowest and critical first, then what is not known."""

    rows: tuple[GapRow, ...]

    @property
    def open(self) -> tuple[GapRow, ...]:
        """Those without an action."""
        return tuple(row for row in self.rows if not row.actions)

    @property
    def in_plan(self) -> tuple[GapRow, ...]:
        """Those with one."""
        return tuple(row for row in self.rows if row.actions)


def gap_table(found: RoundRef, reading: Reading, owners: Sequence[Owner], today: date) -> GapTable:
    """The gaps and unknowns of a result with what is suggested for each."""
    gaps = [_gap(found, reading, one, today) for one in reading.gaps]
    unknown = dict.fromkeys(str(row["id"]) for row in reading.unknown_rows)
    rows = [*gaps, *(_unknown(found, reading, i, owners, today) for i in unknown)]
    return GapTable(tuple(replace(row, before=reading.before.get(row.id, ())) for row in rows))


def _gap(found: RoundRef, reading: Reading, one: ItemReading, today: date) -> GapRow:
    suggested = one.item.suggestion
    days = suggested.days if suggested else USUAL_DAYS
    return GapRow(
        item=one,
        is_unknown=False,
        title=_shortened(one_line(suggested.text if suggested else one.item.text)),
        detail=_detail(found, one, one.outcome),
        due_on=today + timedelta(days=days),
        owner_id=None,
        owner_name="",
        side=Side.AUTHORITY,
        actions=reading.actions.of(one.item.id),
        dropped=reading.actions.dropped(one.item.id),
    )


def _unknown(
    found: RoundRef, reading: Reading, item_id: str, owners: Sequence[Owner], today: date
) -> GapRow:
    one = reading.items[item_id]
    tasks = [task for task in reading.result.unknown if task.item_id == item_id]
    names = list(dict.fromkeys(task.owner for task in tasks if task.owner))
    dates = [task.due_on for task in tasks if task.due_on and task.due_on >= today]
    known = _person(names, owners)
    return GapRow(
        item=one,
        is_unknown=True,
        title=_shortened(FIND_OUT + one_line(one.item.text)),
        detail=_detail(found, one, "We do not know yet"),
        due_on=min(dates, default=today + timedelta(days=DAYS_TO_FIND_OUT)),
        owner_id=known.person_id if known else None,
        owner_name="" if known else one_line(" and ".join(names))[:LONGEST_OWNER],
        side=known.side if known else Side.AUTHORITY,
        actions=reading.actions.of(item_id),
        dropped=reading.actions.dropped(item_id),
    )


def _person(names: Sequence[str], owners: Sequence[Owner]) -> Owner | None:
    """The person of the site who was named as the only one to find out."""
    if len(names) != 1:
        return None
    named = [o for o in owners if o.name.casefold() == one_line(names[0]).casefold()]
    return named[0] if len(named) == 1 else None


def _detail(found: RoundRef, one: ItemReading, outcome: str) -> str:
    return f"From {found.title}, {one.name}\n{outcome}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 2].rstrip()} …"
