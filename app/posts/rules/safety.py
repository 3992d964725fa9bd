"""What is said when a child is at risk, and what may be set."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.refusals import Faults

LONGEST_WORDS = 2000
_NUMBER = re.compile(r"\+?[0-9][0-9 ]{1,24}")
_LINK = re.compile(r"https://[^\s/]+\.[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Safety:
    """Whom a worry reaches (numbers of people) and the words and numbers of the page."""

    duty_ids: tuple[int, ...]
    duty_phone: str
    local_words: str
    police_words: str
    police_number: str
    helpline_words: str
    helpline_number: str


@dataclass(frozen=True, slots=True)
class Procedures:
    """How the people of one site get help for a child."""

    words: str
    day_number: str
    night_number: str
    link: str


def parse_safety(raw: Mapping[str, Any]) -> Safety:
    """The programme's own."""
    police, helpline = raw["police"], raw["helpline"]
    return Safety(
        (),
        "",
        raw["local"]["words"],
        police["words"],
        police["number"],
        helpline["words"],
        helpline["number"],
    )


def tel(number: str) -> str:
    """The address that calls a number."""
    return f"tel:{''.join(sign for sign in number if sign in '+0123456789')}"


def check_safety(said: Safety, staff: Collection[int]) -> Faults:
    """What is wrong with the settings; `staff` can be on duty."""
    faults: Faults = []
    if not said.duty_ids:
        faults.append(("duty", "Choose who is told of a worry at once"))
    elif not set(said.duty_ids) <= set(staff):
        faults.append(("duty", "Choose people of the NSPCC whose account is open"))
    for field, words in (
        ("local_words", said.local_words),
        ("police_words", said.police_words),
        ("helpline_words", said.helpline_words),
    ):
        faults += _check_words(field, words)
    faults += _check_number("police_number", said.police_number, needed=True)
    faults += _check_number("helpline_number", said.helpline_number, needed=True)
    return faults + _check_number("duty_phone", said.duty_phone)


def check_procedures(said: Procedures) -> Faults:
    """What is wrong with the procedures of a site."""
    faults = _check_words("words", said.words)
    faults += _check_number("day_number", said.day_number, needed=True)
    faults += _check_number("night_number", said.night_number)
    if said.link and (len(said.link) > 300 or not _LINK.fullmatch(said.link)):
        faults.append(("link", "Enter an address that begins with https://, or leave it empty"))
    return faults


def _check_words(field: str, words: str) -> Faults:
    if not words.strip():
        return [(field, "Say what to do")]
    if len(words.strip()) > LONGEST_WORDS:
        return [(field, f"This must be {LONGEST_WORDS:,} characters or fewer")]
    return []


def _check_number(field: str, number: str, *, needed: bool = False) -> Faults:
    if not number.strip() and not needed:
        return []
    if _NUMBER.fullmatch(number.strip()):
        return []
    return [(field, "Enter a telephone number in figures, such as 0808 800 5000")]
