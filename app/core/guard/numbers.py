"""Numbers the state gives to people: NHS number, unique pupil number, National Insurance number.

Every pattern repeats a bounded number of times, so that a search is linear in the text.
"""

import re
from collections.abc import Iterator

from app.core.guard.findings import Kind, Sight

_TEN = re.compile(r"(?<![\w.])(?:\d{10}|\d{3}([ .-])\d{3}\1\d{4})(?![\w-])")
_LABELLED_TEN = re.compile(
    r"\b(?:NHS|CHI)(?: (?:number|no\.?|num|id))?[ :#=.(-]{0,3}(?:is |was )?"
    r"(\d(?:[ .-]{0,2}\d){9})(?!\d)",
    re.IGNORECASE,
)
_PUPIL = re.compile(
    r"(?<![A-Za-z0-9])([A-HJ-NP-RT-Z])[ -]?(\d(?:[ -]?\d){10})[ -]?([\dA-HJ-NP-RT-Z])"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LABELLED_PUPIL = re.compile(
    r"\b(?:UPN|unique pupil number)[ :#=.(-]{0,3}(?:is |was )?([A-Z]?\d{11,12}[A-Z]?)(?!\w)",
    re.IGNORECASE,
)
_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r" ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LABELLED_INSURANCE = re.compile(
    r"\b(?:NI|NINO|national insurance)(?: (?:number|no\.?))?[ :#=.(-]{0,3}(?:is |was )?"
    r"([A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ITS_LABEL = re.compile(r"\b(?:NI|NINO|national insurance)\b", re.IGNORECASE)
_BOOK = re.compile(r"ISBN[ :-]{0,3}(?:10)?[ :-]{0,3}$", re.IGNORECASE)
_OTHERWISE = re.compile(  # a telephone number, a row of figures, the number of a call
    r"(?:\+\d{1,3} ?(?:\(0\) ?)?|\d[ .-]|\b(?:tel|phone)\b.{0,6}"
    r"|\b(?:meeting|conference|zoom|teams|call|webinar)\b.{0,12})$",
    re.IGNORECASE,
)
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_BEFORE = 30  # characters in which a label may stand before its number


def nhs_check_fits(digits: str) -> bool:
    """Whether ten digits end in their check digit.

    Modulus 11 with weights 10 to 2 (NHS Data Model and Dictionary, "NHS number"); Scotland's CHI
    number has the same. Ten equal digits fit only by accident and are given to nobody.
    """
    rest = sum((10 - n) * int(digit) for n, digit in enumerate(digits[:9])) % 11
    return (11 - rest) % 11 == int(digits[9]) and len(set(digits)) > 1


def upn_check_letter(rest: str) -> str:
    """The letter before the twelve characters of a unique pupil number.

    Modulus 23 with weights 2 to 13; the last of a temporary number is a letter that counts as its
    place (Department for Education, "Unique pupil numbers: a guide").
    """
    values = [int(c) if c.isdecimal() else _CHECK_LETTERS.index(c) for c in rest.upper()]
    return _CHECK_LETTERS[sum(n * value for n, value in enumerate(values, 2)) % 23]


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _before(text: str, start: int) -> str:
    return text[max(0, start - _BEFORE) : start]


def _in_link(text: str, start: int) -> bool:
    """Whether a link leads up to here: meeting links hold numbers of ten digits too."""
    words = text[max(0, start - 200) : start].split(" ")
    return "://" in words[-1] or "www." in words[-1]


def _may_be_other(text: str, start: int) -> bool:
    """Whether what stands before gives ten digits another meaning."""
    return _in_link(text, start) or bool(_OTHERWISE.search(_before(text, start)))


def nhs_numbers(text: str) -> Iterator[Sight]:
    """Ten digits with a fitting check digit, and any ten digits that are called an NHS number."""
    for found in _TEN.finditer(text):
        if nhs_check_fits(_digits(found[0])) and not _BOOK.search(_before(text, found.start())):
            yield Sight(Kind.NHS_NUMBER, *found.span(), not _may_be_other(text, found.start()))
    for found in _LABELLED_TEN.finditer(text):
        yield Sight(Kind.NHS_NUMBER, *found.span(1), nhs_check_fits(_digits(found[1])))


def pupil_numbers(text: str) -> Iterator[Sight]:
    """Thirteen characters with a fitting check letter, and what is called a pupil number."""
    for found in _PUPIL.finditer(text):
        letter, middle, last = found.groups()
        if upn_check_letter(_digits(middle) + last) == letter.upper():
            yield Sight(Kind.PUPIL_NUMBER, *found.span(), not _in_link(text, found.start()))
    for found in _LABELLED_PUPIL.finditer(text):
        yield Sight(Kind.PUPIL_NUMBER, *found.span(1))


def insurance_numbers(text: str) -> Iterator[Sight]:
    """Two letters, six digits, one letter; certain when it is called what it is."""
    for found in _INSURANCE.finditer(text):
        called = bool(_ITS_LABEL.search(_before(text, found.start())))
        yield Sight(Kind.INSURANCE_NUMBER, *found.span(), called)
    for found in _LABELLED_INSURANCE.finditer(text):
        yield Sight(Kind.INSURANCE_NUMBER, *found.span(1))
