"""Contracts: how one stands, when notice is due, what must be right about one."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.core.refusals import Faults
from app.joining.rules.entries import LONGEST_TEXT

NOTICES = (180, 60)  # days before the last day on which people are told
LONGEST_TERM = timedelta(days=10 * 366)
LONGEST_LICENCE, MOST_MONTHS = 40, 36


class ContractState(StrEnum):
    """How a term of a contract stands on a day."""

    DRAFTED = "drafted"
    SENT = "sent"
    SIGNED = "signed"
    RUNNING = "running"
    ENDING = "ending"
    LAPSED = "lapsed"
    RENEWED = "renewed"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    ContractState.DRAFTED: "Drafted",
    ContractState.SENT: "With the authority",
    ContractState.SIGNED: "Signed, not begun",
    ContractState.RUNNING: "Running",
    ContractState.ENDING: f"Ends within {max(NOTICES)} days",
    ContractState.LAPSED: "Lapsed",
    ContractState.RENEWED: "Over, renewed",
    ContractState.ENDED: "Ended early",
}


@dataclass(frozen=True)
class Dates:
    """The days of a term; `followed` says that a signed term goes on after it."""

    drafted_on: date
    sent_on: date | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    ended_on: date | None
    followed: bool = False


@dataclass(frozen=True)
class ContractEntry:
    """A contract as it is typed. `covers` is what it lets the authority use, in words: never money.

    `parties` are numbers of authorities; `notice_months` is how long before its end it says that
    each side tells the other.
    """

    drafted_on: date | None
    sent_on: date | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    licence: str = ""
    notice_months: int | None = None
    covers: str = ""
    parties: tuple[int, ...] = ()


def contract_state(dates: Dates, today: date) -> ContractState:
    """How a term stands. The last day still counts as running."""
    if dates.ended_on is not None:
        return ContractState.ENDED
    if dates.signed_on is None or dates.starts_on is None or dates.ends_on is None:
        return ContractState.SENT if dates.sent_on else ContractState.DRAFTED
    if dates.ends_on < today:
        return ContractState.RENEWED if dates.followed else ContractState.LAPSED
    if dates.starts_on > today:
        return ContractState.SIGNED
    is_near = dates.ends_on <= today + timedelta(days=max(NOTICES))
    return ContractState.ENDING if is_near and not dates.followed else ContractState.RUNNING


def check_contract(entry: ContractEntry, today: date) -> Faults:
    """(field, what to do) for each fault: days in their order, all of them once it is signed."""
    faults: Faults = []
    if entry.drafted_on is None:
        faults.append(("drafted_on", "Enter the day on which the contract was drafted"))
    for field, on, what in (
        ("drafted_on", entry.drafted_on, "The day it was drafted"),
        ("sent_on", entry.sent_on, "The day it went to the authority"),
        ("signed_on", entry.signed_on, "The day it was signed"),
    ):
        if on is not None and on > today:
            faults.append((field, f"{what} must be today or earlier"))
    faults += _order(entry) + _term(entry)
    if not entry.parties:
        faults.append(("parties", "Choose at least one authority"))
    return faults + _details(entry)


def _order(entry: ContractEntry) -> Faults:
    before, faults = entry.drafted_on, []
    for field, on, what in (
        ("sent_on", entry.sent_on, "went to the authority"),
        ("signed_on", entry.signed_on, "was signed"),
    ):
        if on is None:
            continue
        if before is not None and on < before:
            faults.append((field, f"The day it {what} must not lie before the step before it"))
        before = on
    return faults


def _term(entry: ContractEntry) -> Faults:
    starts, ends = entry.starts_on, entry.ends_on
    if entry.signed_on is not None:
        missing = (
            ("starts_on", starts, "Enter the first day: a signed contract has one"),
            ("ends_on", ends, "Enter the last day: a signed contract has one"),
        )
        faults = [(field, message) for field, on, message in missing if on is None]
        if faults:
            return faults
    if starts is None or ends is None:
        return []
    if ends <= starts:
        return [("ends_on", "The last day must be after the first day")]
    if ends - starts > LONGEST_TERM:
        return [("ends_on", "A contract runs for ten years at most")]
    return []


def _details(entry: ContractEntry) -> Faults:
    faults = []
    if len(entry.licence.strip()) > LONGEST_LICENCE:
        faults.append(("licence", f"Use at most {LONGEST_LICENCE} characters"))
    if entry.notice_months is not None and not 0 <= entry.notice_months <= MOST_MONTHS:
        faults.append(("notice_months", f"Enter a number of months from 0 to {MOST_MONTHS}"))
    if len(entry.covers.strip()) > LONGEST_TEXT:
        faults.append(("covers", f"Use at most {LONGEST_TEXT:,} characters"))
    return faults


def check_ending(on: date | None, reason: str, dates: Dates, today: date) -> Faults:
    """What is wrong with ending a contract early, or giving up one that was never signed."""
    faults: Faults = []
    if dates.ended_on is not None:
        faults.append(("reason", "The contract was ended already"))
    if on is None:
        faults.append(("ended_on", "Enter the day it ends"))
    elif on > today:
        faults.append(("ended_on", "The day must be today or earlier"))
    elif on < dates.drafted_on:
        faults.append(("ended_on", "The day must not lie before the contract was drafted"))
    elif dates.ends_on is not None and on >= dates.ends_on:
        faults.append(("ended_on", "The contract is over on that day by itself"))
    if not reason.strip():
        faults.append(("reason", "Enter why it ends early"))
    elif len(reason.strip()) > LONGEST_TEXT:
        faults.append(("reason", f"Use at most {LONGEST_TEXT:,} characters"))
    return faults
