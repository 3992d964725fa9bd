"""Dates of birth: a date beside a word for being born."""

import re
from collections.abc import Iterator

from app.core.guard.findings import BETWEEN_SENTENCES, Kind, Sight

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
DATE = (
    rf"(?<!\d)(?:[0-3]?\d[ ]?[/.-][ ]?[01]?\d[ ]?[/.-][ ]?(?:\d{{4}}|\d{{2}})"
    rf"|(?:19|20)\d\d-[01]?\d-[0-3]?\d"
    rf"|{_DAY}(?: of)?[ -]{_MONTH},?[ -](?:\d{{4}}|'?\d{{2}})"
    rf"|{_MONTH} {_DAY},? \d{{4}})(?!\d)"
)
_LABEL = r"(?:\bd\.? ?o\.? ?b\b\.?|\bdate of birth|\bbirth ?date)"
_JOIN = r"[ :=.,()-]{0,4}(?:is |was |of )?"
_LABELLED = re.compile(rf"{_LABEL}{_JOIN}({DATE})", re.IGNORECASE)
_LABELLED_AFTER = re.compile(rf"({DATE})[ ,(-]{{0,3}}{_LABEL}", re.IGNORECASE)
_DATES = re.compile(DATE, re.IGNORECASE)
_YEARLESS = re.compile(rf"(?<!\d){_DAY}(?: of)? {_MONTH}(?!\w)", re.IGNORECASE)
_BORN = re.compile(
    r"\b(?:born|birthday|birth ?date|date of birth|d\.?o\.?b|turn(?:s|ed) \d{1,2})\b|\bb\. ?$",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(r"\bbirthday\b", re.IGNORECASE)
_NEAR, _AFTER = 40, 25  # characters before and after a date in which a word for birth counts


def birth_dates(text: str) -> Iterator[Sight]:
    """Dates called a date of birth (certain), and dates near a word for being born."""
    for labelled in (_LABELLED, _LABELLED_AFTER):
        for found in labelled.finditer(text):
            yield Sight(Kind.BIRTH_DATE, *found.span(1), True)
    for found in _DATES.finditer(text):
        if _said_near(_BORN, text, found):
            yield Sight(Kind.BIRTH_DATE, *found.span())
    for found in _YEARLESS.finditer(text):
        if _said_near(_BIRTHDAY, text, found):
            yield Sight(Kind.BIRTH_DATE, *found.span())


def _said_near(words: re.Pattern[str], text: str, found: re.Match[str]) -> bool:
    """Whether a word stands in the same sentence, shortly before or after."""
    before = text[max(0, found.start() - _NEAR) : found.start()]
    after = text[found.end() : found.end() + _AFTER]
    if not before.endswith("b. "):
        before = BETWEEN_SENTENCES.split(before)[-1]
    return bool(words.search(before) or words.search(BETWEEN_SENTENCES.split(after)[0]))
