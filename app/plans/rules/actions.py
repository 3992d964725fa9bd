"""An action: who does what until when, how far it is, and when it is late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.plans.rules.codes import code_of
from app.plans.rules.origins import Origin
from app.plans.rules.words import one_line

LONGEST_TITLE, LONGEST_DETAIL, LONGEST_OWNER, LONGEST_REASON = 200, 4000, 100, 2000
DUE_SOON = timedelta(days=14)
Faults = list[tuple[str, str]]


class Side(StrEnum):
    """Whose action it is."""

    AUTHORITY = "authority"
    NSPCC = "nspcc"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"authority": "Authority", "nspcc": "NSPCC"}[self.value]


class ActionStatus(StrEnum):
    """How far an action is."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether something is still to do."""
        return self in OPEN


_LABELS = {
    ActionStatus.OPEN: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DONE: "Done",
    ActionStatus.DROPPED: "Dropped",
}
OPEN = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
ALLOWED_CHANGES: dict[ActionStatus, frozenset[ActionStatus]] = {
    ActionStatus.OPEN: frozenset(set(ActionStatus) - {ActionStatus.OPEN}),
    ActionStatus.IN_PROGRESS: frozenset(set(ActionStatus) - {ActionStatus.IN_PROGRESS}),
    ActionStatus.DONE: frozenset({ActionStatus.OPEN}),
    ActionStatus.DROPPED: frozenset({ActionStatus.OPEN}),
}


class DueState(StrEnum):
    """Where the due date of an action lies, seen from today."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    CLOSED = "closed"


@dataclass(frozen=True)
class Owner:
    """Somebody with an account who can be given an action of a site, and on which side."""

    person_id: int
    name: str
    role_label: str
    side: Side


@dataclass(frozen=True)
class NewAction:
    """An action as it is raised.

    `owner_id` is the number of a person, or `owner_name` says who it is in free words ("Data
    lead"); one of the two is needed. `side` is a word of `Side`. `objective_id` is an objective of
    the same site, `codes` are words of Barrier and Facilitator.
    """

    title: str
    due_on: date | None
    side: str
    detail: str = ""
    owner_id: int | None = None
    owner_name: str = ""
    origin: Origin | None = None
    objective_id: int | None = None
    codes: tuple[str, ...] = ()


def due_state(status: ActionStatus, due_on: date, today: date) -> DueState:
    """Overdue from the day after the due date on; soon on the due date and 14 days before it."""
    if not status.is_open:
        return DueState.CLOSED
    if due_on < today:
        return DueState.OVERDUE
    return DueState.SOON if due_on <= today + DUE_SOON else DueState.LATER


def check_action(
    new: NewAction, owners: Collection[Owner], today: date, *, kept: NewAction | None = None
) -> Faults:
    """(field, what to do) for each fault; empty when the action may be written.

    `owners` are those who can be given it. `kept` is what stood before a change: an owner who has
    left and a due date that has passed may stay as they are.
    """
    return [
        *_check_words(new),
        *_check_owner(new, owners, kept),
        *_check_due(new.due_on, today, kept),
        *(
            [("codes", "Choose from the list")]
            if any(code_of(c) is None for c in new.codes)
            else []
        ),
    ]


def _check_words(new: NewAction) -> Faults:
    faults = []
    if not new.title.strip():
        faults.append(("title", "Enter what is to be done"))
    elif len(one_line(new.title)) > LONGEST_TITLE:
        faults.append(("title", f"What is to be done must be {LONGEST_TITLE} characters or fewer"))
    if len(new.detail.strip()) > LONGEST_DETAIL:
        faults.append(("detail", f"The detail must be {LONGEST_DETAIL:,} characters or fewer"))
    if new.side not in set(Side):
        faults.append(("side", "Choose whose action it is"))
    return faults


def _check_owner(new: NewAction, owners: Collection[Owner], kept: NewAction | None) -> Faults:
    words = new.owner_name.strip()
    if new.owner_id is not None and words:
        return [("owner_name", "Choose a person or write who it is, not both")]
    if len(words) > LONGEST_OWNER:
        return [("owner_name", f"Who does it must be {LONGEST_OWNER} characters or fewer")]
    if new.owner_id is None:
        return [] if words else [("owner", "Choose who does it, or write who it is")]
    chosen = next((owner for owner in owners if owner.person_id == new.owner_id), None)
    if chosen is None:
        stays = kept is not None and (kept.owner_id, kept.side) == (new.owner_id, new.side)
        return [] if stays else [("owner", "Choose somebody who works on this site now")]
    if new.side in set(Side) and chosen.side != new.side:
        return [("side", f"{chosen.name} is not on this side: choose “{chosen.side.label}”")]
    return []


def _check_due(due_on: date | None, today: date, kept: NewAction | None) -> Faults:
    if due_on is None:
        return [("due_on", "Enter the date by which it is to be done")]
    if due_on < today and (kept is None or kept.due_on != due_on):
        return [("due_on", "The date by which it is to be done must be today or later")]
    return []


def check_status_change(
    before: ActionStatus, after: ActionStatus, *, reason: str, on: date | None, today: date
) -> Faults:
    """(field, what to do) for each fault of a change of status.

    `on` is the day on which it was done, `reason` why it is dropped.
    """
    if after not in ALLOWED_CHANGES[before]:
        return [("status", f"The action is “{before.label}”: open it again first")]
    faults = []
    if after is ActionStatus.DROPPED and not reason.strip():
        faults.append(("reason", "Enter why this is dropped"))
    if len(reason.strip()) > LONGEST_REASON:
        faults.append(("reason", f"The reason must be {LONGEST_REASON:,} characters or fewer"))
    if after is ActionStatus.DONE and on is None:
        faults.append(("on", "Enter the day it was done"))
    elif after is ActionStatus.DONE and on is not None and on > today:
        faults.append(("on", "The day it was done must be today or earlier"))
    return faults


def may_set_status(*, edits_plan: bool, owner_id: int | None, person_id: int) -> bool:
    """Whether a person may say how far an action is: who edits the plan, and who owns it."""
    return edits_plan or owner_id == person_id
