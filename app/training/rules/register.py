"""Who is on a register: roles, courses, and what must be right before it is written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.refusals import Faults

LONGEST_NAME, LARGEST_TEAM = 100, 2_000


class StaffRole(StrEnum):
    """The two roles that are counted apart."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"practitioner": "Practitioner", "manager": "Manager"}[self.value]

    @property
    def plural(self) -> str:
        """As it stands in a sentence."""
        return f"{self.value}s"


class Course(StrEnum):
    """What is taught. The first two are the authority's, the others the NSPCC's for trainers."""

    FRAMEWORK = "framework"
    REFRESHER = "refresher"
    TRAINERS = "trainers"
    TRAINERS_AGAIN = "trainers-again"

    @property
    def label(self) -> str:
        """As people say it."""
        return _COURSES[self]

    @property
    def is_for_trainers(self) -> bool:
        """Whether the NSPCC teaches it."""
        return self in FOR_TRAINERS


_COURSES = {
    Course.FRAMEWORK: "Framework training",
    Course.REFRESHER: "Refresher",
    Course.TRAINERS: "Training for trainers",
    Course.TRAINERS_AGAIN: "Refresher for trainers",
}
IN_HOUSE = (Course.FRAMEWORK, Course.REFRESHER)
FOR_TRAINERS = (Course.TRAINERS, Course.TRAINERS_AGAIN)
MAKES_TRAINED = (Course.FRAMEWORK,)
"""Courses after which somebody counts as trained; a refresher alone does not make it so."""


@dataclass(frozen=True)
class TeamPlan:
    """A team and how many of each role are meant to be trained in it."""

    name: str
    practitioners: int | None
    managers: int | None


@dataclass(frozen=True)
class NewEntry:
    """Somebody as entered in the register; `role` is a word of `StaffRole`."""

    name: str
    team_id: int | None
    role: str
    started_on: date | None = None
    left_on: date | None = None


def one_line(text: str) -> str:
    """Text without breaks and doubled blanks."""
    return " ".join(text.split())


def in_post(started_on: date | None, left_on: date | None, on: date) -> bool:
    """Whether somebody is in post on a day; the first and the last day are days in post."""
    return (started_on is None or started_on <= on) and (left_on is None or on <= left_on)


def check_team(plan: TeamPlan, others: Collection[str]) -> Faults:
    """(field, what to do) for each fault; `others` are the names of the site's other teams."""
    name, faults = one_line(plan.name), []
    if not name:
        faults.append(("name", "Enter the name of the team"))
    elif len(name) > LONGEST_NAME:
        faults.append(("name", f"The name must be {LONGEST_NAME} characters or fewer"))
    elif name.casefold() in {other.casefold() for other in others}:
        faults.append(("name", "There is a team with this name already"))
    for field, number in (("practitioners", plan.practitioners), ("managers", plan.managers)):
        if number is None or not 0 <= number <= LARGEST_TEAM:
            faults.append(
                (field, f"Enter how many {field}, as a whole number from 0 to {LARGEST_TEAM:,}")
            )
    return faults


def check_entry(new: NewEntry, team_ids: Collection[int], today: date) -> Faults:
    """(field, what to do) for each fault; `team_ids` are the site's teams."""
    faults = check_name(new.name)
    if new.team_id not in team_ids:
        faults.append(("team", "Choose a team of this site"))
    if new.role not in set(StaffRole):
        faults.append(("role", "Choose a role"))
    return faults + check_days(new.started_on, new.left_on, today)


def check_name(name: str) -> Faults:
    """What is wrong with a person's name."""
    if not one_line(name):
        return [("name", "Enter the person’s name")]
    if len(one_line(name)) > LONGEST_NAME:
        return [("name", f"The name must be {LONGEST_NAME} characters or fewer")]
    return []


def check_days(started_on: date | None, left_on: date | None, today: date) -> Faults:
    """What is wrong with the first and last day in post. A last day may lie ahead: notice given."""
    faults = []
    if started_on is not None and started_on > today:
        faults.append(("started_on", "The first day must be today or earlier"))
    if started_on is not None and left_on is not None and left_on < started_on:
        faults.append(("left_on", "The last day must not be before the first day"))
    return faults


def check_trained(course: str, trained_on: date | None, today: date) -> Faults:
    """What is wrong with the entry that somebody was trained."""
    faults = []
    if course not in set(IN_HOUSE):
        faults.append(("course", "Choose the course"))
    if trained_on is None:
        faults.append(("trained_on", "Enter the day of the training"))
    elif trained_on > today:
        faults.append(("trained_on", "The day of the training must be today or earlier"))
    return faults
