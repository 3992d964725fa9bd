"""Signals, levels and their history, for the NSPCC's pages."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from app.core.words import count, day, short_day
from app.indicators.queries import Change, Override, Present, Said
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.marks import Ground, Signal
from app.indicators.rules.patience import WEEK, monday, weeks_to_go
from app.indicators.rules.warning import Answer

GRADES = {0: ("No sign", "plain"), 1: ("Watch", "waiting"), 2: ("Signal", "late")}


def status_of(one: Signal) -> tuple[str, str]:
    """(words, kind of tag) of a signal."""
    if one.ground is Ground.NOT_KNOWN:
        return "Not enough data", "neutral"
    return ("Not asked yet", "blocked") if one.ground is Ground.NOT_YET else GRADES[one.grade]


def signal_rows(
    signals: Sequence[Signal], said: Mapping[str, Said], address: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Signals as the table has them: those that count first, then what is not known."""
    order = {Ground.KNOWN: 0, Ground.NOT_KNOWN: 1, Ground.NOT_YET: 2}
    listed = sorted(signals, key=lambda one: (-one.grade, order[one.ground]))
    return [
        {
            "name": {"text": f"{one.code} {DEFINITIONS[one.code].name}", "href": address(one.code)},
            "status": status_of(one),
            "words": one.words,
            "rests": rests_on(one.as_of, one.n),
            "said": said_words(said.get(one.code)),
        }
        for one in listed
    ]


def rests_on(as_of: date | None, n: int | None) -> str:
    """ "n = 12, as of 3 May 2027"; empty where there is neither."""
    parts = ([] if n is None else [f"n = {n:,}"]) + (
        [f"as of {short_day(as_of)}"] if as_of is not None else []
    )
    return ", ".join(parts)


def said_words(one: Said | None) -> str:
    """What was said to a signal, in a few words."""
    if one is None:
        return ""
    words = {
        Answer.ACTION: "Action",
        Answer.NOT_CONCERNED: "Not concerned",
        Answer.DATA_ERROR: "Data error",
    }[one.answer]
    return f"{words}, by {one.by} until {short_day(one.until)}"


def pending_words(found: Present, today: date, override: Override | None) -> str:
    """What the level waits for, as a sentence; empty where nothing pulls at it."""
    pointed = found.judgement.warning.level
    if override is not None:
        worked_out = found.held.level.label.lower()
        return f"Set by hand until {day(override.until)}; what is worked out is {worked_out}."
    weeks = weeks_to_go(found.held, pointed)
    if not weeks or found.judgement.resting:
        return ""
    first = monday(today) + (WEEK if found.held.week == monday(today) else timedelta())
    on = first + WEEK * (weeks - 1)
    return (
        f"The signals point to {pointed.label.lower()} now. If they still do on {day(on)}, after"
        f" {count(weeks, 'more Monday')}, the level changes: one week alone changes nothing."
    )


def change_items(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes of the level for the timeline."""
    return [
        {
            "title": f"{one.before.label} to {one.level.label.lower()}"
            if one.before
            else f"{one.level.label}, for the first time",
            "when": day(one.on),
            "iso": one.on.isoformat(),
            "detail": one.reason,
            "kind": "Set by hand" if one.by_hand else "",
        }
        for one in changes
    ]
