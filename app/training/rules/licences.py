"""Trainers and their licences: which stand, when notice is due, how many trainers are needed."""

import math
from datetime import date, timedelta
from enum import StrEnum

from app.core.refusals import Faults

NOTICES = (90, 60, 30)  # days before a licence expires on which people are told
ACTIVE_FOR = timedelta(days=365)
LONGEST_LICENCE = timedelta(days=5 * 366)
LONGEST_REASON = 2_000
FEWEST_TRAINERS, PEOPLE_A_TRAINER = 2, 60


class LicenceState(StrEnum):
    """How a trainer's licence stands."""

    GOOD = "good"
    SOON = "soon"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NONE = "none"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    LicenceState.GOOD: "Licensed",
    LicenceState.SOON: "Expires within 90 days",
    LicenceState.EXPIRED: "Expired",
    LicenceState.WITHDRAWN: "Withdrawn",
    LicenceState.NONE: "No licence yet",
}


def licence_state(expires_on: date | None, *, withdrawn: bool, today: date) -> LicenceState:
    """How it stands: `expires_on` is the last day of the newest licence that was not withdrawn,
    `withdrawn` whether any was."""
    if expires_on is None:
        return LicenceState.WITHDRAWN if withdrawn else LicenceState.NONE
    if expires_on < today:
        return LicenceState.EXPIRED
    is_soon = expires_on <= today + timedelta(days=max(NOTICES))
    return LicenceState.SOON if is_soon else LicenceState.GOOD


def is_active(delivered_on: date | None, left_on: date | None, today: date) -> bool:
    """Whether a trainer taught in the last 365 days and is still there (indicator SU3)."""
    is_there = left_on is None or today <= left_on
    return is_there and delivered_on is not None and today - delivered_on <= ACTIVE_FOR


def trainers_needed(intended: int) -> int:
    """How many active trainers a site needs: one for 60 people to be trained, at least 2 (SU3)."""
    return max(FEWEST_TRAINERS, math.ceil(intended / PEOPLE_A_TRAINER))


def check_licence(issued_on: date | None, expires_on: date | None, today: date) -> Faults:
    """(field, what to do) for each fault of a licence to be issued."""
    faults = []
    if issued_on is None:
        faults.append(("issued_on", "Enter the day of issue"))
    elif issued_on > today:
        faults.append(("issued_on", "The day of issue must be today or earlier"))
    if expires_on is None:
        faults.append(("expires_on", "Enter the last day of the licence"))
    elif issued_on is not None and expires_on <= issued_on:
        faults.append(("expires_on", "The last day must be after the day of issue"))
    elif issued_on is not None and expires_on - issued_on > LONGEST_LICENCE:
        faults.append(("expires_on", "A licence is good for five years at most"))
    return faults


def check_withdrawal(reason: str) -> Faults:
    """What is wrong with the reason why a licence is withdrawn."""
    if not reason.strip():
        return [("reason", "Enter why the licence is withdrawn")]
    if len(reason.strip()) > LONGEST_REASON:
        return [("reason", f"The reason must be {LONGEST_REASON:,} characters or fewer")]
    return []
