"""Training sessions: what must be right to plan one, to fill it and to record who came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.refusals import Faults
from app.training.rules.register import FOR_TRAINERS, IN_HOUSE, Course, one_line

MOST_PLACES, LONGEST_VENUE = 500, 200


class SessionStatus(StrEnum):
    """How far a session is."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"planned": "Planned", "held": "Held", "cancelled": "Cancelled"}[self.value]


@dataclass(frozen=True)
class NewSession:
    """A session as it is planned.

    `trainers` are the numbers of those who teach it, or who are taught in training for trainers.
    `with_nspcc` says that somebody of the NSPCC teaches with them.
    """

    course: str
    held_on: date | None
    venue: str
    places: int | None
    trainers: tuple[int, ...]
    with_nspcc: bool = False


def check_session(new: NewSession, known: Collection[int], *, for_trainers: bool) -> Faults:
    """(field, what to do) for each fault; `known` are the trainers of the site who are there."""
    courses = FOR_TRAINERS if for_trainers else IN_HOUSE
    faults = []
    if new.course not in set(courses):
        faults.append(("course", "Choose the course"))
    if new.held_on is None:
        faults.append(("held_on", "Enter the day of the session"))
    if len(one_line(new.venue)) > LONGEST_VENUE:
        faults.append(("venue", f"The place must be {LONGEST_VENUE} characters or fewer"))
    if new.places is None or not 1 <= new.places <= MOST_PLACES:
        faults.append(
            ("places", f"Enter how many places, as a whole number from 1 to {MOST_PLACES}")
        )
    elif for_trainers and len(new.trainers) > new.places:
        faults.append(("trainers", f"There are {new.places} places: tick fewer trainers"))
    if not set(new.trainers) <= set(known):
        faults.append(("trainers", "Choose among the trainers of this site"))
    elif not new.trainers and not for_trainers:
        faults.append(("trainers", "Tick who teaches"))
    return faults


def check_places(people: Collection[int], known: Collection[int], places: int) -> Faults:
    """What is wrong with who shall have a place; `known` can have one."""
    if not set(people) <= set(known):
        return [("people", "Choose among the people on the register")]
    if len(set(people)) > places:
        return [("people", f"There are {places} places: tick {len(set(people)) - places} fewer")]
    return []


def check_attendance(
    people: Collection[int], registered: Collection[int], held_on: date, today: date
) -> Faults:
    """What is wrong with who is said to have come."""
    if held_on > today:
        return [("people", "The session is still ahead: who came is entered on the day or later")]
    if not people:
        return [("people", "Tick who came, or cancel the session if it was not held")]
    if not set(people) <= set(registered):
        return [("people", "Choose among those who have a place")]
    return []


def completing_word(course: Course, *, with_nspcc: bool) -> str | None:
    """The word by which a held session completes a milestone of the journey, if any.

    An authority's own course does when in-house trainers gave it alone.
    """
    if course is Course.TRAINERS:
        return "training-for-trainers-held"
    if course is Course.TRAINERS_AGAIN:
        return "trainers-refreshed"
    if course is Course.FRAMEWORK and not with_nspcc:
        return "in-house-course-held"
    return None
