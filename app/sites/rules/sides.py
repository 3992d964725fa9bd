"""The two sides of what an authority and the NSPCC do together, and who speaks for which."""

from dataclasses import dataclass
from enum import StrEnum

from app.access.actor import Actor


class Side(StrEnum):
    """Whose turn it is, or who says something."""

    AUTHORITY = "authority"
    NSPCC = "nspcc"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"authority": "The authority", "nspcc": "The NSPCC"}[self.value]


@dataclass(frozen=True)
class Speaker:
    """Who writes, and for which side they speak."""

    person_id: int
    side: Side


def speaking(actor: Actor) -> Speaker:
    """Somebody who is signed in, as one who writes."""
    return Speaker(actor.id, Side.NSPCC if actor.is_nspcc else Side.AUTHORITY)
