"""The guard for identifying details: what in a text could tell who a child or a family is.

Pure: text in, findings out. It knows the shapes of numbers, and names beside words for children
and relatives. It cannot know every name: it helps people who mean well, and replaces no care.
"""

from app.core.guard.births import birth_dates
from app.core.guard.cases import case_numbers
from app.core.guard.findings import Finding, Kind, fold, settled
from app.core.guard.initials import initials
from app.core.guard.names import names
from app.core.guard.numbers import insurance_numbers, nhs_numbers, pupil_numbers
from app.core.guard.places import addresses, contacts, postcodes

__all__ = ["Finding", "Kind", "clean", "look"]

_RULES = (
    nhs_numbers,
    pupil_numbers,
    insurance_numbers,
    birth_dates,
    case_numbers,
    addresses,
    postcodes,
    contacts,
    names,
    initials,
)


def look(text: str) -> tuple[Finding, ...]:
    """What was found, in the order of the text; findings do not overlap.

    Takes time in proportion to the length of the text, whatever stands in it.
    """
    folded = fold(text)
    return settled(text, [sight for rule in _RULES for sight in rule(folded)])


def clean(text: str) -> bool:
    """Whether nothing was found."""
    return not look(text)
