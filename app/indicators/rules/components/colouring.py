"""Colours by the two limits of a definition."""

from datetime import date

from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Colour, Component, Ground
from app.sites.rules import Stage

BEFORE_WORK = "It is asked once the work begins."


def at_most(code: str, value: float) -> Colour:
    """Green up to the first limit, amber up to the second."""
    one = DEFINITIONS[code]
    if value <= one.first:
        return Colour.GREEN
    return Colour.AMBER if value <= one.second else Colour.RED


def at_least(code: str, value: float) -> Colour:
    """Green from the first limit on, amber from the second."""
    one = DEFINITIONS[code]
    if value >= one.first:
        return Colour.GREEN
    return Colour.AMBER if value >= one.second else Colour.RED


def known(
    code: str,
    colour: Colour | None,
    shown: str,
    words: str,
    as_of: date | None,
    n: int | None,
    value: float,
) -> Component:
    """A component that is known."""
    return Component(code, Ground.KNOWN, colour, shown, words, as_of, n, value)


def unknown(code: str, words: str, as_of: date | None = None, n: int | None = None) -> Component:
    """One with not enough data."""
    return Component(code, Ground.NOT_KNOWN, None, "", words, as_of, n)


def not_yet(code: str, words: str = BEFORE_WORK) -> Component:
    """One that is not asked at this point of the journey."""
    return Component(code, Ground.NOT_YET, None, "", words)


def is_before_work(facts: SiteFacts) -> bool:
    """Whether the site still explores."""
    return facts.is_in(Stage.EXPLORATION)


def is_before_training(facts: SiteFacts) -> bool:
    """Whether the training for trainers is still ahead."""
    return facts.on <= facts.training_on or is_before_work(facts)
