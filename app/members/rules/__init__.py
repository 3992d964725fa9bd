"""Pure decisions about members."""

from app.members.rules.people import (
    FORMER,
    NSPCC,
    Byline,
    Fresh,
    former,
    handle_of,
    handles_in,
    known_tags,
    person_of,
    said_of,
)
from app.members.rules.programme import (
    HOUSE_RULES_VERSION,
    PROGRAMME,
    ROLES,
    STAGES,
    TAGS,
    HouseRule,
    Programme,
)

__all__ = [
    "FORMER",
    "HOUSE_RULES_VERSION",
    "NSPCC",
    "PROGRAMME",
    "ROLES",
    "STAGES",
    "TAGS",
    "Byline",
    "Fresh",
    "HouseRule",
    "Programme",
    "former",
    "handle_of",
    "handles_in",
    "known_tags",
    "person_of",
    "said_of",
]
