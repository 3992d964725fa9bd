"""How an open request waits for somebody, in a sentence."""

from dataclasses import dataclass

from app.support.rules.states import Side, State


@dataclass(frozen=True)
class Waits:
    """Whose turn it is with an open request, for how many working days, and whether longer than
    promised."""

    title: str
    state: State
    side: Side
    days: int
    is_late: bool


def waiting_words(one: Waits) -> str:
    """What it waits for, for homes of whoever is to do it."""
    if one.side is Side.NSPCC:
        days = f"for {one.days} working day{'' if one.days == 1 else 's'}"
        waited = f"has waited for an answer {days if one.days else 'since today'}"
        return f"“{one.title}” {waited}{', longer than promised' if one.is_late else ''}."
    return f"“{one.title}”: {_ASKED[one.state]}."


_ASKED = {
    State.ASKED: "the NSPCC wrote and waits for your answer",
    State.OFFERED: "the NSPCC made an offer, say whether it suits you",
    State.AGREED: "the NSPCC waits for your answer",
    State.DELIVERED: "the support is delivered, say whether it helped",
}
