"""What can be said to a signal, and when a level or a status can be set by hand."""

from datetime import date, timedelta
from enum import StrEnum

from app.core.refusals import Faults
from app.indicators.rules.marks import Ground, Signal
from app.indicators.rules.sustainment import Sustainment
from app.indicators.rules.warning import Answer
from app.sites.rules.levels import Level

LONGEST_TEXT = 2_000
LONGEST = {
    Answer.ACTION: timedelta(days=92),
    Answer.NOT_CONCERNED: timedelta(days=184),
    Answer.DATA_ERROR: timedelta(days=31),
}
LONGEST_OVERRIDE = timedelta(days=184)


class Overridden(StrEnum):
    """What can be set by hand."""

    LEVEL = "level"
    STATUS = "status"


def check_answer(
    signal: Signal, answer: str, words: str, until: date | None, today: date
) -> Faults:
    """What must be put right before a signal is answered."""
    faults: Faults = []
    if not signal.grade and signal.ground is Ground.KNOWN:
        faults.append(("answer", "This signal no longer counts, so it needs no answer."))
    if answer not in set(Answer):
        faults.append(("answer", "Choose what you say to this signal."))
    faults += _check_words("words", words, "Say in a few words what you do, or why not.")
    longest = LONGEST[Answer(answer)] if answer in set(Answer) else max(LONGEST.values())
    return faults + _check_until(until, today, longest)


def check_override(
    what: Overridden, value: str, words: str, until: date | None, today: date
) -> Faults:
    """What must be put right before something is set by hand."""
    known = {one.value for one in (Level if what is Overridden.LEVEL else Sustainment)}
    faults: Faults = [] if value in known else [("value", f"Choose a {what.value}.")]
    faults += _check_words("reason", words, "Say in a few words what you saw or heard.")
    return faults + _check_until(until, today, LONGEST_OVERRIDE)


def _check_words(field: str, words: str, message: str) -> Faults:
    if not words.strip():
        return [(field, message)]
    if len(words.strip()) > LONGEST_TEXT:
        return [(field, f"Use at most {LONGEST_TEXT:,} characters.")]
    return []


def _check_until(until: date | None, today: date, longest: timedelta) -> Faults:
    if until is None:
        return [("until", "Enter the day until which this holds.")]
    if until < today:
        return [("until", "The day must be today or later.")]
    if until - today > longest:
        return [("until", f"The day must be within {longest.days} days, so that it is looked at.")]
    return []
