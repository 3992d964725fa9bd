"""An objective of the plan: its area, what must be said of it, how it ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.plans.rules.actions import LONGEST_OWNER, LONGEST_REASON, LONGEST_TITLE, Faults, Owner
from app.plans.rules.codes import code_of
from app.plans.rules.words import one_line

LONGEST_GOOD, LONGEST_MEASURE = 2000, 500


class Area(StrEnum):
    """What an objective is about: the drivers of implementation (the programme's dossier, 3.2) as
    an authority would sort its own work."""

    LEADERSHIP = "leadership"
    PEOPLE = "people"
    PRACTICE = "practice"
    DATA = "data"
    SYSTEMS = "systems"
    PARTNERS = "partners"
    COMMUNICATION = "communication"

    @property
    def label(self) -> str:
        """As people say it."""
        return _AREAS[self]

    @property
    def hint(self) -> str:
        """What belongs here."""
        return _HINTS[self]


_AREAS = {
    Area.LEADERSHIP: "Leadership",
    Area.PEOPLE: "People and training",
    Area.PRACTICE: "Practice and quality",
    Area.DATA: "Data and measures",
    Area.SYSTEMS: "Procedure and systems",
    Area.PARTNERS: "Partners",
    Area.COMMUNICATION: "Communication",
}
_HINTS = {
    Area.LEADERSHIP: "Sponsor, steering group, decisions, time and money",
    Area.PEOPLE: "Who is chosen, trained and kept; trainers and their cover",
    Area.PRACTICE: "Practice groups, supervision, case audits",
    Area.DATA: "Baseline, agreed measures, who counts and who looks at it",
    Area.SYSTEMS: "Policy, forms, the case system, workload",
    Area.PARTNERS: "Courts, health, schools, reviewing officers, services for families",
    Area.COMMUNICATION: "Who hears what, and how answers come back",
}


class ObjectiveStatus(StrEnum):
    """How an objective stands."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"open": "Under way", "reached": "Reached", "dropped": "Dropped"}[self.value]


@dataclass(frozen=True)
class NewObjective:
    """An objective as it is written: `area` a word of Area, `codes` words of rules/codes.py."""

    area: str
    title: str
    good: str
    measure: str
    due_on: date | None
    owner_id: int | None = None
    owner_name: str = ""
    codes: tuple[str, ...] = ()


def check_objective(
    new: NewObjective, owners: Collection[Owner], today: date, kept: NewObjective | None = None
) -> Faults:
    """(field, what to do) for each fault; empty when it may be written.

    `kept` is what stood before a change: an owner who has left and a date that has passed stay.
    """
    return [
        *_check_words(new),
        *_check_owner(new, owners, kept),
        *_check_due(new.due_on, today, kept),
        *check_codes(new.codes),
    ]


def check_codes(codes: Sequence[str]) -> Faults:
    """Every word must be one of the lists."""
    return [("codes", "Choose from the list")] if any(code_of(c) is None for c in codes) else []


def _check_words(new: NewObjective) -> Faults:
    faults = []
    if new.area not in set(Area):
        faults.append(("area", "Choose an area"))
    if not new.title.strip():
        faults.append(("title", "Enter the objective"))
    elif len(one_line(new.title)) > LONGEST_TITLE:
        faults.append(("title", f"The objective must be {LONGEST_TITLE} characters or fewer"))
    if not new.good.strip():
        faults.append(("good", "Enter what good looks like"))
    elif len(new.good.strip()) > LONGEST_GOOD:
        faults.append(
            ("good", f"What good looks like must be {LONGEST_GOOD:,} characters or fewer")
        )
    if len(one_line(new.measure)) > LONGEST_MEASURE:
        faults.append(("measure", f"The measure must be {LONGEST_MEASURE} characters or fewer"))
    return faults


def _check_owner(new: NewObjective, owners: Collection[Owner], kept: NewObjective | None) -> Faults:
    words = new.owner_name.strip()
    if new.owner_id is not None and words:
        return [("owner_name", "Choose a person or write who it is, not both")]
    if len(words) > LONGEST_OWNER:
        return [("owner_name", f"Who leads it must be {LONGEST_OWNER} characters or fewer")]
    if new.owner_id is None:
        return [] if words else [("owner", "Choose who leads it, or write who it is")]
    known = {owner.person_id for owner in owners} | ({kept.owner_id} if kept else set())
    return (
        [] if new.owner_id in known else [("owner", "Choose somebody who works on this site now")]
    )


def _check_due(due_on: date | None, today: date, kept: NewObjective | None) -> Faults:
    if due_on is None:
        return [("due_on", "Enter the date by which it should be reached")]
    if due_on < today and (kept is None or kept.due_on != due_on):
        return [("due_on", "The date by which it should be reached must be today or later")]
    return []


def check_ending(before: ObjectiveStatus, after: ObjectiveStatus, reason: str) -> Faults:
    """(field, what to do) for each fault of ending an objective or opening it again."""
    if (before is ObjectiveStatus.OPEN) == (after is ObjectiveStatus.OPEN):
        return [("status", f"The objective is “{before.label}” already: look at it again")]
    if after is not ObjectiveStatus.OPEN and not reason.strip():
        what = "how you know that it is reached" if after is ObjectiveStatus.REACHED else "why"
        return [("reason", f"Enter {what}")]
    if len(reason.strip()) > LONGEST_REASON:
        return [("reason", f"The words must be {LONGEST_REASON:,} characters or fewer")]
    return []
