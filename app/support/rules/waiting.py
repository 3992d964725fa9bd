"""How an open request waits for somebody, in a sentence."""

from dataclasses import dataclass

from app.sites.rules.sides import Side
from app.support.rules.states import State


@dataclass(frozen=True)
class Waits:
    """Whose turn it is with an open request, for how many working days, and whether longer than
    promised."""

    title: str
    state: State
    side: Side
    days: int
    is_late: bool


def for_days(days: int) -> str:
    """How long somebody has waited: nobody counts hours, and a weekend is no working day."""
    if days == 0:
        return "for less than a working day"
    return f"for {days:,} working day{'' if days == 1 else 's'}"


def waiting_words(one: Waits) -> str:
    """What it waits for, for homes of whoever is to do it."""
    if one.side is Side.NSPCC:
        late = ", longer than promised" if one.is_late else ""
        return f"“{one.title}” has waited for an answer {for_days(one.days)}{late}."
    return f"“{one.title}”: {_ASKED[one.state]}."


_ASKED = {
    State.ASKED: "the NSPCC wrote and waits for your answer",
    State.OFFERED: "the NSPCC made an offer, say whether it suits you",
    State.AGREED: "the NSPCC waits for your answer",
    State.DELIVERED: "the support is delivered, say whether it helped",
}
