"""One change to several actions at once, all or none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.plans.rules.actions import LONGEST_REASON, Faults

MOST = 50


class Change(StrEnum):
    """What can be done to several actions at once."""

    OWNER = "owner"
    DUE = "due"
    DONE = "done"
    DROP = "drop"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "owner": "Give them to somebody else",
            "due": "Move their date",
            "done": "Mark them as done",
            "drop": "Drop them",
        }[self.value]


@dataclass(frozen=True)
class Together:
    """The change, and what it needs; the rest is passed over."""

    change: str
    owner_id: int | None = None
    due_on: date | None = None
    done_on: date | None = None
    reason: str = ""


def check_together(wanted: Together, today: date) -> Faults:
    """(field, what to do) for what is missing before any action is looked at."""
    if wanted.change not in set(Change):
        return [("change", "Choose what to do with them")]
    checks = {
        Change.OWNER: _check_owner,
        Change.DUE: _check_due,
        Change.DONE: _check_done,
        Change.DROP: _check_drop,
    }
    faults = checks[Change(wanted.change)](wanted, today)
    if len(wanted.reason.strip()) > LONGEST_REASON:
        field = "drop_reason" if wanted.change == Change.DROP else "due_reason"
        faults.append((field, f"The reason must be {LONGEST_REASON:,} characters or fewer"))
    return faults


def _check_owner(wanted: Together, _today: date) -> Faults:
    return [("owner", "Choose who does them")] if wanted.owner_id is None else []


def _check_due(wanted: Together, today: date) -> Faults:
    faults = []
    if wanted.due_on is None:
        faults.append(("due_on", "Enter the date by which they are to be done"))
    elif wanted.due_on < today:
        faults.append(("due_on", "The date must be today or later"))
    if not wanted.reason.strip():
        faults.append(("due_reason", "Enter why the date moves"))
    return faults


def _check_done(wanted: Together, today: date) -> Faults:
    if wanted.done_on is not None and wanted.done_on > today:
        return [("done_on", "The day they were done must be today or earlier")]
    return []


def _check_drop(wanted: Together, _today: date) -> Faults:
    return [] if wanted.reason.strip() else [("drop_reason", "Enter why they are dropped")]


def read_picks(picks: list[str]) -> dict[int, int]:
    """Number -> version of the actions ticked, from "12.3"; what is no pick is passed over."""
    found = {}
    for pick in picks[:MOST]:
        number, _, version = pick.partition(".")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (number, version)):
            found[int(number)] = int(version)
    return found
