"""F6 and F7: trainers, training coverage."""

from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.facts import SiteFacts, Training
from app.indicators.rules.marks import Signal
from app.indicators.rules.say import counted, number
from app.sites.rules import Stage


def trainers(facts: SiteFacts) -> Signal:
    """F6: active trainers against the need."""
    known = facts.training
    if known.needed is None or not known.trainers:
        if facts.on <= facts.training_on or facts.is_in(Stage.EXPLORATION):
            return Signal.not_yet("F6", "The training for trainers is still ahead.")
        missing = "trainer" if known.needed is not None else "number of people to be trained"
        return Signal.unknown("F6", f"No {missing} is entered.", known.as_of)
    buffer = known.active - known.needed
    grade = 2 if buffer <= DEFINITIONS["F6"].second else int(buffer <= DEFINITIONS["F6"].first)
    verb = "trainer is active" if known.active == 1 else "trainers are active"
    words = (
        f"{number(known.active) if known.active else 'No'} {verb}, and {known.needed} are needed."
    )
    return Signal.known("F6", grade, words, known.as_of, n=known.trainers, value=buffer)


def coverage(facts: SiteFacts) -> Signal:
    """F7: how many of those meant to be trained are, now and six months ago."""
    known = facts.training
    if known.intended and known.coverage is None:
        return Signal.not_yet("F7", "Nobody has been trained yet.")
    if known.coverage is None:
        if facts.on <= facts.training_on or facts.is_in(Stage.EXPLORATION):
            return Signal.not_yet("F7", "The training for trainers is still ahead.")
        return Signal.unknown("F7", "Nobody has entered how many people are to be trained.")
    limit = DEFINITIONS["F7"]
    drop = _drop(known)
    is_low = facts.full_on is not None and known.coverage < limit.second
    grade = 2 if is_low else int(drop is not None and drop >= limit.first)
    words = f"{number(known.coverage)} % of the people meant to be trained are trained and in post"
    if drop is not None and drop >= limit.first:
        words += f", {counted(round(drop), 'point')} fewer than six months ago"
    return Signal.known(
        "F7", grade, f"{words}.", known.as_of, n=known.intended, value=known.coverage
    )


def _drop(known: Training) -> float | None:
    if known.coverage is None or known.coverage_before is None:
        return None
    return known.coverage_before - known.coverage
