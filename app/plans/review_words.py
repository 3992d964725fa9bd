"""How a review reads: its steps, what it said, when each objective is looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.words import count, day
from app.plans.objective_words import COLOUR_KINDS
from app.plans.queries import ActionRow
from app.plans.queries.objectives import LastReview, ObjectiveRow
from app.plans.queries.reviews import Said
from app.plans.rules.reviewing import Colour, since

HINTS = {colour.value: colour.hint for colour in Colour}


@dataclass(frozen=True)
class Step:
    """One objective of a review, and whether it has been looked at."""

    id: int
    title: str
    status: str
    kind: str
    is_seen: bool


@dataclass(frozen=True)
class Line:
    """One objective in the summary of a review."""

    row: ObjectiveRow
    status: str
    kind: str
    change: str
    words: str
    acted: str
    next_on: date | None
    colour: Colour | None


def steps(found: Sequence[ObjectiveRow], said: Mapping[int, Said], *, is_open: bool) -> list[Step]:
    """The objectives of a review in order; once it has ended, only those it named."""
    return [
        Step(row.id, row.title, *_status(said.get(row.id)), row.id in said)
        for row in found
        if row.id in said or (is_open and row.is_open)
    ]


def _status(one: Said | None) -> tuple[str, str]:
    if one is None:
        return "Not looked at yet", "neutral"
    if one.colour is None:
        return "Passed over", "plain"
    return one.colour.label, COLOUR_KINDS[one.colour]


def summary(
    found: Sequence[ObjectiveRow],
    said: Mapping[int, Said],
    before: Mapping[int, Colour],
    *,
    is_open: bool,
) -> list[Line]:
    """What a review said of each objective, in the order of the plan."""
    return [
        _line(row, said.get(row.id), before.get(row.id))
        for row in found
        if row.id in said or (is_open and row.is_open)
    ]


def _line(row: ObjectiveRow, one: Said | None, before: Colour | None) -> Line:
    acted = []
    if one and one.closed:
        acted.append(f"{count(one.closed, 'action')} done")
    if one and one.moved:
        acted.append(f"{count(one.moved, 'date')} moved")
    return Line(
        row,
        *_status(one),
        since(before, one.colour) if one and one.colour else "",
        one.words if one else "",
        ", ".join(acted),
        row.next_review_on,
        one.colour if one else None,
    )


def first_line(lines: Sequence[Line]) -> str:
    """The review in a sentence: "3 of 5 objectives looked at: 2 green, 1 red."."""
    colours = [line.colour for line in lines if line.colour]
    parts = [f"{colours.count(c)} {c.value}" for c in reversed(Colour) if c in colours]
    tail = f": {', '.join(parts)}" if parts else ""
    return f"{len(colours)} of {count(len(lines), 'objective')} looked at{tail}."


def done_since(closed: Sequence[ActionRow], last: date | None) -> list[str]:
    """What was done since the last review, in words; everything before the first."""
    return [
        f"{one.title}, done on {day(one.done_on)}"
        for one in closed
        if one.done_on and (last is None or one.done_on >= last)
    ]


def looks(
    found: Sequence[ObjectiveRow], last: Mapping[int, LastReview], today: date
) -> list[dict[str, Any]]:
    """The open objectives, the one to be looked at next first: for a table."""
    rows = sorted(
        (row for row in found if row.is_open),
        key=lambda row: (row.next_review_on is None, row.next_review_on or today, row.id),
    )
    return [
        {
            "row": row,
            "area": row.area.label,
            "colour": last[row.id].colour.label if row.id in last else "Not reviewed yet",
            "kind": COLOUR_KINDS[last[row.id].colour] if row.id in last else "neutral",
            "next": day(row.next_review_on, "No date yet"),
            "late": row.review_is_late(today),
        }
        for row in rows
    ]
