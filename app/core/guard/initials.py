"""Initials with an age, where a relative or a child is spoken of: "JB (8) and his mum"."""

import re
from collections.abc import Iterator

from app.core.guard.findings import BETWEEN_SENTENCES, Kind, Sight
from app.core.guard.vocabulary import ONE_CHILD, SEVERAL, SHORTENED, SINGULAR_KIN

_UNIT = r"(?: ?(?:y|yo|yrs?|years?|months?|mths?|weeks?)(?:[ -]olds?)?)"
_AGE = (
    rf"(?: ?\((?:aged? )?(\d{{1,2}}){_UNIT}?\)"
    r"|,? (?:is |was |now )?aged? (\d{1,2})(?!\d)"
    rf"|,? (?:is |was )(?:a |an |now )?(\d{{1,2}})(?:[ -](?:years?|yrs?|months?|weeks?))?"
    r"(?:[ -]old)?(?! ?(?:%|per|of|cases|people|[:/.]\d))(?!\d)"
    rf"|, (\d{{1,2}}){_UNIT}\b)"
)
_INITIALS = re.compile(rf"(?<![\w.&/-])((?:[A-Z]\.){{1,3}}|[A-Z]{{2,3}}){_AGE}")
_SAID = re.compile(
    rf"\b(?:{'|'.join(sorted(SINGULAR_KIN | ONE_CHILD | SEVERAL))}"
    r"|he|she|his|her|their|parents?|famil(?:y|ies)|foster|placement|lives?|school)\b",
    re.IGNORECASE,
)
_OLDEST = 19
_AROUND = 90  # characters before and after in which a child or relative is spoken of


def initials(text: str) -> Iterator[Sight]:
    """Initials of somebody of the age of a child."""
    for found in _INITIALS.finditer(text):
        age = next(int(group) for group in found.groups()[1:] if group)
        if age > _OLDEST or found[1] in SHORTENED:
            continue
        before = BETWEEN_SENTENCES.split(text[max(0, found.start() - _AROUND) : found.start()])[-1]
        after = BETWEEN_SENTENCES.split(text[found.end() : found.end() + _AROUND])[0]
        if _SAID.search(before) or _SAID.search(after):
            yield Sight(Kind.NAME, *found.span())
