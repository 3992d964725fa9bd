"""Changing a ladder: what a rung must look like, and what differs between two versions."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import time

from app.reminders.rules.ladder import (
    CLOCK_TIME,
    Audience,
    Key,
    Ladders,
    Phase,
    Rung,
    in_order,
)

MOST_RUNGS, FURTHEST, LONGEST_REASON = 10, 400, 2_000
Faults = list[tuple[str, str]]
DIGITS = re.compile(r"[0-9]{1,4}")
BEFORE, ON, AFTER = "before", "on", "after"
SIDES = {BEFORE: "before the day", ON: "on the day", AFTER: "after the day"}


@dataclass(frozen=True)
class NewRung:
    """A rung as it is typed: a number of days, on which side of the day, a time, audiences."""

    days: str
    side: str
    at: str
    to: tuple[str, ...]
    reason: str


def check_rung(
    new: NewRung, ladders: Ladders, phase: Phase, code: str = "", others: Collection[Rung] = ()
) -> Faults:
    """(field, what to do) for each fault; `others` are the other rungs of the ladder."""
    faults = [*_days(new, phase), *_time(new, ladders)]
    if not new.to:
        faults.append(("to", "Choose at least one audience"))
    elif any(one not in set(Audience) for one in new.to):
        faults.append(("to", "Choose audiences from the list"))
    if not code and len(others) >= MOST_RUNGS:
        faults.append(("days", f"A ladder has at most {MOST_RUNGS} rungs: remove one first"))
    if not faults and any((one.days, one.at) == _place(new) for one in others):
        faults.append(("days", "There is a rung on that day and time already: change that one"))
    return faults + check_reason(new.reason)


def check_reason(reason: str) -> Faults:
    """A ladder concerns everybody, so each change wants a reason."""
    if not reason.strip():
        return [("reason", "Enter why the ladder changes")]
    if len(reason.strip()) > LONGEST_REASON:
        return [("reason", f"The reason must be {LONGEST_REASON:,} characters or fewer")]
    return []


def _days(new: NewRung, phase: Phase) -> Faults:
    if new.side not in SIDES:
        return [("side", "Choose whether it comes before, on or after the day")]
    if phase.is_ahead and new.side == AFTER:
        return [("side", "It is over after the day: choose before the day or on it")]
    if phase.follows and new.side != AFTER:
        return [("side", "It begins when the day is over: choose after the day")]
    if new.side == ON:
        return []
    if not DIGITS.fullmatch(new.days.strip()) or not 1 <= int(new.days) <= FURTHEST:
        return [("days", f"Enter a number of days from 1 to {FURTHEST}")]
    return []


def _time(new: NewRung, ladders: Ladders) -> Faults:
    at, hours = new.at.strip(), ladders.hours
    if not CLOCK_TIME.fullmatch(at):
        return [("at", "Enter a time such as 07:30")]
    if not hours.hold(time.fromisoformat(at)):
        words = f"from {hours.first:%H:%M} to before {hours.until:%H:%M}"
        return [("at", f"Enter a time {words}: nobody is reminded at night")]
    return []


def _place(new: NewRung) -> tuple[int, time]:
    number = 0 if new.side == ON else int(new.days)
    return (-number if new.side == BEFORE else number, time.fromisoformat(new.at.strip()))


def rung_of(new: NewRung, code: str, taken: Collection[str]) -> Rung:
    """The rung that was typed and checked. A new one is named after its place: who was told under
    that name is not told again."""
    days, at = _place(new)
    name = code or _free(f"{new.side}-{abs(days)}", taken)
    return Rung(name, days, at, tuple(one for one in Audience if one.value in new.to))


def _free(name: str, taken: Collection[str]) -> str:
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def with_rung(ladders: Ladders, key: Key, rung: Rung) -> Ladders:
    """The ladders with one rung added, or in the place of the one with its code."""
    kept = [one for one in ladders.rungs.get(key, ()) if one.code != rung.code]
    return replace(ladders, rungs={**ladders.rungs, key: in_order([*kept, rung])})


def without_rung(ladders: Ladders, key: Key, code: str) -> Ladders:
    """The ladders without one rung."""
    kept = tuple(one for one in ladders.rungs.get(key, ()) if one.code != code)
    return replace(ladders, rungs={**ladders.rungs, key: kept})


def place_in_words(rung: Rung) -> str:
    """Such as "7 days before, 07:30"."""
    if rung.days == 0:
        return f"On the day, {rung.at:%H:%M}"
    number = abs(rung.days)
    side = "before" if rung.days < 0 else "after"
    return f"{number} {'day' if number == 1 else 'days'} {side}, {rung.at:%H:%M}"


def differences(old: Ladders, new: Ladders) -> Iterator[str]:
    """What a version changed, a sentence each."""
    for key, phase in new.phases.items():
        before = {one.code: one for one in old.rungs.get(key, ())}
        after = {one.code: one for one in new.rungs.get(key, ())}
        for code in [*before, *(one for one in after if one not in before)]:
            was, is_now = before.get(code), after.get(code)
            if was != is_now:
                yield f"{phase.label}: {_difference(was, is_now)}."


def _difference(was: Rung | None, is_now: Rung | None) -> str:
    if was is None and is_now is not None:
        return f"added {_said(is_now)}"
    if was is not None and is_now is None:
        return f"removed {_said(was)}"
    return f"{_said(was)} became {_said(is_now)}" if was and is_now else ""


def _said(rung: Rung) -> str:
    to = " and ".join(audience.label for audience in rung.to)
    return f"“{place_in_words(rung)}” to {to}"
