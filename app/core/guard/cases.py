"""Case numbers: digits beside a word for a case, a child or a case system."""

import re
from collections.abc import Iterator

from app.core.guard.findings import BETWEEN_SENTENCES, Kind, Sight

_VALUE = r"(?:(?-i:[A-Z]{1,4}) |[A-Z]{0,4}[/-]?)\d[\dA-Z]{0,15}(?:[/-][\dA-Z]{1,12}){0,4}"
_SYSTEM = (
    r"(?:LCS|ICS|SSID|Mosaic|Liquid ?logic|Care ?First|Eclipse|Azeus|EHM|Core ?logic"
    r"|CareDirector|WCCIS|LAC|CLA)"
)
_OWNER = (
    r"(?:case|child(?:'s)?|client|family|person|pupil|file|patient|service user|record|referral"
    r"|young person(?:'s)?|episode|placement|court)"
)
_NAMED = r"(?:ID|number|no\.?|num\.?|ref(?:erence)?\.?|identifier|#)"
_JOIN = r"(?: (?:with us|here|for (?:the|this) (?:family|child)))?[ :=#(-]{1,3}(?:is |was )?"

# "Mosaic 45871", "LCS ID: 123456", "case number 4711", "child ref AB/12", "our ref: ABC/12345"
_SYSTEM_NUMBER = re.compile(
    rf"(?<!\w){_SYSTEM}(?: (?:child|person|client|case|record))?(?: {_NAMED})?{_JOIN}({_VALUE})"
    r"(?!\w)",
    re.IGNORECASE,
)
_OWNED_NUMBER = re.compile(rf"(?<!\w){_OWNER} ?{_NAMED}{_JOIN}({_VALUE})(?!\w)", re.IGNORECASE)
_CASE = re.compile(
    rf"(?<!\w)(?:case|file|child|family|referral) ?#?[ :(]({_VALUE})(?![\w%])", re.IGNORECASE
)
_REFERENCE = re.compile(
    rf"(?<!\w)(?:ref|reference)(?: (?:no\.?|number))?{_JOIN}({_VALUE})(?!\w)", re.IGNORECASE
)
# "CIN-30418", "EHCP/2231/19"; and "P1048822", as case systems count people
_PREFIXED = re.compile(
    r"(?<!\w)(?:CIN|CPP|CLA|LAC|EHCP|EHA|PLO)[ /-]?(\d{4,8}(?:[/-]\d{1,4})?)(?![\w%])"
)
_PERSON = re.compile(r"(?<!\w)P\d{6,8}(?!\w)")
_COURT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}[A-Z]\d{5}(?!\w)")
_LONG = re.compile(r"(?<![\w.,/£$€-])\d{6,12}(?![\w.,]?\d)")
_HOLDER = re.compile(
    r"\b(?:case|child|boy|girl|baby|sibling|brother|sister|family|mother|father|mum|dad|ref"
    r"|reference|record|file|ID|young person|pupil|LCS|ICS"
    r"|Mosaic|Liquid ?logic|Eclipse|Care ?First)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:\d\d|20\d\d))?")
_VALUED = (  # and how many digits its value has at least
    (_SYSTEM_NUMBER, 4),
    (_OWNED_NUMBER, 2),
    (_CASE, 3),
    (_REFERENCE, 4),
    (_PREFIXED, 4),
)
_NEAR = 30  # characters before a long number in which a word for a case counts


def case_numbers(text: str) -> Iterator[Sight]:
    """Numbers that a case system, a court or a file may hold for a child or a family."""
    for pattern, least in _VALUED:
        for found in pattern.finditer(text):
            if _is_number(found[1], least):
                yield Sight(Kind.CASE_NUMBER, *found.span())
    for pattern in (_COURT, _PERSON):
        for found in pattern.finditer(text):
            yield Sight(Kind.CASE_NUMBER, *found.span())
    yield from _long_numbers(text)


def _long_numbers(text: str) -> Iterator[Sight]:
    """Many digits shortly after a word for whoever they may stand for."""
    for found in _LONG.finditer(text):
        before = BETWEEN_SENTENCES.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]
        if _HOLDER.search(before) and not _DAY.fullmatch(found[0]):
            yield Sight(Kind.CASE_NUMBER, *found.span())


def _is_number(value: str, least: int) -> bool:
    """Whether it has digits enough and is no year."""
    digits = sum(c.isdecimal() for c in value)
    return digits >= least and not _YEAR.fullmatch(value)
