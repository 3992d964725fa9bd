"""Home addresses, and ways to reach a family."""

import re
from collections.abc import Iterator

from app.core.guard.findings import BETWEEN_SENTENCES, Kind, Sight
from app.core.guard.vocabulary import SINGULAR_KIN

_POSTCODE = r"(?-i:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
_STREET = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Close|Drive|Way|Court|Crescent|Cres|Terrace|Gardens"
    r"|Grove|Place|Square|Hill|Walk|Mews|Row|Rise|View|Parade|Green|Park)"
)
_HOUSE = r"(?<![\w/.,£-])(?:(?i:flat|unit) \d{1,4}[a-z]?,? )?\d{1,4}[a-zA-Z]?,? "
_ROAD = rf"(?:[A-Z][A-Za-z'-]{{1,20}} ){{1,3}}{_STREET}\b"
_ADDRESS = re.compile(rf"{_HOUSE}{_ROAD}")
_FULL = re.compile(rf"{_HOUSE}[A-Z][^\n]{{3,60}}?{_POSTCODE}")
_AT_HOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing) at|address|moved (?:in )?to|home (?:is|at)|stay(?:s|ing) at"
    r"|resid(?:es|ing) at|returned to|went (?:home )?to|placed at|visit(?:ed)?(?: (?:at|to))?)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    rf"\b(?:{'|'.join(sorted(SINGULAR_KIN))}|child|boy|girl|family|parent|carer"
    r"|her|his|their)(?:'s)?\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:centre|hall|office|offices|council|building|room|hub|library|church|school|college"
    r"|hotel|court|venue|training|meeting)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,/£-])(?:\+44 ?(?:\(0\) ?)?|0)\d(?:[ -]?\d){8,9}(?![\w.,]?\d)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_KIN = re.compile(
    rf"\b(?:{'|'.join(sorted(SINGULAR_KIN))}|the family|the child)(?:'s)?\b", re.IGNORECASE
)
_NEAR = 40  # characters before it in which a word for home or family counts


def addresses(text: str) -> Iterator[Sight]:
    """A house with its postcode, and a house in a street where somebody is said to live."""
    for found in _FULL.finditer(text):
        if not _OFFICE.search(_before(text, found.start())):
            yield Sight(Kind.ADDRESS, *found.span())
    for found in _ADDRESS.finditer(text):
        before = _before(text, found.start())
        if _AT_HOME.search(before) or _FAMILY.search(before):
            yield Sight(Kind.ADDRESS, *found.span())


def contacts(text: str) -> Iterator[Sight]:
    """A telephone number or e-mail address right after a word for a relative."""
    for pattern in (_PHONE, _MAIL):
        for found in pattern.finditer(text):
            if _KIN.search(_before(text, found.start())):
                yield Sight(Kind.CONTACT, *found.span())


def _before(text: str, start: int) -> str:
    """What stands shortly before, in the same sentence."""
    return BETWEEN_SENTENCES.split(text[max(0, start - _NEAR) : start])[-1]
