"""What somebody may say about themselves, and what of it others see."""

import unicodedata
from dataclasses import dataclass

from app.members.rules.people import NSPCC

LONGEST_ABOUT = 1000
LONGEST_LINE = 100
NATIONS_BESIDE = ("Wales", "Scotland", "Northern Ireland")
SHOWABLE = ("role", "place", "region", "languages", "interests", "about")


@dataclass(frozen=True)
class Wishes:
    """A profile as its owner wants it. `shown` holds the fields of SHOWABLE others may see."""

    role: str = ""
    role_words: str = ""
    place: str = ""
    region: str = ""
    languages: str = ""
    about: str = ""
    interests: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    is_listed: bool = False
    takes_messages: bool = False
    shows_presence: bool = False
    trainer_shown: bool = False


def check(wishes: Wishes, *, is_nspcc: bool) -> tuple[tuple[str, str], ...]:
    """(field, what to do) for each fault: nobody passes for the NSPCC, and nobody can be written
    to whom others cannot find."""
    found = []
    for name in ("role_words", "place"):
        if not is_nspcc and NSPCC.casefold() in _letters(getattr(wishes, name)):
            found.append((name, "Leave out “NSPCC”: only its staff are shown as the NSPCC"))
    if wishes.takes_messages and not wishes.is_listed:
        found.append(
            ("takes_messages", "To get messages, let others find you in the directory as well")
        )
    return tuple(found)


def _letters(text: str) -> str:
    """The letters of a text alone, as they look: neither dots nor signs that do not show hide a
    name."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in plain if one.isalpha())
