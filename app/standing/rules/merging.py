"""Two adoptions whose authorities merged: a person decides how they go on."""

from enum import StrEnum

from app.core.refusals import Faults
from app.standing.rules.declaring import SHORTEST_WORDS


class Choice(StrEnum):
    """How they go on, seen from the site whose page it is."""

    THIS = "this"
    OTHER = "other"
    BOTH = "both"


def check_choice(choice: Choice | None, words: str) -> Faults:
    """What must be put right before it is decided, as (field, what to do)."""
    faults: Faults = []
    if choice is None:
        faults.append(("choice", "Choose how the two adoptions go on"))
    if len(words.strip()) < SHORTEST_WORDS:
        faults.append(("words", "Say why in a sentence, in ten characters or more"))
    return faults
