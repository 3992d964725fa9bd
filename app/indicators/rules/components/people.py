"""SU3 to SU7: trainers, coverage, how long new people wait."""

from app.indicators.rules.components.colouring import (
    at_least,
    at_most,
    is_before_training,
    known,
    not_yet,
    unknown,
)
from app.indicators.rules.facts import SiteFacts, Training
from app.indicators.rules.marks import Colour, Component
from app.indicators.rules.say import counted, number

FEWEST_TRAINER_MONTHS = 24.0
FEWEST_STARTERS = 5
LATER = "The training for trainers is still ahead."


def trainers(facts: SiteFacts) -> Component:
    """SU3: active trainers against the need."""
    one = facts.training
    missing = _no_trainers("SU3", facts)
    if missing is not None or one.needed is None:
        return missing or unknown("SU3", "Nobody entered how many people are to be trained.")
    words = f"{counted(one.active, 'active trainer').capitalize()}; {one.needed} are needed."
    shown, buffer = f"{one.active} of {one.needed}", one.active - one.needed
    colour = at_least("SU3", buffer)
    return known("SU3", colour, shown, words, one.as_of, one.trainers, buffer)


def _no_trainers(code: str, facts: SiteFacts) -> Component | None:
    one = facts.training
    if one.trainers and one.needed is not None:
        return None
    if is_before_training(facts):
        return not_yet(code, LATER)
    what = (
        "No trainer is entered."
        if one.needed is not None
        else ("Nobody entered how many people are to be trained.")
    )
    return unknown(code, what)


def outlook(facts: SiteFacts) -> Component:
    """SU4: for how many months the trainers will do at the rate at which they leave."""
    one = facts.training
    missing = _no_trainers("SU4", facts)
    if missing is not None or one.needed is None:
        return missing or unknown("SU4", "Nobody entered how many people are to be trained.")
    if round(one.trainer_months, 6) < FEWEST_TRAINER_MONTHS:
        words = "Trainers have not been there for long enough to say how they leave."
        return unknown("SU4", words, one.as_of, one.trainers)
    if one.active < one.needed:
        words = "There are fewer trainers than needed already."
        return known("SU4", Colour.RED, "0 months", words, one.as_of, one.trainers, 0)
    if not one.leavers:
        words = "No trainer left in the last 12 months."
        return known("SU4", Colour.GREEN, "no end", words, one.as_of, one.trainers, 999)
    months = 12 * (one.active - one.needed + 1) / one.leavers
    left = counted(one.leavers, "trainer")
    words = f"{left.capitalize()} left in 12 months: in {number(months)} months too few are there."
    shown = counted(round(months), "month")
    colour = at_least("SU4", months)
    return known("SU4", colour, shown, words, one.as_of, one.trainers, months)


def coverage(facts: SiteFacts) -> Component:
    """SU5: people trained and in post."""
    one = facts.training
    return _covered("SU5", facts, one.coverage, one.intended, "people")


def managers(facts: SiteFacts) -> Component:
    """SU6: managers trained and in post."""
    one = facts.training
    return _covered("SU6", facts, one.managers, one.managers_intended, "managers")


def _covered(
    code: str, facts: SiteFacts, percent: float | None, intended: int, who: str
) -> Component:
    if not intended:
        if is_before_training(facts):
            return not_yet(code, LATER)
        return unknown(code, f"Nobody entered how many {who} are to be trained.")
    if percent is None:
        return not_yet(code, "Nobody has been trained yet.")
    words = f"{number(percent)} % of the {intended:,} {who} meant to be trained are trained."
    shown = f"{number(percent)} %"
    colour = at_least(code, percent)
    return known(code, colour, shown, words, facts.training.as_of, intended, percent)


def lag(facts: SiteFacts) -> Component:
    """SU7: how long new people wait for training; a wait that goes on can only grow."""
    one = facts.training
    if one.lag is None and (is_before_training(facts) or one.coverage is None):
        return not_yet("SU7", "Nobody has been trained yet.")
    if one.lag is None or one.starters < FEWEST_STARTERS:
        words = f"{counted(one.starters, 'person', 'people').capitalize()} started in two years."
        return unknown("SU7", words, one.as_of, one.starters)
    colour = at_most("SU7", one.lag)
    if one.lag_open and colour is not Colour.RED:
        return unknown("SU7", "Too many still wait to say how long it takes.", one.as_of)
    return _waited(one, colour, one.lag)


def _waited(one: Training, colour: Colour, days: float) -> Component:
    least = "at least " if one.lag_open else ""
    shown = f"{least}{number(days)} days"
    words = f"Half of those who started within two years waited {shown} or less for training."
    if one.lag_open:
        words = f"Half of those who started within two years have waited {shown} or more."
    return known("SU7", colour, shown, words, one.as_of, one.starters, days)
