"""How objectives read: the plan in groups, one objective in a sentence, how its colour went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core.words import count, day
from app.plans import showing
from app.plans.queries import ActionRow
from app.plans.queries.objectives import LastReview, ObjectiveRow, Work
from app.plans.queries.reviews import Said
from app.plans.rules.objectives import Area, ObjectiveStatus
from app.plans.rules.reviewing import Colour, course

COLOUR_KINDS = {Colour.RED: "error", Colour.AMBER: "waiting", Colour.GREEN: "active"}
MOST_ACTIONS = 8  # of one objective on the page of the whole plan


@dataclass(frozen=True)
class Card:
    """An objective on the page of the plan, with its first open actions."""

    row: ObjectiveRow
    state: showing.State
    sentence: str
    actions: list[dict[str, Any]]
    more: str
    more_href: str


@dataclass(frozen=True)
class Group:
    """The open objectives of one area."""

    area: Area
    cards: list[Card] = field(default_factory=list)


def state(row: ObjectiveRow, last: LastReview | None) -> showing.State:
    """How an objective stands: ended, or what the last review said."""
    if row.status is ObjectiveStatus.REACHED:
        return showing.State("Reached", "plain")
    if row.status is ObjectiveStatus.DROPPED:
        return showing.State("Dropped", "blocked")
    if last is None:
        return showing.State("Not reviewed yet", "neutral")
    return showing.State(last.colour.label, COLOUR_KINDS[last.colour])


def sentence(row: ObjectiveRow, today: date) -> str:
    """Who leads it until when, or how it ended."""
    if row.status is ObjectiveStatus.REACHED:
        return f"Reached on {day(row.closed_on)}."
    if row.status is ObjectiveStatus.DROPPED:
        return f"Dropped on {day(row.closed_on)}: nobody works on this any longer."
    if row.is_late(today):
        late = (today - row.due_on).days
        return f"{row.owner} was to reach this by {day(row.due_on)}, {count(late, 'day')} ago."
    return f"{row.owner} leads this, to be reached by {day(row.due_on)}."


def groups(
    found: Sequence[ObjectiveRow],
    actions: Sequence[ActionRow],
    work: Mapping[int | None, Work],
    last: Mapping[int, LastReview],
    today: date,
    address: Callable[..., str],
) -> list[Group]:
    """The open objectives by area, each with its first open actions; empty areas are left out.
    `address` makes links to an action (`action=`) or to the actions of an objective."""
    by_area = {area: Group(area) for area in Area}
    for row in found:
        if row.is_open:
            mine = [one for one in actions if one.objective_id == row.id]
            by_area[row.area].cards.append(
                _card(row, mine, work.get(row.id, Work()), last.get(row.id), today, address)
            )
    return [group for group in by_area.values() if group.cards]


def _card(
    row: ObjectiveRow,
    mine: Sequence[ActionRow],
    work: Work,
    last: LastReview | None,
    today: date,
    address: Callable[..., str],
) -> Card:
    parts = [f"{count(work.open, 'open action')}"]
    if work.overdue:
        parts.append(f"{work.overdue} overdue")
    if work.done:
        parts.append(f"{work.done} done")
    return Card(
        row,
        state(row, last),
        sentence(row, today),
        lines(mine[:MOST_ACTIONS], today, address),
        ", ".join(parts),
        address(objective=row.id),
    )


def lines(
    actions: Sequence[ActionRow], today: date, address: Callable[..., str]
) -> list[dict[str, Any]]:
    """Actions as short lines: what, who, until when, how far."""
    return [
        {
            "text": one.title,
            "href": address(action=one.id),
            "who": f"{one.owner}, by {day(one.due_on)}",
            "state": showing.state(one, today),
        }
        for one in actions
    ]


def progress_line(found: Sequence[ObjectiveRow], last: Mapping[int, LastReview]) -> str:
    """The objectives in a sentence: "7 objectives: 3 green, 2 amber, 1 red, 1 not reviewed."."""
    open_ = [row for row in found if row.is_open]
    reached = sum(1 for row in found if row.status is ObjectiveStatus.REACHED)
    if not open_:
        return f"{count(reached, 'objective')} reached." if reached else ""
    colours = [last[row.id].colour for row in open_ if row.id in last]
    parts = [f"{colours.count(c)} {c.value}" for c in reversed(Colour) if c in colours]
    if len(colours) < len(open_):
        parts.append(f"{len(open_) - len(colours)} not reviewed yet")
    tail = f"; {reached} reached" if reached else ""
    return f"{count(len(open_), 'objective')} under way: {', '.join(parts)}{tail}."


def course_of(said: Sequence[Said]) -> str:
    """How the colour of an objective went; `said` is newest first."""
    return course([one.colour for one in reversed(said) if one.colour is not None])


def timeline(said: Sequence[Said]) -> list[dict[str, str]]:
    """The reviews of an objective, newest first."""
    return [
        {
            "title": one.colour.label if one.colour else "Passed over",
            "detail": one.words,
            "when": day(one.on),
            "iso": one.on.isoformat(),
            "who": one.by,
        }
        for one in said
    ]
