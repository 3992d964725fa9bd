"""How the directory and what somebody mutes read."""

from collections.abc import Callable, Iterable
from typing import Any

from app.core.words import count
from app.members.queries import DirectoryPage, MemberRow, Sought
from app.members.rules import NSPCC, ROLES, TAGS

Cells = list[dict[str, Any]]
ROLE_CHOICES = [("", "Any"), (NSPCC, "NSPCC staff"), *ROLES.items()]
TAG_CHOICES = [("", "Any"), *TAGS.items()]
MOST_INTERESTS = 4
COLUMNS: Cells = [
    {"key": "name", "text": "Name"},
    {"key": "role", "text": "What they do"},
    {"key": "place", "text": "Where"},
    {"key": "interests", "text": "Interested in"},
]


def rows(found: DirectoryPage, href: Callable[[int], str]) -> Cells:
    """A row for each member; `href` leads to their page."""
    return [
        {
            "name": {"text": one.name, "href": href(one.person_id)},
            "role": one.role,
            "place": where(one),
            "interests": _interests(one),
        }
        for one in found.rows
    ]


def where(one: MemberRow) -> str:
    """Place and region, as far as they are shown."""
    return ", ".join(part for part in (one.place, one.region) if part)


def _interests(one: MemberRow) -> str:
    rest = len(one.interests) - MOST_INTERESTS
    words = ", ".join(one.interests[:MOST_INTERESTS])
    return f"{words} and {rest} more" if rest > 0 else words


def facts(one: MemberRow) -> list[dict[str, str]]:
    """What somebody shows, as the rows of a summary; what they do not show is not in it."""
    said = (
        ("What they do", one.role),
        ("Where", where(one)),
        ("Languages", one.languages),
        ("Interested in", ", ".join(one.interests)),
        ("Trains others", "Yes" if one.is_trainer else ""),
        ("About", one.about),
    )
    return [{"key": key, "value": value} for key, value in said if value]


def chips(sought: Sought, address: Callable[..., str]) -> list[dict[str, str]]:
    """One for each filter in use, leading to the list without it."""
    words = {
        "q": f"“{sought.q}”" if sought.q else "",
        "role": dict(ROLE_CHOICES).get(sought.role, "") if sought.role else "",
        "region": sought.region,
        "interest": TAGS.get(sought.interest, ""),
        "trainer": "Trains others" if sought.trainer else "",
    }
    return [{"text": text, "href": address(**{name: ""})} for name, text in words.items() if text]


def sum_of(found: DirectoryPage) -> str:
    """How many are shown."""
    return f"{found.found} of {count(found.total, 'member')}"


def muted(subjects: Iterable[str]) -> list[dict[str, str]]:
    """What somebody muted, in words: tags in their order, then topics by their path."""
    held = set(subjects)
    tags = [{"subject": key, "words": words} for key, words in TAGS.items() if key in held]
    topics = sorted(one for one in held if one.startswith("/"))
    return [
        *tags,
        *({"subject": one, "words": f"Topic {one.rsplit('/', 1)[-1]}"} for one in topics),
    ]
