"""How actions read in lists: figures, filters in words, the state of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.columns import sortable
from app.core.words import count, day
from app.plans.queries import TO_DO, ActionRow, Choices, OpenCounts, Wanted
from app.plans.queries.lists import NO_OBJECTIVE
from app.plans.rules import (
    ActionStatus,
    Barrier,
    Code,
    DueState,
    Facilitator,
    OriginKind,
    Side,
)

Item = dict[str, Any]
Address = Callable[..., str]
STATUSES = {TO_DO: "Still open", **{status.value: status.label for status in ActionStatus}}
DUES = {
    DueState.OVERDUE.value: "Overdue",
    DueState.SOON.value: "In the next 14 days",
    DueState.LATER.value: "Later",
}
SIDES = {side.value: side.label for side in Side}
ORIGINS = {kind.value: kind.label for kind in OriginKind}
CODES = {code.value: code.label for code in [*Barrier, *Facilitator]}
_COLUMNS = (
    ("title", "Action", "text", True),
    ("owner", "Who does it", "text", True),
    ("side", "Whose action", "text", False),
    ("due", "Due", "date", True),
    ("state", "Status", "text", False),
    ("origin", "From", "text", False),
)
HEADINGS = (
    *("Number", "What is to be done", "Detail", "Whose action", "Who does it", "Due on"),
    *("Status", "Done on", "Why dropped", "From"),
    *("Objective", "What stands in the way or helps"),
)
_KINDS = {
    ActionStatus.OPEN: "neutral",
    ActionStatus.IN_PROGRESS: "active",
    ActionStatus.DONE: "plain",
    ActionStatus.DROPPED: "blocked",
}


@dataclass(frozen=True)
class State:
    """How far an action is, in words, and the kind of its tag."""

    text: str
    kind: str


def state(row: ActionRow, today: date) -> State:
    """ "In progress, overdue", as a late one."""
    due = row.due(today)
    if due is DueState.OVERDUE:
        return State(f"{row.status.label}, overdue", "late")
    if due is DueState.SOON:
        return State(f"{row.status.label}, due soon", "waiting")
    return State(row.status.label, _KINDS[row.status])


def sentence(row: ActionRow, today: date) -> str:
    """One action in a sentence: who does it until when, or how it ended."""
    if row.status is ActionStatus.DONE:
        return f"Done on {day(row.done_on)}."
    if row.status is ActionStatus.DROPPED:
        return "Dropped: nobody does this any longer."
    late = (today - row.due_on).days
    if late > 0:
        return f"{row.owner} was to do this by {day(row.due_on)}, {count(late, 'day')} ago."
    return f"{row.owner} does this by {day(row.due_on)}."


def first_line(counts: OpenCounts) -> str:
    """The whole plan in a sentence."""
    if not counts.total:
        return "What the authority and the NSPCC do to put the framework into practice."
    if not counts.open:
        return f"Nothing is open: {counts.done} of {count(counts.total, 'action')} done."
    late = f"{counts.overdue} overdue" if counts.overdue else "none overdue"
    soon = f"{counts.due_soon} due in the next 14 days" if counts.due_soon else "none due soon"
    return f"{count(counts.open, 'action')} open: {late}, {soon}."


def figures(counts: OpenCounts, address: Address) -> list[Item]:
    """The four numbers of a plan, each with the list behind it."""
    names = ("status", "side", "owner", "origin", "due", "objective", "code", "sort")
    clear = dict.fromkeys(names, "")
    return [
        {"number": number, "text": text, "href": address(**(clear | narrowed))}
        for number, text, narrowed in (
            (counts.overdue, "overdue", {"due": DueState.OVERDUE.value}),
            (counts.due_soon, "due in 14 days", {"due": DueState.SOON.value}),
            (counts.open, "open", {"status": TO_DO}),
            (counts.done, "done", {"status": ActionStatus.DONE.value}),
        )
    ]


def columns(sort: str, address: Address) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_COLUMNS, sort, address)


def named_filters(
    wanted: Wanted, choices: Choices, objectives: Mapping[str, str]
) -> list[tuple[str, str]]:
    """(filter, the chosen value in words) for each filter in use, as the page offers them;
    `objectives` are the titles by number."""
    words: Mapping[str, Mapping[str, str]] = {
        "status": STATUSES,
        "side": SIDES,
        "owner": dict(choices.owners),
        "origin": ORIGINS,
        "due": DUES,
        "objective": {NO_OBJECTIVE: "Without an objective", **objectives},
        "code": CODES,
    }
    chosen = ((name, getattr(wanted, name)) for name in words)
    return [(name, words[name].get(value, "Nobody here")) for name, value in chosen if value]


def rows(found: Sequence[ActionRow], today: date, address: Callable[[int], str]) -> list[Item]:
    """The rows of the table; `address` gives the page of an action's number."""
    return [
        {
            "title": {"text": row.title, "href": address(row.id)},
            "owner": row.owner,
            "side": row.side.label,
            "due": {"text": day(row.due_on), "iso": row.due_on.isoformat()},
            "state": state(row, today),
            "origin": {"text": row.origin.words, "href": row.origin.path} if row.origin else "",
            "pick": f"{row.id}.{row.version}" if row.status.is_open else "",
        }
        for row in found
    ]


def cells(
    row: ActionRow, objectives: Mapping[int, str], codes: Sequence[Code]
) -> tuple[object, ...]:
    """An action as a line of a file, under HEADINGS; `objectives` are titles by number."""
    return (
        row.id,
        row.title,
        row.detail,
        row.side.label,
        row.owner,
        row.due_on,
        row.status.label,
        row.done_on,
        row.drop_reason,
        row.origin.words if row.origin else "",
        objectives.get(row.objective_id or 0, ""),
        "; ".join(code.label for code in codes),
    )
